from odoo import models


class StockPicking(models.Model):
    """Who cancels a document tells those behind it, whatever he may see of them."""

    _inherit = "stock.picking"

    def _log_activity_get_documents(
        self, orig_obj_changes, stream_field, stream, groupby_method=False
    ):
        # Works around SaleOrder._action_cancel of sale_stock: it asks for the purchases
        # behind an order with the rights of the seller who may cancel it, where
        # SaleOrder._log_decrease_ordered_quantity's other callers ask as superuser.
        if stream == "UP":
            self = self.sudo()
            orig_obj_changes = {
                record.sudo(): change for record, change in orig_obj_changes.items()
            }
        return super()._log_activity_get_documents(
            orig_obj_changes, stream_field, stream, groupby_method
        )
