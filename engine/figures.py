"""What a planner counts of a product: the sums of an allocation (behaviour 7)."""

from collections import defaultdict
from typing import NamedTuple

from .snapshot import EPSILON, OFFERED, PUT_AWAY


class Figures(NamedTuple):
    """In the product's unit; what links bind to each other is in neither sum."""

    in_stock: float = 0.0
    committed: float = 0.0
    expected: float = 0.0

    def calculated(self, safety):
        """Return what is left, below zero missing, over a safety stock."""
        return self.in_stock - self.committed + self.expected - safety


def figures(allocation, warehouses):
    """Return {product: :class:`Figures`} of some warehouses together.

    In stock less committed plus expected is what the ranking leaves or, below zero,
    what it is short of. Goods in a step count where somebody waits for them: they are
    expected, by him or back in the stock; else they are stranded, and in no sum.

    :param allocation: :class:`~engine.allocation.Allocation` of every rank
    :param warehouses: keys
    """
    sums = defaultdict(lambda: [0.0, 0.0, 0.0])
    here = set(warehouses)
    for key, pool in allocation.pools.items():
        product, _company, warehouse = key
        for need in pool.needs:
            home = need.demand.home in here
            if home or warehouse in here:
                _count_need(
                    *(sums[product], allocation, need, warehouse),
                    passes=warehouse not in here,
                )
        if warehouse in here:
            _count_supplies(sums[product], allocation, pool, warehouse)
    for product, home, quantity in allocation.chains.passing:
        if home in here:
            sums[product][1] += quantity
            sums[product][2] += quantity
    return defaultdict(
        Figures, {product: Figures(*found) for product, found in sums.items()}
    )


def _count_need(sums, allocation, need, warehouse, passes):
    """Count what a need takes.

    :param passes: it takes from a warehouse that is not counted
    """
    demand, places = need.demand, allocation.places
    if demand.owner[0] == "virtual" or demand.kind in (PUT_AWAY, OFFERED):
        return
    inside = places.in_stock(demand.path, warehouse)
    if demand.owner[0] == "transfer" and not inside:
        # What goes back or on from a step is counted where it comes to.
        return
    wanted = need.wanted - need.linked - need.unbooked
    sums[1] += wanted
    if passes:
        sums[2] += wanted
    elif not inside:
        sums[2 if places.step(demand.path) else 0] += need.on_hand


def _count_supplies(sums, allocation, pool, warehouse):
    """Count what there is and what comes to where somebody can take it."""
    places = allocation.places
    paths = {demand.path for demand in pool.demands if demand.owner[0] != "transfer"}
    for supply in pool.supplies:
        if supply.expires and supply.expires < allocation.snapshot.now:
            continue
        inside = places.in_stock(supply.path, warehouse)
        if supply.date is None:
            if inside or supply.quantity < -EPSILON:
                sums[0] += supply.quantity
        elif inside or any(supply.path.startswith(path) for path in paths):
            sums[2] += supply.quantity
