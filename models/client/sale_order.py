"""What is sold, in the order's row of Sell (behaviour 2)."""

from odoo import api, fields, models
from odoo.fields import Domain

from ..base.json_list import JsonList
from ..base.quantity import text


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
        for order in self:
            quantities = {}
            for row in order.order_line:
                if row.product_id and not row.display_type:
                    key = row.product_id, row.product_uom_id
                    quantities[key] = quantities.get(key, 0.0) + row.product_uom_qty
            sold = [
                {
                    "id": product.id or product._origin.id,
                    "text": " ".join(
                        [
                            text(order.env, quantity),
                            # Pieces are no word that anybody would miss.
                            *([unit.name] if unit != product.uom_id else ()),
                            product.with_context(
                                display_default_code=False
                            ).display_name,
                        ]
                    ),
                }
                for (product, unit), quantity in quantities.items()
                # A row that was taken off a confirmed order stays, with nothing.
                if not unit.is_zero(quantity)
            ]
            order.products_sold = sold
            order.products_display = ", ".join(product["text"] for product in sold)

    def _search_products_display(self, operator, value):
        if operator == "in":
            named = [name for name in value if isinstance(name, str)]
            return Domain.OR(Domain("order_line.product_id", "=", one) for one in named)
        if operator not in ("=ilike", "ilike", "like") or not isinstance(value, str):
            return NotImplemented
        return [("order_line.product_id", operator, value)]
