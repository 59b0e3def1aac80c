from odoo import models
from odoo.fields import Domain


class StockRule(models.Model):
    _inherit = "stock.rule"

    def _make_mo_get_domain(self, procurement, bom):
        # Core grows any confirmed MO that shares the procurement's reference. What a
        # row needs is made by one MO for it alone, and such an MO makes nothing else.
        domain = Domain(super()._make_mo_get_domain(procurement, bom))
        row = self.env["sale.order.line"].browse(procurement.values.get("sale_line_id"))
        if row.product_id == procurement.product_id:
            return domain & Domain.FALSE
        return domain & Domain("mto_line_id", "=", False) & self._no_rows_own()

    def _prepare_mo_vals(self, *args):
        # Nobody has set the deadline that a procurement asks for.
        return {**super()._prepare_mo_vals(*args), "deadline_manual": False}

    def _no_rows_own(self):
        """Return the domain of MOs that core did not make for a row's own product."""
        # Adopted in a moment (sale.order.line._action_launch_stock_rule).
        return Domain("sale_line_id", "=", False) | Domain(
            "sale_line_id.product_id.bom_ids.type", "=", "phantom"
        )
