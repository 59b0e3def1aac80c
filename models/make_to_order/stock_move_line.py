from odoo import models


class StockMoveLine(models.Model):
    """What an MTO MO has made stays as recorded (behaviour 5)."""

    _inherit = "stock.move.line"

    def _check_mto_output(self):
        """Refuse to add to what an MTO MO produces (behaviour 5)."""
        self._check_mto_done()
        self.move_id._check_mto_recorded()

    def _check_mto_done(self):
        """Refuse to rewrite what an MTO MO has produced."""
        moves = self.move_id.filtered(lambda move: move.state == "done")
        moves._mto_outputs()._refuse_output_change()
