"""What Odoo's own rules make for a row (behaviour 5)."""

from odoo import models

from .later import rules_waiting


class SaleOrderLine(models.Model):
    """Rows with Odoo's own routes."""

    _inherit = "sale.order.line"

    def _action_launch_stock_rule(self, *, previous_product_uom_qty=False):
        # Core confirms the MO while the delivery that asked for it is still being
        # confirmed (stock.move._action_confirm): adopt it once both are whole. What is
        # made in here is core's; what was there may be somebody's forgery.
        before = self._mto_procured_mos() if self else None
        # Until then no reordering rule sees what that MO makes.
        self._mto_keep_picked(previous_product_uom_qty)
        with rules_waiting(self.with_context(mto_adopt_later=True)) as rows:
            result = super(SaleOrderLine, rows)._action_launch_stock_rule(
                previous_product_uom_qty=previous_product_uom_qty
            )
            if self:
                (self._mto_procured_mos() - before)._mto_adopt_procured()
        self._mto_ready_put_backs()
        return result

    def _mto_procured_mos(self):
        """Return what core's procurements have made for these rows."""
        return (
            self.env["mrp.production"]
            .sudo()
            .search([("sale_line_id", "in", self.ids), ("mto_line_id", "=", False)])
        )
