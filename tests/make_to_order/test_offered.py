from odoo.fields import Command
from odoo.tests import tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestOffered(StockCase):
    """What a screen offers to make can be made (behaviour 5, 7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.idle = cls.env["stock.warehouse"].create(
            {
                "name": "Shop",
                "code": "SHOP",
                "company_id": cls.company.id,
                "manufacture_to_resupply": False,
            }
        )

    def test_a_kit_is_made_of_what_can_be_made(self):
        order = self.order((self.kit, 1))
        self.assertEqual(order.sales_items_availability, "not_available")
        self.assertEqual(order.production_status, "none")
        self.assertFalse(order.can_make_to_order)
        self.assertFalse(order.order_line.can_make_to_order)

    def test_a_kit_beside_another_row(self):
        order = self.order((self.kit, 1), (self.stool, 1))
        self.assertTrue(order.can_make_to_order)
        self.assertEqual(order.order_line.mapped("can_make_to_order"), [False, True])
        order.action_make_to_order()
        self.assertFalse(order.can_make_to_order)
        self.assertEqual(order.mto_production_ids.product_id, self.stool)

    def test_what_lacks_nothing(self):
        self.on_hand(self.stool, 1)
        order = self.order((self.stool, 1), (self.table, 1))
        self.assertTrue(order.can_make_to_order)
        self.on_hand(self.table, 1)
        self.env.invalidate_all()
        self.assertFalse(order.can_make_to_order)

    def test_what_waits_for_a_purchase_that_nobody_has_confirmed(self):
        """It takes no stock, and nothing says how to make it."""
        route = self.env.ref("stock.route_warehouse0_mto")
        route.active = True
        self.board.route_ids = route + self.env.ref(
            "purchase_stock.route_warehouse0_buy"
        )
        vendor = self.env["res.partner"].create({"name": "Sawmill"})
        self.board.seller_ids = [Command.create({"partner_id": vendor.id})]
        self.on_hand(self.board, 10)
        order = self.order((self.board, 5))
        self.assertEqual(self.status(order), ("not_available", 5))
        self.assertEqual(order.ingredients_availability, "no_recipe")
        self.assertEqual(order.production_status, "not_applicable")
        self.assertFalse(order.can_make_to_order)

    def test_a_route_without_a_bill(self):
        """It is made, once somebody has said of what."""
        self.board.route_ids = self.warehouse.manufacture_pull_id.route_id
        order = self.order((self.board, 1))
        self.assertTrue(order.order_line.can_make_to_order)
        self.assertTrue(order.can_make_to_order)
        order.action_make_to_order()
        self.assertFalse(order.can_make_to_order)

    def test_a_warehouse_that_does_not_manufacture(self):
        self.on_hand(self.leg, 6, self.idle.lot_stock_id)
        order = self.order((self.stool, 2), warehouse_id=self.idle.id)
        self.assertEqual(order.sales_items_availability, "not_available")
        self.assertEqual(order.ingredients_availability, "no_recipe")
        self.assertEqual(order.production_status, "not_applicable")
        self.assertFalse(order.can_make_to_order)
        self.assertRefused(order.action_make_to_order, reason="does not manufacture")
        self.assertRefused(order.action_make_in_batch)
        [group] = order.schedule_claims("sales_items")
        self.assertFalse(group["missing"]["can_make"])
        # What it needs to be made elsewhere stays free for who is made there.
        self.assertEqual(self.status(order), ("not_available", 2))

    def test_and_it_does_again(self):
        order = self.order((self.stool, 2), warehouse_id=self.idle.id)
        self.assertFalse(order.can_make_to_order)
        self.idle.manufacture_to_resupply = True
        self.assertTrue(order.can_make_to_order)
        self.assertEqual(order.production_status, "none")
        self.mto(order)
        self.idle.manufacture_to_resupply = False
        self.assertEqual(order.production_status, "not_started")

    def test_a_line_of_a_batch_is_made_where_that_can_be(self):
        batch = self.env["make.schedule.batch"]
        self.assertNotIn(self.idle, batch._warehouses(self.company))
        order = self.order((self.stool, 2), warehouse_id=self.idle.id)
        row = order.order_line
        self.assertFalse(row._mto_short_products(["row"])[row])
        dialog = batch.browse(self.stool.action_make_in_batch()["res_id"])
        dialog.line_ids.update({"warehouse_id": self.idle.id, "quantity": 1})
        self.assertRefused(dialog.action_create, reason="manufactured in Shop")

    def test_each_warehouse_for_itself(self):
        here = self.order((self.stool, 1))
        there = self.order((self.stool, 1), warehouse_id=self.idle.id)
        self.assertEqual((here + there).mapped("can_make_to_order"), [True, False])
