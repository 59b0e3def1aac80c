"""What is claimed, held, picked and missing while an allocation is made."""

from collections import defaultdict

from .places import arrival
from .shelves import is_on_hand
from .snapshot import EPSILON, Claim


class Book:
    """Keeps what :class:`~engine.allocation.Allocation` says; see there.

    :param snapshot: :class:`~engine.snapshot.Snapshot`
    :param places: :class:`~engine.places.Places`
    """

    def __init__(self, snapshot, places):
        self.places = places
        # What was brought to several moves together, and is left of it.
        self._brought = {}
        self.now, self.today = snapshot.now, snapshot.today
        self.makeable = snapshot.makeable
        # (product, claim) as they come: grouped when somebody asks for them.
        self.log = []
        self.picked, self.holds = defaultdict(float), defaultdict(float)
        # Of the pool that is swept: whether demands take from several places of it.
        self.mixed = False
        self.holds_at = defaultdict(lambda: defaultdict(float))
        self.own_moves = defaultdict(float)
        # What is still there of what was made for somebody, and what is being made.
        self.own = defaultdict(float, snapshot.own)
        self.making = defaultdict(list)
        for making in snapshot.making:
            self.making[making.row].append([making, making.quantity])
        self.making = dict(self.making)
        # Rows for which something was, or is being, made.
        self.rows_of_their_own = set(self.making)
        self.rows_of_their_own.update(
            whom[1]
            for whom in (*self.own, *(move.made_for for move in snapshot.moves))
            if whom and whom[0] == "row"
        )

    def claim(self, product, claim):
        """Note that a supply serves a demand."""
        self.log.append((product, claim))

    def serve(self, pool, need, wanted, path=None, only=None):
        """Serve a need from the pool's shelves, first come first.

        :param wanted: the most that it gets
        :param path: the place to take from, where it is not the demand's
        :param only: function (supply) → whether that one may serve here
        :return: how much it got
        """
        wanted = min(wanted, need.rest)
        if wanted <= EPSILON:
            return 0.0
        return self._note(need, pool.shelves.take(need.demand, wanted, path, only))

    def serve_in_order(self, pool, needs):
        """Serve needs one after the other, each as far as there is something left.

        The bulk of all: rows are laid end to end along what there is.
        """
        shelves = pool.shelves
        choosy = shelves.any_expires or self.makeable
        for need in needs:
            demand = need.demand
            if choosy or demand.mo is not None:
                if not self.shall_be_made(pool, need):
                    self.serve(pool, need, need.rest)
            elif found := shelves.take_next(demand.path, need.rest):
                self._note(need, found)

    def serve_offers(self, pool, needs):
        """Serve each offer's needs from what is left, and leave that to the next."""
        offers = defaultdict(list)
        for need in needs:
            offers[need.demand.offer].append(need)
        for of_offer in offers.values():
            with pool.shelves.left_as_they_are():
                self.serve_in_order(pool, of_offer)

    def _note(self, need, found):
        """Note what a need got: a list of (supply, quantity)."""
        demand, got, on_hand = need.demand, 0.0, 0.0
        for supply, taken in found:
            claim = Claim(demand.owner, supply.key, taken, supply.date, supply.late)
            self.log.append((demand.product, claim))
            got += taken
            if supply.date is None:
                on_hand += taken
                if self.mixed and demand.move is not None:
                    self.holds_at[demand.move][supply.key[1]] += taken
        need.rest -= got
        if on_hand:
            need.on_hand += on_hand
            if demand.move is not None:
                self.holds[demand.move] += on_hand
        return got

    def enter(self, pool, need, line):
        """Give a need what somebody entered for it, there or not."""
        demand, missing, asked = need.demand, line.quantity, need.rest
        if not line.foreign:
            need.rest, rest = line.quantity, need.rest
            missing -= self.serve(
                pool, need, line.quantity, path=line.path, only=is_on_hand
            )
            need.rest = rest
        if missing > EPSILON:
            need.unbooked += missing
            # The books show none of it, or an owner's: it is in somebody's hands.
            key = ("stock", line.location)
            claim = Claim(demand.owner, key, missing, None)
            self.claim(demand.product, claim)
            self.holds[demand.move] += missing
            if self.mixed:
                self.holds_at[demand.move][line.location] += missing
        need.rest = max(0.0, need.rest - line.quantity)
        if not self.places.step(line.path):
            # What is in Output was taken off what is its own when it was brought there.
            for whom in (("row", demand.row), ("part", demand.mo, demand.product)):
                if whom in self.own:
                    self.own[whom] -= line.quantity
        need.entered += line.quantity
        if line.ticked or self.places.is_picked(line.path):
            # What is beyond the demand is picked for nothing else of its owner.
            self.picked[demand.owner] += min(line.quantity, asked)

    def bring(self, pool, need):
        """Give a need what was brought to where it takes from."""
        demand, most = need.demand, need.rest
        if demand.brought:
            key, quantity = demand.brought
            most = min(most, self._brought.setdefault(key, quantity))
        got = self.serve(pool, need, most, only=is_on_hand)
        if demand.brought:
            self._brought[demand.brought[0]] -= got + need.entered
        if demand.row is not None and self.places.is_picked(demand.path):
            self.picked[demand.owner] += got
        whom = ("part", demand.mo, demand.product)
        if whom in self.own:
            self.own[whom] -= got

    def serve_own(self, pool, need, whom):
        """Serve a need by what was made for it: in stock, then on its way there.

        :param whom: key of :attr:`own`
        """
        shelves = pool.shelves
        if self.own.get(whom, 0.0) > EPSILON:
            stored = self.own[whom] - shelves.storing(whom)
            got = self.serve(pool, need, stored, only=is_on_hand)
            self.own_moves[need.demand.move] += got
            self.own[whom] -= got
        if shelves.has_made_for(whom):
            self.own[whom] -= self.serve(
                *(pool, need, need.rest),
                only=lambda supply: supply.made_for == whom,
            )

    def serve_making(self, need):
        """Serve a row by the open MO that is made for it, as far as that goes."""
        for entry in self.making.get(need.demand.row, ()):
            making, left = entry
            taken = min(need.rest, left)
            if taken <= EPSILON or making.product != need.demand.product:
                continue
            entry[1] -= taken
            need.rest -= taken
            need.linked += taken
            date, late = arrival(making.date, self.now, self.today)
            claim = Claim(need.demand.owner, ("mto", making.mo), taken, date, late)
            self.claim(making.product, claim)

    def shall_be_made(self, pool, need):
        """Tell whether a row is left to be made, because it would be short."""
        return need.demand.row in self.makeable and not pool.shelves.enough(
            need.demand, need.rest
        )
