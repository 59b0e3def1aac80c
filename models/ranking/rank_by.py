from datetime import date, datetime

from odoo import fields, models
from odoo.exceptions import UserError

from ..base import step as schedule_step
from ..base.guard import BY_SCHEDULE, internal
from ..base.step import step
from . import messages

# What comes last, and before all that has a date.
LAST, FIRST = fields.Datetime.to_datetime("9999-12-31"), float("-inf")


class SaleOrder(models.Model):
    """Orders in another order among the places that they hold (behaviour 12)."""

    _inherit = "sale.order"

    @internal
    @step
    def schedule_rank_by(self, key=None):
        """Put these orders, among the places that they hold, in an order.

        Equal ones keep theirs.

        :param str key: ``deadline`` and ``order_date``, the earliest first; ``slack``,
            the delivery deadline less the feasible date as ranked now, least first and
            those without a date before all; ``partner``, the company's
            ``rank_partner_field`` of the customer, highest first
        :return: {id: [old position, new position]} of all of them
        :raises UserError: for another key, where no field of the customer is chosen,
            and where one of them is closed or they are of several companies
        :raises AccessError: when the caller may not write them
        """
        return self.schedule_rank_in_order(self._schedule_ranked_by(key).ids)

    def _schedule_ranked_by(self, key):
        """Return these orders, as superuser, as :meth:`schedule_rank_by` puts them."""
        self._schedule_check_access()
        orders = self.sudo().exists()
        orders._schedule_check_open(self.ids)
        keys = orders._schedule_rank_keys(key)
        ranked = orders.sorted(lambda order: (order.schedule_rank, order.id))
        return ranked.sorted(lambda order: keys[order.id])

    @internal
    @step
    def schedule_rank_in_order(self, ids=None):
        """Put these orders, among the places that they hold, in a given order.

        :param list ids: theirs, the first in rank first
        :return: as :meth:`schedule_rank_by`
        :raises UserError: where one is closed, or these are not their ids
        :raises AccessError: when the caller may not write them
        """
        self._schedule_check_access()
        orders = self.sudo().exists()
        self.env["make.schedule.line"]._lock_first(orders, ranks=True)
        orders._schedule_check_open(self.ids)
        theirs = isinstance(ids, list) and all(type(id_) is int for id_ in ids)
        if not theirs or sorted(ids) != sorted(orders.ids):
            raise UserError(messages.order_gone(self.env))
        old = orders._schedule_positions()
        places = sorted(orders.mapped("schedule_rank"))
        passed = schedule_step.of(self.env).passed
        moved = orders.browse()
        for order, place in zip(orders.browse(ids), places, strict=True):
            if order.schedule_rank != place:
                passed += [(order, order.schedule_rank), (order, place)]
                moved |= order
                order.with_context(schedule=BY_SCHEDULE).schedule_rank = place
        return {
            **{id_: [place, place] for id_, place in old.items()},
            **moved.with_env(self.env)._schedule_moved(moved, old),
        }

    def _schedule_rank_keys(self, key):
        """Return {id: what to sort by} of these orders, as superuser."""
        if key == "deadline":
            return {order.id: order.schedule_deadline or LAST for order in self}
        if key == "order_date":
            return {order.id: order.date_order or LAST for order in self}
        if key == "slack":
            return {order.id: _slack(order) for order in self}
        if key == "partner":
            return self._schedule_partner_keys()
        raise UserError(messages.no_such_order(self.env, key=key))

    def _schedule_partner_keys(self):
        """Return {id: what sorts by the company's field of the customer}."""
        field = self.env["res.partner"]._fields.get(self.company_id.rank_partner_field)
        if field is None:
            raise UserError(messages.no_partner_field(self.env))
        values = {
            order.id: order.partner_id.with_company(order.company_id)[field.name]
            for order in self
        }
        is_number = field.type not in ("date", "datetime")
        if field.type == "selection":
            places = {value: at for at, value in enumerate(field.get_values(self.env))}
            return {order: -places.get(value, -1) for order, value in values.items()}
        return {order: -_number(value, is_number) for order, value in values.items()}


def _slack(order):
    """Return by how many seconds an order can be early."""
    if not order.feasible_date:
        return FIRST
    return ((order.schedule_deadline or LAST) - order.feasible_date).total_seconds()


def _number(value, is_number):
    """Return what is greater where a partner's value is."""
    if isinstance(value, (datetime, date)):
        return fields.Datetime.to_datetime(value).timestamp()
    # No date is before all of them; no number is 0.
    return float("-inf") if value is False and not is_number else value
