"""What Odoo has procured of a row: by whatever steps, without its rounding
(behaviour 6)."""

from odoo import api, models


class SaleOrderLine(models.Model):
    """Rows in another unit than their deliveries, or delivered in other steps."""

    _inherit = "sale.order.line"

    def _get_outgoing_incoming_moves(self, strict=True):
        outgoing, incoming = super()._get_outgoing_incoming_moves(strict=strict)
        if not strict:
            goods = self.move_ids.filtered(lambda m: m.product_id == self.product_id)
            outgoing |= (goods - incoming).filtered(self._mto_is_procured)
        return outgoing, incoming

    @api.model
    def _get_incoming_outgoing_moves_filter(self):
        # Of kits. Core calls incoming what goes to the customer.
        filters = super()._get_incoming_outgoing_moves_filter()
        known = filters["incoming_moves"]
        return {
            **filters,
            "incoming_moves": lambda m: known(m) or self._mto_is_procured(m),
        }

    def _mto_is_procured(self, move):
        """Tell whether a move of this row is a delivery's first step.

        Core counts those of the rule of the row's first move: when the warehouse
        delivers in other steps by now, more of the row would be procured twice.
        """
        return (
            move.state != "cancel"
            and bool(move.rule_id)
            and move.location_dest_usage != "inventory"
            and not move.origin_returned_move_id
            and (move.location_final_id or move.location_dest_id)._is_outgoing()
            and move._mto_takes_from_row_stock()
            and not move.move_orig_ids & self.move_ids
        )

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


class StockMove(models.Model):
    """Open deliveries of kits' parts: they carry what they ask for."""

    _inherit = "stock.move"

    def _compute_kit_quantities(self, product_id, kit_qty, kit_bom, filters):
        # Core's get_qty counts of a part that is being picked what is picked so far,
        # and procures anew what is not.
        begun = self.filtered(
            lambda move: move.picked and move.state not in ("done", "cancel")
        )
        picked = self._fields["picked"]
        begun.flush_recordset(["picked"])
        picked._update_cache(begun, False)
        try:
            return super()._compute_kit_quantities(
                product_id, kit_qty, kit_bom, filters
            )
        finally:
            picked._update_cache(begun, True)
