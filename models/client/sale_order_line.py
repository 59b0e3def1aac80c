"""What rows sell, in words (behaviour 2)."""

from odoo import models

from ..base.quantity import much


class SaleOrderLine(models.Model):
    """Rows, named by their products."""

    _inherit = "sale.order.line"

    def _schedule_products(self):
        """Return what these rows sell: [{id, text}], a product and unit each."""
        quantities = {}
        for row in self:
            if row.product_id and not row.display_type:
                key = row.product_id, row.product_uom_id
                quantities[key] = quantities.get(key, 0.0) + row.product_uom_qty
        return [
            {
                "id": product.id or product._origin.id,
                "text": much(self.env, product, quantity, unit),
            }
            for (product, unit), quantity in quantities.items()
            # A row that was taken off a confirmed order stays, with nothing.
            if not unit.is_zero(quantity)
        ]
