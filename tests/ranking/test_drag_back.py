from hypothesis import given
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...engine.tests.random_steps import examples
from ..common import ScheduleCase

# Which list, what is dragged, next to which, before it, to a position, and whether
# something else is moved before it is taken back.
DRAGS = st.lists(
    st.tuples(
        st.sampled_from(["sell", "schedule"]),
        st.lists(st.integers(0, 20), min_size=1, max_size=3),
        st.integers(0, 20),
        st.booleans(),
        st.one_of(st.none(), st.integers(1, 9)),
    ),
    min_size=1,
    max_size=5,
)


@tagged("post_install", "-at_install")
class TestDragBack(ScheduleCase):
    """A move is taken back in the line that both lists are (behaviour 3.7)."""

    def line(self):
        """Return both lists, one order after the other as they are served."""
        records = [*self.sell(), *self.schedule()]
        kept = {
            (record.schedule_rank, record._name != "sale.order", at): record
            for at, record in enumerate(records)
        }
        return [kept[key] for key in sorted(kept)]

    def back(self, records, result):
        moves = records.schedule_drag_back(result["back"])
        self.assertEqual(
            moves, {id_: [to, at] for id_, (at, to) in result["moves"].items()}
        )

    def test_where_all_stands_already(self):
        """Nothing is to be taken back, and nothing is said of it in the chatter."""
        first, second = self.order((self.stool, 1)), self.order((self.stool, 1))
        before = first.message_ids
        result = first.schedule_drag(position=1)
        self.assertEqual(result, {"moves": {first.id: [1, 1]}, "back": []})
        result = first.schedule_drag(before_id=second.id)
        self.assertEqual(result["back"], [])
        self.env.flush_all()
        self.assertEqual(first.message_ids, before)
        # Past an MO that the list does not show it is another place.
        self.mo(self.stool)
        third = self.order((self.stool, 1))
        self.assertTrue(second.schedule_drag(before_id=third.id)["back"])

    def test_what_the_other_list_shows_between(self):
        """An order that is moved and put back stands above the same MOs again."""
        first, second = self.order((self.stool, 1)), self.order((self.stool, 1))
        between = self.mo(self.stool)
        third = self.order((self.stool, 1))
        before = self.line()
        result = second.schedule_drag(after_id=third.id)
        self.assertEqual(self.line(), [first, between, third, second])
        self.back(second, result)
        self.assertEqual(self.line(), before)
        # An MO over orders that Schedule does not show.
        last = self.mo(self.stool)
        result = between.schedule_drag(after_id=last.id)
        self.assertEqual(self.line()[-1], between)
        self.back(between, result)
        self.assertEqual(self.line(), [*before, last])

    def test_what_followed_has_moved_on(self):
        one, two, three = (self.order((self.stool, 1)) for _number in range(3))
        result = one.schedule_drag(after_id=three.id)
        two.schedule_move(after_id=one.id)
        one.schedule_drag_back(result["back"])
        self.assertEqual(self.line(), [three, one, two])

    def test_what_followed_is_gone(self):
        one, two = self.mo(self.stool), self.mo(self.stool)
        result = one.schedule_drag(after_id=two.id)
        two.action_cancel()
        two.unlink()
        self.assertRefused(one.schedule_drag_back, result["back"], reason="is gone")
        self.assertEqual(self.line(), [one])

    def test_rights(self):
        seller = self.user("seller", "sales_team.group_sale_salesman")
        one, two = self.order((self.stool, 1)), self.order((self.stool, 1))
        result = one.schedule_drag(after_id=two.id)
        with self.assertRaises(AccessError):
            one.with_user(seller).schedule_drag_back(result["back"])
        # What somebody writes into it moves nothing else.
        mine = self.order((self.stool, 1), user_id=seller.id)
        forged = [["sale.order", one.id, "sale.order", two.id, True]]
        self.assertRefused(
            mine.with_user(seller).schedule_drag_back, forged, reason="no longer"
        )
        self.assertEqual(self.line(), [two, one, mine])
        for nonsense in (7, [7], [["block", ["x"]]], [["sale.order"]], None):
            mine.schedule_drag_back(nonsense)
        self.assertEqual(self.line(), [two, one, mine])

    def test_queries(self):
        orders = [self.order((self.stool, 1)) for _number in range(8)]
        block = self.env["sale.order"].union(*orders[:5])
        block.schedule_drag(after_id=orders[7].id)
        with self.assertQueryCount(4):
            block._schedule_back(block._schedule_units())

    @examples(12, shrink=False)
    @given(DRAGS)
    def test_random(self, drags):
        with self.env.cr.savepoint() as savepoint:
            for number in range(4):
                order = self.order(*[(self.stool, 1)] * (number % 3 + 1))
                if number:
                    self.mto(order)
                if number % 2:
                    self.mo(self.leg, 5, bom_id=False)
            for screen, picked, beside, before, position in drags:
                shown = getattr(self, screen)()
                records = shown.browse(
                    dict.fromkeys(shown[at % len(shown)].id for at in picked)
                )
                target = shown[beside % len(shown)]
                where = {"before_id" if before else "after_id": target.id}
                line = self.line()
                try:
                    with self.env.cr.savepoint():
                        result = records.schedule_drag(
                            **({"position": position} if position else where)
                        )
                except UserError:
                    # As schedule_move refuses it; nothing has moved.
                    self.assertEqual(self.line(), line)
                    continue
                self.back(records, result)
                self.assertEqual(self.line(), line)
                # The next one begins elsewhere.
                records.schedule_drag(**({"position": position} if position else where))
            savepoint.rollback()
        self.env.invalidate_all()
