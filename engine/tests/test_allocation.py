"""The allocation by hand, and what holds of every one."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from engine.allocation import allocate
from engine.levels import low_level_order
from engine.service import ORDER
from engine.snapshot import ROW, Claim, Demand, Snapshot, Stock, Supply

NOW = datetime(2040, 1, 1)
quantities = st.lists(st.integers(0, 6), max_size=6)


def demand(name, quantity, rank, path=""):
    place = (rank, ROW, 0, rank, 0, 0)
    owner = ("row", name)
    return Demand(owner, "P", "C", "W", quantity, path, place, row=name)


def demands_of(numbers):
    return [demand(f"d{at}", number, at) for at, number in enumerate(numbers)]


def supply(name, quantity, days=None, path=""):
    date = None if days is None else NOW + timedelta(days=days)
    key = ("stock" if date is None else "move", name)
    return Supply(key, "P", "C", "W", quantity, date, path)


def supplies_of(numbers):
    return [supply(f"s{at}", number, at or None) for at, number in enumerate(numbers)]


def run(demands, supplies, **values):
    """Return (claims in order, {row: missing}) of one product."""
    found = allocate(
        Snapshot(NOW, ORDER, demands=tuple(demands), supplies=tuple(supplies), **values)
    )
    claims = [
        (d.row, claim.supply[1], claim.quantity)
        for d in demands
        for _product, claim in found.claims.get(d.owner, ())
    ]
    short = {owner[1]: missing["P"] for owner, missing in found.short.items()}
    return claims, short


def unit_by_unit(demands, supplies, makeable=()):
    """Hand out single units, as somebody with crates on a table would."""
    units = [supply for supply in supplies for _unit in range(int(supply.quantity))]
    claims, short = {}, {}
    for wanted in demands:
        if wanted.row in makeable and wanted.quantity > len(units):
            short[wanted.row] = wanted.quantity
            continue
        for _unit in range(int(wanted.quantity)):
            if units:
                key = (wanted.row, units.pop(0).key[1])
                claims[key] = claims.get(key, 0) + 1
            else:
                short[wanted.row] = short.get(wanted.row, 0) + 1
    return claims, short


@given(quantities, quantities, st.sets(st.integers(0, 5)))
def test_as_a_naive_simulation(wanted, there, makeable):
    demands, supplies = demands_of(wanted), supplies_of(there)
    makeable = frozenset(f"d{at}" for at in makeable)
    claims, short = run(demands, supplies, makeable=makeable)
    naive_claims, naive_short = unit_by_unit(demands, supplies, makeable)
    assert {claim[:2]: claim[2] for claim in claims} == naive_claims
    assert short == naive_short


@given(quantities, quantities)
def test_nothing_is_served_twice(wanted, there):
    demands, supplies = demands_of(wanted), supplies_of(there)
    claims, short = run(demands, supplies)
    for one in supplies:
        assert sum(c[2] for c in claims if c[1] == one.key[1]) <= one.quantity
    for one in demands:
        served = sum(c[2] for c in claims if c[0] == one.row)
        assert served + short.get(one.row, 0) == one.quantity
    unclaimed = sum(there) - sum(c[2] for c in claims)
    assert not (unclaimed and short)


@given(quantities, quantities, st.integers(0, 6))
def test_a_higher_rank_is_never_worse_off_for_a_lower_one(wanted, there, more):
    demands, supplies = demands_of(wanted), supplies_of(there)
    alone, _short = run(demands, supplies)
    with_it, _short = run([*demands, demand("lower", more, 99)], supplies)
    assert [c for c in with_it if c[0] != "lower"] == alone


@given(st.data(), quantities)
def test_moving_up_never_makes_it_worse(data, there):
    wanted = data.draw(st.lists(st.integers(1, 6), min_size=2, max_size=6))
    at = data.draw(st.integers(1, len(wanted) - 1))
    to = data.draw(st.integers(0, at - 1))
    demands, supplies = demands_of(wanted), supplies_of(there)
    moved = demands[at]._replace(sort_key=(to - 0.5, *demands[at].sort_key[1:]))
    _claims, before = run(demands, supplies)
    _claims, after = run([*demands[:at], moved, *demands[at + 1 :]], supplies)
    row = demands[at].row
    assert after.get(row, 0) <= before.get(row, 0)


@given(st.data(), quantities, quantities)
def test_the_order_of_reading_does_not_matter(data, wanted, there):
    """Same data, same allocation, whatever the database returns first."""
    demands, supplies = demands_of(wanted), supplies_of(there)
    shuffled = data.draw(st.permutations(demands)), data.draw(st.permutations(supplies))
    assert sorted(run(demands, supplies)[0]) == sorted(run(*shuffled)[0])
    assert run(demands, supplies)[1] == run(*shuffled)[1]


@given(quantities, quantities, st.integers(0, 5), st.integers(1, 9))
def test_a_late_receipt_changes_only_who_relies_on_it(wanted, there, at, days):
    """Stability: whose date changes is served, before or after, from what is late or
    from what takes its place."""
    demands, supplies = demands_of(wanted), supplies_of(there)
    at = min(at, len(supplies) - 1)
    if at < 1:
        return
    late = supplies[at]._replace(date=supplies[at].date + timedelta(days=days))
    later = [*supplies[:at], late, *supplies[at + 1 :]]
    before, after = run(demands, supplies), run(demands, later)
    assert before[1] == after[1]
    overtaken = {
        one.key[1]
        for one in supplies[at:]
        if one.date and supplies[at].date <= one.date <= late.date
    }
    for one in demands:
        old = [c[1:] for c in before[0] if c[0] == one.row]
        new = [c[1:] for c in after[0] if c[0] == one.row]
        if sorted(old) != sorted(new):
            assert overtaken.intersection(name for name, _quantity in (*old, *new))


def test_drifting_floats_leave_no_crumbs():
    claims, short = run(
        [demand("a", 0.1 + 0.2, 1), demand("b", 0.7, 2)],
        [supply("s", 0.3, 1), supply("t", 0.7, 2)],
    )
    assert not short
    assert [claim[:2] for claim in claims] == [("a", "s"), ("b", "t")]


def test_a_demand_takes_what_is_below_its_place():
    supplies = [supply("shelf1", 2, path="1/2/"), supply("shelf2", 5, path="1/3/")]
    demands = [
        demand("only shelf 2", 3, 1, "1/3/"),
        demand("anywhere", 3, 2, "1/"),
        demand("only shelf 1", 1, 3, "1/2/"),
    ]
    claims, short = run(demands, supplies)
    assert claims == [
        ("only shelf 2", "shelf2", 3),
        ("anywhere", "shelf1", 2),
        ("anywhere", "shelf2", 1),
    ]
    assert short == {"only shelf 1": 1}


def test_what_has_to_be_removed_before_it_is_due_serves_nobody():
    lot = Stock("P", "C", "W", "shelf", "", 5, expires=NOW)
    early = demand("early", 2, 1)._replace(date=NOW - timedelta(days=1))
    late = demand("late", 2, 2)._replace(date=NOW + timedelta(days=1))
    found = allocate(Snapshot(NOW, ORDER, demands=(early, late), stock=(lot,)))
    assert found.short == {("row", "late"): {"P": 2}}
    assert found.claims[("row", "early")] == [
        ("P", Claim(("row", "early"), ("stock", "shelf"), 2, None))
    ]


def test_products_stand_before_their_components():
    made_of = {"table": ["leg"], "set": ["table", "leg"]}
    order = low_level_order(
        [("table",), ("set",)],
        lambda node: [(part,) for part in made_of.get(node[0], ())],
    )
    assert order == [("set",), ("table",), ("leg",)]


def test_a_circle_is_cut_where_it_closes():
    made_of = {"a": "b", "b": "c", "c": "a"}
    order = low_level_order(
        [("a",), ("b",), ("c",)], lambda node: [(made_of[node[0]],)]
    )
    assert order == [("a",), ("b",), ("c",)]
