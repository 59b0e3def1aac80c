from odoo import models


class StockMove(models.Model):
    """Deadlines of what is made can be taken off (behaviour 8)."""

    _inherit = "stock.move"

    def _set_date_deadline(self, new_deadline):
        # Core subtracts it from the one before, to hand the difference on.
        return super()._set_date_deadline(new_deadline) if new_deadline else None
