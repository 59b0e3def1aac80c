"""One allocation over a set of products: from what was loaded to who gets what."""

from collections import defaultdict

from ..engine.allocation import EPSILON, Demand, allocate, low_level_order
from .schedule_queues import RANKED, VIRTUAL, Queues


class Sweep(Queues):
    """Who gets what among some products of some companies.

    :param makeable: rows that, when short, take nothing: they will be made
    :param to_make: {row id: quantity that shall be made, whatever serves the row}
    """

    def __init__(self, loader, edges, recipes, quotations, makeable, to_make):
        super().__init__(loader, edges, recipes, quotations)
        self.makeable = set(makeable)
        self.to_make = to_make
        # {row: products of it that could or shall be made}
        self._to_be_made = defaultdict(set)
        self._serve()

    def _serve_parents(self):
        """Let a subassembly's output serve its parent's components first."""
        parents = defaultdict(list)
        for move in self._coming:
            if move.made_into:
                parents[move.made_into, move.product].append(move)
        if not parents:
            return
        for (product, _company), pool in self._pools.items():
            for at, (place, owner, quantity, path, move_id) in enumerate(pool):
                raw_mo = self.moves[move_id].raw_mo if move_id else None
                if not place[0] == RANKED:
                    continue
                for maker in parents.get((raw_mo, product), ()):
                    part = min(quantity, maker.quantity - self._bound[maker.id])
                    if part > EPSILON:
                        self._bound[maker.id] += part
                        quantity -= part
                        date, late = self._arrival(maker)
                        key = self._supply_key(maker)
                        self._claim(owner, product, key, part, date, late)
                pool[at] = (place, owner, quantity, path, move_id)

    def _serve(self):
        """Serve product after product, each before the components it is made of."""
        self._serve_parents()
        self._add_coming()
        self._load_recipes()
        order = low_level_order(self.edges)
        rest = {product for product, _company in self._pools} - set(order)
        for product in [*rest, *order]:
            for company in self.loader.companies:
                if (product, company) in self._pools:
                    short_rows = self._sweep_product(product, company)
                    self._ask_for_ingredients(product, company, short_rows)

    def _load_recipes(self):
        """Find, at once, what all products are made of that rows may be short of."""
        components = {component for _product, component in self.edges}
        self.recipes.load(
            {
                (key[0], self.warehouses[owner[1]])
                for key, pool in self._pools.items()
                if self.to_make or key[0] in components or self._may_be_short(key)
                for _place, owner, _quantity, _path, _move in pool
                if owner[0] == "row" and not self._making(owner[1])
            }
        )

    def _may_be_short(self, key):
        """Tell whether a product may not do for all; a component asks for more."""
        pool = self._pools[key]
        paths = {path for _place, _owner, _quantity, path, _move in pool}
        for_all = sum(
            supply.quantity
            for supply in self._supplies[key]
            if all(supply.place.startswith(path) for path in paths)
        )
        wanted = sum(quantity for _place, _owner, quantity, _path, _move in pool)
        return wanted > for_all - EPSILON

    def _sweep_product(self, product, company):
        """Serve one product's demands; return {row id: (missing, place)}."""
        pool = sorted(self._pools[product, company], key=lambda demand: demand[0])
        demands = [
            Demand(
                *(at, quantity, path),
                makeable=owner[0] == "row" and owner[1] in self.makeable,
            )
            for at, (_place, owner, quantity, path, _move) in enumerate(pool)
        ]
        claims, short = allocate(demands, self._supplies[product, company])
        for claim in claims:
            _place, owner, _quantity, _path, move_id = pool[claim.demand]
            self._claim(
                owner, product, claim.supply, claim.quantity, claim.date, claim.late
            )
            if claim.date is None and move_id:
                self.holds[move_id] += claim.quantity
        rows = {}
        for at, missing in short.items():
            place, owner, _quantity, _path, _move = pool[at]
            self.short[owner][product] += missing
            if owner[0] == "row" and not self._making(owner[1]):
                total = rows.get(owner[1], (0.0, place))[0]
                rows[owner[1]] = (total + missing, place)
        if self.to_make:
            for place, owner, _quantity, _path, _move in pool:
                if owner[0] == "row" and owner[1] in self.to_make:
                    rows[owner[1]] = (self.to_make[owner[1]], place)
        for row in rows:
            self._to_be_made[row].add(product)
        return rows

    def _making(self, row):
        return any(mo[1] for mo in self.mos.get(row, ()))

    def _ask_for_ingredients(self, product, company, short_rows):
        """Queue the components of what rows are short of, at their orders' rank."""
        for row_id, (missing, place) in short_rows.items():
            warehouse = self.warehouses[row_id]
            recipe = self.recipes.of(product, warehouse)
            if recipe is None:
                self.no_recipe.add(row_id)
                continue
            path = self.recipes.stock_path(warehouse)
            at = (*place[:2], VIRTUAL, *place[3:])
            for component, quantity in recipe.items():
                if component in self.loaded:
                    needed = quantity * missing
                    owner = ("virtual", row_id)
                    self._queue(component, company, owner, needed, path, at)

    # -- what it says ---------------------------------------------------------

    def components_of(self, rows):
        """Return ids of what rows that are short, or shall be made, are made of.

        :param rows: ids of ``sale.order.line`` records
        """
        found = set()
        for row in rows:
            for product in self._to_be_made.get(row, ()):
                recipe = self.recipes.of(product, self.warehouses[row])
                found.update(recipe or ())
        return found

    def rows_served_by(self, moves):
        """Return {(row, product): quantity} that finished moves serve.

        :param moves: iterable of finished moves' ids
        """
        found = defaultdict(float)
        for move in map(self.moves.get, moves):
            for owner, quantity in self.served.get(("mo", move.id), ()) if move else ():
                if owner[0] == "row":
                    found[owner[1], move.product] += quantity
        return found

    def sources(self, owners):
        """Return {supply: document or location} of all that serves some demands.

        :param owners: iterable of keys of demands
        """
        supplies = {
            claim.supply
            for owner in owners
            for _product, claim in self.claims.get(owner, ())
        }
        named = {supply: self._source_of(supply) for supply in supplies}
        ids = defaultdict(set)
        for model, res_id in named.values():
            ids[model].add(res_id)
        return {
            supply: self.env[model].browse(res_id).with_prefetch(ids[model])
            for supply, (model, res_id) in named.items()
        }

    def _source_of(self, supply):
        kind, res_id = supply
        if kind == "stock":
            return "stock.location", res_id
        if kind == "mto":
            return "mrp.production", res_id
        move = self.moves[res_id]
        if kind == "mo":
            return "mrp.production", move.mo
        if move.picking:
            return "stock.picking", move.picking
        return "stock.move", res_id
