"""What Odoo has procured of a row, without its rounding (behaviour 6)."""

from odoo import models


class SaleOrderLine(models.Model):
    """Rows in another unit than their deliveries."""

    _inherit = "sale.order.line"

    def _get_qty_procurement(self, previous_product_uom_qty=False):
        quantity = super()._get_qty_procurement(previous_product_uom_qty)
        unit = self.product_uom_id
        if self.move_ids.product_uom <= unit:
            # As nearly always: nothing is converted, and core has sorted the moves.
            return quantity
        outgoing, incoming = self._get_outgoing_incoming_moves(strict=False)
        moves = outgoing | incoming
        if moves.product_uom <= unit or moves.product_id != self.product_id:
            return quantity
        # Core rounds each move in the row's unit: 5 pieces are 0.42 dozens, and the
        # delivery of a dozen is one of 11.96.
        return sum(
            sign
            * move.product_uom._compute_quantity(
                move.quantity if move.state == "done" else move.product_uom_qty,
                unit,
                round=False,
            )
            for sign, some in ((1, outgoing), (-1, incoming))
            for move in some
        )
