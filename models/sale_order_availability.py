from odoo import api, models

from ..engine import status
from .schedule_availability import SHIPPED


class SaleOrder(models.Model):
    """What the ranking gives an order now: the worst of its rows (behaviour 4)."""

    _name = "sale.order"
    _inherit = ["sale.order", "make.schedule.availability"]

    @api.depends("order_line", "state", "commitment_date")
    def _compute_availability(self):
        """Roll up the rows', all of them in one allocation."""
        # At once: reading them would compute a thousand at a time.
        lines = self.order_line
        lines._fields["sales_items_availability"].compute_value(lines)
        for order in self:
            rows = order.sudo().order_line
            items = status.worst(
                status.SALES_ITEMS, rows.mapped("sales_items_availability")
            )
            expected = rows.filtered(
                lambda row: row.sales_items_availability == status.EXPECTED
            )
            is_expected = items == status.EXPECTED
            dates = expected.mapped("availability_date")
            order.sales_items_availability = items
            order.ingredients_availability = status.worst(
                status.INGREDIENTS, rows.mapped("ingredients_availability")
            )
            order.production_status = status.production(
                rows.mapped("production_status")
            )
            order.availability_date = is_expected and max(dates, default=False)
            order.availability_late = is_expected and any(
                expected.mapped("availability_late")
            )

    def _schedule_live_domain(self):
        return [
            "|",
            ("schedule_open", "=", True),
            ("state", "in", ("draft", "sent")),
        ]

    def _schedule_shipped(self):
        return ("order_line.move_ids", "any", SHIPPED)
