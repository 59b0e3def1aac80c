from odoo import models

from . import quantity


class MrpProduction(models.Model):
    """One pick list for several MOs (behaviour 8)."""

    _inherit = "mrp.production"

    def _by_rank(self):
        """Return these orders in the order in which they are served."""
        return self.sorted(lambda mo: (mo.schedule_rank, mo.schedule_key, mo.id))

    def _pick_list(self):
        """Return what is to be picked for these orders, by component.

        :return: list of ``{"product", "uom", "total", "lines"}``; each of the lines is
            ``{"production", "location", "lot", "quantity"}``, by location and lot, then
            by rank; without a location what is not reserved. Quantities as text, in
            ``uom``, the product's unit.
        """
        lots = self.env["stock.lot"]
        found = {}
        for at, mo in enumerate(self._by_rank()):
            moves = mo.move_raw_ids.filtered(
                lambda move: move.state not in ("draft", "done", "cancel")
            )
            for move in moves:
                lines = found.setdefault(move.product_id, [])
                for line in move.move_line_ids.filtered("quantity_product_uom"):
                    place = (line.location_id.complete_name, line.lot_id.name or "", at)
                    picked = line.quantity_product_uom
                    lines.append((place, mo, line.location_id, line.lot_id, picked))
                missing = move.product_qty - sum(
                    move.move_line_ids.mapped("quantity_product_uom")
                )
                if move.product_id.uom_id.compare(missing, 0) > 0:
                    nowhere = self.env["stock.location"]
                    lines.append((("~", "", at), mo, nowhere, lots, missing))
        return [
            {
                "product": product,
                "uom": product.uom_id,
                "total": quantity.text(self.env, sum(line[4] for line in lines)),
                "lines": [
                    {
                        "production": mo,
                        "location": location,
                        "lot": lot,
                        "quantity": quantity.text(self.env, pieces),
                    }
                    for _place, mo, location, lot, pieces in sorted(
                        lines, key=lambda line: line[0]
                    )
                ],
            }
            for product, lines in sorted(
                found.items(), key=lambda item: item[0].display_name
            )
            if lines
        ]
