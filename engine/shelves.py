"""Supplies of a pool in order of arrival, with what is left of each."""

from collections import defaultdict

from .snapshot import EPSILON


class Shelves:
    """What is on hand, then what comes, by date.

    A hole (less than nothing in some place of the warehouse) is filled first, from
    what is on hand and then from what comes first (behaviour 4).

    :param supplies: iterable of :class:`~engine.snapshot.Supply` of one pool
    """

    def __init__(self, supplies):
        supplies = sorted(supplies, key=_arrival)
        hole = -sum(supply.quantity for supply in supplies if supply.quantity < 0)
        self.supplies = [supply for supply in supplies if supply.quantity > EPSILON]
        self.left = []
        for supply in self.supplies:
            filled = min(hole, supply.quantity)
            hole -= filled
            self.left.append(supply.quantity - filled)
        # What was made for somebody: who → places among the supplies.
        self._made_for = defaultdict(list)
        for at, supply in enumerate(self.supplies):
            if supply.made_for is not None:
                self._made_for[supply.made_for].append(at)
        # Per path that demands take from: the supplies below it, and the first of
        # them that is not used up. Nearly always there is one such path.
        self._below = {}

    def _row(self, path):
        if path not in self._below:
            indices = [
                at
                for at, supply in enumerate(self.supplies)
                if supply.path.startswith(path)
            ]
            self._below[path] = [indices, 0]
        row = self._below[path]
        indices, first = row
        while first < len(indices) and self.left[indices[first]] <= EPSILON:
            first += 1
        row[1] = first
        return indices, first

    def take(self, demand, wanted, path=None, only=None):
        """Yield (supply, quantity) of what serves a demand, first come first.

        :param wanted: the most that it takes
        :param path: the place to take from, where it is not the demand's
        :param only: function (supply) → whether that one may serve here
        """
        indices, at = self._row(demand.path if path is None else path)
        while wanted > EPSILON and at < len(indices):
            index = indices[at]
            at += 1
            left, supply = self.left[index], self.supplies[index]
            if left <= EPSILON or not may_serve(supply, demand):
                continue
            if only and not only(supply):
                continue
            taken = min(wanted, left)
            self.left[index] = left - taken
            wanted -= taken
            yield supply, taken

    def storing(self, whom):
        """Return what was made for somebody and is still brought to the stock."""
        return sum(
            self.left[at]
            for at in self._made_for.get(whom, ())
            if self.supplies[at].mo is None
        )

    def has_made_for(self, whom):
        """Tell whether anything that comes was made for somebody."""
        return whom in self._made_for

    def enough(self, demand, wanted):
        """Tell whether so much is left for a demand."""
        indices, first = self._row(demand.path)
        for index in indices[first:]:
            if may_serve(self.supplies[index], demand):
                wanted -= self.left[index]
                if wanted <= EPSILON:
                    return True
        return wanted <= EPSILON


def may_serve(supply, demand):
    """Tell whether a supply may serve a demand at all.

    Not an MO its own components, and not what has to be removed before it is due.
    """
    if supply.mo is not None and supply.mo == demand.mo:
        return False
    return not (supply.expires and demand.date and supply.expires < demand.date)


def on_hand(supply):
    """Tell whether a supply is there."""
    return supply.date is None


def _arrival(supply):
    if supply.date is None:
        return (False, supply.path)
    return (True, supply.date, supply.kind, supply.key[1])
