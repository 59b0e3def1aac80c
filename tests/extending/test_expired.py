from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestExpired(ScheduleCase):
    """Lots past their removal date, with Odoo's ``product_expiry``."""

    def test_what_has_to_be_removed(self):
        self.stool.write({"tracking": "lot", "use_expiration_date": True})
        old, good = self.lots(self.stool, "Old", "Good")
        now = fields.Datetime.now()
        old.removal_date = now - timedelta(days=3)
        good.removal_date = now + timedelta(days=300)
        self.on_hand(self.stool, 5, lot=old)
        self.on_hand(self.stool, 3, lot=good)
        row = self.order((self.stool, 5)).order_line
        self.assertEqual(row.sales_items_availability, "not_available")
        self.assertEqual(row.missing_qty, 2)
        self.assertEqual(row.move_ids.quantity, 3)
        self.assertTrue(row.can_make_to_order)
        old.removal_date = now + timedelta(days=300)
        self.env.invalidate_all()
        self.assertEqual(row.sales_items_availability, "in_stock")
        self.assertEqual(row.move_ids.quantity, 5)
