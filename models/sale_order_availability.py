from odoo import api, fields, models

from ..engine import status
from .sale_order_line_availability import (
    INGREDIENTS,
    ROW_PRODUCTION,
    SALES_ITEMS,
    SHIPPED,
    closed_domain,
)


class SaleOrder(models.Model):
    """What the ranking gives an order now: the worst of its rows (behaviour 4)."""

    _name = "sale.order"
    _inherit = ["sale.order", "make.schedule.grouping"]
    _schedule_grouped = (
        "sales_items_availability",
        "ingredients_availability",
        "production_status",
    )

    sales_items_availability = fields.Selection(
        SALES_ITEMS,
        "Sales items",
        compute="_compute_availability",
        groups="base.group_user",
        search="_search_sales_items_availability",
        help="Whether the ranking serves this order: the worst of its rows.",
    )
    ingredients_availability = fields.Selection(
        INGREDIENTS,
        "Ingredients",
        compute="_compute_availability",
        groups="base.group_user",
        search="_search_ingredients_availability",
        help="Whether there is what is needed to make what is missing: the worst of"
        " the rows.",
    )
    production_status = fields.Selection(
        ROW_PRODUCTION,
        "Production",
        compute="_compute_availability",
        groups="base.group_user",
        search="_search_production_status",
        help="How far what is made for this order is.",
    )
    availability_date = fields.Datetime(
        "Available on",
        compute="_compute_availability",
        groups="base.group_user",
        help="When the last supply comes that this order relies on.",
    )
    availability_late = fields.Boolean(
        "Available too late",
        compute="_compute_availability",
        groups="base.group_user",
        help="What this order relies on comes after its delivery deadline, or should"
        " have come already.",
    )

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

    def _search_sales_items_availability(self, operator, value):
        return self._schedule_search("sales_items_availability", operator, value)

    def _search_ingredients_availability(self, operator, value):
        return self._schedule_search("ingredients_availability", operator, value)

    def _search_production_status(self, operator, value):
        return self._schedule_search("production_status", operator, value)

    def _schedule_live_domain(self):
        return [
            "|",
            ("schedule_open", "=", True),
            ("state", "in", ("draft", "sent")),
        ]

    def _schedule_closed_domain(self, field, value):
        shipped = ("order_line.move_ids", "any", SHIPPED)
        made = ("mto_production_ids", "any", [("state", "=", "done")])
        return closed_domain(field, value, shipped, made)
