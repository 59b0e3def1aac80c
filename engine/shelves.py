"""Supplies of a pool in order of arrival, with what is left of each."""

from collections import defaultdict
from contextlib import contextmanager

from .snapshot import EPSILON


class Shelves:
    """What is on hand, then what comes, by date.

    A hole (less than nothing in some place of the warehouse) is filled first, from
    what is in stock and then from what comes first (behaviour 4).

    :param supplies: iterable of :class:`~engine.snapshot.Supply` of one pool
    """

    def __init__(self, supplies):
        supplies = sorted(supplies, key=_arrival)
        hole = -sum(supply.quantity for supply in supplies if supply.quantity < 0)
        self.supplies = [supply for supply in supplies if supply.quantity > EPSILON]
        self.left = []
        for supply in self.supplies:
            filled = 0.0 if supply.passing else min(hole, supply.quantity)
            hole -= filled
            self.left.append(supply.quantity - filled)
        # What is left when all that have a rank are served.
        self._for_last = self.left
        self.any_expires = any(supply.expires for supply in self.supplies)
        # What was made for somebody: who → places among the supplies.
        self._made_for = defaultdict(list)
        for at, supply in enumerate(self.supplies):
            if supply.made_for is not None:
                self._made_for[supply.made_for].append(at)
        # Per path that demands take from: the supplies below it, and the first of
        # them that is not used up. Nearly always there is one such path.
        self._below = {}

    def _row(self, path):
        row = self._below.get(path)
        if row is None:
            indices = [
                at
                for at, supply in enumerate(self.supplies)
                if supply.path.startswith(path)
            ]
            row = self._below[path] = [indices, 0]
        return row

    def take(self, demand, wanted, path=None, only=None):
        """Take what serves a demand, first come first.

        :param wanted: the most that it takes
        :param path: the place to take from, where it is not the demand's
        :param only: function (supply) → whether that one may serve here
        :return: list of (supply, quantity)
        """
        row = self._row(demand.path if path is None else path)
        indices, at = row
        left, supplies, found = self.left, self.supplies, []
        # Nothing before ``at`` has any left.
        used_up, last = True, len(indices)
        while at < last:
            index = indices[at]
            at += 1
            there = left[index]
            if there <= EPSILON:
                if used_up:
                    row[1] = at
                continue
            supply = supplies[index]
            if not may_serve(supply, demand) or (only and not only(supply)):
                used_up = False
                continue
            taken = there if there < wanted else wanted
            left[index] = there - taken
            found.append((supply, taken))
            wanted -= taken
            if wanted <= EPSILON:
                break
            used_up = False
        return found

    def take_next(self, path, wanted):
        """Take for a demand that anything below its path may serve.

        :return: list of (supply, quantity)
        """
        row = self._row(path)
        indices, at = row
        left, found, last = self.left, [], len(indices)
        while at < last:
            index = indices[at]
            there = left[index]
            if there > wanted:
                left[index] = there - wanted
                found.append((self.supplies[index], wanted))
                break
            if there > EPSILON:
                left[index] = 0.0
                found.append((self.supplies[index], there))
                wanted -= there
                if wanted <= EPSILON:
                    break
            at += 1
        row[1] = at
        return found

    @contextmanager
    def left_as_they_are(self):
        """Put back what is taken meanwhile."""
        left, firsts = self.left[:], {path: row[1] for path, row in self._below.items()}
        try:
            yield
        finally:
            self.left[:] = left
            for path, row in self._below.items():
                row[1] = firsts.get(path, 0)

    def keep_for_last(self):
        """Note what is left now for whoever comes behind all ranks."""
        self._for_last = self.left[:]

    def left_for_last(self):
        """Return supplies of what was left when that was noted."""
        return [
            supply._replace(quantity=left)
            for supply, left in zip(self.supplies, self._for_last, strict=True)
            if left > EPSILON
        ]

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
    expires = supply.expires
    return expires is None or not demand.date or expires >= demand.date


def is_on_hand(supply):
    """Tell whether a supply is there."""
    return supply.date is None


def _arrival(supply):
    if supply.date is None:
        return (False, supply.path)
    return (True, supply.date, supply.kind, supply.key[1])
