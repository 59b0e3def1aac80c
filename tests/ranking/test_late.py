from datetime import datetime
from unittest.mock import patch

from freezegun import freeze_time

from odoo.tests import tagged

from ..common import StockCase

# Evening in London, early next morning in Tokyo.
NOW = datetime(2040, 6, 5, 20)


@tagged("post_install", "-at_install")
class TestLate(StockCase):
    """Late means one thing, and a deadline is a day for the reader (behaviour 2)."""

    def setUp(self):
        super().setUp()
        self.startPatcher(freeze_time(NOW))
        self.startPatcher(patch.object(self.cr, "_now", NOW))

    def late(self, document, zone):
        """Return what a reader in a time zone is told, in the row and by the filter."""
        document = document.with_context(tz=zone)
        name = "schedule_late" if "schedule_late" in document else "deadline_late"
        document.invalidate_recordset()
        found = document.search([(name, "=", True), ("id", "=", document.id)])
        others = document.search([(name, "=", False), ("id", "=", document.id)])
        self.assertEqual(bool(found), document[name])
        self.assertEqual(bool(others), not document[name])
        return document[name]

    def due(self, hour, day=5, **values):
        due = datetime(2040, 6, day, hour)
        return self.order((self.stool, 3), commitment_date=due, **values)

    def test_what_is_to_come_today_does_not_come_too_late(self):
        """Of what serves an order, as of its deadline: the day counts."""
        order = self.due(14)
        self.mto(order).date_deadline = datetime(2040, 6, 5, 14)
        self.assertEqual(order.sales_items_availability, "expected")
        self.assertFalse(order.availability_late)
        (claims,) = order.order_line.schedule_claims("sales_items")
        self.assertFalse(claims["lines"][0]["late"])
        order.mto_production_ids.date_deadline = datetime(2040, 6, 4, 14)
        self.assertTrue(order.availability_late)
        (claims,) = order.order_line.schedule_claims("sales_items")
        self.assertTrue(claims["lines"][0]["late"])

    def test_due_today_is_not_late(self):
        self.on_hand(self.stool, 30)
        # 19:00 the same evening; already over in Tokyo.
        order = self.due(14)
        self.assertFalse(self.late(order, "Europe/London"))
        self.assertTrue(self.late(order, "Asia/Tokyo"))
        # 03:00 this morning in Tokyo.
        self.assertFalse(self.late(self.due(18), "Asia/Tokyo"))
        self.assertTrue(self.late(self.due(20, day=4), "Europe/London"))
        self.assertFalse(self.late(self.due(20, day=6), "Europe/London"))

    def test_what_comes_on_a_later_day(self):
        self.receipt(self.stool, 3, datetime(2040, 6, 10, 18))
        order = self.due(8, day=10)
        self.assertEqual(order.sales_items_availability, "expected")
        self.assertFalse(self.late(order, "Europe/London"))
        # 03:00 of the 11th there, and due on the 10th.
        self.assertTrue(self.late(order, "Asia/Tokyo"))
        self.assertFalse(order.with_context(tz="Europe/London").availability_late)
        self.assertTrue(order.with_context(tz="Asia/Tokyo").availability_late)

    def test_what_is_short_is_not_late_until_it_is_due(self):
        order = self.due(8, day=10)
        self.assertEqual(order.sales_items_availability, "not_available")
        self.assertFalse(self.late(order, "Europe/London"))

    def test_one_late_row_makes_an_order_late(self):
        """Whatever the others are, and what their documents say."""
        self.receipt(self.stool, 3, datetime(2040, 6, 12, 8))
        order = self.order(
            (self.stool, 3), (self.table, 1), commitment_date=datetime(2040, 6, 10, 8)
        )
        self.assertEqual(order.sales_items_availability, "not_available")
        self.assertFalse(order.feasible_date)
        self.assertTrue(self.late(order, "Europe/London"))

    def test_a_target_that_nobody_edited_is_no_date(self):
        """What can be had in time is not late, though its MO is due later."""
        self.on_hand(self.leg, 9)
        self.mo(self.stool, 3)
        order = self.due(20, day=7)
        self.assertEqual(order.sales_items_availability, "expected")
        self.assertTrue(order.availability_late, "By what its documents say")
        self.assertFalse(self.late(order, "Europe/London"))

    def test_ingredients_that_come_after_the_production_deadline(self):
        self.receipt(self.leg, 9, datetime(2040, 6, 12, 8))
        mo = self.mo(self.stool, 3, date_deadline=datetime(2040, 6, 10, 8))
        self.assertTrue(self.late(mo, "Europe/London"))
        mo.date_deadline = datetime(2040, 6, 12, 8)
        self.assertFalse(self.late(mo, "Europe/London"))

    def test_core_s_expected_date_counts(self):
        """Where nobody has promised a date, and rows wait longer than others."""
        self.on_hand(self.stool, 3)
        order = self.order((self.stool, 3))
        self.assertFalse(order.commitment_date)
        self.assertFalse(self.late(order, "Europe/London"))
        order.date_order = datetime(2040, 6, 1, 8)
        self.assertTrue(self.late(order, "Europe/London"))

    def test_what_is_closed_is_not_late(self):
        self.on_hand(self.stool, 3)
        order = self.due(8, day=1)
        self.assertTrue(self.late(order, "Europe/London"))
        order.picking_ids.button_validate()
        self.assertFalse(self.late(order, "Europe/London"))
        quotation = self.quotation(
            (self.stool, 1), commitment_date=datetime(2040, 6, 1)
        )
        self.assertFalse(self.late(quotation, "Europe/London"))

    def test_mos(self):
        mo = self.mo(self.stool, 1, date_deadline=datetime(2040, 6, 5, 14))
        self.assertFalse(self.late(mo, "Europe/London"))
        self.assertTrue(self.late(mo, "Asia/Tokyo"))
        mo.action_cancel()
        self.assertFalse(self.late(mo, "Asia/Tokyo"))

    def test_mos_of_orders(self):
        self.on_hand(self.leg, 9)
        order = self.due(8, day=10)
        mo = self.mto(order)
        mo.date_deadline = datetime(2040, 6, 10, 18)
        self.assertFalse(self.late(mo, "Europe/London"))
        self.assertTrue(self.late(mo, "Asia/Tokyo"))
        mo.date_deadline = datetime(2040, 6, 11, 8)
        self.assertTrue(self.late(mo, "Europe/London"))
        self.assertTrue(self.late(order, "Europe/London"))
