"""Moves as demands and supplies: counted once over all steps of a chain.

What waits is the last move of a chain: a delivery, an MO's component, a transfer. It is
asked where the first one that is still open takes from; what moves outside the
warehouse bring serves it by name (behaviour 4, class b); what is done has brought it.
"""

from collections import defaultdict

from .places import Places, arrival
from .snapshot import (
    BROUGHT,
    EPSILON,
    MADE,
    MOVED,
    PUT_AWAY,
    RANKED,
    RECEIPT,
    TRANSFER,
    Claim,
    Demand,
    Supply,
)


class Chains:
    """The demands and supplies of a snapshot's moves.

    :ivar demands: list of :class:`~engine.snapshot.Demand` still to be served
    :ivar claims: list of (product, :class:`~engine.snapshot.Claim`) by name
    :ivar demanded: {owner: {product: quantity}} in all
    :ivar supplies: list of :class:`~engine.snapshot.Supply` that nobody has by name
    :ivar passing: list of (product, home warehouse, quantity) claimed by name
    """

    def __init__(self, snapshot):
        self.now, self.today = snapshot.now, snapshot.today
        self.places = Places(snapshot.warehouses)
        self.moves = {move.id: move for move in snapshot.moves}
        self.demands, self.claims, self.passing = [], [], []
        self.demanded = defaultdict(lambda: defaultdict(float))
        self._bound, self._entered = defaultdict(float), set()
        # {key of what was brought: what of it nobody has asked for yet}
        self._brought = {}
        # What is there, of which moves can bring something on.
        self._there = defaultdict(list)
        for stock in snapshot.stock:
            self._there[stock.product, stock.company].append(
                [stock.path, max(0.0, stock.quantity)]
            )
        self._next = {
            origin: move
            for move in self.moves.values()
            for origin in move.origins
            if origin in self.moves
        }
        ordered = sorted(self.moves.values(), key=lambda m: (m.sort_key or (), m.id))
        taking = [move for move in ordered if move.source]
        for move in taking:
            if move.id not in self._next and self._owner(move)[0] != "transfer":
                self.demanded[self._owner(move)][move.product] += move.quantity
                self._ask(move, move, move.quantity)
        for move in taking:
            if move.id in self._next or self._owner(move)[0] == "transfer":
                self._ask_rest(move)
        for demand in self.demands:
            if demand.owner[0] != "transfer" and self.places.step(demand.path):
                self._take_there(demand, demand.path, demand.quantity)
        bring = sorted(ordered, key=lambda move: arrival(move.date, self.now)[0])
        self.supplies = list(filter(None, map(self._supply, bring)))

    def _owner(self, move):
        if move.raw_mo is not None:
            return "raw", move.id
        if move.row is not None and not self._returns(move):
            return "row", move.row
        return "transfer", move.id

    def _returns(self, move):
        """Tell whether a row's move brings its goods back."""
        return self.places.goes_back(move) or self.places.in_stock(
            move.target, move.target_warehouse
        )

    def _open_origins(self, move):
        return filter(None, map(self.moves.get, move.origins))

    # -- demands --------------------------------------------------------------

    def _ask(self, end, move, quantity):
        """Demand what a move takes, for the end of its chain, or walk back."""
        quantity -= self._ask_in_hand(end, move, quantity)
        there = self._ask_brought(move, quantity)
        quantity = there + self._ask_origins(end, move, quantity - there)
        if quantity > EPSILON:
            self._demand(self._owner(end), end, move, quantity)

    def _ask_brought(self, move, quantity):
        """Return how much of what is asked for was brought to a move already.

        That is there, before what open origins bring it.
        """
        if not move.brought:
            return 0.0
        key, there = move.brought
        part = min(quantity, max(0.0, self._brought.setdefault(key, there)))
        self._brought[key] -= part
        return part

    def _ask_in_hand(self, end, move, quantity):
        """Demand what somebody has entered before its origins have brought it.

        What a step of ours would bring is what he has; what comes is for others then.

        :return: how much of what is asked for that is
        """
        origins = list(self._open_origins(move))
        if not origins or move.id in self._entered:
            return 0.0
        here = min(quantity, sum(line.quantity for line in move.entered))
        if here <= EPSILON:
            return 0.0
        # What was brought already no origin brings.
        left = here - self._ask_brought(move, here)
        self._demand(self._owner(end), end, move, here)
        for origin in origins:
            if origin.source and not self.places.goes_on(origin):
                part = min(left, origin.quantity - self._bound[origin.id])
                self._bound[origin.id] += part
                left -= part
        return here

    def _ask_origins(self, end, move, quantity):
        """Demand what the open origins of a move bring; return the rest."""
        for origin in self._open_origins(move):
            part = min(origin.quantity - self._bound[origin.id], quantity)
            if part > EPSILON:
                quantity -= part
                self._bound[origin.id] += part
                self._ask_origin(end, origin, part)
        return quantity

    def _ask_origin(self, end, origin, quantity):
        """Demand a part of what an origin brings."""
        if origin.source and not self.places.goes_on(origin):
            return self._ask(end, origin, quantity)
        quantity = self._ask_origins(end, origin, quantity)
        there = quantity
        if origin.source:
            there = self._take_there(origin, origin.source, quantity)
        if there < quantity - EPSILON:
            # It is lost in the step, and nobody brings it.
            self._demand(self._owner(end), end, end, quantity - there, lost=True)
        quantity = there
        if quantity > EPSILON:
            date, late = arrival(origin.date, self.now, self.today)
            claim = Claim(self._owner(end), supply_key(origin), quantity, date, late)
            self.claims.append((end.product, claim))
            self.passing.append((end.product, end.source_warehouse, quantity))
        return None

    def _ask_rest(self, move):
        """Demand what a transfer takes that nobody has asked for through it."""
        rest = move.quantity - self._bound[move.id]
        rest -= sum(
            origin.quantity - self._bound[origin.id]
            for origin in self._open_origins(move)
        )
        if rest > EPSILON:
            owner = ("transfer", move.id)
            self.demanded[owner][move.product] += rest
            self._demand(owner, move, move, rest)

    def _take_there(self, of, path, quantity):
        """Take from what is in a place; return how much there is of it.

        :param of: a move or a demand, for its product and company
        """
        got = 0.0
        for place in self._there[of.product, of.company]:
            if place[0].startswith(path) and got < quantity:
                taken = min(place[1], quantity - got)
                place[1] -= taken
                got += taken
        return got

    def _demand(self, owner, end, move, quantity, lost=False):
        brought = (None, 0.0) if lost else move.brought
        if move.chained or lost or self._is_shipping(owner, move):
            kind = BROUGHT
        elif owner[0] == "transfer":
            kind = self._transfer_kind(move)
        else:
            kind = RANKED
        key = end.sort_key
        if owner[0] == "transfer":
            key = (float("-inf"), -1, move.date or self.now)
        entered = () if move.id in self._entered else move.entered
        self._entered.add(move.id)
        self.demands.append(
            Demand(
                *(owner, move.product, move.company, move.source_warehouse, quantity),
                *(move.source, (*key, move.id), kind, move.id, move.date),
                row=owner[1] if owner[0] == "row" else None,
                mo=end.raw_mo,
                entered=entered,
                firm=move.firm,
                home=end.source_warehouse,
                brought=brought,
            )
        )

    def _is_shipping(self, owner, move):
        """Tell whether a row's move takes what was brought to Packing or Output."""
        return owner[0] == "row" and self.places.is_picked(move.source)

    def _transfer_kind(self, move):
        """Tell a transfer that takes goods from others from one inside the stock."""
        inside = self.places.in_stock(move.source, move.source_warehouse)
        stays = self.places.in_stock(move.target, move.source_warehouse)
        return PUT_AWAY if inside and stays else TRANSFER

    # -- supplies -------------------------------------------------------------

    def _supply(self, move):
        """Return what a move brings and nobody has by name, or None."""
        if move.target is None or _made_to_order(move):
            return None
        if move.source and self._owner(move)[0] != "transfer":
            # On its way to a customer, or into what is made.
            return None
        path = self.places.ends(move)
        if move.source and move.source.startswith(path):
            return None
        quantity = move.quantity - self._bound[move.id]
        # What its origins still bring here is counted there.
        quantity -= sum(
            origin.quantity - self._bound[origin.id]
            for origin in self._open_origins(move)
            if origin.target and self.places.ends(origin) == path
        )
        if move.source and self._transfer_kind(move) == PUT_AWAY:
            # It changes nothing, but for what is in somebody's hands already.
            entered = sum(line.quantity for line in move.entered if not line.foreign)
            quantity = min(quantity, entered)
        if move.source and self.places.step(move.source):
            # What waits in a step is expected as far as it is there.
            quantity = self._take_there(move, move.source, quantity)
        if quantity <= EPSILON:
            return None
        date, late = arrival(move.date, self.now, self.today)
        kind = MADE if move.mo is not None else MOVED if move.source else RECEIPT
        return Supply(
            *(supply_key(move), move.product, move.company, move.target_warehouse),
            *(quantity, date, path, late, kind, move.mo, move.made_for),
        )


def _made_to_order(move):
    """Tell whether an open MO makes this for its row alone."""
    return move.mo is not None and bool(move.made_for) and move.made_for[0] == "row"


def supply_key(move):
    """Return the key of what a move brings."""
    return ("mo" if move.mo is not None else "move", move.id)
