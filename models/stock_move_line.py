from odoo import api, models

COUNTED = {"quantity", "product_uom_id", "move_id", "picked"}


class StockMoveLine(models.Model):
    """What happens to a line of a move, and in which order the topics see it."""

    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._mto_check_output()
        lines._schedule_note_entered(*vals_list)
        return lines

    def write(self, vals):
        counted = not COUNTED.isdisjoint(vals)
        if counted:
            self._mto_check_done()
        result = super().write(vals)
        if counted:
            self.move_id._mto_check_recorded()
        self._schedule_note_entered(vals)
        return result

    def unlink(self):
        self._mto_check_done()
        self._schedule_note_let_go()
        return super().unlink()
