"""What must be there to take a made order apart (behaviour 8)."""

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from . import messages


class MrpProduction(models.Model):
    """MOs that are taken apart."""

    _inherit = "mrp.production"

    def _mto_check_components(self, parts):
        """Refuse where Odoo could not tell which component was used for which part.

        ``mrp.unbuild.action_unbuild`` takes the first lots for each part anew; of
        serial numbers it leaves out those that earlier unbuilds of a lot gave back.
        """
        if len(parts) < 2:
            return
        for move in self.move_raw_ids.filtered(lambda move: move.state == "done"):
            told = move.has_tracking == "serial" and self.product_tracking != "none"
            if move.has_tracking != "none" and len(move.lot_ids) > 1 and not told:
                raise UserError(
                    messages.several_lots_used(
                        self.env, mo=self.name, component=move.product_id.display_name
                    )
                )

    def _mto_free_at(self, product, lot, inside):
        """Return {location: quantity} of a product that nobody else has.

        That is picked, packed, or reserved for a row that another MO made it for.
        """
        at = [
            ("product_id", "=", product.id),
            ("lot_id", "=", lot.id),
            ("owner_id", "=", False),
            ("package_id", "=", False),
            ("location_id", "child_of", inside.id),
        ]
        there = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [*at, ("location_id.usage", "=", "internal")],
                ["location_id"],
                ["quantity:sum"],
            )
        )
        others = Domain("picked", "=", True) | (
            Domain("move_id.sale_line_id.mto_production_ids", "!=", False)
            & Domain("move_id.sale_line_id", "!=", self.sudo().mto_line_id.id)
        )
        taken = dict(
            self.env["stock.move.line"]
            .sudo()
            ._read_group(
                others & Domain([*at, ("state", "not in", ("done", "cancel"))]),
                ["location_id"],
                ["quantity_product_uom:sum"],
            )
        )
        return {
            location.with_env(self.env): quantity - taken.get(location, 0.0)
            for location, quantity in there
        }

    def _mto_check_byproducts_there(self, part, place):
        """Refuse when a by-product that would have to be taken back is not there."""
        for move in self.move_byproduct_ids.filtered(lambda m: m.state == "done"):
            for lot, lines in move.move_line_ids.grouped("lot_id").items():
                wanted = part * sum(lines.mapped("quantity_product_uom"))
                free = self._mto_free_at(move.product_id, lot, place).get(place, 0.0)
                if move.product_id.uom_id.compare(free, wanted) < 0:
                    raise UserError(
                        messages.by_product_gone(
                            self.env,
                            mo=self.name,
                            product=(lot or move.product_id).display_name,
                            place=place.display_name,
                        )
                    )
