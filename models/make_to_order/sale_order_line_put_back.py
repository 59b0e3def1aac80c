"""What was picked, and is to be put back since a row asks for less (behaviour 6)."""

from odoo import models

from ...engine.snapshot import EPSILON


class SaleOrderLine(models.Model):
    """Rows of which more is picked than they ask for."""

    _inherit = "sale.order.line"

    def _mto_put_backs(self):
        """Return the open moves that put back into stock what was picked for rows."""
        return self.sudo().move_ids.filtered(
            lambda move: (
                move.state not in ("draft", "done", "cancel")
                and not move.origin_returned_move_id
                and move.location_id
                in (
                    move.warehouse_id.wh_output_stock_loc_id
                    | move.warehouse_id.wh_pack_stock_loc_id
                )
                and move.location_dest_id._child_of(move.warehouse_id.lot_stock_id)
            )
        )

    def _mto_put_back_qty(self):
        """Return what is still to be put back of this row, in the product's unit."""
        return sum(self._mto_put_backs().mapped("product_qty"))

    def _mto_keep_picked(self, previous=False):
        """Put less back where rows ask for more again, instead of picking it anew.

        :param previous: as core's ``_get_qty_procurement`` takes it
        """
        for row in self if self._mto_put_backs() else ():
            backs = row._mto_put_backs().filtered(
                lambda move, row=row: (
                    move.product_id == row.product_id
                    and not move.picked
                    and not any(move.move_line_ids.mapped("schedule_entered"))
                )
            )
            more = row.product_uom_qty - row._get_qty_procurement(previous)
            own = row.product_id.uom_id
            more = row.product_uom_id._compute_quantity(
                more, own, rounding_method="HALF-UP"
            )
            for back in backs:
                kept = min(more, back.product_qty)
                if kept > EPSILON:
                    more -= back._mto_keep_here(kept)

    def _mto_ready_put_backs(self):
        """Have reserved what nothing is brought for.

        Core confirms less of a row on *Replenish on Order* as waiting for a chain,
        turns it round (``stock.move._action_confirm``) and leaves it waiting.
        """
        backs = self._mto_put_backs()
        stuck = backs.browse(backs._rollup_move_origs() if backs else ()).filtered(
            lambda move: move.state == "waiting" and not move.move_orig_ids
        )
        if stuck:
            stuck.procure_method = "make_to_stock"
            stuck._recompute_state()
            stuck._action_assign()


class StockMove(models.Model):
    """Put-backs that put back less."""

    _inherit = "stock.move"

    def _mto_keep_here(self, quantity):
        """Let so much of what this move would put back go on to the customer.

        :param quantity: in the product's unit, of what is where its first step takes
        :return: how much goes on from there
        """
        self.ensure_one()
        unit, row = self.product_id.uom_id, self.sale_line_id
        steps = self.browse(self._rollup_move_origs()).filtered(
            lambda move: (
                move.sale_line_id == row and move.state not in ("done", "cancel")
            )
        )
        first = steps.filtered(lambda move: not (move.move_orig_ids & steps))
        going = row.move_ids.filtered(
            lambda move: (
                move.state not in ("draft", "done", "cancel")
                and move.location_id == first[:1].location_id
                and move.product_id == self.product_id
                and move not in steps | row._mto_put_backs()
            )
        )[:1]
        if not going:
            return 0.0
        # A step can be done in part.
        quantity = min([quantity, *steps.mapped("product_qty")])
        for move in steps:
            left = move.product_qty - quantity
            move.product_uom_qty = unit._compute_quantity(left, move.product_uom)
            if unit.is_zero(left):
                move._action_cancel()
        for move in going.browse(going._rollup_move_dests()):
            if move.state not in ("done", "cancel"):
                more = unit._compute_quantity(quantity, move.product_uom)
                move.product_uom_qty += more
        going._action_assign()
        return quantity
