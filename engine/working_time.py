"""The working time of a calendar as one line without gaps."""

from bisect import bisect_left, bisect_right
from datetime import timedelta


class WorkingTime:
    """The working time of a calendar as one line without gaps.

    :param intervals: iterable of (start, end), ascending and disjoint; read only as
        far as it is needed
    """

    def __init__(self, intervals):
        self._source = iter(intervals)
        self._starts, self._ends = [], []
        # Working seconds until the end of each interval.
        self._until = [0]

    def _extend(self):
        """Read one more interval; tell whether there is one."""
        for start, end in self._source:
            if end > start:
                self._starts.append(start)
                self._ends.append(end)
                seconds = round((end - start).total_seconds())
                self._until.append(self._until[-1] + seconds)
                return True
        return False

    def worked(self, moment):
        """Return the working seconds before a moment."""
        while not self._ends or self._ends[-1] <= moment:
            if not self._extend():
                return self._until[-1]
        at = bisect_right(self._ends, moment)
        inside = (moment - self._starts[at]).total_seconds()
        return self._until[at] + max(0, round(inside))

    def moment(self, seconds):
        """Return the first moment before which so much is worked; None if never."""
        while self._until[-1] < seconds:
            if not self._extend():
                return None
        at = max(1, bisect_left(self._until, seconds))
        return self._ends[at - 1] - timedelta(seconds=self._until[at] - seconds)

    def spans(self, begin, end):
        """Yield (start, end) of what is worked between two points that were read.

        :param begin: working seconds
        :param end: working seconds
        """
        at = bisect_right(self._until, begin) - 1
        while begin < end:
            until = min(end, self._until[at + 1])
            start = self._starts[at] + timedelta(seconds=begin - self._until[at])
            yield start, start + timedelta(seconds=until - begin)
            begin, at = until, at + 1
