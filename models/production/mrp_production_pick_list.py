from collections import defaultdict

from odoo import models

from ..base import quantity
from ..base.states import OPEN_STATES


class MrpProduction(models.Model):
    """One pick list for several MOs (behaviour 8)."""

    _inherit = "mrp.production"

    def _schedule_by_rank(self):
        """Return these orders in the order in which they are served."""
        return self.sorted(lambda mo: (mo.schedule_rank, mo.schedule_key, mo.id))

    def _schedule_to_pick(self):
        """Return those of these orders that components are picked for, by rank.

        What a subcontractor makes he takes from what was sent to him.
        """
        return self.filtered(
            lambda mo: mo.state in OPEN_STATES and mo.bom_id.type != "subcontract"
        )._schedule_by_rank()

    def _schedule_pick_list(self):
        """Return what is to be picked for these orders, by component.

        :return: list of ``{"product", "uom", "total", "lines"}``; each of the lines is
            ``{"production", "location", "lot", "quantity"}``, in the order in which one
            walks: by location and lot, then by rank; at the end, without a location,
            what is not reserved. Quantities as text, in ``uom``, the product's unit.
            Components by the first place that one walks to.
        """
        found = defaultdict(lambda: defaultdict(float))
        mos = self._schedule_to_pick()
        moves = mos.move_raw_ids.filtered(
            lambda move: move.state not in ("draft", "done", "cancel")
        ).grouped("raw_material_production_id")
        at, given = {mo: number for number, mo in enumerate(mos)}, defaultdict(float)
        for mo in mos:
            for move in moves.get(mo, ()):
                lines = found[move.product_id]
                for location, lot, pieces in move._schedule_to_pick(given):
                    lines[mo, location, lot] += pieces
        return [
            {
                "product": product,
                "uom": product.uom_id,
                "total": quantity.text(self.env, sum(lines.values())),
                "lines": [
                    {
                        "production": mo,
                        "location": location,
                        "lot": lot,
                        "quantity": quantity.text(self.env, pieces),
                    }
                    for (mo, location, lot), pieces in sorted(
                        lines.items(), key=lambda line: _place(at, *line[0])
                    )
                ],
            }
            for product, lines in sorted(found.items(), key=_first_place)
            if lines
        ]


def _first_place(item):
    """Return what a component is sorted by: its first place, then its name.

    :param item: (component, {(MO, location, lot): quantity})
    """
    product, lines = item
    places = [location.complete_name or "~" for _mo, location, _lot in lines]
    return min(places, default="~"), product.display_name


def _place(at, mo, location, lot):
    """Return what a line is sorted by: what is not reserved comes last."""
    return not location, location.complete_name or "", lot.name or "", at[mo]


class StockMove(models.Model):
    _inherit = "stock.move"

    def _schedule_steps_before(self):
        """Return the open transfers that bring these components where they are used.

        There are some in manufacturing in two and three steps.
        """
        return self.move_orig_ids.filtered(
            lambda move: (
                move.state not in ("done", "cancel") and move.picking_code == "internal"
            )
        )

    def _schedule_to_pick(self, given):
        """Yield (location, lot, quantity) of what is to be picked of a component.

        In manufacturing in two and three steps it is a transfer that reserves it.

        :param given: {line: quantity that other components have of it}, changed
        """
        self.ensure_one()
        missing = self.product_qty
        steps = self._schedule_steps_before()
        # No union of records: it would read them move by move.
        for line in [*self.move_line_ids, *steps.move_line_ids]:
            pieces = min(missing, line.quantity_product_uom - given[line])
            if self.product_id.uom_id.compare(pieces, 0) > 0:
                missing -= pieces
                given[line] += pieces
                if not line.picked:
                    yield line.location_id, line.lot_id, pieces
        if self.product_id.uom_id.compare(missing, 0) > 0:
            yield self.env["stock.location"], self.env["stock.lot"], missing
