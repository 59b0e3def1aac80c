from odoo import api, models
from odoo.exceptions import UserError

from .mrp_production import OPEN_STATES
from .schedule_line import BY_SCHEDULE

# What of a finished move says how much is made, of what, and where it goes.
OUTPUT_FIELDS = {"product_id", "product_uom", "product_uom_qty", "location_dest_id"}
RECORDED = {"quantity", "picked"}


class StockMove(models.Model):
    _inherit = "stock.move"

    @api.model_create_multi
    def create(self, vals_list):
        self._mto_break_chain(vals_list)
        moves = super().create(vals_list)
        second = moves._mto_outputs().filtered(
            lambda move: move.production_id._mto_outputs_of() - move
        )
        second._refuse_output_change()
        return moves

    def write(self, vals):
        if changed := [name for name in OUTPUT_FIELDS | RECORDED if name in vals]:
            self._mto_outputs().filtered(
                lambda move: any(
                    move._schedule_differs(name, vals[name])
                    for name in changed
                    if name in OUTPUT_FIELDS or move.state == "done"
                )
            )._refuse_output_change()
        result = super().write(vals)
        if not OUTPUT_FIELDS.isdisjoint(vals) or not RECORDED.isdisjoint(vals):
            self._check_mto_recorded()
        return result

    def unlink(self):
        self._mto_outputs()._refuse_output_change()
        return super().unlink()

    def _recorded_lines(self):
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

    def _restore_lines(self, lines):
        """Record this move's lines as they were, where they are others now."""
        self.ensure_one()
        if self._recorded_lines() != lines:
            self.move_line_ids.unlink()
            own = {"move_id": self.id, "product_id": self.product_id.id}
            self.env["stock.move.line"].create([{**line, **own} for line in lines])
        picked = any(line["picked"] for line in lines)
        if self.picked != picked:
            self.picked = picked

    def _mto_outputs(self):
        """Return those of these moves by which an MTO MO makes its row's product.

        None while the row itself, or the production of its MO, is at work.
        """
        if self.env.context.get("schedule") is BY_SCHEDULE:
            return self.browse()
        return self.filtered(
            lambda move: (
                move.production_id.mto_line_id
                and move.product_id == move.production_id.product_id
                and move.production_id.state in (*OPEN_STATES, "done")
                and move.state not in ("draft", "cancel")
            )
        )

    def _refuse_output_change(self):
        """Refuse another plan for what an MTO MO makes (behaviour 5)."""
        for move in self:
            raise UserError(
                self.env._(
                    "%s makes what its sales order row asks for: change the sales"
                    " order.",
                    move.production_id.name,
                )
            )

    def _check_mto_recorded(self):
        """Refuse to record by hand what only completing the MO records."""
        self._mto_outputs().filtered(
            lambda move: (
                move.state != "done"
                and (
                    move.picked
                    or move.product_uom.compare(move.quantity, move.product_uom_qty) > 0
                )
            )
        )._refuse_output_change()

    @api.model
    def _mto_break_chain(self, vals_list):
        """Let the deliveries of rows with an MTO MO take from stock.

        On Odoo's Replenish on Order route each increase would make a second MO and
        each decrease a return. ``stock.rule._run_pull`` sets ``procure_method``
        after ``_get_stock_move_values``, so this is the place.
        """
        chained = [
            vals
            for vals in vals_list
            if vals.get("sale_line_id")
            and vals.get("procure_method") == "make_to_order"
        ]
        rows = self.env["sale.order.line"].sudo()
        rows = rows.browse({vals["sale_line_id"] for vals in chained})
        linked = rows.mto_production_ids
        made = set(linked.mto_line_id.ids)
        making = set(
            linked.filtered(lambda mo: mo.state in OPEN_STATES).mto_line_id.ids
        )
        for vals in chained:
            # Less of a row whose MO is done comes off its delivery likewise.
            less = vals.get("product_uom_qty", 0) < 0
            if vals["sale_line_id"] in (made if less else making):
                vals["procure_method"] = "make_to_stock"
