from datetime import datetime

from freezegun import freeze_time

from odoo.tests import tagged

from ..common import ScheduleCase

NOW = datetime(2040, 1, 2, 6)
TODAY, SOON, LATER = (datetime(2040, 1, day, 12) for day in (2, 9, 20))


@tagged("post_install", "-at_install")
class TestRowDeadlines(ScheduleCase):
    """Rows with dates of their own: OCA's sale_order_line_date (behaviour 2)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(NOW))
        cls.rows = cls.order((cls.stool, 2), (cls.table, 1), commitment_date=LATER)
        cls.stools, cls.tables = cls.rows.order_line

    def test_a_row_is_due_when_its_own_date_says(self):
        self.assertEqual(self.rows.order_line.mapped("schedule_deadline"), [LATER] * 2)
        self.stools.commitment_date = SOON
        self.assertEqual(self.stools.schedule_deadline, SOON)
        self.assertEqual(self.tables.schedule_deadline, LATER)
        self.assertEqual(self.rows.schedule_deadline, LATER)
        self.stools.commitment_date = False
        self.assertEqual(self.stools.schedule_deadline, LATER)

    def test_an_mo_is_due_with_its_row(self):
        mos = self.mto(self.rows)
        stool = mos.filtered(lambda mo: mo.product_id == self.stool)
        table = mos.filtered(lambda mo: mo.product_id == self.table)
        self.assertEqual((mos).mapped("date_deadline"), [LATER] * 2)
        self.stools.commitment_date = SOON
        self.assertEqual(stool.date_deadline, SOON)
        self.assertEqual(stool.schedule_deadline, SOON)
        self.assertEqual(table.date_deadline, LATER)
        # What its order says is not the row's any more.
        self.rows.commitment_date = TODAY
        self.assertEqual(stool.date_deadline, SOON)
        self.assertEqual(table.date_deadline, TODAY)
        self.stools.commitment_date = False
        self.assertEqual(stool.date_deadline, TODAY)

    def test_what_is_made_later_is_due_with_its_row(self):
        self.stools.commitment_date = SOON
        self.assertEqual(self.mto(self.rows)[0].date_deadline, SOON)
        # Set by hand it stays.
        mo = self.stools.mto_production_ids
        mo.date_deadline = TODAY
        self.stools.commitment_date = LATER
        self.assertEqual(mo.date_deadline, TODAY)

    def test_one_late_row_makes_the_order_late(self):
        self.assertFalse(self.rows.schedule_late)
        self.receipt(self.stool, 2, SOON)
        self.assertFalse(self.rows.schedule_late)
        self.stools.commitment_date = TODAY
        self.assertTrue(self.stools.availability_late)
        self.assertTrue(self.rows.schedule_late)
        late = self.env["sale.order"].search([("schedule_late", "=", True)])
        self.assertIn(self.rows, late)
        self.assertTrue(self.rows.delay_causes[0])
        self.stools.commitment_date = LATER
        self.assertFalse(self.rows.schedule_late)

    def test_past_its_own_date(self):
        self.stools.commitment_date = TODAY
        self.assertFalse(self.rows.schedule_late)
        with freeze_time(datetime(2040, 1, 3, 6)):
            self.env.invalidate_all()
            self.assertTrue(self.rows.schedule_late)
            # What is delivered is not late any more.
            self.on_hand(self.stool, 2)
            move = self.stools.move_ids
            move.picked = True
            move.picking_id.with_context(skip_backorder=True).button_validate()
            self.assertEqual(self.stools.qty_delivered, 2)
            self.assertFalse(self.rows.schedule_late)

    def test_a_later_date_than_its_orders(self):
        """An order is late when a row is: each by its own date."""
        self.rows.order_line.commitment_date = LATER
        self.rows.commitment_date = TODAY
        with freeze_time(datetime(2040, 1, 3, 6)):
            self.env.invalidate_all()
            self.assertFalse(self.rows.schedule_late)

    def test_a_promise_moves_them_too(self):
        order = self.order((self.stool, 2), commitment_date=LATER)
        row = order.order_line
        row.commitment_date = TODAY
        self.rows.action_cancel()
        self.receipt(self.stool, 2, SOON)
        self.assertTrue(order.schedule_late)
        action = order.action_promise()
        self.assertEqual((order.commitment_date, row.commitment_date), (SOON, SOON))
        self.assertFalse(order.schedule_late)
        undo = action["params"]["undo"]
        order.action_promise_back(*undo["args"][1:])
        self.assertEqual((order.commitment_date, row.commitment_date), (LATER, TODAY))

    def test_a_preview_goes_by_rows(self):
        other = self.order((self.stool, 2), commitment_date=LATER)
        self.receipt(self.stool, 2, SOON)
        self.receipt(self.stool, 2, LATER)
        self.stools.commitment_date = SOON
        found = other.schedule_preview(before_id=self.rows.id)
        late = {one["order_id"]: one["late"] for one in found["orders"]}
        self.assertEqual(late[self.rows.id], [False, True])
        self.assertFalse(self.rows.schedule_late)
