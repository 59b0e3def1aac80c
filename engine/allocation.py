"""Who gets what: a snapshot in, an allocation out (behaviour 4).

Demands of a pool are served class after class (:mod:`engine.service`), inside a class
by rank, from supplies in order of arrival. Where a demand and a supply meet, that is a
claim; what nothing serves is missing; both are values, as are circles of bills. A row
that is short claims, one level down, what it could be made of: pools are swept so that
what is made stands before what it is made of.
"""

from collections import defaultdict

from .book import Book
from .chains import Chains
from .levels import low_level_order
from .pool import Pool
from .said import Said
from .snapshot import (
    EPSILON,
    OFFERED,
    RANKED,
    ROW,
    VIRTUAL,
    Circle,
    Demand,
    Supply,
    taken,
)


def allocate(snapshot, order=None):
    """Serve all demands of a snapshot.

    :param snapshot: :class:`~engine.snapshot.Snapshot`
    :param order: keys of its pools in the order in which they are swept, where that
        is known
    :return: :class:`Allocation`
    """
    return Allocation(snapshot, order)


class Allocation(Said):
    """Who gets what.

    :ivar claims: {owner: [(product, :class:`~engine.snapshot.Claim`)]}
    :ivar short: {owner: {product: quantity that nothing serves}}
    :ivar demanded: {owner: {product: quantity still to be served, in all}}
    :ivar picked: {owner: quantity that is picked, or brought to Packing or Output}
    :ivar served: {supply: [(owner, quantity)]}
    :ivar holds: {move: quantity of the stock that it may hold}
    :ivar holds_at: {move: {location: the same}} where moves of a pool take from several
        places, so that it matters which goods each holds
    :ivar takers: {move: product} of all that are told here how much they may hold,
        those of a pool by rank
    :ivar own: {move: quantity of what it may hold that was made for its owner}
    :ivar no_recipe: {row} that is short and nothing says what it is made of
    :ivar circles: [:class:`~engine.snapshot.Circle`]
    :ivar made_of: {row: {component}} of rows that are short or shall be made
    :ivar virtual: list of (product that is short, demand of what it is made of)
    :ivar order: keys of the pools as they were swept: no rank changes that
    """

    def __init__(self, snapshot, order=None):
        self.snapshot = snapshot
        self.chains = Chains(snapshot)
        self.places = self.chains.places
        self.book = book = Book(snapshot, self.places)
        self.picked, self.holds, self.own = book.picked, book.holds, book.own_moves
        self.holds_at = book.holds_at
        self.no_recipe, self.circles = set(), []
        self.made_of = defaultdict(set)
        self.virtual = []
        for product, claim in self.chains.claims:
            book.claim(product, claim)
        self.pools = self._pools()
        swept = set()
        self.order = order or low_level_order(self.pools, self._components)
        for key in self.order:
            self._sweep(key, swept)
        self._serve_circles(swept)

    def _pools(self):
        pools = defaultdict(Pool)
        for demand in (*self.chains.demands, *self.snapshot.demands):
            pools[demand.pool].add(demand)
        supplies = (
            *map(self._on_hand, self.snapshot.stock),
            *self.chains.supplies,
            *self.snapshot.supplies,
        )
        for supply in supplies:
            pools[supply.pool].supplies.append(supply)
        return pools

    def _on_hand(self, stock):
        return Supply(
            *(("stock", stock.location), stock.product, stock.company),
            *(stock.warehouse, stock.quantity, None, stock.path),
            expires=stock.expires,
            passing=not self.places.in_stock(stock.path, stock.warehouse),
        )

    def _components(self, key):
        """Return the pools of what a pool's rows could be made of."""
        product, company, warehouse = key
        recipes, making = self.snapshot.recipes, self.book.making
        if not recipes:
            return ()
        return {
            (component, company, home or warehouse)
            for row, home in self.pools[key].rows()
            if row not in making
            for component in recipes.get((row, product)) or ()
        }

    def _sweep(self, key, swept):
        pool = self.pools[key]
        swept.add(key)
        pool.open()
        self.book.mixed = pool.mixed
        for serve in self.snapshot.order:
            serve(pool, self.book)
        short = pool.close()
        if self.snapshot.recipes:
            needs = pool.needs if self.snapshot.to_make else short
            for row, (missing, need) in self._to_be_made(needs).items():
                self._ask_for_ingredients(key, row, missing, need, swept)

    def _to_be_made(self, needs):
        """Return {row: (quantity, need)} of rows that are short or shall be made."""
        found = {}
        for need in needs:
            row = need.demand.row
            if row is None or row in self.book.making:
                continue
            if row in self.snapshot.to_make:
                found[row] = (self.snapshot.to_make[row], need)
            elif need.missing > EPSILON:
                missing, _need = found.get(row, (0.0, need))
                found[row] = (missing + need.missing, need)
        return found

    def _ask_for_ingredients(self, key, row, missing, need, swept):
        """Demand the components of what a row is short of, at its order's rank."""
        product, company, warehouse = key
        recipe = self.snapshot.recipes.get((row, product), {})
        if recipe is None:
            self.no_recipe.add(row)
            return
        asks, offer = need.demand, need.demand.offer
        key, kind = asks.sort_key, asks.kind if offer else RANKED
        # Made where the row ships from, wherever that waits for it.
        warehouse = asks.home or warehouse
        if key[1] == ROW:
            key = (key[0], VIRTUAL, *key[2:])
        path = self.places.stock(warehouse) or asks.path
        owner, now = ("virtual", row), self.snapshot.now
        self.made_of[row].update(recipe)
        for component, share in recipe.items():
            where = (component, company, warehouse)
            wanted = taken(share, missing, self.snapshot.digits)
            demand = Demand(
                owner, *where, wanted, path, key, kind, date=now, offer=offer
            )
            self.virtual.append((product, demand))
            if where in swept:
                self.circles.append(Circle(row, product, component))
                self.pools[where].late.append(demand)
            else:
                self.pools[where].add(demand)

    def _serve_circles(self, swept):
        """Serve what closes a circle, from what all others have left."""
        for key in [key for key in self.pools if key not in swept]:
            self._sweep(key, swept)
        for pool in self.pools.values():
            late = pool.reopen()
            for need in late:
                if need.demand.kind != OFFERED:
                    self.book.serve(pool, need, need.rest)
            self.book.serve_offers(
                pool, [need for need in late if need.demand.kind == OFFERED]
            )
            for need in late:
                need.missing = need.rest if need.rest > EPSILON else 0.0
