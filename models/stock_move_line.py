from odoo import api, models
from odoo.exceptions import UserError


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_mto_output()
        return lines

    def write(self, vals):
        if {"quantity", "product_uom_id", "move_id"} & vals.keys():
            self._check_mto_output()
        return super().write(vals)

    def unlink(self):
        self._check_mto_output()
        return super().unlink()

    def _check_mto_output(self):
        """Refuse to rewrite what an MTO MO has produced (behaviour 5)."""
        for line in self.filtered(lambda line: line.state == "done"):
            mo = line.move_id.production_id
            if (
                mo.mto_line_id
                and mo.state == "done"
                and line.product_id == mo.product_id
            ):
                raise UserError(
                    self.env._(
                        "%s is done for its sales order: its quantity stays.", mo.name
                    )
                )
