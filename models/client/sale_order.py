"""What is sold, in the order's row of Sell (behaviour 2)."""

from odoo import api, fields, models
from odoo.fields import Domain

from ..base.guard import internal
from ..base.json_list import JsonList


class SaleOrder(models.Model):
    _inherit = "sale.order"

    products_display = fields.Char(
        "Products",
        compute="_compute_products",
        search="_search_products_display",
        groups="base.group_user",
        help="What is sold with this order, and how much of it.",
    )
    products_sold = JsonList(
        compute="_compute_products",
        groups="base.group_user",
        technical=True,
        help="The same, a product each.",
    )

    @api.depends(
        "order_line.product_id.display_name",
        "order_line.product_uom_qty",
        "order_line.product_uom_id.name",
    )
    @api.depends_context("lang")
    def _compute_products(self):
        # Asked for once: each context is another environment.
        bare = self.with_context(display_default_code=False)
        for order, named in zip(self, bare, strict=True):
            sold = named.order_line._schedule_products()
            order.products_sold = sold
            order.products_display = _names(sold)

    @api.readonly
    @internal
    def schedule_to_make(self):
        """Return what of these orders is short and can be made to order now.

        :return: {id: what and how much, in words}, of those that want something made
        :raises AccessError: when the caller may not read them
        """
        self.check_access("read")
        rows = self.order_line.filtered(
            lambda row: row.production_status == "none" and row.can_make_to_order
        )
        return {
            order.id: _names(found._schedule_products())
            for order, found in rows.grouped("order_id").items()
        }

    def _search_products_display(self, operator, value):
        if operator == "in":
            named = [name for name in value if isinstance(name, str)]
            return Domain.OR(Domain("order_line.product_id", "=", one) for one in named)
        if operator not in ("=ilike", "ilike", "like") or not isinstance(value, str):
            return NotImplemented
        return [("order_line.product_id", operator, value)]


def _names(sold):
    return ", ".join(product["text"] for product in sold)
