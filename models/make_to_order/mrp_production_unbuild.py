from odoo import models
from odoo.exceptions import UserError

from . import messages


class MrpProduction(models.Model):
    """Taking apart what a done MO made, by Odoo's unbuild orders (behaviour 8)."""

    _inherit = "mrp.production"

    def _mto_unbuild_all(self):
        """Take all that this order made apart, lot by lot, where it is."""
        parts = self._mto_parts_to_unbuild()
        self._mto_check_components(parts)
        for lot, quantity, place in parts:
            self._mto_unbuild(lot, quantity, place)

    def _mto_parts_to_unbuild(self):
        """Return what there is of all that this order made: [(lot, quantity, place)].

        :raises UserError: when that is not all
        """
        inside, parts = self.picking_type_id.warehouse_id.view_location_id, []
        for lot, made in self._mto_made_lines().grouped("lot_id").items():
            rest = sum(made.mapped("quantity_product_uom"))
            for place, free in self._mto_free_at(self.product_id, lot, inside).items():
                taken = min(rest, free)
                if self.product_id.uom_id.compare(taken, 0) > 0:
                    parts.append((lot, taken, place))
                    rest -= taken
            if self.product_id.uom_id.compare(rest, 0) > 0:
                raise UserError(
                    messages.product_gone(
                        self.env,
                        mo=self.name,
                        product=(lot or self.product_id).display_name,
                    )
                )
        return parts

    def _mto_unbuild(self, lot, quantity, place):
        """Take a part apart with an unbuild order of Odoo's own.

        :param quantity: in the product's unit
        :param place: the location where it is
        """
        self._mto_check_byproducts_there(quantity / self._mto_made_qty(), place)
        self.env["mrp.unbuild"].create(
            {
                "mo_id": self.id,
                "product_id": self.product_id.id,
                "product_uom_id": self.product_id.uom_id.id,
                "product_qty": quantity,
                "lot_id": lot.id,
                "company_id": self.company_id.id,
                "location_id": place.id,
                "location_dest_id": self.picking_type_id.warehouse_id.lot_stock_id.id,
            }
        ).action_unbuild()
