"""Serving some products again is serving all again."""

from collections import Counter
from datetime import timedelta
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import rule

from engine import again
from engine.allocation import allocate
from engine.service import ORDER
from engine.snapshot import ROW, Making, Move, Snapshot, Stock
from engine.tests.random_steps import examples
from engine.tests.test_random_world import RandomWorld, at, days, products
from engine.tests.world import NOW, STOCK, WAREHOUSES
from engine.trial import Line, affected, changed_products, tried


class TriedWorld(RandomWorld):
    """What may be tried in a random world.

    Rows may be of two products and ship from two warehouses, and be made of anything,
    themselves too.
    """

    def __init__(self):
        super().__init__()
        self.second, self.made_of = {}, {}

    @rule(at=at, product=products, warehouse=st.sampled_from(sorted(STOCK)))
    def sell_a_kit(self, at, product, warehouse):
        if row := self.one(self.world.rows, at):
            self.second[f"{row.id}.1"] = {
                "product": product,
                "source": STOCK[warehouse],
                "source_warehouse": warehouse,
            }

    @rule(at=at, product=products)
    def make_of_another(self, at, product):
        if row := self.one(self.world.rows, at):
            self.made_of[row.id] = {product: 1}

    def both_agree(self):
        """The pieces know none of that, and have been asked elsewhere."""

    def snapshot(self):
        snapshot = self.world.snapshot()
        moves = tuple(
            move._replace(**self.second.get(move.id, {})) for move in snapshot.moves
        )
        recipes = {
            (row, product): self.made_of.get(row, recipe)
            for (row, product), recipe in snapshot.recipes.items()
        }
        return snapshot._replace(moves=moves, recipes=recipes)

    @rule(at=at, to=at, before=st.booleans())
    def try_to_move(self, at, to, before):
        documents = [*self.world.rows, *self.world.orders]
        moved, target = self.one(documents, at), self.one(documents, to)
        if moved and moved.rank != target.rank:
            line = Line([document.rank for document in documents])
            line.move([moved.rank], target.rank, before=before)
            self.compare(line, {}, {})

    @rule(at=at, to=at, days=days)
    def try_another_day(self, at, to, days):
        documents = [*self.world.rows, *self.world.orders]
        order = self.one(self.world.orders, at)
        receipt = self.one(self.world.receipts, to)
        moment = NOW + timedelta(days=days)
        made = {order.id: moment, f"sub of {order.id}": moment} if order else {}
        if documents:
            line = Line([document.rank for document in documents])
            self.compare(line, made, {receipt[0]: moment} if receipt else {})

    def compare(self, line, made, received):
        base = allocate(self.snapshot())
        changes = {}, made, received

        def change(snapshot):
            return tried(snapshot, "C", line.sort_key, *changes)

        changed = changed_products(base, line.has_moved, *changes)
        with patch.object(again, "MOST", 2.0):
            found = again.allocate_again(base, change, changed)
        expected = allocate(change(base.snapshot))
        assert claimed(found) == claimed(expected)
        for name in ("short", "demanded", "picked", "no_recipe", "made_of"):
            assert said(found, name) == said(expected, name), name
        assert affected(base, found) == affected(base, expected)
        supplies = {claim.supply for _product, claim in expected.book.log}
        for supply in supplies:
            assert sorted(found.served[supply]) == sorted(expected.served[supply])


def test_the_others_are_left_alone():
    """Of two products, the one that nothing moves of is not served again."""
    world = TriedWorld()
    for product in ("PART", "PART", "TOP"):
        world.sell(product, "W1", [1])
    line = Line([1, 2, 3])
    line.move([2], 1, before=True)
    base = allocate(world.snapshot())
    found = again.allocate_again(
        base,
        lambda snapshot: tried(snapshot, "C", line.sort_key, {}, {}, {}),
        changed_products(base, line.has_moved, {}, {}, {}),
    )
    assert isinstance(found, again.Again)
    assert {key[0] for key in found.pools} == {key[0] for key in base.pools}


def claimed(allocation):
    """Return who gets how much of what from where, in whatever order it was served."""
    return {
        owner: Counter(claims) for owner, claims in allocation.claims.items() if claims
    }


def said(allocation, name):
    """Return what an allocation says of whom, without those of whom it says nothing."""
    found = getattr(allocation, name)
    if isinstance(found, set):
        return found
    return {
        owner: dict.fromkeys(what) if isinstance(what, set) else what
        for owner, what in found.items()
        if what
    }


TestTriedWorld = TriedWorld.TestCase
TestTriedWorld.settings = examples(100, stateful_step_count=30)


PLACE = {"W1": "1/s/", "W2": "2/s/"}


def delivery(row, product, quantity, warehouse="W1"):
    """Return a delivery of a row that ranks by its number."""
    return Move(
        *((row, warehouse), product, "C", quantity, NOW, PLACE[warehouse]),
        source_warehouse=warehouse,
        row=row,
        sort_key=(row, ROW, 0, row, 0),
    )


def stored(product, quantity, warehouse="W1"):
    place = PLACE[warehouse]
    return Stock(product, "C", warehouse, place, place, quantity)


def swapped(snapshot, upper, lower):
    """Return what is, what it would be as a part, and whole, with two rows swapped."""
    base = allocate(snapshot)
    line = Line([move.row for move in snapshot.moves])
    line.move([lower], upper, before=True)

    def change(found):
        return tried(found, "C", line.sort_key, {}, {}, {})

    changed = changed_products(base, line.has_moved, {}, {}, {})
    with patch.object(again, "MOST", 2.0):
        found = again.allocate_again(base, change, changed)
    return base, found, allocate(change(snapshot))


def test_one_mo_for_two_warehouses():
    """Which of a row's deliveries it serves is not for other products to decide."""
    snapshot = Snapshot(
        *(NOW, ORDER, WAREHOUSES),
        stock=(stored("B", 3),),
        moves=(
            *(delivery(10, "B", 3), delivery(10, "B", 3, "W2")),
            *(delivery(12, "B", 1), delivery(13, "B", 1)),
            delivery(20, "A", 1, "W2"),
        ),
        making=(Making("MO", 10, "B", 3, NOW),),
        recipes={(20, "A"): {"B": 1.0}},
    )
    base, found, whole = swapped(snapshot, 12, 13)
    assert isinstance(found, again.Again)
    assert said(found, "short") == said(whole, "short")
    assert affected(base, found) == affected(base, whole) == set()


def test_a_circle_that_only_a_move_shows():
    snapshot = Snapshot(
        *(NOW, ORDER, WAREHOUSES),
        stock=(stored(2, 1), stored(3, 3)),
        moves=(
            *(delivery(1, 1, 1), delivery(10, 2, 1), delivery(11, 2, 1)),
            *(delivery(15, 3, 1), delivery(16, 3, 1)),
        ),
        recipes={
            (1, 1): {3: 1.0},
            (10, 2): {3: 1.0},
            (11, 2): {},
            (15, 3): {2: 1.0},
            (16, 3): {},
        },
    )
    base, found, whole = swapped(snapshot, 10, 11)
    assert not base.circles
    assert whole.circles
    assert found.circles == whole.circles
    assert said(found, "short") == said(whole, "short")
