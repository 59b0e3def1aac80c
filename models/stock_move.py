from odoo import api, models

from .reservation.entered_kept import KEEPS_ENTERED


class StockMove(models.Model):
    """What happens to a move, and in which order the topics see it."""

    _inherit = "stock.move"

    @api.model_create_multi
    def create(self, vals_list):
        self._mto_break_chain(vals_list)
        moves = super().create(vals_list)
        moves._mto_refuse_second_output()
        return moves

    def write(self, vals):
        self._mto_refuse_written_output(vals)
        if vals.get("product_uom_qty"):
            self = self.with_context(**{KEEPS_ENTERED: self._ids})
        result = super().write(vals)
        self._mto_refuse_recorded_output(vals)
        if "quantity" in vals:
            self.move_line_ids._schedule_note_entered()
        return result

    def unlink(self):
        self._mto_outputs()._mto_refuse_output_change()
        return super().unlink()
