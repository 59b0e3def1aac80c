"""**Ingredients** of MOs, and what nobody claims of them (behaviour 4)."""

from collections import defaultdict

from odoo import models
from odoo.tools import SQL

from ...engine import status
from ..base.states import OPEN_STATES


class MrpProduction(models.Model):
    """MOs that wait for ingredients."""

    _inherit = "mrp.production"

    def _schedule_ingredients_alone(self, sweep):
        """Return {MO id: Ingredients}."""
        found = self.sudo()._schedule_ingredients(sweep)
        return {mo: status for mo, (status, _claims) in found.items()}

    def _schedule_set_unclaimed(self, sweep):
        """Say what of these orders nothing claims (behaviour 8).

        :param sweep: the allocation of these MOs, of every rank
        """
        found = dict(self._origin._schedule_unclaimed(sweep))
        for mo in self:
            left, alone = found.get(mo._origin.id, (0.0, False))
            mo.unclaimed_qty, mo.serves_nobody = left, alone

    def _schedule_unclaimed(self, sweep):
        """Yield (id, (quantity of it that nothing claims, whether nothing claims any)).

        :param sweep: as of :meth:`_schedule_set_unclaimed`
        """
        for origin in self.sudo():
            if (
                origin.mto_line_id
                or origin.schedule_parent_id
                or origin.state not in OPEN_STATES
            ):
                yield origin.id, (0.0, False)
                continue
            left, claimed = 0.0, 0.0
            for move in origin.move_finished_ids:
                taken = sum(
                    quantity
                    for _owner, quantity in sweep.served.get(("mo", move.id), ())
                )
                claimed += taken
                is_open = move.state not in ("done", "cancel")
                if is_open and move.product_id == origin.product_id:
                    left += max(0.0, move.product_qty - taken)
            quantity = origin.product_id.uom_id._compute_quantity(
                left, origin.product_uom_id, rounding_method="HALF-UP"
            )
            yield origin.id, (quantity, not claimed and left > 0)

    def _schedule_ingredients(self, sweep):
        """Return {MO id: (status, claims)} of these MOs' components.

        :param sweep: the allocation of these MOs
        """
        parts = defaultdict(list)
        for mo, move, done, storable in self._schedule_components():
            claims = [claim for _product, claim in sweep.claims.get(("raw", move), ())]
            if done:
                found = status.PROCESSED
            elif not storable:
                found = status.IN_STOCK
            else:
                found = status.of_claims(claims, ("raw", move) in sweep.short)
            parts[mo].append((found, claims))
        found = {}
        for mo in self:
            if mo.state in ("draft", "cancel"):
                found[mo.id] = status.NOT_APPLICABLE, []
            elif mo.id not in parts:
                done = mo.state == "done"
                found[mo.id] = status.PROCESSED if done else status.NO_RECIPE, []
            else:
                statuses, claims = zip(*parts[mo.id], strict=True)
                worst = status.worst(status.INGREDIENTS, statuses)
                found[mo.id] = worst, [claim for part in claims for claim in part]
        return found

    def _schedule_components(self):
        """Return [(MO id, move id, whether done, whether storable)] of components."""
        if not self.ids:
            return []
        # Flushed: the allocation that they are shown with was read just before.
        return self.env.execute_query(
            SQL(
                """
                SELECT move.raw_material_production_id, move.id, move.state = 'done',
                       template.is_storable
                  FROM stock_move move
                  JOIN product_product product ON product.id = move.product_id
                  JOIN product_template template
                    ON template.id = product.product_tmpl_id
                  JOIN stock_location target ON target.id = move.location_dest_id
                 WHERE move.raw_material_production_id = ANY(%s)
                   AND move.state <> 'cancel'
                   -- What is scrapped is no component: as move_raw_ids has it.
                   AND target.usage <> 'inventory'
                """,
                self.ids,
            )
        )
