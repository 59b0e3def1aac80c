"""Quotations: each is served as if it alone were confirmed, last of all."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from engine.allocation import allocate
from engine.service import ORDER
from engine.snapshot import (
    COMPONENT,
    OFFERED,
    ROW,
    Demand,
    Snapshot,
    Stock,
    Supply,
)

NOW = datetime(2040, 1, 1)
# A piece of P is made of two of Q, and Q of one P: a circle.
RECIPES = {"P": {"Q": 2}, "Q": {"P": 1}}
QUANTITY = st.integers(1, 6)
ROWS = st.lists(st.tuples(st.sampled_from("PQ"), QUANTITY), min_size=1, max_size=3)


def row(name, at, product, quantity, offer=None):
    place = (float("inf") if offer is not None else 1, ROW, at, name, 0, 0)
    return Demand(
        *(("row", name), product, "C", "W", quantity, "s/", place),
        **{"row": name, "offer": offer, "kind": OFFERED if offer else "ranked"},
    )


def answers(snapshot, offers):
    """Return {row: all that is said of it} of the rows of some offers."""
    rows = [
        demand
        for offer in offers
        for demand in snapshot.demands
        if demand.offer == offer
    ]
    found = allocate(snapshot._replace(demands=tuple(rows)))
    return {
        demand.row: [
            (
                {product: round(q, 6) for product, q in found.short[owner].items()},
                [
                    (product, claim.supply, round(claim.quantity, 6))
                    for product, claim in found.claims[owner]
                ],
            )
            for owner in (("row", demand.row), ("virtual", demand.row))
        ]
        for demand in rows
        if demand.offer
    }


@given(st.lists(ROWS, min_size=2, max_size=4), ROWS, QUANTITY, QUANTITY, QUANTITY)
def test_an_offer_is_answered_alone_as_in_a_list(offers, ordered, p, q, comes):
    """Whatever else is asked at the same time, the answer is the same."""
    demands = [
        *(row(f"order {at}", at, *what) for at, what in enumerate(ordered)),
        *(
            row(f"{offer} {at}", at, *what, offer=f"offer {offer}")
            for offer, rows in enumerate(offers)
            for at, what in enumerate(rows)
        ),
    ]
    snapshot = Snapshot(
        *(NOW, ORDER),
        stock=(
            Stock("P", "C", "W", "s", "s/", p),
            Stock("Q", "C", "W", "s", "s/", q),
        ),
        supplies=(
            Supply(("move", 1), "Q", "C", "W", comes, datetime(2040, 2, 1), "s/"),
        ),
        demands=tuple(demands),
        recipes={
            (demand.row, demand.product): RECIPES[demand.product] for demand in demands
        },
    )
    names = [f"offer {at}" for at in range(len(offers))]
    together = answers(snapshot, [None, *names])
    for name in names:
        for asked, answer in answers(snapshot, [None, name]).items():
            assert together[asked] == answer


def test_rows_of_an_offer_do_compete():
    rows = row("a", 0, "P", 2, "offer"), row("b", 1, "P", 2, "offer")
    stock = (Stock("P", "C", "W", "s", "s/", 3),)
    found = allocate(Snapshot(NOW, ORDER, stock=stock, demands=rows))
    assert found.short == {("row", "b"): {"P": 1}}


def test_an_offer_takes_from_nobody():
    rows = row("offered", 0, "P", 3, "offer"), row("ordered", 0, "P", 2)
    stock = (Stock("P", "C", "W", "s", "s/", 3),)
    found = allocate(Snapshot(NOW, ORDER, stock=stock, demands=rows))
    assert found.short == {("row", "offered"): {"P": 2}}


def test_an_offer_stands_before_what_has_no_rank():
    """It would get a rank when it is confirmed."""
    last = row("repair", 0, "P", 2)._replace(
        sort_key=(float("inf"), COMPONENT, 0, 1, 0)
    )
    offer = row("offered", 0, "P", 2, "offer")
    stock = (Stock("P", "C", "W", "s", "s/", 3),)
    found = allocate(Snapshot(NOW, ORDER, stock=stock, demands=(last, offer)))
    assert not found.short
    assert found.demanded[("row", "repair")] == {"P": 2}
    ranked = last._replace(sort_key=(1, COMPONENT, 0, 1, 0))
    found = allocate(Snapshot(NOW, ORDER, stock=stock, demands=(ranked, offer)))
    assert found.short == {("row", "offered"): {"P": 1}}
