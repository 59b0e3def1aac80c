from odoo.tests import tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestMoveTo(ScheduleCase):
    """Move to top and to a position, one or several (behaviour 3)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.orders = [cls.order((cls.stool, 1)) for _number in range(5)]

    def assertSell(self, *numbers):
        self.assertEqual(list(self.sell()), [self.orders[at] for at in numbers])

    def test_to_a_position(self):
        moves = self.orders[3].schedule_move_to(2)
        self.assertSell(0, 3, 1, 2, 4)
        self.assertEqual(moves, {self.orders[3].id: [4, 2]})
        self.orders[0].schedule_move_to(3)
        self.assertSell(3, 1, 0, 2, 4)
        self.orders[3].schedule_move_to(1)
        self.assertSell(3, 1, 0, 2, 4)
        self.orders[1].schedule_move_to(99)
        self.assertSell(3, 0, 2, 4, 1)

    def test_several_as_a_block(self):
        (self.orders[4] + self.orders[2]).schedule_move_to(1)
        self.assertSell(4, 2, 0, 1, 3)
        (self.orders[4] + self.orders[0]).schedule_move_to(2)
        self.assertSell(2, 4, 0, 1, 3)

    def test_mos_with_their_block(self):
        stock = self.mo(self.stool)
        self.orders[1].order_line.action_make_to_order()
        self.orders[2].order_line.action_make_to_order()
        mo = self.orders[2].mto_production_ids
        mo.schedule_move_to(1)
        self.assertEqual(self.schedule()[0], mo)
        self.assertInvariant()
        mo.schedule_move_to(3)
        self.assertEqual(list(self.schedule())[1:], [stock, mo])

    def test_alone_there_is_nowhere_to_go(self):
        mo = self.mo(self.stool)
        self.assertRefused(mo.schedule_move_to, 1, reason="nothing else")

    def test_counts(self):
        self.orders[0]._action_cancel()
        services = self.order((self.service, 1))
        counts = (
            self.env["sale.order"].with_context(allowed_company_ids=self.company.ids)
        ).schedule_counts()
        self.assertEqual(counts["open"], 4)
        self.assertGreaterEqual(counts["done"], len(services))
