from odoo import api, models
from odoo.exceptions import UserError

from ..base.guard import internal
from ..base.step import step
from ..base.told import told
from . import messages
from .trial import Trial

# So many places are tried one by one.
FEW = 12
# And all of so many where the top is none.
MORE = 100


class SaleOrder(models.Model):
    """The place in the ranking that makes an order on time (behaviour 12)."""

    _inherit = "sale.order"

    @internal
    @api.readonly
    def schedule_on_time(self):
        """Return the lowest place at which this order is not late, and what it changes.

        :return: as :meth:`schedule_preview`; nothing moves
        :raises UserError: when it is on time already; when no place makes it so, with
            what would
        :raises AccessError: when the caller may not write it
        """
        self._schedule_check_access()
        trial, _rank = self._schedule_find_on_time()
        order = self.sudo()
        old, new = order._schedule_positions(), trial.positions(order)
        moves = {order.id: [old[order.id], new[order.id]]}
        return {"moves": moves, **self._schedule_outcome(trial, [order])}

    @internal
    @step
    def action_on_time(self):
        """Move this order to the place of :meth:`schedule_on_time`.

        :return: an action that says so and offers to undo it
        :raises UserError: as that
        :raises AccessError: as that
        """
        self._schedule_check_access()
        order = self.sudo().exists()
        self.env["make.schedule.line"]._lock_first(order, ranks=True)
        _trial, rank = self._schedule_find_on_time()
        moves, back = self._schedule_stand_before([order], rank)
        _old, new = moves[order.id]
        message = messages.moved_on_time(self.env, order=order.name, place=new)
        return told(message, (self, "action_drag_back", [back]))

    def _schedule_find_on_time(self):
        """Return the trial in which this order is on time, and the rank above which.

        The nearest places are tried one by one, the others halved: who stands higher
        nearly never gets less, or later.

        :raises UserError: as :meth:`schedule_on_time`
        """
        self._schedule_check_one()
        order = self.sudo()
        order._schedule_check_open(self.ids)
        trial = Trial(order.env, order.company_id)
        above = trial.line.above(order.schedule_rank)
        if order._schedule_is_on_time(trial):
            raise UserError(messages.on_time_already(self.env, order=order.name))
        is_dated = False
        for rank in reversed(above[-FEW:]):
            tried = trial.above(order, rank)
            _availability, date, late = tried.facts(order)
            if date and not late:
                return tried, rank
            is_dated = is_dated or bool(date)
        top = trial.above(order, above[0]) if above else trial
        if not order._schedule_is_on_time(top):
            # It may take there what an MO needs that it waits for. Of many places that
            # would take long, and where it has no date at all it would be in vain.
            tries = is_dated and len(above) <= MORE
            for rank in reversed(above[:-FEW]) if tries else ():
                tried = trial.above(order, rank)
                if order._schedule_is_on_time(tried):
                    return tried, rank
            raise UserError(order._schedule_no_place(top))
        # That one is high enough, those from the other on are too low.
        found, high, low = top, 0, len(above[:-FEW])
        while low - high > 1:
            middle = (high + low) // 2
            tried = trial.above(order, above[middle])
            if order._schedule_is_on_time(tried):
                found, high = tried, middle
            else:
                low = middle
        return found, above[high]

    def _schedule_is_on_time(self, trial):
        """Tell whether this order would not be late, and could be had at all."""
        _availability, date, late = trial.facts(self)
        return bool(date) and not late
