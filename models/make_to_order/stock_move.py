from odoo import api, models

from .later import MIRROR_FIRST, Later

# In the context: less of a row comes off deliveries in other steps, too.
ANY_STEP = "mto_any_step"


class StockMove(models.Model):
    """What an MTO MO makes, and the deliveries of its row (behaviour 5)."""

    _inherit = "stock.move"

    def _trigger_scheduler(self):
        later = self.env.context.get(MIRROR_FIRST)
        if isinstance(later, Later):
            return later.ids.update(self.ids)
        return super()._trigger_scheduler()

    def _mto_follow_bill(self):
        """Bring components and by-products to what the bill says of their MO.

        Core multiplies what there was (``mrp.production._update_raw_moves``), and
        rounds each time: after some changes that is another quantity.
        """
        mos = self.raw_material_production_id | self.production_id
        for move, quantity in mos._mto_bill_quantities().items():
            if move in self and move.product_uom.compare(
                move.product_uom_qty, quantity
            ):
                move.product_uom_qty = quantity

    def _mto_recorded_lines(self):
        """Return the values of this move's lines, to record them again."""
        names = (
            *("lot_id", "lot_name", "location_id", "location_dest_id", "package_id"),
            *("result_package_id", "owner_id", "quantity", "product_uom_id", "picked"),
        )
        return [
            {
                name: line._fields[name].convert_to_write(line[name], line)
                for name in names
            }
            for line in self.move_line_ids
        ]

    def _mto_restore_lines(self, lines):
        """Record this move's lines as they were, where they are others now."""
        self.ensure_one()
        if self._mto_recorded_lines() != lines:
            self.move_line_ids.unlink()
            own = {"move_id": self.id, "product_id": self.product_id.id}
            self.env["stock.move.line"].create([{**line, **own} for line in lines])
        picked = any(line["picked"] for line in lines)
        if self.picked != picked:
            self.picked = picked

    def _mto_check_recorded(self):
        """Refuse to record by hand what only completing the MO records."""
        self._mto_outputs().filtered(
            lambda move: (
                move.state != "done"
                and (
                    move.picked
                    or move.product_uom.compare(move.quantity, move.product_uom_qty) > 0
                )
            )
        )._mto_refuse_output_change()

    @api.model
    def _mto_break_chain(self, vals_list):
        """Let the deliveries of rows with an MTO MO take from stock.

        On Odoo's Replenish on Order route each increase would make a second MO and
        each decrease a return. ``stock.rule._run_pull`` sets ``procure_method``
        after ``_get_stock_move_values``, so this is the place.
        """
        rows = self.env["sale.order.line"].sudo()
        rows = rows.browse({vals["sale_line_id"] for vals in vals_list if _asks(vals)})
        making = rows._mto_open().mto_line_id
        places = self.env["stock.location"].sudo()
        for vals in filter(_asks, vals_list) if making else ():
            row = rows.browse(vals["sale_line_id"])
            place = places.browse(vals["location_id"])
            if row in making and place._child_of(row.warehouse_id.lot_stock_id):
                vals["procure_method"] = "make_to_stock"

    def _mto_takes_from_row_stock(self):
        """Tell whether this move of a row takes from the stock that the row ships from.

        Later steps of a delivery take from what the first one brought.
        """
        self.ensure_one()
        return self.location_id._child_of(self.sale_line_id.warehouse_id.lot_stock_id)

    def _mto_pick_more(self, more):
        """Let these open picks of one component bring more, or less, in all.

        :param more: in the product's unit; what is negative comes off the first ones
        """
        unit = self.product_id.uom_id
        for pick in self:
            if unit.is_zero(more):
                return
            quantity = max(0.0, pick.product_qty + more)
            more -= quantity - pick.product_qty
            pick.product_uom_qty = unit._compute_quantity(quantity, pick.product_uom)
            if unit.is_zero(quantity):
                # The MO that it was for goes on.
                pick._clean_merged()
                pick._action_cancel()

    # -- less of a row --------------------------------------------------------

    def _merge_moves(self, merge_into=False):
        # Less of a row comes off its open delivery, also off a printed one, which core
        # no longer finds (_search_picking_for_assignation): what is not taken off
        # becomes a return of what was never shipped (behaviour 6).
        moves = super()._merge_moves(merge_into=merge_into)
        if merge_into:
            return moves
        for less in moves.filtered(lambda m: m.sale_line_id and m.product_qty < 0):
            less = less.with_context(**{ANY_STEP: True})
            for delivery in less._mto_deliveries_of_row():
                merged = super(StockMove, less)._merge_moves(merge_into=delivery)
                if not less.exists():
                    moves = (moves - less) | merged
                    break
        return moves

    def _mto_deliveries_of_row(self):
        """Return the open moves that this one, of less, comes off: last first.

        Those of its own step, and those that deliver in other steps from the same
        stock, as the warehouse did when they were made.
        """
        self.ensure_one()
        target = self.location_dest_id
        return self.sale_line_id.move_ids.filtered(
            lambda move: (
                move.state not in ("draft", "done", "cancel")
                and move.product_qty > 0
                and move.location_id == self.location_id
                and (
                    move.location_dest_id == target
                    or self.sale_line_id._mto_is_procured(move)
                )
            )
        ).sorted(lambda move: (move.location_dest_id == target, move.id), reverse=True)

    @api.model
    def _prepare_merge_negative_moves_excluded_distinct_fields(self):
        # Its delivery may be unchained, or the order's date another by now.
        steps = ("location_dest_id",) if self.env.context.get(ANY_STEP) else ()
        return [
            *super()._prepare_merge_negative_moves_excluded_distinct_fields(),
            *("procure_method", "date_deadline", *steps),
        ]


def _asks(vals):
    """Tell whether create values are of a row's move that asks for more of it."""
    return vals.get("sale_line_id") and vals.get("procure_method") == "make_to_order"
