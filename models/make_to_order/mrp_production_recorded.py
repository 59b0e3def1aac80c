"""What has been recorded on a linked MO (behaviour 6)."""

from collections import Counter

from odoo import models


class MrpProduction(models.Model):
    """MOs on which somebody works already."""

    _inherit = "mrp.production"

    def _mto_recorded_qty(self):
        """Return the work recorded on this open MO, in its unit.

        Starting a single work order fills ``qty_producing`` by itself
        (``mrp.workorder.button_start``): that is no output.
        """
        self.ensure_one()
        if self._mto_orders_begun():
            return max(self.workorder_ids.mapped("qty_produced"))
        return self.qty_producing

    def _mto_orders_begun(self):
        """Return the work orders that somebody works or has worked at."""
        return self.workorder_ids.filtered(lambda wo: wo.state in ("progress", "done"))

    def _mto_is_worked(self):
        """Tell whether output, consumption or time is recorded on this open MO."""
        self.ensure_one()
        return (
            any(move.picked and move.quantity for move in self.move_raw_ids)
            or bool(self._mto_orders_begun())
            or not self.product_uom_id.is_zero(self.qty_producing)
        )

    def _mto_bill_quantities(self):
        """Return {open component's or by-product's move: what the bill says of it}.

        In the move's unit, for what the orders are planned to make now; of lines of
        the bill that stand for one move each.
        """
        found = {}
        for mo in self.filtered("bom_id"):
            moves = (mo.move_raw_ids | mo.move_byproduct_ids).filtered(
                lambda move: move.state not in ("done", "cancel")
            )
            values = [*mo._get_moves_raw_values(), *mo._get_moves_finished_values()]
            for name in ("bom_line_id", "byproduct_id"):
                asked = [(vals[name], vals) for vals in values if vals.get(name)]
                lines = Counter(line for line, _vals in asked)
                by_line = moves.grouped(name)
                for line, vals in asked:
                    move = by_line.get(moves[name].browse(line), ())
                    if (
                        len(move) == lines[line] == 1
                        and move.product_uom.id == vals["product_uom"]
                    ):
                        found[move] = vals["product_uom_qty"]
        return found

    def _mto_moves_by_the_bill(self):
        """Return the components and by-products whose quantity nobody has edited."""
        return self.env["stock.move"].union(
            *(
                move
                for move, quantity in self._mto_bill_quantities().items()
                if abs(move.product_uom_qty - quantity) <= move.product_uom.rounding
            )
        )

    def _mto_recorded_lines(self):
        """Return {move: its lines} of recorded components and by-products."""
        moves = (self.move_raw_ids | self.move_byproduct_ids).filtered(
            lambda move: (
                move.state not in ("done", "cancel")
                and (move.picked or self.qty_producing)
            )
        )
        return {move: move._mto_recorded_lines() for move in moves}

    def _mto_has_made(self):
        """Tell whether something that this order made is recorded."""
        self.ensure_one()
        made = self.qty_produced if self.state == "done" else self.qty_producing
        return self.state != "cancel" and not self.product_uom_id.is_zero(made)
