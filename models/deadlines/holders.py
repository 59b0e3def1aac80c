"""Who has what somebody else would have got (behaviour 11)."""

from collections import defaultdict
from functools import cached_property
from math import inf
from typing import Any, NamedTuple

from ...engine.snapshot import EPSILON, RANKED


class Holder(NamedTuple):
    """Who has what somebody else would have got.

    :param document: (model, id)
    :param by_rank: it ranks before, and nothing else holds it
    :param firm: it is held by a firm promise
    :param behind: it ranks behind, and has it all the same
    :param helps: standing before it would bring what is waited for earlier
    """

    document: Any
    quantity: float
    by_rank: bool
    firm: bool
    behind: bool
    helps: bool


class _Held:
    """What a document has of what somebody else would have got: see :class:`Holder`.

    :ivar rank: the best of its demands', where it has it by rank
    """

    def __init__(self):
        self.quantity, self.rank = 0.0, inf
        self.by_rank, self.firm, self.behind = True, False, False

    def add(self, quantity, demands, mine, is_picked):
        """Add what a claim gives it.

        :param demands: that the claim is of; none where an origin brings it to whom it
            is chained
        :param mine: the demand that waits; :param is_picked: whether some is picked
        """
        self.quantity += quantity
        by_rank = bool(demands) and all(_is_by_rank(one, mine) for one in demands)
        self.by_rank &= by_rank and not is_picked
        self.firm |= any(one.firm for one in demands)
        # The keys of other kinds are no ranks.
        keys = [one.sort_key for one in demands if one.kind == RANKED]
        self.rank = min([self.rank, *(key[0] for key in keys)])
        self.behind |= any(key > mine.sort_key for key in keys)


class Holders:
    """Who has what somebody else would have got, of one allocation.

    :param env: as superuser; :param sweep: the allocation
    """

    def __init__(self, env, sweep):
        self.env, self.sweep = env, sweep

    @cached_property
    def _needs(self):
        """Return {(owner, product): [(pool, need)]}."""
        found = defaultdict(list)
        for pool in self.sweep.pools.values():
            for need in pool.needs:
                found[need.demand.owner, need.demand.product].append((pool, need))
        return found

    @cached_property
    def _claims(self):
        """Return {product: claims}."""
        found = defaultdict(list)
        for product, claim in self.sweep.book.log:
            found[product].append(claim)
        return found

    def before(self, owner, product, claim):
        """Return the :class:`Holder` of what comes before a supply, largest first.

        :param claim: what is waited for, None for what nothing serves
        """
        mine = self._needs.get((owner, product))
        if not mine:
            return []
        demand, until = mine[0][1].demand, claim and claim.date
        there = {
            supply.key
            for pool, _need in mine
            for supply in pool.supplies
            if supply.path.startswith(demand.path)
            and supply.quantity > 0
            and (not until or not supply.date or supply.date < until)
        }
        held = self._held(owner, product, there, demand)
        # Of what it lacks each piece helps; a date does not come closer by a part.
        wanted = self._waited_for(owner, product, claim) if claim else EPSILON
        by_rank = [one for one in held.values() if one.by_rank]
        found = [
            Holder(
                *(document, one.quantity, one.by_rank, one.firm, one.behind),
                # Whoever stands between gives way too.
                helps=one.by_rank
                and sum(two.quantity for two in by_rank if two.rank >= one.rank)
                > wanted - EPSILON,
            )
            for document, one in held.items()
        ]
        return sorted(found, key=lambda holder: -holder.quantity)

    def _held(self, owner, product, there, demand):
        """Return {document: :class:`_Held`} of what others have of some supplies.

        :param there: keys of supplies of a product
        :param demand: of the owner, that waits
        """
        own, held = self._document(owner), defaultdict(_Held)
        for other in self._claims[product]:
            if other.supply not in there or other.demand == owner:
                continue
            needs = self._needs.get((other.demand, product), ())
            demands = [need.demand for _pool, need in needs]
            if any(one.offer for one in demands):
                continue
            if (document := self._document(other.demand)) != own:
                is_picked = self.sweep.picked.get(other.demand)
                held[document].add(other.quantity, demands, demand, is_picked)
        return held

    def _waited_for(self, owner, product, last):
        """Return how much of a product a demand gets as late as by a claim of its own.

        :param last: the claim
        """
        return sum(
            claim.quantity
            for other, claim in self.sweep.claims.get(owner, ())
            if other == product
            and (
                claim == last or (claim.date and last.date and claim.date >= last.date)
            )
        )

    def _document(self, owner):
        """Return (model, id) of whom a demand is of: an order, an MO or a transfer."""
        kind, id_ = owner
        if kind in ("row", "virtual"):
            return "sale.order", self._of("sale.order.line", id_).order_id.id
        if kind == "raw":
            mo = self._of("stock.move", id_).raw_material_production_id
            return "mrp.production", mo.id
        if kind == "transfer":
            move = self._of("stock.move", id_)
            document = move.picking_id or move
            return document._name, document.id
        return kind, id_

    def _of(self, model, id_):
        """Return a record, read together with all others that claim something."""
        kinds = {"sale.order.line": ("row", "virtual")}.get(model, ("raw", "transfer"))
        if model not in self._known:
            self._known[model] = {
                owner[1] for owner in self.sweep.claims if owner[0] in kinds
            }
        return self.env[model].browse(id_).with_prefetch(self._known[model] | {id_})

    @cached_property
    def _known(self):
        """The ids that are read together, by model."""
        return {}


def _is_by_rank(demand, mine):
    """Tell whether a demand stands before another one by rank alone."""
    return demand.kind == RANKED and not demand.firm and demand.sort_key < mine.sort_key
