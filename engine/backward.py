"""What has to be worked when, so that orders keep their deadlines: from the end back.

Work centers are taken as if each order had them for itself: where that does not fit, a
day holds more work than hours, and a planner sees it.
"""

from typing import Any, NamedTuple

from .capacity import by_steps


class Laid(NamedTuple):
    """Where a task stands before a deadline.

    :param spans: [(start, end)] of working time
    :param left: seconds for which there is no working time before the deadline
    :param first: when its work center first works, where any are left; None where it
        never does
    """

    spans: Any
    left: int
    first: Any


def lay_back(order, times, deadline):
    """Return where the tasks of an order stand that is to be done by a deadline.

    The last ones end with it, each other one where the first of those that wait for it
    begins.

    :param order: :class:`~.capacity.Order`
    :param times: {key of the center: :class:`~.working_time.WorkingTime` from now on}
    :param deadline: a datetime
    :return: {key of the task: :class:`Laid`}
    """
    tasks, begins, found = {task.key: task for task in order.tasks}, {}, {}
    for key in reversed(list(by_steps(order))):
        task, time = tasks[key], times[tasks[key].center]
        end = min(
            (begins[later] for later in begins if key in tasks[later].after),
            default=deadline,
        )
        until = time.worked(end)
        spans = list(time.spans(max(0, until - task.length), until))
        left = max(0, task.length - until)
        first = left and time.moment(1) and next(time.spans(0, 1))[0]
        found[key] = Laid(spans, left, first or None)
        begins[key] = spans[0][0] if spans else end
    return found
