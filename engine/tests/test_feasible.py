"""What delays something: chains without gaps, against the moments that they explain."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine import causes
from engine.capacity import Center, LeadTime, Order, Task
from engine.feasible import Feasible

from .random_steps import examples
from .test_capacity import MINUTE, MONDAY, SHIFTS, at, hours

DAYS = [at(day, 16) for day in range(60) if day % 7 < 5]


def shown(links):
    return [(link.kind, link.key, link.start, link.end) for link in links]


def test_behind_whom_and_after_hours():
    """The saw works from 6 to 8 and from 9 to 11."""
    orders = [Order("first", (hours(1),)), Order("second", (hours(2),))]
    found = Feasible(orders, {"saw": Center(SHIFTS)}, MONDAY, ())
    assert shown(found.links("second", ())) == [
        ("mo", "second", at(0, 10), at(0, 10)),
        ("work", 2, at(0, 7), at(0, 10)),
        ("queue", "first", MONDAY, at(0, 7)),
    ]
    assert shown(found.links("first", ())) == [
        ("mo", "first", at(0, 7), at(0, 7)),
        ("work", 1, at(0, 6), at(0, 7)),
        ("closed", "saw", MONDAY, at(0, 6)),
    ]


def test_each_lead_time_is_its_own():
    days = LeadTime(DAYS)
    orders = [
        Order("first", (Task("days", "days", 2),), ready=at(1, 8)),
        Order("second", (Task("days", "days", 1),), after=("first",)),
        Order("third", (Task("days", "days", 9),)),
    ]
    found = Feasible(orders, {"days": days}, MONDAY, ())
    assert shown(found.links("second", ())) == [
        ("mo", "second", at(3, 16), at(4, 16)),
        ("mo", "first", at(1, 8), at(3, 16)),
        ("receipt", "first", MONDAY, at(1, 8)),
    ]


def test_what_can_never_be_done_ends_where_it_lacks_something():
    orders = [Order("part", ()), Order("whole", (), after=("part",))]
    found = Feasible(orders, {}, MONDAY, ["part"])
    assert shown(found.links("whole", {"whole"})) == [
        ("mo", "whole", None, None),
        ("mo", "part", None, None),
        ("blocked", "whole", None, None),
        ("short", "part", None, None),
    ]


def test_a_circle_ends():
    orders = [
        Order("one", (hours(1),), after=("other",)),
        Order("other", (hours(2),), after=("one",)),
    ]
    found = Feasible(orders, {"saw": Center(SHIFTS)}, MONDAY, ["other"])
    assert found.links("one", ())[-1].kind == causes.SHORT


MINUTES = st.integers(0, 300)
STEPS = st.lists(st.tuples(st.sampled_from(["saw", "drill"]), MINUTES), max_size=3)
LINES = st.lists(
    st.tuples(
        STEPS,
        st.integers(0, 3),
        st.one_of(st.none(), st.integers(0, 4000)),
        st.one_of(st.none(), st.integers(0, 9000)),
        st.sets(st.integers(0, 5), max_size=2),
        st.booleans(),
        st.one_of(st.none(), st.integers(0, 3000)),
    ),
    max_size=6,
)


def orders_of(lines):
    """Return orders of what hypothesis draws, some frozen, pinned or in circles."""
    return [
        Order(
            name,
            tuple(
                Task(
                    *((name, step), center, 60 * minutes, ((name, step - 1),)),
                    frozen=None if frozen is None else MONDAY + frozen * MINUTE,
                )
                for step, (center, minutes) in enumerate(steps)
            )
            or (Task("days", "days", days),),
            ready=None if ready is None else MONDAY + ready * MINUTE,
            after=tuple(sorted(after - {name})),
            not_before=None if pinned is None else MONDAY + pinned * MINUTE,
        )
        for name, (steps, days, ready, pinned, after, _short, frozen) in enumerate(
            lines
        )
    ]


@examples(300)
@given(LINES, st.sets(st.integers(0, 5), max_size=2))
def test_chains_have_no_gaps(lines, blocked):
    weeks = [
        (start + timedelta(7 * week), end + timedelta(7 * week))
        for week in range(4)
        for start, end in SHIFTS
    ]
    drilling = [(at(day, 7), at(day, 10)) for day in range(28) if day % 7 < 5]
    centers = {"saw": Center(weeks), "drill": Center(drilling), "days": LeadTime(DAYS)}
    orders = orders_of(lines)
    lacking = [order.key for order, line in zip(orders, lines, strict=True) if line[5]]
    found = Feasible(orders, centers, MONDAY, lacking[:1])
    for order in orders:
        links = found.links(order.key, blocked)
        check(links, found.done[order.key])
        assert links[0].key == order.key
        for task in order.tasks:
            if found.plans(task.key):
                check(found.task_links(task.key, blocked))


def check(links, end=None):
    """Each link starts when the next one ends; the last one now, or never."""
    assert links
    for above, below in zip(links, links[1:], strict=False):
        assert above.start == below.end, links
    assert all(link.start is None or link.start <= link.end for link in links)
    if end is not None:
        assert links[0].end == end
    if links[0].end is None:
        assert links[-1].kind in (causes.SHORT, causes.CLOSED)
    else:
        assert links[-1].start == MONDAY, links
