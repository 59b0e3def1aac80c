"""A promise is taken back (behaviour 14)."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..base.guard import check_works, internal
from ..base.quantity import day_text
from ..base.states import OFFERED_STATES
from ..base.told import known_before, refuse_changed, told
from ..ranking.sale_order_line import OWN_DATE
from . import messages


class SaleOrder(models.Model):
    """Orders that were promised otherwise before."""

    _inherit = "sale.order"

    def _schedule_promised_before(self):
        """Return [id, delivery date, [[row id, own date]]] of one order, as JSON."""
        rows = self._schedule_own_dates()
        own = [[row.id, _text(row[OWN_DATE])] for row in rows]
        return [self.id, _text(self.commitment_date), own]

    @internal
    def action_promise_back(self, before=None, left=None):
        """Undo :meth:`action_promise`.

        :param list before: [[id, delivery date, [[row id, own date]]]] of some of these
            orders, of before
        :param list left: the same, as it was left then
        :return: an action
        :raises UserError: where one is closed or locked by now, or was given another
            date since
        :raises AccessError: when the caller may not write the orders
        """
        check_works(self.env)
        self.check_access("write")
        self._schedule_check_promised_left(left)
        for order_id, date, rows in known_before(before, 3):
            if order_id in self.ids:
                order = self.browse(order_id)
                if refusal := order._schedule_promise_closed():
                    raise UserError(refusal)
                old = order.schedule_deadline
                order.commitment_date = self._schedule_to_date(date)
                own = {row.id: row for row in order._schedule_own_dates()}
                for row_id, own_date in known_before(rows, 2):
                    if row_id in own:
                        own[row_id][OWN_DATE] = self._schedule_to_date(own_date)
                order._schedule_log_promise(old, order.schedule_deadline)
        return told(messages.promise_undone(self.env, count=len(self)))

    def _schedule_check_promised_left(self, left):
        """Refuse where one of these orders was given another date since.

        :param left: as of :meth:`action_promise_back`
        """
        dates = {order: order._schedule_promised_before() for order in self}
        # What was delivered since has no date any more.
        own = {order.id: {row for row, _date in now[2]} for order, now in dates.items()}
        still = [
            [
                *(order, date),
                [known for known in known_before(rows, 2) if known[0] in own[order]],
            ]
            for order, date, rows in known_before(left, 3)
            if order in own
        ]
        refuse_changed(still, dates)

    def _schedule_own_dates(self):
        """Return the rows that are to be delivered at a date of their own."""
        rows = self.order_line
        if OWN_DATE not in rows._fields:
            return rows.browse()
        return rows.filtered(
            lambda row: row[OWN_DATE] and row._schedule_is_to_deliver()
        )

    def _schedule_log_promise(self, old, new):
        """Note in the chatter which deadline another one has replaced."""
        days = {
            name: day_text(self.env, moment) if moment else "–"
            for name, moment in (("old", old), ("new", new))
        }
        self._message_log(body=messages.promised(self.env, **days))

    def _schedule_promise_closed(self):
        """Return why nothing can be promised of this order, or None."""
        is_open = self.state in OFFERED_STATES or self.schedule_open
        if self.locked or not is_open:
            return messages.closed_or_locked(self.env, orders=self.name)
        return None


def _text(moment):
    return fields.Datetime.to_string(moment) or False
