"""Reservations follow the rank: settled once, at the end of each step (behaviour 4)."""

from collections import defaultdict
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ...engine.allocation import allocate
from ...engine.snapshot import EPSILON
from ..allocation.bills import Bills
from ..allocation.firm_moves import firm_orders
from ..allocation.losses import note_losses
from ..allocation.provider import Scope
from ..base import step as schedule_step
from ..base.by_hand import BROUGHT_BY_HAND, BY_HAND
from ..base.states import OPEN_MOVES
from .crossed import Crossing
from .firm_kept import keep_firmly
from .touched import touched_products

# What unpicked lines of open moves hold, and what of it was entered by hand, or is
# somebody else's and was brought by hand.
HELD = f"""
    SELECT line.move_id, line.id, line.quantity_product_uom,
           CASE WHEN line.picked OR {BROUGHT_BY_HAND}
                THEN line.quantity_product_uom
                ELSE LEAST(COALESCE(line.schedule_entered, 0),
                           line.quantity_product_uom) END,
           COALESCE(line.owner_id <> company.partner_id, FALSE), line.location_id
      FROM stock_move_line line
      JOIN stock_move move ON move.id = line.move_id
      JOIN res_company company ON company.id = line.company_id
     WHERE line.move_id = ANY(%s) AND line.quantity_product_uom <> 0
  ORDER BY line.id DESC
"""
# Lines on goods of which more is reserved than there is, some of that by hand; what
# somebody entered there is true, the others' reservation is not.
TAKEN = f"""
    WITH held AS (
        SELECT line.id, line.quantity_product_uom AS quantity,
               {BY_HAND} AS entered,
               sum(line.quantity_product_uom) OVER place AS reserved,
               bool_or({BY_HAND}) OVER place AS by_hand,
               dense_rank() OVER (
                   ORDER BY line.product_id, line.location_id, line.lot_id,
                            line.package_id, line.owner_id) AS place,
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
    SELECT id, place, quantity, reserved - there
      FROM held WHERE by_hand AND NOT entered AND reserved > there + 0.000001
  ORDER BY id DESC
"""


class Line(NamedTuple):
    """What a line of a move holds; see HELD."""

    id: int
    quantity: float
    entered: float
    foreign: bool
    location: int


class MakeScheduleReservation(models.AbstractModel):
    """Brings reservations to the allocation, for the products that a step touched."""

    _name = "make.schedule.reservation"
    _description = "Reservations by rank"

    def _register_hook(self):
        super()._register_hook()
        schedule_step.keep_signatures(self.env.registry)

    @api.model
    def _settle(self):
        """Settle what the running step has touched; it is forgotten then.

        Drawn in docs/processes/receipt.md.
        """
        step = schedule_step.of(self.env)
        if not step:
            return
        # As superuser: others' documents change hands by rank, whoever acts.
        env = self.sudo().with_context(active_test=False).env
        crossing = Crossing(step.passed)
        products, asked, only_ranks = touched_products(env, step)
        let_go = step.let_go
        step.clear()
        # Kept over the clearing: it holds for what is settled now.
        step.let_go = let_go
        step.given = {}
        try:
            asked_of = asked.grouped("company_id")
            for company in sorted(products, key=lambda company: company.id):
                touched = products[company]
                if only_ranks and not company.reserve_by_rank:
                    continue
                if only_ranks and crossing:
                    touched = crossing.products(env, company, touched)
                self._settle_company(
                    env, company, touched, asked_of.get(company, env["stock.move"])
                )
            if firm_orders(env):
                # The next step asks the database what they hold before it.
                env.flush_all()
        finally:
            step.given = step.given_at = None
            step.clear()

    @api.model
    def _settle_company(self, env, company, products, asked):
        storable = env["product.product"].browse(products).filtered("is_storable")
        if not storable:
            return
        provider = env["make.schedule.provider"]
        scope = Scope(storable.ids, company.ids)
        if company.reserve_by_rank:
            below = Bills(env, company.ids).below(storable.ids, deeper=True)
            scope = scope._replace(products={*storable.ids, *below})
        else:
            scope = scope._replace(recipes=False)
        snapshot = provider._snapshot(scope)
        snapshot = note_losses(env, snapshot)
        if company.reserve_by_rank:
            allocation = allocate(snapshot)
            self._reconcile(env, allocation, set(scope.products), asked)
            keep_firmly(env, allocation)
            env["make.schedule.change"]._note_settled(company, scope.products)

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
        lines, release = _lines_of(env, given), {}
        for move, held in lines.items():
            release |= _too_much(held, given[move], allocation.holds_at.get(move))
        if any(move.entered for move in allocation.snapshot.moves):
            release |= self._taken(env, products, release)
        lost = self._release(env, release)
        # What Odoo has chained looks for other goods of its origins, by Odoo's rule.
        env["stock.move"].browse(lost - given.keys())._action_assign()
        short = [
            move
            for move in given
            if given[move] > _held(lines[move], release) + EPSILON
        ]
        firm = {move.id: move.firm for move in allocation.snapshot.moves if move.firm}
        entered = {move for move in short if any(line.entered for line in lines[move])}
        wants = self._wants(env["stock.move"].browse(short), asked, entered).filtered(
            lambda move: (
                move in asked
                or move.id in lost
                or move.id in allocation.own
                or move.id in firm
                or move._schedule_reserves_by_itself()
            )
        )
        for move in (wants - asked).filtered(
            lambda move: not move._schedule_reserves_by_itself()
        ):
            # By hand or by date: what was made for it, and what it had before.
            had = max(_held(lines[move.id], {}), allocation.own.get(move.id, 0.0))
            had = max(had, firm.get(move.id, 0.0))
            given[move.id] = min(given[move.id], had)
        step = schedule_step.of(env)
        step.given, step.given_at = given, allocation.holds_at
        wants._action_assign()
        # What the ranking does not tell, such as steps towards the stock, takes what is
        # left, by Odoo's rule.
        asked.filtered(lambda move: move.id not in given)._action_assign()

    def _wants(self, moves, asked, entered):
        """Return those of some moves that may be reserved further now.

        :param asked: moves that Odoo, or a user, wants to be reserved
        :param entered: ids of those in which somebody has entered something: that is
            not topped up, unless he asks for it
        """
        left_alone = entered | schedule_step.of(self.env).let_go
        return moves.filtered(
            lambda move: (
                not move.picked
                and move.state in OPEN_MOVES
                and (
                    move in asked
                    or (move.state != "waiting" and move.id not in left_alone)
                )
            )
        )

    def _taken(self, env, products, release):
        """Return {line id: quantity} on goods that somebody else entered by hand."""
        found, left = {}, {}
        for line, place, quantity, over in env.execute_query(
            SQL(TAKEN, list(products))
        ):
            known = release.get(line, 0.0)
            part = min(quantity - known, left.setdefault(place, over) - known)
            if part > EPSILON:
                found[line] = known + part
            left[place] -= known + max(0.0, part)
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
                line._schedule_cut_to(left)
        gone.unlink()
        return moves


def _lines_of(env, moves):
    """Return {move id: [:class:`Line`]} of what some moves hold.

    :param moves: ids
    """
    lines = defaultdict(list)
    for move, *line in env.execute_query(SQL(HELD, list(moves))) if moves else ():
        lines[move].append(Line(*line))
    return lines


def _too_much(lines, given, given_at):
    """Return {line id: quantity} that a move holds beyond what it is given.

    What was entered by hand stays; a foreign owner's goods are nobody's by rank.

    :param lines: list of :class:`Line` of the move
    :param given: how much it may hold
    :param given_at: {location id: quantity}, where it matters which goods it holds
    """
    release = {
        line.id: line.quantity for line in lines if line.foreign and not line.entered
    }
    ours = [line for line in lines if line.id not in release]
    if given_at is not None:
        for place in {line.location for line in ours}:
            there = [line for line in ours if line.location == place]
            release |= _beyond(there, given_at.get(place, 0.0))
    else:
        release |= _beyond(ours, given)
    return release


def _beyond(lines, given):
    """Return {line id: quantity} that lines hold beyond what is given."""
    release, over = {}, sum(line.quantity for line in lines) - given
    for line in lines:
        part = min(over, line.quantity - line.entered)
        if part > EPSILON:
            release[line.id] = part
            over -= part
    return release


def _held(lines, release):
    """Return what lines hold when something of them is released."""
    return sum(line.quantity - release.get(line.id, 0.0) for line in lines)
