"""Work stands before a deadline, from its end back (behaviour 13)."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.backward import lay_back
from engine.capacity import Order, Task
from engine.working_time import WorkingTime

MONDAY = datetime(2040, 1, 2, 8)
HOUR = 3600


def days(hours=8, count=60):
    """Return the working time of days that begin at eight."""
    starts = [MONDAY + timedelta(days=day) for day in range(count)]
    return WorkingTime((start, start + timedelta(hours=hours)) for start in starts)


def at(day, hour):
    return MONDAY + timedelta(days=day, hours=hour - 8)


def test_from_the_deadline_back():
    tasks = (Task("cut", "saw", 10 * HOUR), Task("join", "bench", 4 * HOUR, ("cut",)))
    found = lay_back(
        Order(1, tasks), {"saw": days(), "bench": days(hours=4)}, at(3, 10)
    )
    # The bench works from eight to twelve.
    assert found["join"].spans == [(at(2, 10), at(2, 12)), (at(3, 8), at(3, 10))]
    assert found["cut"].spans == [(at(1, 8), at(1, 16)), (at(2, 8), at(2, 10))]


def test_what_does_not_fit():
    task = Task("cut", "saw", 10 * HOUR)
    found = lay_back(Order(1, (task,)), {"saw": days()}, at(0, 12))["cut"]
    assert (found.spans, found.left) == ([(at(0, 8), at(0, 12))], 6 * HOUR)
    assert found.first == at(0, 8)
    never = lay_back(Order(1, (task,)), {"saw": days(count=0)}, at(0, 12))["cut"]
    assert (never.spans, never.left, never.first) == ([], 10 * HOUR, None)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=5), st.integers(-24, 300))
def test_all_is_there_and_each_step_before_the_next(lengths, deadline):
    tasks = tuple(
        Task(at, at % 2, hours * HOUR, (at - 1,) if at else ())
        for at, hours in enumerate(lengths)
    )
    times = {0: days(), 1: days(hours=5)}
    due = MONDAY + timedelta(hours=deadline)
    found = lay_back(Order(1, tasks), times, due)
    for task in tasks:
        spans, left, _first = found[task.key]
        worked = sum((end - start).total_seconds() for start, end in spans)
        assert worked + left == task.length
        after = found.get(task.key + 1)
        until = after.spans[0][0] if after and after.spans else due
        assert all(MONDAY <= start < end <= until for start, end in spans)
