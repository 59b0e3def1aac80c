from odoo import models


class StockMoveLine(models.Model):
    """What an MTO MO has made stays as recorded (behaviour 5)."""

    _inherit = "stock.move.line"

    def _mto_check_output(self):
        """Refuse to add to what an MTO MO produces (behaviour 5)."""
        self._mto_check_done()
        self.move_id._mto_check_recorded()

    def _mto_check_done(self):
        """Refuse to rewrite what an MTO MO has produced."""
        moves = self.move_id.filtered(lambda move: move.state == "done")
        moves._mto_outputs()._mto_refuse_output_change()
