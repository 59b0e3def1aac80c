from odoo import Command
from odoo.tests import tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestDropshipping(ScheduleCase):
    """What the vendor sends to the customer, with Odoo's ``stock_dropshipping``."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sent = cls.env.ref("stock_dropshipping.route_drop_shipping")
        vendor = cls.env["res.partner"].create({"name": "Vendor"})
        cls.stool.seller_ids = [Command.create({"partner_id": vendor.id})]

    def assertSent(self, order):
        self.env.invalidate_all()
        self.assertEqual(order.sales_items_availability, "not_applicable")
        self.assertEqual(order.production_status, "not_applicable")
        self.assertEqual(order.order_line.missing_qty, 0)
        self.assertEqual(self.stool.stock_committed, 0)
        self.assertRefused(order.order_line.action_make_to_order)
        status = [("sales_items_availability", "=", "not_applicable")]
        self.assertIn(order, order.search(status))

    def test_before_and_after_it_is_sent(self):
        """By the product's route, and by its category's."""
        self.stool.categ_id = self.env["product.category"].create({"name": "Sent"})
        for routed, other in (
            (self.stool, self.stool.categ_id),
            (self.stool.categ_id, self.stool),
        ):
            with self.subTest(routed=routed._name):
                routed.route_ids, other.route_ids = self.sent, False
                order = self.order((self.stool, 2))
                self.assertSent(order)
                purchase = order._get_purchase_orders()
                purchase.button_confirm()
                self.assertSent(order)
                order.picking_ids.button_validate()
                self.assertFalse(order.schedule_open)
                self.assertSent(order)

    def test_the_rows_own_route_goes_before(self):
        self.stool.route_ids = self.sent
        quotation = self.quotation((self.stool, 2))
        quotation.order_line.route_ids = self.warehouse.delivery_route_id
        quotation.action_confirm()
        self.assertEqual(quotation.sales_items_availability, "not_available")
        self.assertTrue(self.mto(quotation))
