"""What waits for one product in one warehouse, and what there is of it."""

from collections import defaultdict
from operator import attrgetter

from .shelves import Shelves
from .snapshot import EPSILON, RANKED


class Need:
    """A demand while it is served.

    :ivar rest: what is still to be served; :ivar missing: what nothing serves
    :ivar on_hand: what it gets of what is there; :ivar linked: what an MO makes for it
    :ivar entered: what somebody has entered for it
    :ivar unbooked: what of that is not ours by the books
    """

    __slots__ = (
        *("demand", "rest", "missing", "on_hand", "linked", "entered", "unbooked"),
    )

    def __init__(self, demand):
        self.demand = demand
        self.rest = demand.quantity
        self.missing = self.on_hand = self.linked = 0.0
        self.entered = self.unbooked = 0.0

    @property
    def wanted(self):
        """Return what it waits for, or what was entered where that is more."""
        return max(self.demand.quantity, self.entered)

    def holds_by_rank(self, until, whole):
        """Tell whether what its move may hold is known.

        :param until: lowest rank that counts, None for all
        :param whole: products of which every rank counts
        """
        demand = self.demand
        if demand.move is None:
            return False
        return (
            until is None
            or demand.kind != RANKED
            or demand.sort_key[0] <= until
            or demand.product in whole
        )


class Pool:
    """The needs of a product in a warehouse, in order of rank, and its shelves."""

    def __init__(self):
        self.demands, self.supplies, self.late = [], [], []
        self.needs, self.entered, self.firm = [], [], []
        self.shelves = None

    def add(self, demand):
        """Add a demand that is not swept yet."""
        if demand.quantity > EPSILON or demand.entered:
            self.demands.append(demand)

    def open(self):
        """Lay out needs and supplies, before the first class is served."""
        self.demands.sort(key=attrgetter("sort_key"))
        self.needs = list(map(Need, self.demands))
        self._kinds, paths = defaultdict(list), set()
        for need in self.needs:
            demand = need.demand
            self._kinds[demand.kind].append(need)
            if demand.entered:
                self.entered.append(need)
            if demand.firm:
                self.firm.append(need)
            if demand.move is not None:
                paths.add(demand.path)
        self.shelves = Shelves(self.supplies)
        self.mixed = len(paths) > 1

    def of(self, kind):
        """Return the needs of a kind that are not served yet, in order."""
        return [need for need in self._kinds.get(kind, ()) if need.rest > EPSILON]

    def close(self):
        """Note what is missing, when all classes are served.

        :return: the needs that are short, in order
        """
        short = [need for need in self.needs if need.rest > EPSILON]
        for need in short:
            need.missing = need.rest
        return short

    def rows(self):
        """Return (row, warehouse that asks for it) of those that wait, each once, in
        the order of their demands."""
        rows = ((demand.row, demand.home) for demand in self.demands)
        return dict.fromkeys(found for found in rows if found[0] is not None)

    def reopen(self):
        """Return needs that came after the sweep, to be served from what is left."""
        late = [Need(demand) for demand in sorted(self.late, key=lambda d: d.sort_key)]
        self.late = []
        self.needs += late
        return late
