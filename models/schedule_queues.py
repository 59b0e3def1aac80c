"""What waits and what there is, from what was loaded: the queues of an allocation."""

from collections import defaultdict

from odoo import fields

from ..engine.allocation import EPSILON, Claim, Supply
from .mto_share import MtoShare

# Classes of the order of service (behaviour 4).
PICKED, CHAINED, OWN, TRANSFER, RANKED = range(5)
# At equal rank: rows, then MO components; virtual ingredients with their rows last.
ROW, COMPONENT, VIRTUAL = range(3)


class Queues:
    """Demands in order of service and supplies in order of arrival, per product.

    What is served before the ranking, and not from what others may take, is served
    here: what Odoo chained, and rows by the MOs made for them.

    Keys of demands: ``("row", id)`` a sales order row, ``("raw", move id)`` an MO's
    component, ``("virtual", row id)`` an ingredient of a row that could be made,
    ``("transfer", move id)``. Keys of supplies: ``("stock", location id)``,
    ``("mo", move id)`` of a finished move, ``("move", move id)`` of a receipt.

    :param loader: a :class:`Loader` of the products
    :param edges: (product, component) of all bills between the products
    :param recipes: :class:`Recipes`
    :param quotations: rows to serve as if they were confirmed now, last in rank
    """

    def __init__(self, loader, edges, recipes, quotations):
        self.loader, self.env = loader, loader.env
        self.edges, self.recipes = edges, recipes
        self.now = fields.Datetime.now()
        # Per owner of a demand, that is per key above.
        self.claims = defaultdict(list)
        self.short = defaultdict(lambda: defaultdict(float))
        self.picked = defaultdict(float)
        self.demanded = defaultdict(lambda: defaultdict(float))
        # Per reserving move: what it may hold of the stock.
        self.holds = defaultdict(float)
        # Moves that take from stock in order of service, and those whose own it is.
        self.takers, self.own = [], set()
        # Per supply: its claims, as (key of the demand, quantity).
        self.served = defaultdict(list)
        self.no_recipe = set()

        self.loaded = set(loader.products)
        self.moves = loader.moves()
        self.origins, self.chained = loader.chains(self.moves)
        self.incoming, self.outgoing = loader.steps()
        self.picked_qty = loader.picked(self.moves)
        self.destination = {
            origin: move for move, found in self.origins.items() for origin in found
        }
        self._pools = defaultdict(list)
        self._supplies = defaultdict(list)
        self._bound = defaultdict(float)
        self._load_rows(quotations)
        self._load_supplies()
        self._load_demands()
        self.takers = list(dict.fromkeys(move for _place, move in sorted(self.takers)))

    # -- demands --------------------------------------------------------------

    def _load_rows(self, quotations):
        line = self.env["sale.order.line"]
        row_ids = {move.row for move in self.moves.values() if move.row}
        self.mos = self.loader.productions(row_ids)
        done = [row for row, mos in self.mos.items() if not all(mo[1] for mo in mos)]
        self.shares = {row.id: MtoShare(row) for row in line.browse(done)}
        raw_mos = {move.raw_mo for move in self.moves.values() if move.raw_mo}
        self.made_for = self.loader.subassemblies(raw_mos) if raw_mos else {}
        self.warehouses = {
            move.row: move.row_warehouse for move in self.moves.values() if move.row
        }
        rows = line.browse(self.loader.unshipped_rows()) | quotations
        for row, quantities in rows._stocked_quantities(self.recipes).items():
            self._demand_row_without_moves(row, quantities)

    def _demand_row_without_moves(self, row, quantities):
        """Queue a row of a quotation, or one whose delivery never came to be."""
        quotation = row.state not in ("sale", "cancel")
        rank = float("inf") if quotation else row.order_id.schedule_rank
        self.warehouses[row.id] = row.warehouse_id.id
        path = self.recipes.stock_path(row.warehouse_id.id)
        for product, quantity in quantities.items():
            self._queue(
                *(product, row.company_id.id, ("row", row.id), quantity, path),
                (RANKED, rank, ROW, row.sequence, row.id, 0),
            )

    def _load_demands(self):
        for move in self.moves.values():
            # What something else waits for is not the last step: it is asked there.
            if move.id in self.destination or move.source_usage != "internal":
                continue
            if move.row:
                self._demand(move, ("row", move.row), self._row_place(move))
            elif move.raw_mo:
                place = (RANKED, move.rank, COMPONENT, move.key, move.id, 0)
                self._demand(move, ("raw", move.id), place)
            elif self._leaves(move):
                place = (TRANSFER, move.date, 0, 0, move.id, 0)
                self._demand(move, ("transfer", move.id), place)

    def _row_place(self, move):
        return (RANKED, move.rank, ROW, move.sequence, move.row, move.id)

    def _leaves(self, move):
        """Tell whether a transfer takes stock away from where others take it."""
        if move.target_usage != "internal":
            return True
        return move.source_warehouse != move.target_warehouse

    def _demand(self, move, owner, place, wanted=None):
        """Queue what a move still takes, or walk back to what brings it.

        :param wanted: how much of the move, where only a part is asked for
        """
        quantity = move.quantity if wanted is None else min(wanted, move.quantity)
        if move.id not in self.chained:
            return self._demand_from_stock(move, owner, place, quantity)
        product = move.product
        if wanted is None:
            self.demanded[owner][product] += quantity
        for origin in map(self.moves.get, self.origins.get(move.id, ())):
            part = min(origin.quantity - self._bound[origin.id], quantity)
            if part <= EPSILON:
                continue
            quantity -= part
            self._bound[origin.id] += part
            if origin.source_usage == "internal" and not self._is_step(origin):
                self._demand(origin, owner, place, part)
            else:
                date, late = self._arrival(origin)
                self._claim(owner, product, self._supply_key(origin), part, date, late)
        if quantity > EPSILON:
            # Its origins have brought the rest: it is where the move takes it.
            if owner[0] == "row":
                self.picked[owner] += quantity
            self._put(move, owner, quantity, (CHAINED, 0, 0, 0, move.id, 0))
        return None

    def _demand_from_stock(self, move, owner, place, quantity):
        """Queue a move's quantity: picked, its own MO's, and the rest by rank."""
        if move.id not in self.destination:
            self.demanded[owner][move.product] += quantity
        picked = min(self.picked_qty.get(move.id, 0.0), quantity)
        if picked:
            self.picked[owner] += picked
            self._put(move, owner, picked, (PICKED, 0, 0, 0, move.id, 0))
        rest = quantity - picked
        share = self.shares.get(move.row)
        if share:
            own = min(rest, share.made(move.source))
            self.own.add(move.id)
            self._put(move, owner, own, (OWN, 0, 0, 0, move.id, 0))
            rest -= own
        own = min(rest, self.made_for.get((move.raw_mo, move.product), 0.0))
        if own > EPSILON:
            # Of its done subassemblies.
            self._put(move, owner, own, (OWN, 0, 0, 0, move.id, 0))
            rest -= own
        making = [mo for mo in self.mos.get(move.row, ()) if mo[1]]
        self.takers.append((place, move.id))
        rest = self._serve_from_storing(move, owner, rest)
        if not making:
            return self._put(move, owner, rest, place)
        for mo_id, _open, planned, date in making:
            part = min(rest, planned - self._bound["mto", mo_id])
            if part > EPSILON:
                self._bound["mto", mo_id] += part
                date, late = self._not_past(date)
                self._claim(owner, move.product, ("mto", mo_id), part, date, late)
                rest -= part
        if rest > EPSILON:
            self.short[owner][move.product] += rest
        return None

    def _serve_from_storing(self, move, owner, rest):
        """Serve a row by what its MO made and is being put into stock; return the rest.

        Its own, like what is in stock already (behaviour 5).
        """
        for coming in self._storing.get(move.row, ()):
            part = min(rest, coming.quantity - self._bound[coming.id])
            if part > EPSILON and coming.product == move.product:
                self._bound[coming.id] += part
                date, late = self._arrival(coming)
                key = self._supply_key(coming)
                self._claim(owner, move.product, key, part, date, late)
                rest -= part
        return rest

    def _put(self, move, owner, quantity, place):
        # What Odoo chained reserves what its origins brought, by Odoo's own rule.
        if place[0] != CHAINED:
            self.takers.append((place, move.id))
        if quantity > EPSILON:
            demand = (place, owner, quantity, move.source, move.id)
            self._pools[move.product, move.company].append(demand)

    def _queue(self, product, company, owner, quantity, path, place):
        """Queue a demand that is no move."""
        self.demanded[owner][product] += quantity
        demand = (place, owner, quantity, path, None)
        self._pools[product, company].append(demand)

    # -- supplies -------------------------------------------------------------

    def _load_supplies(self):
        """Load what is on hand, then what comes, by date."""
        for (product, company), places in self.loader.on_hand().items():
            missing = -sum(min(0.0, quantity) for _id, _path, quantity in places)
            for location, path, quantity in places:
                # A negative quantity is taken off what is there elsewhere.
                there = max(0.0, quantity)
                taken = min(there, missing)
                missing -= taken
                supply = Supply(("stock", location), there - taken, None, path)
                self._supplies[product, company].append(supply)
        self._storing = defaultdict(list)
        for move in self.moves.values():
            if move.made_for and not move.mo:
                self._storing[move.made_for].append(move)
        self._coming = sorted(
            (
                move
                for move in self.moves.values()
                if move.target_usage == "internal"
                and not move.made_for
                and (
                    move.source_usage != "internal"
                    or self._is_step(move)
                    or move.source_warehouse != move.target_warehouse
                )
            ),
            key=lambda move: (*self._arrival(move)[:1], move.id),
        )

    def _is_step(self, move):
        """Tell whether a move brings goods from a step's location towards stock."""
        if stock := self.incoming.get(move.source):
            return self.incoming.get(move.target, move.target).startswith(stock)
        stock = self.outgoing.get(move.source)
        return bool(stock) and move.target.startswith(stock)

    def _arrival(self, move):
        """Return (date, late) of what a move brings."""
        return self._not_past(move.mo_date if move.mo else move.date)

    def _not_past(self, date):
        date = date or self.now
        return (self.now, True) if date < self.now else (date, False)

    def _supply_key(self, move):
        return ("mo" if move.mo else "move", move.id)

    def _add_coming(self):
        """Add what comes and is not bound to what waits for it already."""
        for move in self._coming:
            quantity = move.quantity - self._bound[move.id]
            open_origins = map(self.moves.get, self.origins.get(move.id, ()))
            if self._is_step(move):
                # What its origins still bring is counted there.
                quantity -= sum(origin.quantity for origin in open_origins)
            if quantity <= EPSILON:
                continue
            date, late = self._arrival(move)
            place = self.incoming.get(move.final, move.final)
            supply = Supply(self._supply_key(move), quantity, date, place, late)
            self._supplies[move.product, move.company].append(supply)

    def _claim(self, owner, product, supply, quantity, date, late):
        claim = Claim(owner, supply, quantity, date, late)
        self.claims[owner].append((product, claim))
        self.served[supply].append((owner, quantity))
