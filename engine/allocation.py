"""Who gets what: demands and supplies of one product laid end to end.

Demands stand in order of service and supplies in order of arrival, both from 0.
Where a demand and a supply overlap, one serves the other by that much (behaviour
4). Quantities are in the product's unit; keys are whatever the caller uses.
"""

from collections import defaultdict
from graphlib import CycleError, TopologicalSorter
from typing import Any, NamedTuple

# Quantities closer than this are the same: sums of floats drift by far less.
EPSILON = 1e-6


class Demand(NamedTuple):
    """Somebody who waits for a quantity.

    :param key: tells it from the others; one key may stand in several places
    :param quantity: what it waits for
    :param place: path of the location it takes from; it takes from what is below
    :param makeable: whether, when short, it shall be made instead of waiting
    """

    key: Any
    quantity: float
    place: str = ""
    makeable: bool = False


class Supply(NamedTuple):
    """A quantity that is there or comes.

    :param key: tells it from the others
    :param quantity: how much
    :param date: when it comes; None is on hand
    :param place: path of the location where it is or will be
    :param late: whether it should have come already
    """

    key: Any
    quantity: float
    date: Any = None
    place: str = ""
    late: bool = False


class Claim(NamedTuple):
    """That a supply serves a demand by a quantity."""

    demand: Any
    supply: Any
    quantity: float
    date: Any
    late: bool = False


def allocate(demands, supplies):
    """Serve demands from supplies in one sweep over the two lists.

    :param demands: iterable of :class:`Demand` in order of service
    :param supplies: iterable of :class:`Supply` in order of arrival
    :return: ``(claims, short)``: a list of :class:`Claim` in order of service, and
        ``{key: quantity}`` of what is missing. A makeable demand that is short takes
        nothing, and is short of all of it: it will be made.
    """
    shelves = _Shelves(supplies)
    claims, short = [], defaultdict(float)
    for key, quantity, place, makeable in demands:
        if quantity <= EPSILON:
            continue
        if makeable and quantity > shelves.left(place) + EPSILON:
            short[key] += quantity
            continue
        missing = quantity
        while missing > EPSILON and (found := shelves.take(place, missing)):
            supply, taken = found
            claims.append(Claim(key, supply.key, taken, supply.date, supply.late))
            missing -= taken
        if missing > EPSILON:
            short[key] += missing
    return claims, dict(short)


class _Shelves:
    """Supplies in order of arrival, with what is left of each."""

    def __init__(self, supplies):
        self.supplies = [supply for supply in supplies if supply.quantity > EPSILON]
        self.remaining = [supply.quantity for supply in self.supplies]
        # Per place that demands take from: the supplies below it, and the first of
        # them that is not used up. Nearly always there is one such place.
        self.below = {}

    def _row(self, place):
        if place not in self.below:
            indices = [
                at
                for at, supply in enumerate(self.supplies)
                if supply.place.startswith(place)
            ]
            self.below[place] = [indices, 0]
        return self.below[place]

    def left(self, place):
        indices, first = self._row(place)
        return sum(self.remaining[at] for at in indices[first:])

    def take(self, place, wanted):
        """Return (supply, quantity) of the first that has some left, or None."""
        row = self._row(place)
        indices = row[0]
        while row[1] < len(indices):
            at = indices[row[1]]
            taken = min(wanted, self.remaining[at])
            if taken > EPSILON:
                self.remaining[at] -= taken
                return self.supplies[at], taken
            row[1] += 1
        return None


def low_level_order(edges):
    """Return products so that each stands before the components it is made of.

    :param edges: iterable of (product, component)
    :return: list of all products and components of the edges
    :raises ValueError: with the products of the cycle as its argument
    """
    made_of = defaultdict(set)
    for product, component in edges:
        made_of[component].add(product)
    try:
        return list(TopologicalSorter(made_of).static_order())
    except CycleError as error:
        raise ValueError(error.args[1]) from error
