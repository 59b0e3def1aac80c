from odoo.fields import Command
from odoo.tests import tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestCrossed(StockCase):
    """A move settles what both sides of the places that it passes claim, to the last
    rank, and nothing else (behaviour 4)."""

    def test_the_same_product(self):
        self.on_hand(self.stool, 3)
        first, aside = self.order((self.stool, 3)), self.order((self.board, 1))
        second, last = self.order((self.stool, 2)), self.order((self.stool, 1))
        self.assertEqual(self.held(first, second, last), [3, 0, 0])
        first.schedule_move(after_id=aside.id)
        self.assertEqual(self.held(first, second, last), [3, 0, 0])
        first.schedule_move(after_id=second.id)
        self.assertEqual(self.held(first, second, last), [1, 2, 0])
        first.schedule_move(after_id=last.id)
        self.assertEqual(self.held(first, second, last), [0, 2, 1])

    def test_a_block_of_several(self):
        self.on_hand(self.stool, 3)
        first, second = self.order((self.stool, 3)), self.order((self.stool, 2))
        aside = self.order((self.board, 1))
        # Nobody else wants what they want, but they change places with each other.
        (second + first).schedule_move(after_id=aside.id)
        self.assertEqual(self.held(second, first), [2, 1])

    def test_what_a_short_row_is_made_of(self):
        stand = self.product("Stand", {self.leg: 1})
        self.on_hand(self.leg, 2)
        row, order = self.order((stand, 2)), self.order((self.leg, 2))
        low = self.order((self.leg, 1))
        self.assertEqual(self.held(order, low), [0, 0])
        row.schedule_move(after_id=order.id)
        self.assertEqual(self.held(order, low), [2, 0])
        row.schedule_move(before_id=order.id)
        self.assertEqual(self.held(order, low), [0, 0])
        order.schedule_move(before_id=row.id)
        self.assertEqual(self.held(order, low), [2, 0])

    def test_what_a_row_of_the_same_parts_is_made_of(self):
        stand = self.product("Stand", {self.leg: 1, self.board: 1})
        lamp = self.product("Lamp", {self.leg: 2})
        self.on_hand(self.leg, 3)
        self.on_hand(self.board, 5)
        first, second = self.order((stand, 2)), self.order((lamp, 1))
        low = self.order((self.leg, 1), (self.board, 3))
        self.assertEqual(self.held(*low.order_line), [0, 3])
        first.schedule_move(after_id=second.id)
        self.assertEqual(self.held(*low.order_line), [0, 3])
        second.schedule_move(after_id=low.id)
        self.assertEqual(self.held(*low.order_line), [1, 3])
        first.schedule_move(after_id=low.id)
        self.assertEqual(self.held(*low.order_line), [1, 3])

    def test_components_of_mos(self):
        lamp = self.product("Lamp", {self.leg: 2})
        self.on_hand(self.leg, 2)
        first, second = self.mo(lamp), self.mo(self.stool)
        order, low = self.order((self.leg, 1)), self.mo(lamp)
        self.assertEqual(self.held(first, second, order, low), [2, 0, 0, 0])
        first.schedule_move(after_id=second.id)
        self.assertEqual(self.held(first, second, order, low), [0, 2, 0, 0])
        second.schedule_move(after_id=low.id)
        self.assertEqual(self.held(first, second, order, low), [2, 0, 0, 0])

    def test_an_order_that_takes_its_mo_along(self):
        self.on_hand(self.leg, 3)
        order, aside = self.order((self.stool, 1)), self.order((self.board, 1))
        mo = self.mto(order)
        low = self.order((self.leg, 2))
        self.assertEqual(self.held(mo, low), [3, 0])
        order.schedule_move(after_id=aside.id)
        self.assertEqual(self.held(mo, low), [3, 0])
        mo.schedule_move(after_id=self.mo(self.drawer).id)
        self.assertEqual(self.held(mo, low), [1, 2])

    def test_kits(self):
        pack = self.product("Pack", type="consu", is_storable=False)
        self.bom(pack, {self.leg: 2}, type="phantom")
        self.on_hand(self.leg, 3)
        first, second = self.order((pack, 1)), self.order((self.leg, 2))
        low = self.order((pack, 1))
        self.assertEqual(self.held(first, second, low), [2, 1, 0])
        second.schedule_move(before_id=first.id)
        self.assertEqual(self.held(first, second, low), [1, 2, 0])
        low.schedule_move(before_id=second.id)
        self.assertEqual(self.held(first, second, low), [0, 1, 2])

    def test_a_shelf_that_one_side_alone_takes_from(self):
        shelf = self.place("Shelf", self.stock)
        self.on_hand(self.stool, 1, shelf)
        self.on_hand(self.stool, 1)
        order = self.order((self.stool, 1))
        low = self.order((self.stool, 1))
        self.assertEqual(self.held(order, low), [1, 1])
        order.schedule_move(after_id=low.id)
        self.assertEqual(self.held(order, low), [1, 1])

    def test_a_row_that_came_later(self):
        self.on_hand(self.stool, 2)
        order = self.order((self.stool, 2))
        other = self.order((self.board, 1))
        other.order_line = [
            Command.create({"product_id": self.stool.id, "product_uom_qty": 1})
        ]
        self.assertEqual(self.held(order, other), [2, 0])
        other.schedule_move(before_id=order.id)
        self.assertEqual(self.held(order, other), [1, 1])

    def test_what_touches_nobody_costs_less(self):
        self.on_hand(self.stool, 3)
        self.on_hand(self.board, 3)
        first, second = self.order((self.stool, 3)), self.order((self.board, 2))
        third = self.order((self.stool, 2))
        # Warm caches of groups, subtypes and the like.
        first.schedule_move(after_id=second.id)
        first.schedule_move(before_id=second.id)

        def cost(target):
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            first.schedule_move(after_id=target.id)
            return self.env.cr.sql_log_count - start

        alone, together = cost(second), cost(third)
        self.assertEqual(self.held(first, third), [1, 2])
        self.assertLess(alone, together - 8)
        self.assertLess(alone, 32)
