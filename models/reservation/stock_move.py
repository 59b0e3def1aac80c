from odoo import models
from odoo.fields import Domain

from ...engine.snapshot import EPSILON
from ..allocation.own_output import OwnOutput, rows_with_output
from ..base import step as schedule_step

# Context keys, of what core asks quants for deep inside (stock.move.
# _update_reserved_quantity_vals calls stock.quant._get_reserve_quantity): no goods of a
# foreign owner; only those in the place itself, not below it.
OWN_GOODS, EXACT_PLACE = "make_schedule_own_goods", "make_schedule_exact_place"


class StockMove(models.Model):
    """What a move may reserve (behaviour 4), and an MTO MO's output its row's (5).

    Rank decides who, never when: Odoo says what wants to be reserved, the allocation
    how much each may hold, at the end of the step (:mod:`.reservation`).
    """

    _inherit = "stock.move"

    # What is done is ever more, and is not read for who gets what.
    _schedule_open_idx = models.Index(
        "(product_id, company_id) WHERE state IN"
        " ('waiting', 'confirmed', 'partially_available', 'assigned')"
    )

    def _action_done(self, cancel_backorder=False):
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        made = moves | moves.move_orig_ids
        rows = made.sudo().production_id.mto_line_id
        # After the rule by which the operation type reserves: what was made for the
        # row is its own, on whatever day it ships.
        rows.move_ids.filtered(
            lambda move: move.state in ("confirmed", "partially_available")
        )._action_assign()
        return moves

    def _action_assign(self, force_qty=False):
        step = schedule_step.of(self.env)
        if force_qty or step.given is not None:
            return super()._action_assign(force_qty=force_qty)
        takers = self.filtered(lambda move: move._schedule_is_reserved_by_rank())
        step.asked.update(takers.ids)
        others = self - takers
        unranked = others.filtered(lambda move: not move._schedule_is_ranked())
        outer = step.own_rows
        step.own_rows = rows_with_output(unranked) if unranked else None
        try:
            return super(StockMove, others)._action_assign()
        finally:
            step.own_rows = outer

    def _update_reserved_quantity(
        self,
        need,
        location_id,
        lot_id=None,
        package_id=None,
        owner_id=None,
        strict=True,
    ):
        step, more = schedule_step.of(self.env), (lot_id, package_id, owner_id, strict)
        if step.given is None:
            need = self._schedule_beside_others_own(need, location_id)
        elif self.id in step.given:
            need = min(need, step.given[self.id] - self._schedule_held_at())
            places = step.given_at.get(self.id)
            if places and not self.env.context.get(EXACT_PLACE):
                move = self.with_context(**{EXACT_PLACE: True})
                return sum(
                    move._update_reserved_quantity(
                        min(need, quantity - self._schedule_held_at(place)),
                        place,
                        *more,
                    )
                    for place, quantity in self._schedule_places_below(
                        places, location_id
                    )
                )
        if need <= EPSILON:
            return 0.0
        # Core takes any owner's (stock.quant._get_gather_domain).
        ranked = self._schedule_is_ranked()
        owner = owner_id or (ranked and self._schedule_foreign_owner()) or None
        move = self.with_context(**{OWN_GOODS: bool(ranked and not owner)})
        return super(StockMove, move)._update_reserved_quantity(
            need, location_id, lot_id, package_id, owner, strict
        )

    def _schedule_held_at(self, place=None):
        """Return what this move holds, of a place or in all, in the product's unit."""
        lines = self.move_line_ids
        if place:
            lines = lines.filtered(lambda line: line.location_id == place)
        return sum(lines.mapped("quantity_product_uom"))

    def _schedule_places_below(self, places, location):
        """Yield (location, quantity) of {location id: quantity} below a location."""
        for place in location.browse(places):
            if place._child_of(location):
                yield place, places[place.id]

    def _schedule_beside_others_own(self, need, location):
        """Return what of a need is not what MOs made for other rows.

        Where the company does not reserve by rank; in the product's unit.
        """
        if self.move_orig_ids or self._schedule_is_ranked():
            return need
        rows = schedule_step.of(self.env).own_rows
        if rows is None:
            rows = rows_with_output(self)
        return OwnOutput(self, rows[self.product_id]).allowance(need, location)


class StockQuant(models.Model):
    _inherit = "stock.quant"

    def _get_gather_domain(
        self,
        product_id,
        location_id,
        lot_id=None,
        package_id=None,
        owner_id=None,
        strict=False,
    ):
        domain = super()._get_gather_domain(
            product_id, location_id, lot_id, package_id, owner_id, strict
        )
        if strict:
            return domain
        domain, context = Domain(domain), self.env.context
        if context.get(OWN_GOODS) and not owner_id:
            # What a foreign owner has in our stock is not ours to deliver.
            company = location_id.company_id.partner_id
            domain &= Domain("owner_id", "in", [False, *company.ids])
        if context.get(EXACT_PLACE):
            domain &= Domain("location_id", "=", location_id.id)
        return domain
