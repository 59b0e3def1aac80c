"""What Odoo's own rules make for a row (behaviour 5)."""

from odoo import models

from .later import MIRROR_FIRST, Later


class SaleOrderLine(models.Model):
    """Rows with Odoo's own routes."""

    _inherit = "sale.order.line"

    def _action_launch_stock_rule(self, *, previous_product_uom_qty=False):
        # Core confirms the MO while the delivery that asked for it is still being
        # confirmed (stock.move._action_confirm): adopt it once both are whole. What is
        # made in here is core's; what was there may be somebody's forgery.
        before = self._mto_procured_mos() if self else None
        # Until then no reordering rule sees what that MO makes.
        waiting = isinstance(self.env.context.get(MIRROR_FIRST), Later)
        later = Later()
        context = {} if waiting else {MIRROR_FIRST: later}
        result = super(
            SaleOrderLine, self.with_context(mto_adopt_later=True, **context)
        )._action_launch_stock_rule(previous_product_uom_qty=previous_product_uom_qty)
        if not self:
            return result
        fresh = self._mto_procured_mos() - before
        fresh._mto_adopt(procured=True)
        # What of it is nobody's own, such as a kit's, core would have confirmed.
        fresh.exists().filtered(
            lambda mo: (
                mo.state == "draft"
                and mo._mto_is_of_its_row()
                and mo.env["stock.rule"]._should_auto_confirm_procurement_mo(mo)
            )
        ).action_confirm()
        later.trigger(self.env)
        return result

    def _mto_procured_mos(self):
        """Return what core's procurements have made for these rows."""
        return (
            self.env["mrp.production"]
            .sudo()
            .search([("sale_line_id", "in", self.ids), ("mto_line_id", "=", False)])
        )
