"""Who gets what: demands and supplies of one product laid end to end.

Demands stand in order of service and supplies in order of arrival, both from 0.
Where a demand and a supply overlap, one serves the other by that much (behaviour
4). Quantities are in the product's unit; keys are whatever the caller uses.
"""

from typing import Any, NamedTuple

# Quantities closer than this are the same: sums of floats drift by far less.
EPSILON = 1e-6


class Demand(NamedTuple):
    """Somebody who waits for a quantity.

    :param key: tells it from the others; one key may stand in several places
    :param quantity: what it waits for
    :param makeable: whether, when short, it shall be made instead of waiting
    """

    key: Any
    quantity: float
    makeable: bool = False


class Supply(NamedTuple):
    """A quantity that is there or comes.

    :param key: tells it from the others
    :param quantity: how much
    :param date: when it comes; None is on hand
    """

    key: Any
    quantity: float
    date: Any = None


class Claim(NamedTuple):
    """That a supply serves a demand by a quantity."""

    demand: Any
    supply: Any
    quantity: float
    date: Any


def allocate(demands, supplies):
    """Serve demands from supplies in one sweep over the two lists.

    :param demands: iterable of :class:`Demand` in order of service
    :param supplies: iterable of :class:`Supply` in order of arrival
    :return: ``(claims, short)``: a list of :class:`Claim` in order of service, and
        ``{key: quantity}`` of what is missing. A makeable demand that is short takes
        nothing, and is short of all of it: it will be made.
    """
    claims, short = [], {}
    arriving = [supply for supply in supplies if supply.quantity > EPSILON]
    left = sum(supply.quantity for supply in arriving)
    at, used = 0, 0.0
    for demand in demands:
        wanted = demand.quantity
        if wanted <= EPSILON:
            continue
        if demand.makeable and wanted > left + EPSILON:
            short[demand.key] = short.get(demand.key, 0.0) + wanted
            continue
        while wanted > EPSILON and at < len(arriving):
            supply = arriving[at]
            taken = min(wanted, supply.quantity - used)
            claims.append(Claim(demand.key, supply.key, taken, supply.date))
            wanted, used, left = wanted - taken, used + taken, left - taken
            if supply.quantity - used <= EPSILON:
                at, used = at + 1, 0.0
        if wanted > EPSILON:
            short[demand.key] = short.get(demand.key, 0.0) + wanted
    return claims, short
