"""What serves a row, and what it lacks (behaviour 4)."""

from collections import defaultdict
from math import floor

from odoo import fields, models

from ...engine.snapshot import EPSILON


class SaleOrderLine(models.Model):
    """Rows and their supplies."""

    _inherit = "sale.order.line"

    def _schedule_availability(self, sweep, sources):
        """Return the values of this row's fields that say how much.

        :param sweep: the allocation of this row and its MOs
        :param sources: what the supplies are that serve it
        """
        key = ("row", self.id)
        return {
            "missing_qty": self._schedule_missing(sweep, key),
            "supply_claims": [
                self._schedule_supply_claim(sources[claim.supply], product, claim)
                for product, claim in sweep.claims.get(key, ())
            ],
        }

    def _schedule_missing(self, sweep, key):
        """Return what is missing, in the row's unit; of a kit, in whole kits."""
        short = sweep.short.get(key)
        if not short:
            return 0.0
        if self.product_id.id in short:
            return self.product_id.uom_id._compute_quantity(
                short[self.product_id.id], self.product_uom_id, rounding_method="UP"
            )
        unit = self.product_id.uom_id
        kits = self.product_uom_id._compute_quantity(self.product_uom_qty, unit)
        missing = kits - self._schedule_possible_kits(kits, sweep.demanded[key], short)
        return unit._compute_quantity(missing, self.product_uom_id, round=False)

    def _schedule_possible_kits(self, kits, demanded, short):
        """Return how many of the row's kits are whole with what is there and comes.

        :param kits: how many are ordered
        :param demanded: {product id: quantity still to be served}
        :param short: {product id: quantity of it that nothing serves}
        """
        shipped = defaultdict(float)
        for move in self.move_ids.filtered(lambda move: move.state == "done"):
            if move.location_dest_id.usage == "customer":
                shipped[move.product_id.id] += move.product_qty
            elif move.location_id.usage == "customer":
                shipped[move.product_id.id] -= move.product_qty
        shares = [
            (shipped[product] + quantity - short.get(product, 0.0))
            / (shipped[product] + quantity)
            for product, quantity in demanded.items()
        ]
        return floor(kits * min(shares) + EPSILON)

    def _schedule_supply_claim(self, source, product_id, claim):
        """Return one claim in the words of ``supply_claims``."""
        product = self.env["product.product"].browse(product_id)
        # A kit is served component by component.
        unit = self.product_uom_id if product == self.product_id else product.uom_id
        quantity = product.uom_id._compute_quantity(
            claim.quantity, unit, rounding_method="HALF-UP"
        )
        return {
            "source_model": source._name,
            "source_id": source.id,
            "source": source.display_name,
            "quantity": quantity,
            "uom": unit.name,
            "date": fields.Datetime.to_string(claim.date) or False,
        }
