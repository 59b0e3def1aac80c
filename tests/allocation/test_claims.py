from datetime import datetime

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import ScheduleCase

SOON = datetime(2040, 1, 10, 12)


@tagged("post_install", "-at_install")
class TestClaims(ScheduleCase):
    """What the claims popover shows (behaviour 4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.on_hand(cls.stool, 4)
        cls.made = cls.mo(cls.stool, 3, date_deadline=SOON)
        cls.first = cls.order((cls.stool, 3))
        cls.second = cls.order((cls.stool, 3))
        cls.third = cls.order((cls.stool, 3))

    def test_sales_items(self):
        (group,) = self.second.schedule_claims("sales_items")
        self.assertEqual((group["quantity"], group["uom"]), (3, "Units"))
        stock, made = group["lines"]
        self.assertEqual((stock["quantity"], stock["date"]), (1, False))
        self.assertEqual(
            (stock["model"], stock["id"]), (self.stool._name, self.stool.id)
        )
        self.assertEqual((made["model"], made["id"]), (self.made._name, self.made.id))
        self.assertEqual((made["quantity"], made["date"]), (2, "2040-01-10 12:00:00"))
        self.assertFalse(group["missing"])
        (group,) = self.third.order_line.schedule_claims("sales_items")
        self.assertEqual(group["missing"]["quantity"], 2)
        self.assertTrue(group["missing"]["can_make"])

    def test_of_a_quotation_nothing_is_made(self):
        """A batch is made for what is ordered: its dialog would propose nothing."""
        quotation = self.quotation((self.stool, 2))
        (group,) = quotation.schedule_claims("sales_items")
        self.assertEqual(group["missing"]["quantity"], 2)
        self.assertFalse(group["missing"]["can_make"])
        self.assertFalse(group["missing"]["no_vendor"])
        self.assertFalse(any(cause["help"] for cause in quotation.delay_causes))
        quotation.action_confirm()
        (group,) = quotation.schedule_claims("sales_items")
        self.assertTrue(group["missing"]["can_make"])

    def test_ingredients_of_an_mo_and_of_what_is_not_made(self):
        self.on_hand(self.leg, 4)
        receipt = self.receipt(self.leg, 3, SOON)
        (group,) = self.made.schedule_claims("ingredients")
        self.assertIn("Leg", group["name"])
        self.assertEqual([line["quantity"] for line in group["lines"]], [4, 3])
        self.assertEqual(group["lines"][1]["id"], receipt.id)
        self.assertEqual(group["missing"]["quantity"], 2)
        self.assertFalse(group["missing"]["can_make"])
        self.assertFalse(group["missing"]["can_buy"], "No vendor sells it")
        self.assertEqual(group["missing"]["no_vendor"]["id"], self.leg.id)
        vendor = self.env["res.partner"].create({"name": "Vendor"})
        self.leg.seller_ids = [Command.create({"partner_id": vendor.id})]
        (group,) = self.made.schedule_claims("ingredients")
        self.assertTrue(group["missing"]["can_buy"])
        self.assertFalse(group["missing"]["no_vendor"])
        (group,) = self.third.schedule_claims("ingredients")
        self.assertEqual((group["quantity"], group["missing"]["quantity"]), (6, 6))
        self.mto(self.third)
        (group,) = self.third.schedule_claims("ingredients")
        self.assertEqual(group["missing"]["quantity"], 9)

    def test_customers(self):
        (group,) = self.made.schedule_claims("customer")
        self.assertEqual(
            [(line["id"], line["quantity"]) for line in group["lines"]],
            [(self.second.id, 2), (self.third.id, 1)],
        )

    def test_nobody_is_led_where_he_may_not_go(self):
        seller, foreman, viewer = self.somebodies()
        (group,) = self.made.with_user(foreman).schedule_claims("customer")
        self.assertIn("Ada", group["lines"][0]["name"])
        self.assertFalse(group["lines"][0]["model"])
        (group,) = self.second.with_user(seller).schedule_claims("sales_items")
        self.assertEqual(
            [line["model"] for line in group["lines"]], ["product.product", False]
        )
        (group,) = self.second.with_user(foreman).schedule_claims("sales_items")
        self.assertEqual(group["lines"][1]["model"], "mrp.production")
        with self.assertRaises(AccessError):
            self.second.with_user(viewer).schedule_claims("sales_items")

    def test_it_costs_the_same_for_any_order(self):
        many = self.order(*[(self.stool, 1)] * 6)
        counts = []
        for order in (self.third, many):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            order.schedule_claims("sales_items")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)
