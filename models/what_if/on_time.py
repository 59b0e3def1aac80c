from odoo import api, models
from odoo.exceptions import UserError

from ..base.guard import internal
from ..base.quantity import day_text
from ..base.step import step
from ..base.told import told
from . import messages
from .trial import Trial

# So many places are tried one by one.
FEW = 12


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
        return {
            "moves": {order.id: [old[order.id], new[order.id]]},
            "orders": self._schedule_told(trial.orders()),
        }

    @internal
    @step
    def action_on_time(self):
        """Move this order to the place of :meth:`schedule_on_time`.

        :return: an action that says so and offers to undo it
        :raises UserError: as that
        :raises AccessError: as that
        """
        self._schedule_check_access()
        order, line = self.sudo().exists(), self.env["make.schedule.line"]
        line._lock_first(order, ranks=True)
        _trial, rank = self._schedule_find_on_time()
        back, old = order._schedule_back([order]), order._schedule_positions()
        line._place([order], order.company_id, rank, before=True)
        _old, new = self._schedule_moved(order, old)[order.id]
        message = messages.moved_on_time(self.env, order=order.name, place=new)
        return told(message, (self, "schedule_drag_back", [back]))

    def _schedule_find_on_time(self):
        """Return the trial in which this order is on time, and the rank above which.

        The nearest places are tried one by one, the others halved: who stands higher
        nearly never gets less, or later.

        :raises UserError: as :meth:`schedule_on_time`
        """
        self._check_one()
        order = self.sudo()
        order._schedule_check_open(self.ids)
        trial = Trial(order.env, order.company_id)
        above = trial.line.above(order.schedule_rank)
        if order._schedule_is_on_time(trial.facts(order)):
            raise UserError(messages.on_time_already(self.env, order=order.name))
        for rank in reversed(above[-FEW:]):
            tried, facts = _at(trial, order, rank)
            if order._schedule_is_on_time(facts):
                return tried, rank
        above = above[:-FEW]
        if not above or not order._schedule_is_on_time(_at(trial, order, above[0])[1]):
            raise UserError(order._schedule_no_place(trial))
        # Those up to the one are high enough, those from the other on too low.
        high, low = 0, len(above)
        while low - high > 1:
            middle = (high + low) // 2
            if order._schedule_is_on_time(_at(trial, order, above[middle])[1]):
                high = middle
            else:
                low = middle
        return _at(trial, order, above[high])[0], above[high]

    def _schedule_is_on_time(self, facts):
        """Tell whether an order is not late, and can be had at all.

        :param facts: as of :meth:`Trial.facts`
        """
        _availability, date, late = facts
        return bool(date) and not late

    def _schedule_no_place(self, trial):
        """Return what would help where no place does."""
        facts, above = trial.facts(self), trial.line.above(self.schedule_rank)
        if above:
            trial, facts = _at(trial, self, above[0])
        if facts[1]:
            return messages.too_late_at_the_top(
                self.env, order=self.name, date=day_text(self.env, facts[1])
            )
        return messages.missing_at_the_top(
            self.env,
            order=self.name,
            products=", ".join(trial.missing(self).mapped("display_name")),
        )


def _at(first, order, rank):
    """Return a :class:`Trial` in which an order stands above a rank, and its facts.

    :param first: another one, as it is
    """
    trial = first.other()
    trial.line.move([order.schedule_rank], rank, before=True)
    return trial, trial.facts(order)
