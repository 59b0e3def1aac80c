"""What an allocation would be where only some products are served anew (behaviour 12).

A document that stands elsewhere changes nothing for what it neither asks for nor
brings, nor for what that is not made of: all other pools stay as they are.
"""

from collections import defaultdict
from copy import copy
from functools import cached_property

from .allocation import allocate
from .said import Said

# The share of all products above which all of them are served again.
MOST = 0.5


def allocate_again(base, change, products):
    """Serve again what another order of service can change.

    :param base: :class:`~engine.allocation.Allocation` of what is
    :param change: function (:class:`~engine.snapshot.Snapshot`) → as it would be; it
        changes no demand or supply but those of ``products``, and no quantity
    :param products: set
    :return: as :func:`~engine.allocation.allocate` of the whole, changed
    """
    products = _bound(base, products)
    every = {product for product, *_where in base.pools}
    if len(products) <= len(every) * MOST and not base.circles:
        order = [key for key in base.order if key[0] in products]
        part = allocate(change(_only(base, products)), order)
        # Where a circle is cut depends on all that leads to it.
        if not part.circles:
            return Again(base, part, products)
    return allocate(change(base.snapshot))


def _bound(base, products):
    """Return some products and all that is to be served anew with them."""
    found, stack = set(products), list(products)
    while stack:
        more = base.bound.get(stack.pop(), set()) - found
        found |= more
        stack.extend(more)
    return found


def _only(base, products):
    """Return the snapshot of some products: what others' rows ask of them stays."""
    snapshot = base.snapshot
    asked = tuple(
        demand
        for product, demand in base.virtual
        if demand.product in products and product not in products
    )
    kept = {
        name: tuple(one for one in getattr(snapshot, name) if one.product in products)
        for name in ("moves", "stock", "demands", "supplies")
    }
    return snapshot._replace(**{**kept, "demands": kept["demands"] + asked})


class Again(Said):
    """An allocation of which only some products are served anew.

    Says of all what :class:`~engine.allocation.Allocation` does, but for what moves may
    hold: nobody reserves by what is only tried.

    :param base: :class:`~engine.allocation.Allocation` of all
    :param part: the same of ``products`` alone; :param products: set
    """

    def __init__(self, base, part, products):
        self._base, self._part, self._products = base, part, products
        self.snapshot, self.places = base.snapshot, base.places
        self.circles, self.chains = [], copy(base.chains)
        self.chains.moves = {**base.chains.moves, **part.chains.moves}
        self.pools = part.pools | {
            key: pool for key, pool in base.pools.items() if key[0] not in products
        }
        self.book = copy(part.book)
        self.book.log = [entry for entry in base.book.log if entry[0] not in products]
        self.book.log += part.book.log
        # Whole rows are served again, and single moves.
        self.picked = self._of_others(base.picked) | part.picked
        rows = {row for kind, row in part.demanded if kind == "row"}
        self.no_recipe = (base.no_recipe - rows) | part.no_recipe
        self.made_of = base.made_of | dict.fromkeys(rows, set()) | part.made_of

    def _of_others(self, found):
        """Return what is said of owners who wait for none of the products."""
        again = self._part.demanded
        return {owner: said for owner, said in found.items() if owner not in again}

    @cached_property
    def claims(self):
        """Return {owner: [(product, claim)]}, those that are served again last."""
        base, part = self._base.claims, self._part.claims
        found = defaultdict(list, base)
        for owner in self._touched:
            others = [
                one for one in base.get(owner, ()) if one[0] not in self._products
            ]
            found[owner] = others + part.get(owner, [])
            if not found[owner]:
                del found[owner]
        return found

    @cached_property
    def short(self):
        """Return {owner: {product: quantity}} of what is missing."""
        return self._joined(self._base.short, self._part.short)

    @cached_property
    def demanded(self):
        """Return {owner: {product: quantity}} of all that is still to be served."""
        return self._joined(self._base.demanded, self._part.demanded)

    def _joined(self, base, part):
        """Return {owner: {product: quantity}}, the products' from the part."""
        found = defaultdict(dict)
        for owner, quantities in base.items():
            if self._products.isdisjoint(quantities):
                found[owner] = quantities
            elif left := quantities.keys() - self._products:
                found[owner] = {product: quantities[product] for product in left}
        for owner, quantities in part.items():
            found[owner] = {**found.get(owner, {}), **quantities}
        return found

    @cached_property
    def relying(self):
        """Return {MO: {document}}, at least: those that relied on it before, too."""
        found = defaultdict(set, self._base.relying)
        for maker, documents in self._part.relying.items():
            found[maker] = found[maker] | documents
        return found

    def touched(self, before):
        """Return the owners whose demands may be served otherwise than before."""
        return self._touched if before is self._base else super().touched(before)

    @cached_property
    def _touched(self):
        logs = (self._base.book.log, self._part.book.log)
        served = {
            claim.demand
            for log in logs
            for product, claim in log
            if product in self._products
        }
        waiting = (
            owner
            for short in (self._base.short, self._part.short)
            for owner, products in short.items()
            if not self._products.isdisjoint(products)
        )
        return served.union(waiting)
