"""How much of a row has been made, and where it is (behaviour 5)."""

from odoo import SUPERUSER_ID, models


class SaleOrderLine(models.Model):
    """Rows of which something was made."""

    _inherit = "sale.order.line"

    def _mto_produced_qty(self):
        """Return what the row's MOs have produced of it, in the product's unit.

        MOs of Odoo's own Replenish on Order count too: theirs are row's moves.
        """
        self.ensure_one()
        row = self.sudo()
        # Anybody who makes may write an MO's ``sale_line_id``.
        procured = row.move_ids.filtered(
            lambda move: move.production_id.create_uid.id == SUPERUSER_ID
        )
        finished = row.mto_production_ids.move_finished_ids | procured
        moves = finished.filtered(
            lambda move: (
                move.state == "done"
                and move.product_id == self.product_id
                and move.product_id == move.production_id.product_id
            )
        )
        return sum(
            move.product_uom._compute_quantity(
                move.quantity, move.product_id.uom_id, rounding_method="HALF-UP"
            )
            for move in moves
        )

    def _mto_served_qty(self):
        """Return what has left for the customer, in the product's unit.

        In a delivery of several steps, what its first step has taken counts.
        """
        self.ensure_one()
        outgoing, incoming = self.sudo()._get_outgoing_incoming_moves(strict=False)
        return sum(
            sign
            * move.product_uom._compute_quantity(
                move.quantity, move.product_id.uom_id, rounding_method="HALF-UP"
            )
            for sign, moves in ((1, outgoing), (-1, incoming))
            for move in moves
            if move.state == "done"
        )

    def _mto_served_of_made_qty(self):
        """Return what of what the row's MOs made and is there is not its own any more.

        It has left, or is surplus that was given up; in the product's unit. What the
        base is lower by because it was lost has done neither.
        """
        served = self._mto_served_qty() - self.mto_base_qty - self.mto_base_lost_qty
        beyond = max(0.0, -self.mto_base_qty - self.mto_base_lost_qty)
        if beyond:
            # What an MO is linked for that makes what is sent anew has not left.
            served -= min(beyond, self._mto_exchanged_qty())
        return max(0.0, served)

    def _mto_left_of_made_qty(self):
        """Return what of the row's MOs' output is not lost, in the product's unit."""
        return sum(
            mo._schedule_output_left_qty()
            for mo in self.sudo().mto_production_ids
            if mo.product_id == self.product_id
        )

    def _mto_lost_qty(self):
        """Return what of the row's MOs' output is lost, in the product's unit."""
        return max(0.0, self._mto_produced_qty() - self._mto_left_of_made_qty())

    def _mto_own_qty(self):
        """Return what of the row's MOs' output is still there for it (behaviour 4, c).

        Made, less what was taken apart or lost, less what has left for the customer;
        in the product's unit. Of what the row asked for before it is nobody's.
        """
        self.ensure_one()
        left = self._mto_left_of_made_qty()
        return max(0.0, left - self._mto_served_of_made_qty())
