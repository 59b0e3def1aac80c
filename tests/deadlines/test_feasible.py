from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...models.deadlines.reckoning import Reckoning
from .test_automatic_deadlines import MONDAY, DeadlineCase, at


@tagged("post_install", "-at_install")
class TestFeasible(DeadlineCase):
    """The earliest date that does not lie, with deadlines by hand (behaviour 11).

    Working days end at 16:00; Wednesday is a holiday. A lead time of two days that
    begins on Monday ends on Thursday.
    """

    automatic = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse.automatic_deadlines = cls.automatic
        cls.bom_stool.produce_delay = 2

    def test_what_is_in_stock_is_there_now(self):
        order = self.order((self.stool, 2))
        self.on_hand(self.stool, 2)
        self.assertEqual(order.order_line.feasible_date, MONDAY)
        self.assertEqual(order.feasible_date, MONDAY)

    def test_what_nobody_makes_has_no_date(self):
        order = self.order((self.stool, 2), (self.board, 1))
        self.on_hand(self.board, 1)
        self.on_hand(self.leg, 100)
        self.assertEqual(order.sales_items_availability, "not_available")
        self.assertFalse(order.order_line[0].feasible_date)
        self.assertEqual(order.order_line[1].feasible_date, MONDAY)
        self.assertFalse(order.feasible_date)

    def test_a_lead_time_counts_in_working_days(self):
        self.on_hand(self.leg, 100)
        order = self.order((self.stool, 2))
        mo = self.mto(order)
        self.assertEqual(mo.feasible_date, at(3, 16))
        self.assertEqual(order.feasible_date, at(3, 16))
        # The target that nobody edited delays nothing.
        self.assertGreater(self.mo(self.stool).date_deadline, at(3, 16))
        self.bom_stool.produce_delay = 0
        self.env.invalidate_all()
        self.assertEqual(order.feasible_date, MONDAY)

    def test_receipts(self):
        order = self.order((self.stool, 2))
        mo = self.mto(order)
        self.assertFalse(mo.feasible_date)
        self.assertFalse(order.feasible_date)
        self.receipt(self.leg, 6, at(1, 10))
        # Tuesday and two working days: Friday.
        self.assertEqual(mo.feasible_date, at(4, 16))
        self.assertEqual(order.order_line.feasible_date, at(4, 16))

    def test_an_overdue_receipt_comes_now(self):
        order = self.order((self.stool, 2))
        self.receipt(self.stool, 2, at(-3, 10))
        self.assertEqual(order.feasible_date, MONDAY)

    def test_a_date_set_by_hand(self):
        self.on_hand(self.leg, 100)
        mo = self.mo(self.stool, 2)
        order = self.order((self.stool, 2))
        self.assertEqual(order.feasible_date, at(3, 16))
        mo.date_deadline = at(8, 12)
        self.assertEqual(mo.feasible_date, at(8, 12))
        self.assertEqual(order.feasible_date, at(8, 12))
        # Sooner than it can be: that is no date to be had.
        mo.date_deadline = at(1, 12)
        self.assertEqual(order.feasible_date, at(3, 16))

    def test_levels(self):
        self.on_hand(self.leg, 100)
        order = self.order((self.table, 1))
        table = self.mto(order)
        self.assertFalse(order.feasible_date, "Nobody makes drawers")
        drawer = self.mo(self.drawer, 1)
        self.assertFalse(order.feasible_date, "Nor are there boards for them")
        self.bom_drawer.produce_delay = 1
        self.receipt(self.board, 2, at(1, 10))
        # Boards on Tuesday, the drawer on Thursday, the table without a lead time.
        self.assertEqual(drawer.feasible_date, at(3, 16))
        self.assertEqual(table.feasible_date, at(3, 16))
        self.assertEqual(order.feasible_date, at(3, 16))
        self.bom_table.produce_delay = 1
        self.env.invalidate_all()
        self.assertEqual(order.feasible_date, at(4, 16))
        # Set by hand, far below.
        drawer.date_deadline = at(7, 9)
        self.assertEqual(order.feasible_date, at(8, 16))

    def test_who_ranks_lower_waits_for_the_later_one(self):
        first, second = self.order((self.stool, 2)), self.order((self.stool, 2))
        self.receipt(self.stool, 2, at(1, 10))
        self.receipt(self.stool, 2, at(7, 10))
        self.assertEqual(first.feasible_date, at(1, 10))
        self.assertEqual(second.feasible_date, at(7, 10))
        second.schedule_move(before_id=first.id)
        self.assertEqual(first.feasible_date, at(7, 10))
        self.assertEqual(second.feasible_date, at(1, 10))

    def test_of_several_rows_the_last(self):
        order = self.order((self.stool, 2), (self.board, 1))
        self.receipt(self.stool, 2, at(1, 10))
        self.receipt(self.board, 1, at(7, 10))
        self.assertEqual(order.feasible_date, at(7, 10))

    def test_a_blocked_mo_is_reckoned_as_if_it_went_on(self):
        self.on_hand(self.leg, 100)
        mo = self.mo(self.stool, 2)
        mo.action_set_production_status("blocked", reason="no saw")
        self.assertEqual(mo.feasible_date, at(3, 16))

    def test_work_that_has_begun(self):
        self.on_hand(self.leg, 100)
        self.bom_stool.operation_ids.unlink()
        mo = self.mo(self.stool, 2)
        mo.action_set_production_status("in_progress")
        self.env.flush_all()
        with self.now(1, 9):
            self.env.invalidate_all()
            self.assertEqual(mo.feasible_date, at(3, 16))
        with self.now(4, 9):
            self.env.invalidate_all()
            self.assertEqual(mo.feasible_date, at(4, 16), "It should be done by now")

    def test_a_quotation_as_if_it_were_confirmed_now(self):
        self.on_hand(self.stool, 2)
        self.receipt(self.stool, 2, at(1, 10))
        self.order((self.stool, 2))
        quotation = self.quotation((self.stool, 2))
        self.assertEqual(quotation.feasible_date, at(1, 10))

    def test_what_is_closed_has_none(self):
        self.on_hand(self.leg, 100)
        order = self.order((self.stool, 2))
        mo = self.mto(order)
        draft = self.env["mrp.production"].create({"product_id": self.stool.id})
        self.assertFalse(draft.feasible_date)
        mo.action_set_production_status("done")
        self.assertFalse(mo.feasible_date)
        self.assertEqual(order.feasible_date, MONDAY)
        order._action_cancel()
        self.assertFalse(order.feasible_date)

    def test_who_reads(self):
        order = self.order((self.stool, 2))
        self.receipt(self.stool, 2, at(1, 10))
        seller = self.user("seller", "sales_team.group_sale_salesman_all_leads")
        self.assertEqual(order.with_user(seller).feasible_date, at(1, 10))
        outsider = self.user("outsider", "base.group_portal")
        with self.assertRaises(AccessError):
            order.with_user(outsider).read(["feasible_date"])

    def test_queries_do_not_grow(self):
        self.on_hand(self.leg, 1000)
        few, many = self.few_and_many()
        count = self.counting("feasible_date")
        count(many)
        self.assertLessEqual(count(many), count(few) + 2)


@tagged("post_install", "-at_install")
class TestFeasibleAutomatic(DeadlineCase):
    """The same with the work centers (behaviour 11): 8 hours a day on the saw."""

    def test_by_rank(self):
        self.on_hand(self.leg, 1000)
        first, second = self.mo(self.stool, 3), self.mo(self.stool, 10)
        order = self.order((self.stool, 13))
        self.assertEqual(first.feasible_date, at(0, 9))
        self.assertEqual(second.feasible_date, at(1, 13))
        self.assertEqual(order.feasible_date, at(1, 13))
        second.schedule_move(before_id=first.id)
        self.assertEqual(first.feasible_date, at(1, 13))
        self.assertEqual(second.feasible_date, at(1, 8))

    def test_a_date_set_by_hand(self):
        self.on_hand(self.leg, 1000)
        mo = self.mo(self.stool, 3)
        order = self.order((self.stool, 3))
        mo.date_deadline = at(4, 12)
        self.assertEqual(order.feasible_date, at(4, 12))
        mo.date_deadline = at(0, 8)
        self.assertEqual(order.feasible_date, at(0, 9))

    def test_what_ranks_lower_delays_nothing(self):
        """One alone is reckoned as among all, without what ranks below it."""
        self.on_hand(self.leg, 1000)
        self.on_hand(self.board, 6)
        table, stool = self.mo(self.table, 1), self.mo(self.stool, 5)
        other = self.mo(self.table, 2)
        parts = self.mo(self.drawer, 1) | self.mo(self.drawer, 2)
        last = self.mo(self.stool, 7)
        every = table | stool | other | parts | last
        known = Reckoning(self.env)
        known.reckon(every)
        for mo in every:
            alone = Reckoning(self.env)
            alone.reckon(mo)
            with self.subTest(mo.name):
                self.assertEqual(alone.done[mo.id], known.done[mo.id])
                self.assertTrue(known.done[mo.id])
                self.assertEqual(last.id in alone.done, mo == last)
        # Boards for three drawers, the first of which the first table waits for.
        alone = Reckoning(self.env)
        alone.reckon(table)
        self.assertEqual(set(alone.done), {table.id, parts[0].id})
        # What the workshop has seen stays, wherever it ranks.
        self.warehouse.freeze_days = 1
        frozen = Reckoning(self.env)
        frozen.reckon(table)
        self.assertIn(last.id, frozen.done)

    def test_what_waits_for_one_set_by_hand_too_early(self):
        self.on_hand(self.leg, 1000)
        self.on_hand(self.board, 20)
        drawer = self.mo(self.drawer, 1)
        table = self.mo(self.table, 1)
        drawer.date_deadline = at(4, 12)
        # Saw on Friday from 12:00, two hours; then the bench for one.
        self.assertEqual(table.feasible_date, at(4, 15))

    def test_late_is_what_cannot_be_had_though_set_by_hand(self):
        """The work center is taken for longer than somebody has set."""
        self.on_hand(self.leg, 1000)
        self.mo(self.stool, 40)
        order = self.order((self.stool, 3), commitment_date=at(3, 16))
        mo = self.mto(order)
        mo.date_deadline = at(2, 12)
        self.plan()
        self.assertEqual(order.feasible_date.date(), at(8, 0).date())
        self.assertTrue(order.schedule_late)
        self.assertTrue(mo.deadline_late)

    def test_what_lacks_something_has_none(self):
        mo = self.mo(self.stool, 3)
        order = self.order((self.stool, 3))
        self.assertEqual(order.sales_items_availability, "expected")
        self.assertFalse(mo.feasible_date)
        self.assertFalse(order.feasible_date)
