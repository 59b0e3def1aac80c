"""Serving some products again is serving all again."""

from collections import Counter
from datetime import timedelta
from unittest.mock import patch

from hypothesis import strategies as st
from hypothesis.stateful import rule

from engine import again
from engine.allocation import allocate
from engine.tests.random_steps import examples
from engine.tests.test_random_world import RandomWorld, at, days, products
from engine.tests.world import NOW
from engine.trial import Line, affected, changed_products, tried


class TriedWorld(RandomWorld):
    """What may be tried in a random world, where rows may be of two products."""

    def __init__(self):
        super().__init__()
        self.second, self.again, self.whole = {}, 0, 0

    @rule(at=at, product=products)
    def sell_a_kit(self, at, product):
        if row := self.one(self.world.rows, at):
            self.second[f"{row.id}.1"] = product

    def both_agree(self):
        """The pieces know no kits, and have been asked elsewhere."""

    def snapshot(self):
        snapshot = self.world.snapshot()
        moves = tuple(
            move._replace(product=self.second.get(move.id, move.product))
            for move in snapshot.moves
        )
        return snapshot._replace(moves=moves)

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
        # What the order of sweeping decides is not the ranking's.
        self.again += isinstance(found, again.Again)
        self.whole += 1
        assert claimed(found) == claimed(expected)
        for name in ("short", "demanded", "picked", "no_recipe", "made_of"):
            assert said(found, name) == said(expected, name), name
        assert affected(base, found) == affected(base, expected)
        supplies = {claim.supply for _product, claim in expected.book.log}
        for supply in supplies:
            assert sorted(found.served[supply]) == sorted(expected.served[supply])

    def teardown(self):
        # Circles alone are served with all others.
        if self.whole and not allocate(self.snapshot()).circles:
            assert self.again


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
