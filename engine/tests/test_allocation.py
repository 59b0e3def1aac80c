"""The sweep, by hand and against a naive simulation unit by unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.allocation import Claim, Demand, Supply, allocate, low_level_order

quantities = st.lists(st.integers(0, 6), max_size=6)


def demands_of(numbers, makeable=()):
    return [
        Demand(f"d{at}", number, makeable=at in makeable)
        for at, number in enumerate(numbers)
    ]


def supplies_of(numbers):
    return [Supply(f"s{at}", number, at or None) for at, number in enumerate(numbers)]


def unit_by_unit(demands, supplies):
    """Hand out single units, as somebody with crates on a table would."""
    units = [supply for supply in supplies for _unit in range(int(supply.quantity))]
    claims, short = {}, {}
    for demand in demands:
        if demand.makeable and demand.quantity > len(units):
            short[demand.key] = demand.quantity
            continue
        for _unit in range(int(demand.quantity)):
            if units:
                key = (demand.key, units.pop(0).key)
                claims[key] = claims.get(key, 0) + 1
            else:
                short[demand.key] = short.get(demand.key, 0) + 1
    return claims, short


def test_the_first_vector_of_the_specification():
    stock, mo = Supply("stock", 4), Supply("mo", 3, "friday")
    orders = [Demand(name, 3) for name in ("SO1", "SO2", "SO3")]
    claims, short = allocate(orders, [stock, mo])
    assert claims == [
        Claim("SO1", "stock", 3, None),
        Claim("SO2", "stock", 1, None),
        Claim("SO2", "mo", 2, "friday"),
        Claim("SO3", "mo", 1, "friday"),
    ]
    assert short == {"SO3": 2}
    claims, short = allocate([orders[2], *orders[:2]], [stock, mo])
    assert [claim for claim in claims if claim.supply == "mo"] == [
        Claim("SO1", "mo", 2, "friday"),
        Claim("SO2", "mo", 1, "friday"),
    ]
    assert short == {"SO2": 2}


@given(quantities, quantities, st.sets(st.integers(0, 5)))
def test_as_a_naive_simulation(wanted, there, makeable):
    demands, supplies = demands_of(wanted, makeable), supplies_of(there)
    claims, short = allocate(demands, supplies)
    naive_claims, naive_short = unit_by_unit(demands, supplies)
    assert {(c.demand, c.supply): c.quantity for c in claims} == naive_claims
    assert short == naive_short


@given(quantities, quantities)
def test_nothing_is_served_twice(wanted, there):
    demands, supplies = demands_of(wanted), supplies_of(there)
    claims, short = allocate(demands, supplies)
    for supply in supplies:
        served = sum(c.quantity for c in claims if c.supply == supply.key)
        assert served <= supply.quantity
    for demand in demands:
        served = sum(c.quantity for c in claims if c.demand == demand.key)
        assert served + short.get(demand.key, 0) == demand.quantity
    unclaimed = sum(there) - sum(c.quantity for c in claims)
    assert not (unclaimed and short)


@given(quantities, quantities, st.integers(0, 6))
def test_a_higher_rank_is_never_worse_off_for_a_lower_one(wanted, there, more):
    demands, supplies = demands_of(wanted), supplies_of(there)
    alone, _short = allocate(demands, supplies)
    lower = [*demands, Demand("lower", more)]
    with_it, _short = allocate(lower, supplies)
    assert [c for c in with_it if c.demand != "lower"] == alone


@given(st.data(), quantities)
def test_moving_up_never_makes_it_worse(data, there):
    wanted = data.draw(st.lists(st.integers(1, 6), min_size=2, max_size=6))
    at = data.draw(st.integers(1, len(wanted) - 1))
    to = data.draw(st.integers(0, at - 1))
    demands, supplies = demands_of(wanted), supplies_of(there)
    moved = [d for d in demands if d != demands[at]]
    moved.insert(to, demands[at])
    key = demands[at].key
    _claims, before = allocate(demands, supplies)
    _claims, after = allocate(moved, supplies)
    assert after.get(key, 0) <= before.get(key, 0)


def test_drifting_floats_leave_no_crumbs():
    claims, short = allocate(
        [Demand("a", 0.1 + 0.2), Demand("b", 0.7)], [Supply("s", 0.3), Supply("t", 0.7)]
    )
    assert not short
    assert [(c.demand, c.supply) for c in claims] == [("a", "s"), ("b", "t")]


def test_a_demand_takes_what_is_below_its_place():
    supplies = [Supply("shelf1", 2, place="1/2/"), Supply("shelf2", 5, place="1/3/")]
    demands = [
        Demand("only shelf 2", 3, "1/3/"),
        Demand("anywhere", 3, "1/"),
        Demand("only shelf 1", 1, "1/2/"),
    ]
    claims, short = allocate(demands, supplies)
    assert [(c.demand, c.supply, c.quantity) for c in claims] == [
        ("only shelf 2", "shelf2", 3),
        ("anywhere", "shelf1", 2),
        ("anywhere", "shelf2", 1),
    ]
    assert short == {"only shelf 1": 1}


def test_products_stand_before_their_components():
    order = low_level_order([("table", "leg"), ("set", "table"), ("set", "leg")])
    assert order == ["set", "table", "leg"]
    with pytest.raises(ValueError) as error:
        low_level_order([("a", "b"), ("b", "a")])
    assert set(error.value.args[0]) == {"a", "b"}
