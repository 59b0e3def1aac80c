"""When what is ranked can be there, and what delays it (behaviour 11)."""

from collections import defaultdict
from functools import cached_property

from .capacity import Center, plan
from .causes import BLOCKED, CLOSED, MO, PINNED, QUEUE, RECEIPT, SHORT, WORK, Link


class Feasible:
    """When each of some orders can be done, and what that hangs on.

    A moment set by hand is not undercut (``not_before`` of an order); what nothing
    serves can never be done, nor what waits for that.

    :param orders: list of :class:`~engine.capacity.Order`, by rank
    :param centers: as of :func:`~engine.capacity.plan`
    :param now: moment from which on work is planned
    :param lacking: keys of the orders that lack something nobody makes or buys
    :ivar done: {key: moment, or None}
    """

    def __init__(self, orders, centers, now, lacking):
        self.centers, self.now, self.lacking = centers, now, frozenset(lacking)
        self._orders = {order.key: order for order in orders}
        self._plan = plan(orders, centers, now)
        self._never = self._find_never()
        self.done = {
            key: None if key in self._never else moment
            for key, moment in self._plan.done.items()
        }

    def _find_never(self):
        """Return {order: the one it waits for} of those that lack something, or wait
        for such ones; those that lack something themselves wait for None."""
        waiting = defaultdict(list)
        for order in self._orders.values():
            for key in order.after:
                waiting[key].append(order.key)
        reached = dict.fromkeys(self.lacking)
        found = list(reached)
        for key in found:
            more = [other for other in waiting[key] if other not in reached]
            reached |= dict.fromkeys(more, key)
            found += more
        return reached

    # -- what delays it -----------------------------------------------------------

    @cached_property
    def _of_task(self):
        """Return {task of a work center: its order}."""
        return {
            task.key: order.key
            for order in self._orders.values()
            for task in order.tasks
            if isinstance(self.centers[task.center], Center)
        }

    @cached_property
    def _frozen(self):
        """Return the keys of the tasks that do not move."""
        orders = self._orders.values()
        return {task.key for order in orders for task in order.tasks if task.frozen}

    def links(self, key, blocked):
        """Return what the moment of an order hangs on, from the order down.

        Only what is on the critical path. Each link starts when the next one ends.

        :param blocked: {order: anything} of those that do not go on by themselves: they
            are reckoned as if they did, and come last
        :return: list of :class:`~engine.causes.Link`; after one of a receipt or of what
            is short the caller says which
        """
        found, passed = [], []
        while key is not None and key not in passed:
            passed.append(key)
            more, key = self._never_of(key) if self.done[key] is None else self._of(key)
            found += more
        held = self._held(passed, blocked, self.now if found[0].end else None)
        if found[-1].kind == SHORT:
            return [*found[:-1], *held, found[-1]]
        return found + held

    def _held(self, orders, blocked, moment):
        """Return the links of those of some orders that are blocked."""
        return [Link(BLOCKED, key, moment, moment) for key in orders if key in blocked]

    def plans(self, task):
        """Tell whether a task of a work center was laid."""
        return task in self._of_task

    def task_links(self, key, blocked):
        """Return the same of a task of a work center, from its own work down."""
        order = self._of_task[key]
        step = self._plan.steps[order, key]
        if self.done[order] is None or step.end is None:
            return self.links(order, blocked)
        found, before = self._work(order, key)
        rest = self._ready(order) if before is None else self.links(before, blocked)
        return found + rest + self._held([order], blocked, self.now)

    def _never_of(self, key):
        """Return the links of what can never be done, and the order it waits for."""
        links = [Link(MO, key, None, None)]
        if key in self._never:
            if key in self.lacking:
                links.append(Link(SHORT, key, None, None))
            return links, self._never[key]
        # Some work center never works enough: its own, or that of what it waits for.
        for task in self._orders[key].tasks:
            step = self._plan.steps[key, task.key]
            if step.ready is not None and step.end is None:
                return [*links, Link(CLOSED, task.center, None, None)], None
        return links, self._plan.waits[key][1]

    def _of(self, key):
        """Return the links of an order, and the order that it waited for, or None."""
        order, done = self._orders[key], self.done[key]
        ready, before = self._plan.waits[key]
        steps = [(task, self._plan.steps[key, task.key]) for task in order.tasks]
        finish = max([ready, *(step.end for _task, step in steps)])
        if done != finish:
            return [Link(MO, key, done, done), Link(PINNED, key, self.now, done)], None
        last = next((task for task, step in steps if step.end == done), None)
        if last is None or last.key not in self._of_task:
            # A lead time, which is the order's own.
            begin = self._plan.steps[key, last.key].ready if last else ready
            links = [Link(MO, key, begin, done)]
        else:
            links, before = self._work(key, last.key)
            links = [Link(MO, key, done, done), *links]
        return links + (self._ready(key) if before is None else []), before

    def _work(self, order, key):
        """Return the links of a task and of those before it.

        :return: list, key of the order that the first of them waited for, or None
        """
        links = []
        while key is not None:
            step = self._plan.steps[order, key]
            center = self._plan.centers[key]
            links += self._task(key, step, center)
            key = step.after
        return links, self._plan.waits[order][1]

    def _task(self, key, step, center):
        """Return a task's own link, then what it waits for at its work center."""
        spans = self.centers[center].spans(key)
        begin = min(next((start for start, _end in spans), step.end), step.end)
        begin = max(begin, step.ready)
        links = [Link(WORK, key, begin, step.end)]
        front, until = self.centers[center].in_front(key, step.ready)
        if begin > until:
            links.append(Link(CLOSED, center, until, begin))
        if front:
            until = min(until, begin)
            orders = list(dict.fromkeys(self._of_task[other] for other in front))
            links.append(
                Link(
                    *(QUEUE, orders[0], step.ready, until, center),
                    *(tuple(orders[1:]), front[0] in self._frozen),
                )
            )
        return links

    def _ready(self, key):
        """Return the link of the receipt that an order waits for, if it does."""
        ready, _before = self._plan.waits[key]
        return [Link(RECEIPT, key, self.now, ready)] if ready > self.now else []
