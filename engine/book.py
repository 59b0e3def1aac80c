"""What is claimed, held, picked and missing while an allocation is made."""

from collections import defaultdict

from .chains import arrival
from .shelves import on_hand
from .snapshot import EPSILON, Claim


class Book:
    """Keeps what :class:`~engine.allocation.Allocation` says; see there.

    :param snapshot: :class:`~engine.snapshot.Snapshot`
    """

    def __init__(self, snapshot):
        self.now, self.makeable = snapshot.now, snapshot.makeable
        self.claims, self.served = defaultdict(list), defaultdict(list)
        self.short = defaultdict(lambda: defaultdict(float))
        self.picked, self.holds = defaultdict(float), defaultdict(float)
        self.own_moves = set()
        # What is still there of what was made for somebody, and what is being made.
        self.own = defaultdict(float, snapshot.own)
        self.making = defaultdict(list)
        for making in snapshot.making:
            self.making[making.row].append([making, making.quantity])
        self.making = dict(self.making)

    def claim(self, product, claim):
        """Note that a supply serves a demand."""
        self.claims[claim.demand].append((product, claim))
        self.served[claim.supply].append((claim.demand, claim.quantity))

    def serve(self, pool, need, wanted, **how):
        """Serve a need from the pool's shelves.

        :param wanted: the most that it gets
        :param how: ``path`` and ``only`` of :meth:`engine.shelves.Shelves.take`
        :return: how much it got
        """
        demand, got = need.demand, 0.0
        for supply, taken in pool.shelves.take(demand, min(wanted, need.rest), **how):
            self._note(demand, supply, taken)
            got += taken
            if supply.date is None:
                need.on_hand += taken
        need.rest -= got
        return got

    def _note(self, demand, supply, taken):
        claim = Claim(demand.owner, supply.key, taken, supply.date, supply.late)
        self.claim(demand.product, claim)
        if supply.date is None and demand.move is not None:
            self.holds[demand.move] += taken

    def enter(self, pool, need, line):
        """Give a need what somebody entered for it, there or not."""
        demand, missing = need.demand, line.quantity
        if not line.foreign:
            need.rest, rest = line.quantity, need.rest
            missing -= self.serve(
                pool, need, line.quantity, path=line.path, only=on_hand
            )
            need.rest = rest
        if missing > EPSILON:
            need.unbooked += missing
            # The books show none of it, or an owner's: it is in somebody's hands.
            key = ("stock", line.location)
            claim = Claim(demand.owner, key, missing, None)
            self.claim(demand.product, claim)
            self.holds[demand.move] += missing
        need.rest = max(0.0, need.rest - line.quantity)
        for whom in (("row", demand.row), ("part", demand.mo, demand.product)):
            if whom in self.own:
                self.own[whom] -= line.quantity
        need.entered += line.quantity
        if line.ticked:
            self.picked[demand.owner] += line.quantity

    def bring(self, pool, need):
        """Give a need what was brought to where it takes from."""
        got = self.serve(pool, need, need.rest, only=on_hand)
        if need.demand.row is not None:
            self.picked[need.demand.owner] += got

    def serve_own(self, pool, need, whom):
        """Serve a need by what was made for it: in stock, then on its way there.

        :param whom: key of :attr:`own`
        """
        shelves = pool.shelves
        if self.own.get(whom, 0.0) > EPSILON:
            stored = self.own[whom] - shelves.storing(whom)
            self.own_moves.add(need.demand.move)
            self.own[whom] -= self.serve(pool, need, stored, only=on_hand)
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
            date, late = arrival(making.date, self.now)
            claim = Claim(need.demand.owner, ("mto", making.mo), taken, date, late)
            self.claim(making.product, claim)

    def shall_be_made(self, pool, need):
        """Tell whether a row is left to be made, because it would be short."""
        return need.demand.row in self.makeable and not pool.shelves.enough(
            need.demand, need.rest
        )

    def close(self, pool):
        """Note what is missing, when all classes of a pool are served."""
        for need in pool.needs:
            self.note_missing(need)

    def note_missing(self, need):
        """Note what nothing serves of a need."""
        if need.rest > EPSILON:
            need.missing = need.rest
            self.short[need.demand.owner][need.demand.product] += need.rest
