"""What quotations that come last would get: served from what all others have left.

They take nothing from anybody, so that what is known of the others stays as it is
(behaviour 12: a quotation is promised at the place that it would get).
"""

from copy import copy

from .allocation import Allocation
from .pool import Pool

# What is said of whom; an offer's owners are its own.
SAID = ("claims", "short", "demanded", "made_of")


def with_offers(bases, demands, recipes):
    """Return an allocation in which some quotations are served, too.

    :param bases: [(:class:`~engine.allocation.Allocation` without them, products of
        which it knows all)]: the first is to say everything, others know more products
    :param demands: tuple of :class:`~engine.snapshot.Demand`, OFFERED behind all ranks
    :param recipes: as of :class:`~engine.snapshot.Snapshot`, of these
    :return: as :func:`~engine.allocation.allocate` of all together, or None where
        something is made of itself: that is cut in an order of all (of the bases', who
        calls has looked)
    """
    base = bases[0][0]
    snapshot = base.snapshot._replace(
        moves=(),
        stock=(),
        supplies=(),
        own={},
        making=(),
        demands=tuple(demands),
        recipes=recipes,
    )
    part = Left(snapshot, bases)
    if part.circles:
        return None
    found = copy(base)
    # What is asked of the base only now is kept there, too.
    found.parts_of, found.maker_of = base.parts_of, base.maker_of
    for name in SAID:
        said = copy(getattr(base, name))
        said.update(getattr(part, name))
        setattr(found, name, said)
    found.no_recipe = base.no_recipe | part.no_recipe
    found.pools = _joined(bases, part.pools)
    return found


def _joined(bases, offered):
    """Return {key: pool} of the first base, offers behind the needs of those they ask.

    :param bases: as of :func:`with_offers`
    :param offered: {key: :class:`~engine.pool.Pool`} of the offers
    """
    found = dict(bases[0][0].pools)
    for key, pool in offered.items():
        found[key] = pool
        if known := _known(bases, key):
            found[key] = copy(known)
            found[key].needs = known.needs + pool.needs
    return found


def _known(bases, key):
    """Return the pool of the first base that knows all of its product, or None."""
    pools = (base.pools.get(key) for base, products in bases if key[0] in products)
    return next(filter(None, pools), None)


class Left(Allocation):
    """An allocation of offers alone, from what others have left.

    :param snapshot: :class:`~engine.snapshot.Snapshot` of nothing but offers
    :param bases: as of :func:`with_offers`
    """

    def __init__(self, snapshot, bases):
        self._bases = bases
        super().__init__(snapshot)

    def _pools(self):
        pools = LeftPools(self._bases)
        for demand in self.snapshot.demands:
            pools[demand.pool].add(demand)
        return pools


class LeftPools(dict):
    """{key: :class:`~engine.pool.Pool`} of what is left, made when it is asked for."""

    def __init__(self, bases):
        super().__init__()
        self._bases = bases

    def __missing__(self, key):
        pool = self[key] = Pool()
        if known := _known(self._bases, key):
            pool.supplies = known.shelves.left_for_last()
        return pool
