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

    def old(self, product, quantity):
        """Put a quantity in stock that should have been removed."""
        product.write({"tracking": "lot", "use_expiration_date": True})
        (lot,) = self.lots(product, f"Old {product.name}")
        lot.removal_date = fields.Datetime.now() - timedelta(days=3)
        self.on_hand(product, quantity, lot=lot)

    def test_it_makes_nothing(self):
        self.old(self.leg, 30)
        order = self.order((self.stool, 2))
        self.assertEqual(order.ingredients_availability, "not_available")
        mo = self.mo(self.stool, 2)
        self.assertEqual(mo.ingredients_availability, "not_available")

    def test_it_is_promised_to_nobody(self):
        self.old(self.stool, 5)
        quotation = self.quotation((self.stool, 5))
        self.assertEqual(quotation.sales_items_availability, "not_available")

    def test_the_figures_leave_it_out(self):
        self.old(self.stool, 5)
        self.order((self.stool, 2))
        self.assertEqual(self.stool.stock_in_stock, 0)
        self.assertEqual(self.stool.stock_calculated, -2)

    def test_dates_that_count_no_more(self):
        self.old(self.stool, 5)
        order = self.order((self.stool, 5))
        self.assertEqual(order.sales_items_availability, "not_available")
        self.stool.use_expiration_date = False
        order.action_unlock()
        order.picking_ids.action_assign()
        self.env.invalidate_all()
        self.assertEqual(order.sales_items_availability, "in_stock")
        self.assertEqual(order.order_line.move_ids.quantity, 5)
        self.assertEqual(self.stool.stock_in_stock, 5)

    def test_a_later_delivery_leaves_what_has_to_be_removed_before(self):
        now = fields.Datetime.now()
        self.stool.write({"tracking": "lot", "use_expiration_date": True})
        (lot,) = self.lots(self.stool, "Soon")
        lot.removal_date = now + timedelta(days=10)
        self.on_hand(self.stool, 5, lot=lot)
        order = self.order((self.stool, 5))
        for days, status, held in ((20, "not_available", 0), (3, "in_stock", 5)):
            order.picking_ids.scheduled_date = now + timedelta(days=days)
            self.env.invalidate_all()
            self.assertEqual(order.sales_items_availability, status)
            self.assertEqual(order.order_line.move_ids.quantity, held)
