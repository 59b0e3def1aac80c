from odoo import api, fields, models

from ...engine import status
from ..base.states import OFFERED_STATES
from .availability import SHIPPED, STILL_ORDERED
from .sale_order_line import NOTHING
from .sale_order_line_status import RowDates, RowStatus


class SaleOrder(models.Model):
    """What the ranking gives an order now: the worst of its rows (behaviour 4)."""

    _name = "sale.order"
    _inherit = ["sale.order", "make.schedule.availability"]
    _schedule_sorted = (
        *("sales_items_availability", "ingredients_availability"),
        *("production_status", "availability_date", "schedule_deadline"),
    )

    schedule_late = fields.Boolean(
        "Late",
        compute="_compute_schedule_late",
        search="_search_schedule_late",
        groups="base.group_user",
        help="It is open, and the delivery deadline of a row was before today, or the"
        " row can be there on a later day only.",
    )

    @api.depends(
        *("schedule_open", "schedule_deadline", "availability_date"),
        "order_line.schedule_deadline",
    )
    @api.depends_context("tz")
    def _compute_schedule_late(self):
        rows = self._origin.sudo().filtered("schedule_open").order_line
        late = rows._schedule_late_rows()
        for order in self:
            mine = order._origin.sudo().order_line._ids
            order.schedule_late = not late.isdisjoint(mine)

    def _search_schedule_late(self, operator, value):
        return self._schedule_search_flag("schedule_late", operator, value)

    @api.depends("order_line", "state", "commitment_date")
    @api.depends_context("tz")
    def _compute_availability(self):
        """Roll up the rows', all of them in one allocation."""
        orders = self._origin.sudo()
        dates, late = map(orders.order_line._schedule_known, RowDates._fields)
        statuses = orders._schedule_statuses()
        for order in self:
            rows = order._origin.sudo().order_line._ids
            known = statuses.get(order._origin.id, NOTHING)
            is_expected = known.sales_items_availability == status.EXPECTED
            date = is_expected and status.shown_date(map(dates.get, rows))
            order.update(
                {
                    **known._asdict(),
                    "availability_date": date or False,
                    "availability_late": is_expected and any(map(late.get, rows)),
                }
            )

    def _schedule_compute(self, field):
        if field.name not in RowStatus._fields:
            return super()._schedule_compute(field)
        self._schedule_keep(self._schedule_statuses(), NOTHING)
        return None

    def _schedule_statuses(self):
        """Return {order id: :class:`RowStatus`}: the worst of its rows."""
        lines = self.sudo().order_line
        items, ingredients, production = map(lines._schedule_known, RowStatus._fields)
        found = {}
        for order in self.sudo():
            rows = order.order_line._ids
            found[order.id] = RowStatus(
                status.worst(status.SALES_ITEMS, map(items.get, rows)),
                status.worst(status.INGREDIENTS, map(ingredients.get, rows)),
                status.production(map(production.get, rows)),
            )
        return found

    def _schedule_live_domain(self):
        return [
            "|",
            ("schedule_open", "=", True),
            ("state", "in", OFFERED_STATES),
        ]

    def _schedule_shipped(self):
        shipped = [*STILL_ORDERED, ("move_ids", "any", SHIPPED)]
        return [("order_line", "any", shipped)]
