"""Ranks against a plain list: hypothesis plays the planner."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.ranking import between, insert

ranks = st.floats(-1e6, 1e6)


@given(ranks, ranks, st.integers(1, 50))
@example(-1.0, 1.0, 1)
@example(-2.0, 2.0, 3)
def test_places_are_apart_and_inside(one, other, count):
    low, high = sorted((one, other))
    places = between(low, high, count)
    if places is None:
        # A gap that wide always has room.
        assert high - low < 1e-6
        return
    line = [low, *places, high]
    assert len(places) == count
    assert line == sorted(set(line))
    assert 0.0 not in places


@given(st.none() | ranks, st.none() | ranks, st.integers(1, 50))
def test_an_open_end_always_has_room(low, high, count):
    if low is not None and high is not None:
        high = None
    places = between(low, high, count)
    assert len(set(places)) == count
    assert places == sorted(places)
    assert 0.0 not in places
    assert low is None or low < places[0]
    assert high is None or places[-1] < high


def test_one_place_is_the_middle():
    assert between(4.0, 8.0, 1) == [6.0]


def test_a_used_up_gap_is_told():
    low, high, halvings = 1.0, 2.0, 0
    while places := between(low, high, 1):
        (high,) = places
        halvings += 1
    assert halvings > 25


@given(st.data())
def test_insert_is_what_a_planner_does_with_cards(data):
    block = data.draw(st.lists(st.integers(), min_size=2, max_size=12, unique=True))
    target = data.draw(st.sampled_from(block))
    others = [key for key in block if key != target]
    moved = data.draw(st.lists(st.sampled_from(others), min_size=1, unique=True))
    before = data.draw(st.booleans())
    result = insert(block, moved, target, before=before)
    assert sorted(result) == sorted(block)
    at = result.index(target)
    next_to_it = (
        result[at - len(moved) : at] if before else result[at + 1 :][: len(moved)]
    )
    assert next_to_it == moved
    unmoved = [key for key in block if key not in moved]
    assert [key for key in result if key not in moved] == unmoved


def test_insert_needs_its_target():
    with pytest.raises(ValueError, match="not in list"):
        insert([1, 2], [1], 3, before=True)
