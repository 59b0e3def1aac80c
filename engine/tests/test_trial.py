"""Moves that are tried on a line."""

from hypothesis import given
from hypothesis import strategies as st

from engine.trial import Line


def order(line, ranks):
    return sorted(ranks, key=line.sort_key)


def test_moves():
    ranks = [1.0, 2.0, 3.0, 4.0]
    line = Line(ranks)
    assert order(line, ranks) == ranks
    line.move([3.0, 4.0], 2.0, before=True)
    assert order(line, ranks) == [1.0, 3.0, 4.0, 2.0]
    line.move([1.0], 2.0, before=False)
    assert order(line, ranks) == [3.0, 4.0, 2.0, 1.0]


def test_what_the_line_does_not_know_stays_behind_what_it_followed():
    line = Line([1.0, 3.0, 5.0])
    line.move([5.0], 1.0, before=True)
    assert order(line, [0.5, 1.0, 2.0, 3.0, 5.0, float("inf")]) == [
        *(0.5, 5.0, 1.0, 2.0, 3.0, float("inf")),
    ]
    # Behind all.
    assert line.sort_key(7.0) > line.sort_key(3.0)


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.booleans())))
def test_as_a_list_would_be(moves):
    ranks = [float(rank) for rank in range(8)]
    line, expected = Line(ranks), list(ranks)
    for moved, target, before in moves:
        if moved != target:
            line.move([float(moved)], float(target), before=before)
            expected.remove(moved)
            expected.insert(expected.index(target) + (not before), float(moved))
    assert order(line, ranks) == expected
