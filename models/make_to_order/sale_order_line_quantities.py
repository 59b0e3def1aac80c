from odoo import fields, models

from ..base.guard import BY_SCHEDULE
from ..base.states import CONFIRMED_STATES, OPEN_STATES


class SaleOrderLine(models.Model):
    """What a row asks for, what was made for it and what has left (behaviour 5)."""

    _inherit = "sale.order.line"

    mto_production_ids = fields.One2many(
        "mrp.production",
        "mto_line_id",
        "Make-to-order MOs",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="The manufacturing order made for this row alone, and its backorders.",
    )
    unlinked_production_ids = fields.One2many(
        "mrp.production",
        "unlinked_line_id",
        "Unlinked MOs",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="MOs that were made for this row until they were unlinked.",
    )
    mto_base_qty = fields.Float(
        "Already covered when linked",
        digits="Product Unit",
        copy=False,
        readonly=True,
        protected=True,
        technical=True,
        groups="base.group_user",
        help="What was delivered of this row, in the product's unit, from other"
        " stock than its own MOs' when its MO was made. The MO makes the rest.",
    )

    mto_base_lost_qty = fields.Float(
        "Lost of what is covered",
        digits="Product Unit",
        copy=False,
        readonly=True,
        protected=True,
        technical=True,
        groups="base.group_user",
        help="What of that is less because it was lost, in the product's unit: made for"
        " this row and gone, it has served nobody.",
    )

    def _mto_open(self):
        """Return the rows' open make-to-order MOs."""
        return self.sudo().mto_production_ids.filtered(
            lambda mo: mo.state in OPEN_STATES
        )

    # -- what the row needs ---------------------------------------------------

    def _mto_has_all_left(self):
        """Tell whether all that this row asks for has left, and nothing else will."""
        if not self.qty_delivered or self.product_uom_id.compare(
            self.product_uom_qty, self.qty_delivered
        ):
            return False
        moves = self.sudo().move_ids
        return all(move.state in ("done", "cancel") for move in moves)

    def _mto_ordered_qty(self):
        """Return what is ordered, in the product's unit; 0 for a row that is gone."""
        self.ensure_one()
        if self.state not in CONFIRMED_STATES:
            return 0.0
        unit, own = self.product_uom_id, self.product_id.uom_id
        if self._mto_has_all_left():
            # Delivered is rounded in the row's unit.
            served = self._mto_served_qty()
            told = own._compute_quantity(served, unit, rounding_method="HALF-UP")
            if not unit.compare(told, self.product_uom_qty):
                return served
        return unit._compute_quantity(
            self.product_uom_qty, own, rounding_method="HALF-UP"
        )

    def _mto_base(self, own=None):
        """Return what a link made now need not make beside what the MOs produced.

        Delivered before the link; what the row's earlier MOs produced and what is
        still there of that is not counted twice. What is gone since (lost, scrapped,
        taken apart or by hand) may be made again.

        :param own: what was the row's own before one of its MOs was taken back: of what
            the others made it is again, as far as it has not left; None where none was
        """
        self.ensure_one()
        served = self._mto_served_qty() - self._mto_exchanged_qty()
        if own is None:
            own = self._mto_own_qty()
        else:
            sent = max(0.0, served - max(0.0, self.mto_base_qty))
            own = min(own, max(0.0, self._mto_left_of_made_qty() - sent))
        return served + own - self._mto_produced_qty()

    def _mto_exchanged_qty(self):
        """Return what is sent anew for what still comes back, in the product's unit.

        Core counts it as delivered until it is back (*Return for Exchange*).
        """
        moves = [
            move
            for found in self.sudo()._get_outgoing_incoming_moves(strict=False)
            for move in found
            if move.state not in ("done", "cancel")
        ]
        sent = sum(
            move.product_qty for move in moves if not move.origin_returned_move_id
        )
        back = sum(move.product_qty for move in moves if move.origin_returned_move_id)
        left = self._mto_ordered_qty() - self._mto_served_qty()
        return max(0.0, min(sent - left, back)) if back else 0.0

    def _mto_release_surplus(self):
        """Make what was produced beyond what is ordered free stock for good.

        The row's base goes down by it: what the row asks for later may be made
        again, though its MOs have produced as much before (behaviour 6). What of them
        is lost is surplus first.
        """
        for line in self.filtered("mto_production_ids"):
            # What is put back has not left either.
            left = line._mto_served_qty() - line._mto_put_back_qty()
            kept = max(line._mto_ordered_qty(), left)
            surplus = line.mto_base_qty + line._mto_produced_qty() - kept
            if line.product_id.uom_id.compare(surplus, 0) > 0:
                lost = line._mto_lost_qty() - line.mto_base_lost_qty
                line = line.with_context(schedule=BY_SCHEDULE)
                line.mto_base_qty -= surplus
                line.mto_base_lost_qty += min(surplus, max(0.0, lost))

    def _mto_needed_qty(self):
        """Return what the row's open MO shall make, in the product's unit.

        Ordered - delivered before the link - produced by the row's MOs
        (behaviour 5): deliveries and returns after the link do not change it.
        """
        self.ensure_one()
        return self._mto_ordered_qty() - self.mto_base_qty - self._mto_produced_qty()
