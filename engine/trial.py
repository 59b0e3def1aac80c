"""What would be served if documents stood elsewhere or came on another day."""

from bisect import bisect_right

from .ranking import insert
from .snapshot import COMPONENT, OFFERED, RANKED


class Line:
    """The number line of a company, to try moves on.

    :param ranks: iterable of the ranks that open documents have
    """

    def __init__(self, ranks):
        self._known = sorted(set(ranks))
        self._order = list(self._known)
        self._places, self._moved = {}, set()

    def has_moved(self, rank):
        """Tell whether what has a rank may stand otherwise to what was not moved."""
        # What the line does not know goes along with what it follows.
        at = bisect_right(self._known, rank)
        return bool(at) and self._known[at - 1] in self._moved

    def move(self, ranks, target, *, before):
        """Put what has some ranks, in their order, next to what has another.

        :param ranks: list; :param target: a rank that is not among them
        :param before: above it, else below it
        """
        self._order = insert(self._order, ranks, target, before=before)
        self._moved.update(ranks)
        self._places = {}

    def permute(self, ranks):
        """Put what has some ranks, in this order, on the places that they hold."""
        places = sorted(self._order.index(rank) for rank in ranks)
        for place, rank in zip(places, ranks, strict=True):
            self._order[place] = rank
        self._moved.update(ranks)
        self._places = {}

    def above(self, rank):
        """Return the ranks above another one, from the top down."""
        return self._order[: self._order.index(rank)]

    def sort_key(self, rank):
        """Return the sort key of what has a rank; of an unknown one behind the next
        above it."""
        if not self._places:
            self._places = {rank: at for at, rank in enumerate(self._order)}
        if rank in self._places:
            return float(self._places[rank])
        at = bisect_right(self._known, rank)
        if at == len(self._known):
            return rank if rank == float("inf") else float(at)
        return self._places[self._known[at - 1]] + 0.5 if at else -1.0


def tried(snapshot, company, key_of, keys, made, received):
    """Return a snapshot as it would be.

    :param snapshot: :class:`~engine.snapshot.Snapshot`
    :param company: key of the company whose documents are tried
    :param key_of: function of a rank: the sort key that stands for it
    :param keys: {MO: place in its block}
    :param made: {MO: moment at which it is done}
    :param received: {move: moment at which it comes}
    """

    def moved(move):
        if move.company != company:
            return move
        date = made.get(move.mo, received.get(move.id, move.date))
        if not (at := move.sort_key):
            return move._replace(date=date)
        key = at[2]
        if at[1] == COMPONENT:
            key = keys.get(move.raw_mo, key)
        return move._replace(date=date, sort_key=(key_of(at[0]), at[1], key, *at[3:]))

    def asked(demand):
        if demand.company != company or demand.kind not in (RANKED, OFFERED):
            return demand
        rank, *rest = demand.sort_key
        return demand._replace(sort_key=(key_of(rank), *rest))

    return snapshot._replace(
        moves=tuple(map(moved, snapshot.moves)),
        demands=tuple(map(asked, snapshot.demands)),
        making=tuple(
            making._replace(date=made.get(making.mo, making.date))
            for making in snapshot.making
        ),
    )


def changed_products(base, has_moved, keys, made, received):
    """Return the products of which :func:`tried` changes a demand or a supply.

    :param base: :class:`~engine.allocation.Allocation` of what is
    :param has_moved: function of a rank; others as of :func:`tried`
    """
    snapshot = base.snapshot
    found = {
        move.product
        for move in snapshot.moves
        if move.mo in made
        or move.id in received
        or move.raw_mo in keys
        or (move.sort_key and has_moved(move.sort_key[0]))
    }
    found.update(
        demand.product
        for demand in snapshot.demands
        if demand.kind in (RANKED, OFFERED) and has_moved(demand.sort_key[0])
    )
    found.update(making.product for making in snapshot.making if making.mo in made)
    return found


def affected(now, then):
    """Return the rows for which anything is another than it was, however far.

    Those that are served otherwise, and those that rely on an MO of which that is true.

    :param now: :class:`~engine.allocation.Allocation`; :param then: as it would be
    :return: set of row keys
    """
    reached = [
        document
        for owner in then.touched(now)
        if (document := now.document(owner))
        and (
            now.claims.get(owner) != then.claims.get(owner)
            or now.short.get(owner) != then.short.get(owner)
        )
    ]
    rows, seen = set(), set(reached)
    for kind, key in reached:
        if kind == "row":
            rows.add(key)
            continue
        more = then.relying.get(key, set()) - seen
        seen |= more
        reached.extend(more)
    return rows
