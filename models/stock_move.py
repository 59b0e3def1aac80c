from odoo import api, models
from odoo.exceptions import UserError

from .mrp_production import OPEN_STATES


class StockMove(models.Model):
    _inherit = "stock.move"

    @api.model_create_multi
    def create(self, vals_list):
        self._mto_break_chain(vals_list)
        return super().create(vals_list)

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

    def write(self, vals):
        if "product_uom_qty" in vals:
            self._check_mto_planned(vals["product_uom_qty"])
        return super().write(vals)

    def _check_mto_planned(self, quantity):
        """Refuse another planned quantity of what an open MTO MO makes."""
        for move in self:
            mo = move.production_id
            if (
                mo.mto_line_id
                and not mo._by_schedule()
                and mo.state in OPEN_STATES
                and move.state not in ("draft", "done", "cancel")
                and move.product_id == mo.product_id
                and move.product_uom.compare(quantity, move.product_uom_qty)
            ):
                raise UserError(
                    self.env._(
                        "%s makes what its sales order row asks for: change the sales"
                        " order.",
                        mo.name,
                    )
                )
