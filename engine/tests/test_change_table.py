"""Every cell of the table of behaviour 6, and that it is absolute."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.change_table import (
    CANCEL,
    FOLLOW,
    REFUSE,
    TABLE,
    UNLINK,
    Situation,
    decide,
)

PRECISION = 0.01
FIVE = Situation(planned=5, needed=5)


@pytest.mark.parametrize(
    ("situation", "action"),
    [
        (FIVE, None),
        (FIVE._replace(needed=8), FOLLOW),
        (FIVE._replace(needed=3), FOLLOW),
        (FIVE._replace(needed=0), CANCEL),
        (FIVE._replace(needed=-1), CANCEL),
        (FIVE._replace(gone=True, needed=0), CANCEL),
        (FIVE._replace(same_product=False), CANCEL),
        (FIVE._replace(started=True), None),
        (FIVE._replace(started=True, needed=8), FOLLOW),
        (FIVE._replace(started=True, needed=0), CANCEL),
        (FIVE._replace(started=True, recorded=2, needed=8), FOLLOW),
        (FIVE._replace(started=True, recorded=2, needed=2), FOLLOW),
        (FIVE._replace(started=True, recorded=2, needed=1), REFUSE),
        (FIVE._replace(started=True, needed=-1), REFUSE),
        (FIVE._replace(started=True, gone=True), UNLINK),
        (FIVE._replace(started=True, recorded=2, gone=True), UNLINK),
        (FIVE._replace(started=True, same_product=False), UNLINK),
        (FIVE._replace(needed=5.001), None),
    ],
)
def test_cell(situation, action):
    assert decide(situation, PRECISION) == action


def test_every_line_has_every_column():
    assert all(len(columns) == 3 for columns in TABLE.values())


@given(
    st.builds(
        Situation,
        planned=st.integers(1, 9),
        needed=st.integers(-2, 9),
        recorded=st.integers(0, 9),
        started=st.booleans(),
        gone=st.booleans(),
        same_product=st.booleans(),
    )
)
def test_what_followed_has_nothing_left_to_do(situation):
    action = decide(situation, PRECISION)
    if action == FOLLOW:
        followed = situation._replace(planned=situation.needed)
        assert decide(followed, PRECISION) is None
    if situation.started and action == CANCEL:
        assert not situation.recorded
        assert not situation.gone
