"""Deadlines against a plain simulation that goes through the minutes one by one."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine import capacity
from engine.capacity import Center, LeadTime, Order, Task
from engine.working_time import WorkingTime

MONDAY = datetime(2040, 1, 2)
MINUTE = timedelta(minutes=1)


def plan(orders, centers, now):
    return capacity.plan(orders, centers, now).done


def at(day, hour, minute=0):
    return MONDAY + timedelta(days=day, hours=hour, minutes=minute)


# Two shifts a day with a break between them; Wednesday is a holiday.
SHIFTS = [
    (at(day, start), at(day, end))
    for day in (0, 1, 3, 4)
    for start, end in ((6, 8), (9, 11))
]


def test_working_time_there_and_back():
    time = WorkingTime(SHIFTS)
    assert time.worked(at(0, 5)) == 0
    assert time.worked(at(0, 7)) == 3600
    assert time.worked(at(0, 8, 30)) == 7200
    assert time.worked(at(2, 12)) == time.worked(at(3, 6)) == 8 * 3600
    assert time.worked(at(9, 0)) == 16 * 3600
    assert time.moment(3600) == at(0, 7)
    assert time.moment(7200) == at(0, 8)
    assert time.moment(7201) == at(0, 9) + timedelta(seconds=1)
    assert time.moment(8 * 3600 + 60) == at(3, 6, 1)
    assert time.moment(16 * 3600) == at(4, 11)
    assert time.moment(16 * 3600 + 1) is None


def test_an_emptied_center_is_free_again():
    saw = Center(iter(SHIFTS))
    assert saw.take(MONDAY, hours(3), 3 * 3600) == at(0, 10)
    other = saw.emptied()
    assert other.take(MONDAY, hours(3), 3 * 3600) == at(0, 10)
    assert saw.take(MONDAY, hours(1), 3600) == other.take(MONDAY, hours(1), 3600)
    assert list(other.spans(1)) == [(at(0, 10), at(0, 11))]
    assert not list(saw.emptied().spans(1))


def hours(number, center="saw", **values):
    return Task(number, center, number * 3600, **values)


def test_by_rank_over_nights_and_days_off():
    orders = [Order("first", (hours(3),)), Order("second", (hours(6),))]
    assert plan(orders, {"saw": Center(SHIFTS)}, MONDAY) == {
        "first": at(0, 10),
        "second": at(3, 7),
    }
    orders.reverse()
    assert plan(orders, {"saw": Center(SHIFTS)}, MONDAY) == {
        "second": at(1, 8),
        "first": at(3, 7),
    }


def test_when_a_task_is_worked_at():
    orders = [
        Order("first", (hours(3)._replace(key="a"),)),
        Order("second", (hours(6)._replace(key="b"),)),
        Order("never", (hours(99)._replace(key="c"),)),
    ]
    saw = Center(SHIFTS)
    assert plan(orders, {"saw": saw}, at(0, 7))["never"] is None
    assert list(saw.spans("a")) == [(at(0, 7), at(0, 8)), (at(0, 9), at(0, 11))]
    assert list(saw.spans("b")) == [
        (at(1, 6), at(1, 8)),
        (at(1, 9), at(1, 11)),
        (at(3, 6), at(3, 8)),
    ]
    assert list(saw.spans("c")) == list(saw.spans("unknown")) == []


def test_a_lower_rank_fits_in_where_it_delays_nobody():
    two = Order("two", (Task(1, "saw", 7200), Task(2, "drill", 3600, after=(1,))))
    short, long = (
        Order(name, (Task(3, "drill", seconds),))
        for name, seconds in (("short", 7200), ("long", 7260))
    )
    centers = {"saw": Center(SHIFTS), "drill": Center(SHIFTS)}
    assert plan([two, long, short], centers, MONDAY) == {
        "two": at(0, 10),
        "long": at(1, 7, 1),
        "short": at(0, 8),
    }


def test_what_is_waited_for_is_made_first():
    parent = Order("parent", (hours(1),), after=("child", "elsewhere"))
    child = Order("child", (hours(2),))
    done = plan([parent, child], {"saw": Center(SHIFTS)}, MONDAY)
    assert done == {"child": at(0, 8), "parent": at(0, 10)}
    pinned = child._replace(pinned=at(1, 7))
    done = plan([parent, pinned], {"saw": Center(SHIFTS)}, MONDAY)
    assert done == {"child": at(0, 8), "parent": at(1, 8)}
    bought = parent._replace(ready=at(3, 10))
    assert plan([bought], {"saw": Center(SHIFTS)}, MONDAY) == {"parent": at(3, 11)}


def test_a_circle_is_cut_at_the_first():
    one, two = (
        Order(name, (hours(1),), after=(other,))
        for name, other in (("one", "two"), ("two", "one"))
    )
    done = plan([one, two], {"saw": Center(SHIFTS)}, MONDAY)
    assert sorted(done.values()) == [at(0, 7), at(0, 8)]


def test_never():
    center = {"saw": Center(SHIFTS), "idle": Center([])}
    orders = [
        Order("too long", (hours(17),)),
        Order("then", (hours(1),), after=("too long",)),
        Order("idle", (hours(1, "idle"),)),
        Order("fits", (hours(16),)),
    ]
    assert plan(orders, center, MONDAY) == {
        "too long": None,
        "then": None,
        "idle": None,
        "fits": at(4, 11),
    }


def test_nothing_to_do_is_done_at_once():
    empty = Order("empty", ())
    assert plan([empty], {}, MONDAY) == {"empty": MONDAY}
    zero = Order("zero", (Task(1, "saw", 0),))
    assert plan([zero], {"saw": Center(SHIFTS)}, MONDAY) == {"zero": MONDAY}


def days(number, **values):
    return Task("days", "days", number, **values)


def test_lead_times_end_with_working_days():
    # Any number of orders at a time; Wednesday is off.
    ends = [at(day, 11) for day in (0, 1, 3, 4)]

    def end(task, ready=MONDAY):
        order = Order("it", (task,), ready=ready)
        return plan([order], {"days": LeadTime(ends)}, MONDAY)["it"]

    assert end(days(0)) == at(0, 11)
    assert end(days(0), at(0, 11)) == at(0, 11)
    assert end(days(0), at(0, 11, 1)) == at(1, 11)
    assert end(days(2)) == at(3, 11)
    assert end(days(1), at(1, 12)) == at(4, 11)
    assert end(days(3)) == at(4, 11)
    assert end(days(4)) is None
    # What has begun is not put off any further, but for what it waits for.
    assert end(days(2, since=at(-3, 9)), at(1, 9)) == at(3, 11)
    assert end(days(1, since=at(0, 9)), at(3, 9)) == at(3, 11)
    assert end(days(9, since=at(0, 9)), at(3, 9)) is None


# -- other centers, and what the workshop has seen ----------------------------------


def two(first, second, **values):
    """Return a task that two saws can do, in so many hours."""
    others = (("saw 2", second * 3600),)
    return Task(values.pop("key", 1), "saw", first * 3600, others=others, **values)


def saws():
    return {"saw": Center(SHIFTS), "saw 2": Center(SHIFTS)}


def test_a_task_goes_where_it_ends_first():
    orders = [Order(name, (two(2, 2, key=name),)) for name in ("a", "b", "c")]
    found = capacity.plan(orders, saws(), MONDAY)
    # Its own where both end at once.
    assert found.centers == {"a": "saw", "b": "saw 2", "c": "saw"}
    assert found.done == {"a": at(0, 8), "b": at(0, 8), "c": at(0, 11)}


def test_a_slower_center_is_taken_where_it_ends_earlier_all_the_same():
    orders = [Order("a", (hours(4)._replace(key="a"),)), Order("b", (two(1, 3),))]
    found = capacity.plan(orders, saws(), MONDAY)
    assert (found.centers[1], found.done["b"]) == ("saw 2", at(0, 10))


def test_a_center_that_never_works_is_no_choice():
    centers = {"saw": Center([]), "saw 2": Center(SHIFTS)}
    found = capacity.plan([Order("a", (two(1, 1),))], centers, MONDAY)
    assert (found.centers[1], found.done["a"]) == ("saw 2", at(0, 7))
    centers = {"saw": Center(SHIFTS), "saw 2": Center([])}
    assert capacity.plan([Order("a", (two(1, 1),))], centers, MONDAY).centers[1] == (
        "saw"
    )


def test_what_is_frozen_keeps_its_center_and_its_order():
    low = Order("low", (two(1, 1, key="low", frozen=at(0, 6)),))
    middle = Order("middle", (two(1, 1, key="middle", frozen=at(0, 7)),))
    top = Order("top", (hours(1)._replace(key="top"),))
    found = capacity.plan([top, middle, low], saws(), MONDAY)
    assert found.done == {"low": at(0, 7), "middle": at(0, 8), "top": at(0, 10)}
    assert found.centers["middle"] == "saw"


def test_nothing_new_goes_between_what_is_frozen():
    first = Order("first", (hours(1)._replace(key="first", frozen=at(0, 6)),))
    waits = Order("waits", (hours(1)._replace(key="waits", frozen=at(0, 10)),))
    waits = waits._replace(ready=at(0, 10))
    new = Order("new", (hours(1)._replace(key="new"),))
    found = capacity.plan([new, first, waits], saws(), MONDAY)
    assert found.done == {"first": at(0, 7), "waits": at(0, 11), "new": at(1, 7)}


def test_what_waits_for_what_may_move_is_not_frozen():
    child = Order("child", (hours(3)._replace(key="child"),))
    parent = Order(
        "parent", (hours(1)._replace(key="parent", frozen=at(0, 6)),), after=("child",)
    )
    found = capacity.plan([parent, child], saws(), MONDAY)
    assert found.done == {"child": at(0, 10), "parent": at(0, 11)}


def test_what_is_frozen_waits_for_what_is_frozen_too():
    child = Order("child", (hours(2)._replace(key="child", frozen=at(0, 6)),))
    steps = (Task("parent", "saw 2", 3600, frozen=at(0, 6)),)
    parent = Order("parent", steps, after=("child",))
    for orders in ([parent, child], [child, parent]):
        found = capacity.plan(orders, saws(), MONDAY)
        assert found.done == {"child": at(0, 8), "parent": at(0, 10)}
    # What is to be made by a day by hand is there then.
    child = child._replace(pinned=at(0, 10))
    found = capacity.plan([child, parent], saws(), MONDAY)
    assert found.done["parent"] == at(0, 11)
    # Nor is it before a day on which it does not count as done.
    child = child._replace(pinned=None, not_before=at(0, 10))
    found = capacity.plan([child, parent], saws(), MONDAY)
    assert found.done["parent"] == at(0, 11)
    # Behind what the workshop has seen, it holds nobody up.
    parent = parent._replace(tasks=(steps[0]._replace(until=at(0, 9)),))
    low = Order("low", (Task("low", "saw 2", 3600, frozen=at(0, 7), until=at(0, 9)),))
    found = capacity.plan([child, parent, low], saws(), MONDAY)
    assert (found.done["parent"], found.done["low"]) == (at(0, 11), at(0, 7))


def test_what_comes_behind_the_frozen_days_is_not_frozen():
    seen = {"frozen": at(0, 6), "until": at(0, 23)}
    waits = Order("waits", (hours(1)._replace(key="waits", **seen),), ready=at(3, 6))
    other = Order("other", (hours(1)._replace(key="other", **seen),))
    for orders in ([waits, other], [other, waits]):
        found = capacity.plan(orders, saws(), MONDAY)
        assert found.done == {"waits": at(3, 7), "other": at(0, 7)}


def test_steps_of_an_order_stay_one_behind_the_other():
    steps = (
        hours(1)._replace(key="a", frozen=at(0, 6)),
        Task("b", "saw 2", 3600, after=("a",), frozen=at(0, 7)),
    )
    found = capacity.plan([Order("it", steps)], saws(), MONDAY)
    assert found.done == {"it": at(0, 8)}


# -- the plain simulation ----------------------------------------------------------


def simulate(orders, calendars, now):
    """Lay each task on the first run of free working minutes that holds it."""
    free = {}
    for center, intervals in calendars.items():
        free[center] = []
        for start, end in intervals:
            while start < end:
                free[center].append(start)
                start += MINUTE
    taken = {center: set() for center in calendars}
    done = {}
    for order in orders:
        begin = order.ready or now
        for task in order.tasks:
            runs = [
                (first_fit(free[center], taken[center], begin, length), center)
                for center, length in task.options
            ]
            # The first of those that end first: its own, where that is one.
            run, center = min(runs, key=lambda found: found[0][-1])
            taken[center] |= set(run)
            begin = run[-1] + MINUTE
        done[order.key] = begin
    return done


def first_fit(minutes, taken, ready, length):
    wanted = length // 60
    for first, minute in enumerate(minutes):
        run = minutes[first : first + wanted]
        if minute >= ready and len(run) == wanted and not taken & set(run):
            return run
    raise AssertionError("The calendar is too short for the test")


OTHER = {"saw": "drill", "drill": "saw"}
CENTERS = st.sampled_from(sorted(OTHER))
LINES = st.lists(
    st.tuples(
        st.lists(
            st.tuples(CENTERS, st.integers(1, 90), st.none() | st.integers(1, 90)),
            min_size=1,
            max_size=3,
        ),
        st.none() | st.integers(0, 30 * 60),
    ),
    max_size=7,
)


@given(LINES)
def test_against_the_simulation(lines):
    week = SHIFTS + [
        (start + timedelta(7), end + timedelta(7)) for start, end in SHIFTS
    ]
    calendars = {
        "saw": week
        + [(start + timedelta(14), end + timedelta(14)) for start, end in week],
        "drill": [(at(day, 7), at(day, 10)) for day in range(28) if day % 7 < 5],
    }
    orders = [
        Order(
            name,
            tuple(
                Task(
                    *(step, center, 60 * minutes),
                    after=(step - 1,),
                    others=((OTHER[center], 60 * elsewhere),) if elsewhere else (),
                )
                for step, (center, minutes, elsewhere) in enumerate(steps)
            ),
            ready=None if ready is None else MONDAY + ready * MINUTE,
        )
        for name, (steps, ready) in enumerate(lines)
    ]
    centers = {name: Center(intervals) for name, intervals in calendars.items()}
    assert plan(orders, centers, MONDAY) == simulate(orders, calendars, MONDAY)
