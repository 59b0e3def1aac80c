"""When orders are done: tasks laid by rank on the working time of work centers.

An order of a higher rank takes its time first; one of a lower rank takes what is left
before, between and after, and so never delays it. A task goes on over nights and days
off, as Odoo's own planning does, but never over another task. Moments are datetimes;
keys are whatever the caller uses.
"""

from bisect import bisect_left, bisect_right
from copy import copy
from graphlib import TopologicalSorter
from typing import Any, NamedTuple

from .working_time import WorkingTime


class Task(NamedTuple):
    """A step of an order.

    :param key: tells it from the others
    :param center: key of the :class:`Center` or :class:`LeadTime`
    :param length: what it still takes: whole seconds of a center, days of a lead time
    :param after: keys of the steps of the same order that come before it
    :param since: when it has begun, of a lead time; None where it has not
    :param others: (center, length) of centers that could do it as well
    :param frozen: when it was planned to begin, of what the workshop has seen and does
        not move by itself; None where it may move
    :param until: when what the workshop has seen is over, of what is frozen
    """

    key: Any
    center: Any
    length: int
    after: tuple = ()
    since: Any = None
    others: tuple = ()
    frozen: Any = None
    until: Any = None

    @property
    def options(self):
        """Return (center, length) of all that can do it, its own first."""
        return ((self.center, self.length), *self.others)


class Step(NamedTuple):
    """How a task was laid.

    :param ready: when it could be worked on; :param end: when it ends
    :param after: key of the step of the same order that it waited for last, or None
    """

    ready: Any
    end: Any
    after: Any = None


class Plan(NamedTuple):
    """When orders are done, where their tasks go, and what each waited for.

    :param done: {key of the order: moment, or None where its work centers never work
        enough}
    :param centers: {key of the task: key of its center}
    :param steps: {(key of the order, key of the task): :class:`Step`}
    :param waits: {key of the order: (moment from which on it could be worked on, key
        of the order that it waited for last, or None)}
    """

    done: Any
    centers: Any
    steps: Any
    waits: Any


class Order(NamedTuple):
    """Something to make.

    :param key: tells it from the others
    :param tasks: its :class:`Task` that are not done yet
    :param ready: when the last of what it needs comes, or None
    :param after: keys of the orders whose output it waits for
    :param pinned: when those who wait for it have to reckon with it, or None
    :param not_before: the earliest that it counts as done, or None
    """

    key: Any
    tasks: tuple
    ready: Any = None
    after: tuple = ()
    pinned: Any = None
    not_before: Any = None


class LeadTime:
    """Takes days and no work center: any number of tasks at a time.

    :param closings: iterable of the moments at which working days end, ascending; read
        only as far as it is needed
    """

    def __init__(self, closings):
        self._source = iter(closings)
        self._closings = []

    def emptied(self):
        """Return the same, on which nothing is laid: any number is, so itself."""
        return self

    def take(self, ready, task, length):
        """Return the end of a task that can be worked on from a moment on.

        That is the end of the working day so many after the one it begins on: a lead
        time of one day is made the day after, one of none the same day.

        :return: a moment, or None where there are not so many working days
        """
        ends = [self.closing(ready, 0 if task.since else length)]
        if task.since:
            ends.append(self.closing(task.since, length))
        return None if None in ends else max(ends)

    def closing(self, moment, days):
        """Return the end of the working day so many after the one of a moment."""
        while (at := bisect_left(self._closings, moment) + days) >= len(self._closings):
            closing = next(self._source, None)
            if closing is None:
                return None
            self._closings.append(closing)
        return self._closings[at]


class Center:
    """A work center: one task at a time, one lane.

    :param intervals: as of :class:`WorkingTime`
    """

    def __init__(self, intervals):
        self.time = WorkingTime(intervals)
        # Where it is busy, on the line of its working time; parts that touch are one.
        self._begins, self._ends = [], []
        # What each task takes of it.
        self._taken = {}

    def emptied(self):
        """Return the same, on which nothing is laid; its time is read once for both."""
        other = copy(self)
        other._begins, other._ends, other._taken = [], [], {}
        return other

    def spans(self, key):
        """Yield (start, end) of the working time that a task takes."""
        return self.time.spans(*self._taken.get(key, (0, 0)))

    def in_front(self, key, ready):
        """Return whom a task stands behind, the last first, and until when.

        :param ready: when it could be worked on
        :return: (keys of tasks, moment); none and that one where it waits for nobody
        """
        since, found = self.time.worked(ready), []
        begin, _end = self._taken.get(key, (since, since))
        if begin <= since:
            return found, ready
        for other, (low, high) in self._taken.items():
            # Those that follow were laid into what it left.
            if other == key:
                break
            if low < begin and since < high <= begin:
                found.append((high, other))
        found.sort(key=lambda both: both[0], reverse=True)
        return [other for _high, other in found], self.time.moment(begin)

    def end(self, ready, seconds):
        """Return when a task would end that can be worked on from a moment on."""
        if seconds <= 0:
            return ready
        return self.time.moment(self._free(ready, seconds)[0] + seconds)

    def take(self, ready, task, seconds):
        """Take the first free time for a task that can be worked on from a moment on.

        :return: the moment when it ends, or None if never
        """
        if seconds <= 0:
            return ready
        begin, at = self._free(ready, seconds)
        end = self.time.moment(begin + seconds)
        if end is not None:
            self._taken[task.key] = begin, begin + seconds
            self._occupy(at, begin, begin + seconds)
        return end

    def append(self, ready, task, seconds):
        """Take time for a task behind all that was appended before it.

        Nothing else goes between what is appended.

        :return: the moment when it ends, or None if never
        """
        if seconds <= 0:
            return ready
        last = self._ends[-1] if self._ends else 0
        begin = max(self.time.worked(ready), last)
        end = self.time.moment(begin + seconds)
        if end is not None:
            self._taken[task.key] = begin, begin + seconds
            if self._ends:
                self._ends[-1] = begin + seconds
            else:
                self._occupy(0, begin, begin + seconds)
        return end

    def _free(self, ready, seconds):
        """Return where so much is free, and before which busy part that is."""
        begin = self.time.worked(ready)
        at = bisect_right(self._ends, begin)
        while at < len(self._begins) and self._begins[at] < begin + seconds:
            begin = self._ends[at]
            at += 1
        return begin, at

    def _occupy(self, at, begin, end):
        if at < len(self._begins) and self._begins[at] == end:
            end = self._ends[at]
            del self._begins[at], self._ends[at]
        if at and self._ends[at - 1] == begin:
            self._ends[at - 1] = end
        else:
            self._begins.insert(at, begin)
            self._ends.insert(at, end)


def plan(orders, centers, now):
    """Return when each order is done, and where its tasks go.

    What an order waits for is made first, whatever its rank. Of orders that wait for
    each other in a circle, the first in rank does not wait. What is frozen is laid
    before all else, in the order in which it was planned.

    :param orders: list of :class:`Order`, by rank
    :param centers: {key: :class:`Center` or :class:`LeadTime`}
    :param now: moment from which on work is planned
    :return: :class:`Plan`
    """
    by_key = {order.key: order for order in orders}
    found = Plan({}, {}, {}, {})
    laid = _lay_frozen(orders, by_key, centers, now, found)
    for order in _by_need(orders, by_key):
        ready, last = max(now, order.ready or now), None
        for key in order.after:
            before = by_key.get(key)
            if before and key in found.done and ready is not None:
                done = _promised(before, now) or found.done[key]
                if done is None or done > ready:
                    ready, last = done, key
        found.waits[order.key] = ready, last
        done = _finish(order, centers, ready, laid, found)
        found.done[order.key] = _later(done, order.not_before or done)
    return found


def _lay_frozen(orders, by_key, centers, now, found):
    """Lay what the workshop has seen; return {key of the task: when it ends}.

    Only what waits for nothing that may still move, nor for what comes later only.
    """
    fixed, begins = {}, {}
    for order in _by_need(orders, by_key):
        tasks = {task.key: task for task in order.tasks}
        made = [by_key[key] for key in order.after if key in by_key]
        makes = [task.key for other in made for task in other.tasks]
        waits = any(key not in fixed for key in makes)
        dates = [date for one in made for date in (_promised(one, now), one.not_before)]
        comes = max(filter(None, [order.ready, *dates]), default=now)
        for key in by_steps(order):
            task = tasks[key]
            steps = [step for step in task.after if step in tasks]
            if not task.frozen or waits or (task.until and comes > task.until):
                continue
            if all(step in fixed for step in steps):
                fixed[key] = order, task
                # Behind what it waits for, whenever either was planned to begin.
                before = [begins[one] for one in (*steps, *makes)]
                first = max(before, default=(task.frozen, -1))
                begins[key] = max((task.frozen, 0), (first[0], first[1] + 1))
    ends = {}
    for order, task in sorted(
        fixed.values(), key=lambda both: (begins[both[1].key], _number(both[1].key))
    ):
        ready = max(now, order.ready or now)
        for step in task.after:
            ready = _later(ready, ends.get(step, ready))
        for key in order.after:
            for made in _made(by_key.get(key), ends, now):
                ready = _later(ready, made)
        found.centers[task.key] = task.center
        ends[task.key] = ready and centers[task.center].append(ready, task, task.length)
    return ends


def _promised(order, now):
    """Return the date by hand that those who wait for an order reckon with, or None.

    One that has passed was not kept.
    """
    return order.pinned if order.pinned and order.pinned > now else None


def _made(order, ends, now):
    """Return when what an order makes is there: its date by hand, or its tasks' ends.

    :param order: or None; :param ends: {key of a task that is laid: when it ends}
    """
    if not order:
        return []
    if promised := _promised(order, now):
        return [promised]
    ended = [ends[task.key] for task in order.tasks]
    return [*ended, order.not_before] if order.not_before else ended


def _number(key):
    return key if isinstance(key, int) else 0


def _later(one, other):
    """Return the later of two moments; None is never."""
    return None if one is None or other is None else max(one, other)


def _finish(order, centers, ready, laid, found):
    """Lay an order's tasks; return when the last of them ends.

    :param laid: {key of the task: when it ends} of those that are laid already
    """
    ends, tasks = {}, {task.key: task for task in order.tasks}
    finish = ready
    for key in by_steps(order):
        task, begin, last = tasks[key], ready, None
        for step in task.after:
            if step in tasks and begin is not None:
                if ends[step] is None or ends[step] > begin:
                    begin, last = ends[step], step
        if key in laid:
            ends[key] = _later(begin, laid[key])
        else:
            center, length = _best(task, centers, begin)
            found.centers[key] = center
            ends[key] = begin and centers[center].take(begin, task, length)
        found.steps[order.key, key] = Step(begin, ends[key], last)
        finish = _later(finish, ends[key])
    return finish


def _best(task, centers, begin):
    """Return (center, length) where a task ends first; its own where that is equal."""
    if not task.others or begin is None:
        return task.center, task.length
    ends = [
        (centers[center].end(begin, length), (center, length))
        for center, length in task.options
    ]
    ended = [found for found in ends if found[0] is not None]
    return min(ended, key=lambda found: found[0])[1] if ended else ends[0][1]


def by_steps(order):
    """Return the keys of an order's tasks, each behind those that come before it."""
    keys = {task.key for task in order.tasks}
    return TopologicalSorter(
        {task.key: [key for key in task.after if key in keys] for task in order.tasks}
    ).static_order()


def _by_need(orders, by_key):
    """Yield the orders by rank, each behind those that it waits for."""
    seen = set()
    for first in orders:
        if first.key in seen:
            continue
        seen.add(first.key)
        # By hand: chains of orders may be longer than Python calls deep.
        stack = [(first, iter(first.after))]
        while stack:
            order, needs = stack[-1]
            for key in needs:
                if key in by_key and key not in seen:
                    seen.add(key)
                    stack.append((by_key[key], iter(by_key[key].after)))
                    break
            else:
                yield order
                stack.pop()
