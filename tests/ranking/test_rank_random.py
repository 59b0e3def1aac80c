from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from ..common import ScheduleCase

# Which record is moved, which is the target, before or after, how many at once.
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["sell", "schedule"]),
        st.lists(st.integers(0, 20), min_size=1, max_size=3),
        st.integers(0, 20),
        st.booleans(),
    ),
    max_size=12,
)


class Cards:
    """Sell and Schedule as a planner would hold them: a list of named blocks."""

    def __init__(self, blocks):
        # [(unit, [mo, …])] in order; a unit is an order or a make-to-stock MO.
        self.blocks = blocks

    def unit(self, record):
        return next(unit for unit, mos in self.blocks if record in (unit, *mos))

    def sell(self):
        return [unit for unit, _mos in self.blocks if unit._name == "sale.order"]

    def schedule(self):
        return [mo for _unit, mos in self.blocks for mo in mos]

    def move(self, records, target, before):
        units = list(dict.fromkeys(self.unit(record) for record in records))
        beside = self.unit(target)
        mos = dict(self.blocks)[beside]
        if units == [beside] and target._name == "mrp.production":
            rest = [mo for mo in mos if mo not in records]
            at = rest.index(target) + (not before)
            mos[:] = [*rest[:at], *records, *rest[at:]]
            return
        if target._name == "mrp.production":
            before = before and target == mos[0]
        moved = [(unit, dict(self.blocks)[unit]) for unit in units]
        rest = [block for block in self.blocks if block[0] not in units]
        at = [unit for unit, _mos in rest].index(beside) + (not before)
        self.blocks = [*rest[:at], *moved, *rest[at:]]


@tagged("post_install", "-at_install")
class TestRankRandom(ScheduleCase):
    """Random moves in both lists against a plain list (behaviour 3)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        blocks = []
        for number in range(4):
            order = cls.order(*[(cls.stool, 1)] * (number % 3 + 1))
            blocks.append((order, list(cls.mto(order)) if number else []))
            if number % 2:
                mo = cls.mo(cls.leg, 5, bom_id=False)
                blocks.append((mo, [mo]))
        cls.blocks = blocks

    @settings(
        max_examples=40,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(MOVES)
    def test_random_moves(self, moves):
        cards = Cards([(unit, list(mos)) for unit, mos in self.blocks])
        with self.env.cr.savepoint() as savepoint:
            for screen, picked, target, before in moves:
                line = getattr(cards, screen)()
                records = list(dict.fromkeys(line[i % len(line)] for i in picked))
                target = line[target % len(line)]
                units = {cards.unit(record) for record in records}
                where = {"before_id" if before else "after_id": target.id}
                block = records[0].browse([record.id for record in records])
                if target in records or (
                    cards.unit(target) in units and len(units) > 1
                ):
                    self.assertRefused(block.schedule_move, **where)
                    continue
                block.schedule_move(**where)
                cards.move(records, target, before)
            self.assertEqual(list(self.sell()), cards.sell())
            self.assertEqual(list(self.schedule()), cards.schedule())
            self.assertInvariant()
            savepoint.rollback()
        self.env.invalidate_all()
