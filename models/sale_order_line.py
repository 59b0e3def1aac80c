from odoo import api, models

QUANTITY = "product_uom_qty"


class SaleOrderLine(models.Model):
    """What happens to a row, and in which order the topics see it."""

    _inherit = "sale.order.line"

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._mto_note_locked()
        rows.order_id._mto_follow_deadline()
        rows._schedule_note_first_deadline()
        return rows

    def write(self, vals):
        if self._mto_is_swapped(vals):
            # What was made for it is given up before it asks for something else.
            first = {name: vals[name] for name in vals if name != QUANTITY}
            return self.write(first) and self.write({QUANTITY: vals[QUANTITY]})
        with self._mto_mirroring(vals) as rows, self._mto_staying(vals):
            result = super(SaleOrderLine, rows).write(vals)
        if self._schedule_moves_delivery_deadline(vals):
            self.order_id._mto_follow_deadline()
        return result

    def unlink(self):
        orders = self.order_id
        rows = self - self._mto_zero_removed()
        # Whoever catches core's refusal finds the MOs as they were.
        rows.check_access("unlink")
        rows._unlink_except_confirmed()
        rows._mto_release_done()
        rows._mto_apply_order_change(gone=True)
        result = super(SaleOrderLine, rows).unlink()
        orders.exists()._mto_follow_deadline()
        return result
