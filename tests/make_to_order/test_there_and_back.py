from odoo.tests import tagged

from ..common import StockCase
from .test_order_change import SHOP, OrderChangeCase


@tagged("post_install", "-at_install")
class TestThereAndBack(OrderChangeCase, StockCase):
    """What waits for a decision, or is left, frees nothing yet (behaviour 9)."""

    def test_back_before_anybody_has_decided(self):
        self.company.connector_change_policy = "review"
        row, mo = self.begin("partial")
        for quantity in (1, 5):
            row.with_context(**SHOP).product_uom_qty = quantity
        mo.action_apply_change()
        # Two of five are made.
        self.assertEqual(mo.product_qty, 3)
        self.assertFalse(mo.review_reason)
        self.assertFalse(mo.mto_difference)

    def test_removed_and_back_where_it_is_ignored(self):
        self.company.connector_change_policy = "ignore"
        row, mo = self.begin("partial")
        for quantity in (0, 5):
            row.with_context(**SHOP).product_uom_qty = quantity
        self.env.invalidate_all()
        self.assertFalse(mo.mto_difference)
        row.product_uom_qty = 6
        self.assertEqual(mo.product_qty, 4)

    def test_cancelled_and_confirmed_again(self):
        for policy in ("review", "ignore"):
            with self.subTest(policy):
                self.company.connector_change_policy = policy
                row, mo = self.begin("partial")
                order = row.order_id
                order.with_context(**SHOP)._action_cancel()
                order.action_draft()
                order.action_confirm()
                self.assertEqual(mo.product_qty, 3)

    def test_cancelled_by_a_write_of_its_state(self):
        row, mo = self.begin("not_started")
        row.order_id.with_context(**SHOP).write({"state": "cancel"})
        self.assertEqual(mo.state, "cancel")

    def test_another_product_that_is_ignored(self):
        self.company.connector_change_policy = "ignore"
        row, mo = self.begin("not_started")
        row.order_id.picking_ids.action_cancel()
        row.with_context(**SHOP).product_id = self.table
        self.env.invalidate_all()
        self.assertIn("asks for 5 Table, this order makes 5 Stool", mo.mto_difference)

    def test_a_part_of_a_dozen_is_delivered_and_the_row_removed(self):
        """No rest of what does not divide stays (behaviour 6, 9)."""
        self.on_hand(self.leg, 15)
        for make in (True, False):
            with self.subTest(make=make):
                order = self.quotation((self.stool, 1))
                order.order_line.product_uom_id = self.env.ref("uom.product_uom_dozen")
                order.action_confirm()
                if make:
                    self.produce(self.mto(order), 5)
                else:
                    self.on_hand(self.stool, 5)
                self.do_part(order.picking_ids, 5)
                rest = order.order_line._mto_open()
                order.order_line.with_context(**SHOP).unlink()
                self.env.invalidate_all()
                self.assertEqual(rest.mapped("state"), ["cancel"] * len(rest))
                self.assertFalse(order.schedule_open)
                self.assertEqual(order.sales_items_availability, "picked")
