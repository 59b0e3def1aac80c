"""What an allocation says, found when somebody asks for it (behaviour 4)."""

from collections import defaultdict
from functools import cached_property


class Said:
    """What follows from an allocation's pools and book.

    Its moves are those of ``snapshot``, its claims in ``book.log``.
    """

    @cached_property
    def claims(self):
        """Return {owner: [(product, claim)]}, as they were served."""
        found = defaultdict(list)
        for entry in self.book.log:
            found[entry[1].demand].append(entry)
        return found

    @cached_property
    def served(self):
        """Return {supply: [(owner, quantity)]}; what is only offered serves nobody."""
        offered = {
            need.demand.owner
            for pool in self.pools.values()
            for need in pool.needs
            if need.demand.offer
        }
        found = defaultdict(list)
        for _product, claim in self.book.log:
            if claim.demand not in offered:
                found[claim.supply].append((claim.demand, claim.quantity))
        return found

    @cached_property
    def short(self):
        """Return {owner: {product: quantity}} of what is missing."""
        found = defaultdict(lambda: defaultdict(float))
        for pool in self.pools.values():
            for need in pool.needs:
                if need.missing:
                    demand = need.demand
                    found[demand.owner][demand.product] += need.missing
        return found

    @cached_property
    def demanded(self):
        """Return {owner: {product: quantity}} of all that is still to be served."""
        # A dict of its own: others may ask at the same time.
        found = defaultdict(lambda: defaultdict(float))
        for owner, products in self.chains.demanded.items():
            found[owner].update(products)
        virtual = (demand for _product, demand in self.virtual)
        for demand in (*self.snapshot.demands, *virtual):
            found[demand.owner][demand.product] += demand.quantity
        return found

    @cached_property
    def takers(self):
        """Return {move: product} of all that are told how much they may hold."""
        until, whole = self.snapshot.until, self.snapshot.whole
        return {
            need.demand.move: need.demand.product
            for pool in self.pools.values()
            for need in pool.needs
            if need.holds_by_rank(until, whole)
        }

    @cached_property
    def parts_of(self):
        """Return {MO: [key of an open move of a component]}."""
        found = defaultdict(list)
        for move in self.snapshot.moves:
            if move.raw_mo is not None:
                found[move.raw_mo].append(move.id)
        return found

    @cached_property
    def maker_of(self):
        """Return {finished move: MO} of what is open."""
        moves = self.snapshot.moves
        return {move.id: move.mo for move in moves if move.mo is not None}

    @cached_property
    def bound(self):
        """Return {product: {product}}: what has to be served anew where one is.

        What rows are made of that are short of it, and all that such a row asks for.
        """
        found = defaultdict(set)
        for (_row, product), recipe in (self.snapshot.recipes or {}).items():
            found[product].update(recipe or ())
        for owner, products in self.demanded.items():
            if owner[0] == "row" and len(products) > 1:
                for product in products:
                    found[product].update(products)
        return found

    @cached_property
    def relying(self):
        """Return {MO: {document}} of whom an MO's output serves: :meth:`document`."""
        found = defaultdict(set)
        for _product, claim in self.book.log:
            supply, made = claim.supply
            document = self.document(claim.demand)
            if document and supply in ("mo", "mto"):
                maker = self.maker_of.get(made) if supply == "mo" else made
                found[maker].add(document)
        return found

    @cached_property
    def _mo_of(self):
        return {part: mo for mo, parts in self.parts_of.items() for part in parts}

    def document(self, owner):
        """Return whose demand that is: ``("row", id)``, ``("mo", id)`` or None."""
        kind, key = owner
        if kind == "raw":
            return "mo", self._mo_of.get(key)
        return owner if kind == "row" else None

    def touched(self, before):
        """Return the owners whose demands may be served otherwise than before.

        :param before: :class:`~engine.allocation.Allocation`
        """
        return {*before.claims, *self.claims, *before.short, *self.short}

    def rows_served_by(self, moves):
        """Return {(row, product): quantity} that finished moves serve.

        :param moves: iterable of finished moves' keys
        """
        found = defaultdict(float)
        for move in filter(None, map(self.chains.moves.get, moves)):
            for owner, quantity in self.served.get(("mo", move.id), ()):
                if owner[0] == "row":
                    found[owner[1], move.product] += quantity
        return found
