from odoo import api, models


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_mto_output()
        return lines

    def write(self, vals):
        counted = {"quantity", "product_uom_id", "move_id", "picked"} & vals.keys()
        if counted:
            self._check_mto_done()
        result = super().write(vals)
        if counted:
            self.move_id._check_mto_recorded()
        return result

    def unlink(self):
        self._check_mto_done()
        return super().unlink()

    def _check_mto_output(self):
        """Refuse to add to what an MTO MO produces (behaviour 5)."""
        self._check_mto_done()
        self.move_id._check_mto_recorded()

    def _check_mto_done(self):
        """Refuse to rewrite what an MTO MO has produced."""
        moves = self.move_id.filtered(lambda move: move.state == "done")
        moves._mto_outputs()._refuse_output_change()
