"""Reservations follow the rank: settled once, at the end of each step (behaviour 4)."""

from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

from ..engine.allocation import allocate
from ..engine.snapshot import EPSILON
from . import schedule_step
from .schedule_bills import Bills
from .schedule_losses import note_losses
from .schedule_provider import Scope
from .schedule_touched import touched_products
from .stock_move_reservation import WAITING

# What unpicked lines of open moves hold, and what of it was entered by hand.
HELD = """
    SELECT line.move_id, line.id, line.quantity_product_uom,
           CASE WHEN line.picked THEN line.quantity_product_uom
                ELSE LEAST(COALESCE(line.schedule_entered, 0),
                           line.quantity_product_uom) END,
           COALESCE(line.owner_id <> company.partner_id, FALSE)
      FROM stock_move_line line
      JOIN stock_move move ON move.id = line.move_id
      JOIN res_company company ON company.id = line.company_id
     WHERE line.move_id = ANY(%s) AND line.quantity_product_uom <> 0
  ORDER BY line.id DESC
"""
# Lines on goods of which more is reserved than there is, some of that by hand; what
# somebody entered there is true, the others' reservation is not.
TAKEN = """
    WITH held AS (
        SELECT line.id, line.quantity_product_uom AS quantity,
               line.picked OR COALESCE(line.schedule_entered, 0) > 0 AS entered,
               sum(line.quantity_product_uom) OVER place AS reserved,
               bool_or(line.picked OR COALESCE(line.schedule_entered, 0) > 0)
                   OVER place AS by_hand,
               COALESCE((SELECT sum(quant.quantity) FROM stock_quant quant
                  WHERE quant.product_id = line.product_id
                    AND quant.location_id = line.location_id
                    AND quant.lot_id IS NOT DISTINCT FROM line.lot_id
                    AND quant.package_id IS NOT DISTINCT FROM line.package_id
                    AND quant.owner_id IS NOT DISTINCT FROM line.owner_id), 0) AS there
          FROM stock_move_line line
          JOIN stock_location location ON location.id = line.location_id
         WHERE line.product_id = ANY(%s) AND location.usage = 'internal'
           AND line.state NOT IN ('draft', 'done', 'cancel')
           AND line.quantity_product_uom > 0
        WINDOW place AS (PARTITION BY line.product_id, line.location_id, line.lot_id,
                                      line.package_id, line.owner_id)
    )
    SELECT id, quantity, reserved - there
      FROM held WHERE by_hand AND NOT entered AND reserved > there + 0.000001
  ORDER BY id DESC
"""


class MakeScheduleReservation(models.AbstractModel):
    """Brings reservations to the allocation, for the products that a step touched."""

    _name = "make.schedule.reservation"
    _description = "Reservations by rank"

    def _register_hook(self):
        super()._register_hook()
        schedule_step.keep_signatures(self.env.registry)

    @api.model
    def _settle(self):
        """Settle what the running step has touched; it is forgotten then."""
        step = schedule_step.of(self.env)
        if not step:
            return
        # As superuser: others' documents change hands by rank, whoever acts.
        env = self.sudo().with_context(active_test=False).env
        asked, until = env["stock.move"].browse(step.asked), step.until
        asked = asked.exists() if asked else asked
        products, only_ranks = touched_products(env, step)
        step.clear()
        step.given = {}
        try:
            asked_of = asked.grouped("company_id")
            companies = products.keys() | asked_of.keys()
            for company in sorted(companies, key=lambda company: company.id):
                self._settle_company(
                    *(env, company, products.get(company, set())),
                    asked_of.get(company, env["stock.move"]),
                    until if only_ranks else None,
                )
        finally:
            step.given = None
            step.clear()

    @api.model
    def _settle_company(self, env, company, products, asked, until):
        products = products | set(asked.product_id.ids)
        storable = env["product.product"].browse(products).filtered("is_storable")
        if not storable:
            return
        provider = env["make.schedule.provider"]
        scope = Scope(storable.ids, company.ids, until)
        if company.reserve_by_rank:
            below = Bills(env, company.ids, until).below(storable.ids, deeper=True)
            scope = scope._replace(products={*storable.ids, *below})
        else:
            scope = scope._replace(recipes=False)
        snapshot = provider._snapshot(scope)
        snapshot = note_losses(env, snapshot)
        if company.reserve_by_rank:
            self._reconcile(env, allocate(snapshot), set(scope.products), asked)

    @api.model
    def _reconcile(self, env, allocation, products, asked):
        """Release what is held beyond the allocation, then reserve what it gives.

        :param allocation: :class:`~engine.allocation.Allocation`
        :param products: ids of the products to settle
        :param asked: moves that Odoo, or a user, wants to be reserved
        """
        given = {
            move: allocation.holds.get(move, 0.0)
            for move, product in allocation.takers.items()
            if product in products
        }
        lines = defaultdict(list)
        for move, *line in env.execute_query(SQL(HELD, list(given))) if given else ():
            lines[move].append(line)
        release = self._too_much(given, lines)
        if any(move.entered for move in allocation.snapshot.moves):
            release |= self._taken(env, products, release)
        lost = self._release(env, release)
        held = {
            move: sum(
                quantity - release.get(line, 0.0)
                for line, quantity, _entered, _foreign in found
            )
            for move, found in lines.items()
        }
        entered = {
            move
            for move, found in lines.items()
            if any(by_hand for _line, _quantity, by_hand, _foreign in found)
        }
        short = [move for move in given if given[move] > held.get(move, 0.0) + EPSILON]
        wants = (
            env["stock.move"]
            .browse(short)
            .filtered(
                lambda move: (
                    not move.picked
                    and move.state in WAITING
                    and (
                        move in asked
                        or move.state != "waiting"
                        and move.id not in entered
                        and (
                            move.id in lost
                            or move.id in allocation.own
                            or move._reserves_by_itself()
                        )
                    )
                )
            )
        )
        if not wants:
            return
        step = schedule_step.of(env)
        step.given = given
        wants._action_assign()

    def _too_much(self, given, lines):
        """Return {line id: quantity} that moves hold beyond what they are given.

        What was entered by hand stays; a foreign owner's goods are nobody's by rank.
        """
        release = {}
        for move, found in lines.items():
            foreign = [
                (line, quantity)
                for line, quantity, entered, is_foreign in found
                if is_foreign and not entered
            ]
            release.update(foreign)
            over = sum(quantity for _line, quantity, _entered, _foreign in found)
            over -= given[move] + sum(quantity for _line, quantity in foreign)
            for line, quantity, entered, is_foreign in found:
                part = 0.0 if is_foreign else min(over, quantity - entered)
                if part > EPSILON:
                    release[line] = part
                    over -= part
        return release

    def _taken(self, env, products, release):
        """Return {line id: quantity} on goods that somebody else entered by hand."""
        found = {}
        for line, quantity, over in env.execute_query(SQL(TAKEN, list(products))):
            part = min(quantity - release.get(line, 0.0), over)
            if part > EPSILON:
                found[line] = release.get(line, 0.0) + part
        return found

    def _release(self, env, release):
        """Take quantities off move lines; return the ids of their moves."""
        lines = env["stock.move.line"].browse(release).exists()
        moves = set(lines.move_id.ids)
        gone = lines.browse()
        for line in lines:
            left = line.quantity_product_uom - release[line.id]
            if left <= EPSILON:
                gone |= line
            else:
                line.quantity = line.product_id.uom_id._compute_quantity(
                    left, line.product_uom_id, rounding_method="HALF-UP"
                )
        gone.unlink()
        return moves
