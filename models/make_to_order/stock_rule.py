from odoo import api, models
from odoo.fields import Domain


class StockRule(models.Model):
    _inherit = "stock.rule"

    @api.model
    def _skip_procurement(self, procurement):
        # What a row with an MO of its own asks its stock for, that MO makes (behaviour
        # 6): not a second one, a purchase or another warehouse. Rules that take from
        # stock first ask whatever ``procure_method`` the move has.
        row = self._mto_row_of(procurement).sudo()
        stock = row.warehouse_id.lot_stock_id
        own = row and procurement.location_id._child_of(stock) and row._mto_open()
        return bool(own) or super()._skip_procurement(procurement)

    def _mto_row_of(self, procurement):
        """Return the row whose own product a procurement asks for, or none."""
        row = self.env["sale.order.line"].browse(procurement.values.get("sale_line_id"))
        same = row.product_id == procurement.product_id
        return row if same and not procurement.values.get("orderpoint_id") else row[:0]

    def _should_auto_confirm_procurement_mo(self, p):
        # Adopted in a moment: one of a bill's batches takes all that the row needs.
        if self.env.context.get("mto_adopt_later") and p._mto_is_of_its_row():
            return False
        return super()._should_auto_confirm_procurement_mo(p)

    def _make_mo_get_domain(self, procurement, bom):
        # Core grows any confirmed MO that shares the procurement's reference. What a
        # row needs is made by one MO for it alone, and such an MO makes nothing else.
        domain = Domain(super()._make_mo_get_domain(procurement, bom))
        if self._mto_row_of(procurement):
            return domain & Domain.FALSE
        return domain & Domain("mto_line_id", "=", False) & self._mto_no_rows_own()

    def _prepare_mo_vals(self, *args):
        # Nobody has set the deadline that a procurement asks for.
        return {**super()._prepare_mo_vals(*args), "deadline_manual": False}

    def _mto_no_rows_own(self):
        """Return the domain of MOs that core did not make for a row's own product."""
        # Adopted in a moment (sale.order.line._action_launch_stock_rule).
        return Domain("sale_line_id", "=", False) | Domain(
            "sale_line_id.product_id.bom_ids.type", "=", "phantom"
        )
