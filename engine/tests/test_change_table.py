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


STARTED = FIVE._replace(started=True)
WORKED = STARTED._replace(worked=True, recorded=2)


@pytest.mark.parametrize(
    ("situation", "action"),
    [
        (FIVE, None),
        (FIVE._replace(needed=8), FOLLOW),
        (FIVE._replace(needed=3), FOLLOW),
        (FIVE._replace(needed=3, follow=False), FOLLOW),
        (FIVE._replace(needed=0), CANCEL),
        (FIVE._replace(needed=-1), CANCEL),
        (FIVE._replace(gone=True, needed=0), CANCEL),
        (FIVE._replace(same_product=False), CANCEL),
        (STARTED, None),
        (STARTED._replace(follow=False), None),
        (STARTED._replace(needed=8), FOLLOW),
        (STARTED._replace(needed=8, follow=False), UNLINK),
        (STARTED._replace(needed=0), CANCEL),
        (STARTED._replace(needed=0, follow=False), CANCEL),
        (STARTED._replace(needed=-1), REFUSE),
        (STARTED._replace(needed=-1, connector=True), UNLINK),
        (STARTED._replace(gone=True), UNLINK),
        (STARTED._replace(same_product=False), UNLINK),
        (WORKED._replace(needed=8), FOLLOW),
        (WORKED._replace(needed=8, follow=False), UNLINK),
        (WORKED._replace(needed=2), FOLLOW),
        (WORKED._replace(needed=1), REFUSE),
        (WORKED._replace(needed=1, connector=True), UNLINK),
        (WORKED._replace(needed=0), UNLINK),
        (WORKED._replace(needed=0, recorded=0), UNLINK),
        (WORKED._replace(gone=True), UNLINK),
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
        worked=st.booleans(),
        gone=st.booleans(),
        same_product=st.booleans(),
        follow=st.booleans(),
        connector=st.booleans(),
    )
)
def test_what_followed_has_nothing_left_to_do(situation):
    action = decide(situation, PRECISION)
    if action == FOLLOW:
        followed = situation._replace(planned=situation.needed)
        assert decide(followed, PRECISION) is None
    assert action in (None, FOLLOW, CANCEL, UNLINK, REFUSE)
    if situation.started and action == CANCEL:
        assert not situation.worked
        assert not situation.gone
