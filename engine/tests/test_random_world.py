"""Random histories of a small world: the engine against pieces on tables."""

from collections import defaultdict
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from engine.allocation import allocate
from engine.tests.random_steps import examples
from engine.tests.world import BILLS, NOW, PLACES, STOCK, Order, Row, World

products = st.sampled_from(sorted(BILLS))
few, some, at = st.integers(1, 4), st.integers(-3, 6), st.integers(0, 9)
days = st.integers(-2, 9)


class RandomWorld(RuleBasedStateMachine):
    """What may happen to it; after each step, who gets what is the same both ways."""

    def __init__(self):
        super().__init__()
        self.world, self.number, self.changed = World(), 0, False

    def name(self, kind):
        self.number += 1
        self.changed = True
        return f"{kind}{self.number:03}"

    def one(self, found, at):
        self.changed = True
        return found[at % len(found)] if found else None

    @rule(product=products, path=st.sampled_from(sorted(PLACES)), quantity=some)
    def count(self, product, path, quantity):
        self.changed = True
        self.world.stock[product, path] = quantity

    @rule(
        product=products,
        warehouse=st.sampled_from(sorted(STOCK)),
        quantities=st.lists(few, min_size=1, max_size=2),
    )
    def sell(self, product, warehouse, quantities):
        name = self.name("S")
        self.world.rows.append(Row(name, product, warehouse, self.number, quantities))

    @rule(
        made=products,
        quantity=few,
        days=days,
        part=products,
        needs=few,
        by=st.none() | st.tuples(products, few),
    )
    def make(self, made, quantity, days, part, needs, by):
        name = self.name("M")
        self.world.orders.append(
            Order(name, self.number, made, quantity, days, part, needs, by)
        )

    @rule(at=at, quantity=few, days=days)
    def make_subassembly(self, at, quantity, days):
        if order := self.one(self.world.orders, at):
            order.sub = (quantity, NOW + timedelta(days=days))

    @rule(at=at, quantity=st.integers(0, 4))
    def finish_subassembly(self, at, quantity):
        if order := self.one(self.world.orders, at):
            order.sub, order.own = None, quantity

    @rule(at=at, quantity=few, days=days)
    def make_to_order(self, at, quantity, days):
        if row := self.one(self.world.rows, at):
            row.making = (quantity, NOW + timedelta(days=days))

    @rule(at=at, quantity=st.integers(0, 4))
    def finish(self, at, quantity):
        if row := self.one(self.world.rows, at):
            row.making, row.own = None, quantity

    @rule(at=at, move=at, entered=st.none() | st.tuples(few, st.booleans()))
    def enter(self, at, move, entered):
        if row := self.one(self.world.rows, at):
            row.moves[move % len(row.moves)]["entered"] = entered

    @rule(at=at, entered=st.none() | st.tuples(few, st.booleans()))
    def record(self, at, entered):
        if order := self.one(self.world.orders, at):
            order.entered = entered

    @rule(
        product=products,
        warehouse=st.sampled_from(sorted(STOCK)),
        quantity=few,
        days=days,
        step=st.booleans(),
    )
    def expect(self, product, warehouse, quantity, days, step):
        date = NOW + timedelta(days=days)
        source = "1/i/" if step and warehouse == "W1" else None
        self.world.receipts.append(
            (self.name("R"), product, warehouse, quantity, date, source)
        )

    @rule(
        product=products,
        source=st.sampled_from(["1/s/", "1/s/h/", "2/s/"]),
        to=st.sampled_from([None, "1/s/", "1/s/h/", "2/s/"]),
        quantity=few,
        days=days,
    )
    def transfer(self, product, source, to, quantity, days):
        if source != to:
            date = NOW + timedelta(days=days)
            self.world.transfers.append(
                (self.name("T"), product, source, to, quantity, date)
            )

    @rule(at=at, to=at)
    def move(self, at, to):
        documents = [*self.world.rows, *self.world.orders]
        moved, target = self.one(documents, at), self.one(documents, to)
        if moved and moved is not target:
            moved.rank = target.rank - 0.5**self.number

    @rule(at=at)
    def cancel(self, at):
        lists = [self.world.rows, self.world.orders, self.world.receipts]
        found = self.one([known for known in lists if known], at)
        if found:
            found.pop(at % len(found))

    @invariant()
    def both_agree(self):
        if not self.changed:
            return
        self.changed = False
        found = allocate(self.world.snapshot())
        got, missing, held = (defaultdict(float) for _number in range(3))
        for (product, _warehouse), table in self.world.tables().items():
            for owner, names in table.got.items():
                for name, quantity in names.items():
                    got[owner, product, name] += quantity
            for owner, quantity in table.missing.items():
                missing[owner, product] += quantity
            for move, quantity in table.held.items():
                held[move] += quantity
        assert nonzero(got) == nonzero(self.claimed(found))
        assert nonzero(missing) == nonzero(
            {
                (owner, product): quantity
                for owner, products in found.short.items()
                for product, quantity in products.items()
            }
        )
        held.pop(None, None)
        assert nonzero(held) == nonzero(found.holds)

    def claimed(self, found):
        claimed = defaultdict(float)
        for owner, claims in found.claims.items():
            for product, claim in claims:
                claimed[owner, product, claim.supply[1]] += claim.quantity
        return claimed


def nonzero(found):
    return {key: value for key, value in found.items() if value}


TestRandomWorld = RandomWorld.TestCase
TestRandomWorld.settings = examples(100, stateful_step_count=30)
