from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestMakeInBatch(ScheduleCase):
    """Make to stock what is missing over all open demand (behaviour 7)."""

    def dialog(self, action):
        self.assertEqual(action["target"], "new")
        return self.env[action["res_model"]].browse(action["res_id"])

    def test_it_proposes_what_is_missing_over_all_demand(self):
        self.on_hand(self.stool, 2)
        first = self.order((self.stool, 4))
        self.order((self.stool, 5))
        batch = self.dialog(first.action_make_in_batch())
        self.assertEqual(batch.line_ids.product_id, self.stool)
        self.assertEqual(batch.line_ids.quantity, 7)
        self.assertEqual(batch.line_ids.quantity, -self.stool.stock_calculated)
        self.assertFalse(batch.ask_warehouse)
        action = batch.action_create()
        mo = self.schedule()
        self.assertIn(mo.name, action["params"]["message"])
        self.assertEqual((mo.product_id, mo.product_qty), (self.stool, 7))
        self.assertEqual((mo.state, mo.make_type), ("confirmed", "mts"))
        self.assertEqual(mo.bom_id, self.bom_stool)
        self.assertEqual(self.stool.stock_calculated, 0)
        self.assertEqual(first.sales_items_availability, "expected")

    def test_another_quantity_and_open(self):
        order = self.order((self.stool, 4), (self.table, 1))
        batch = self.dialog(order.order_line[0].action_make_in_batch())
        with Form(batch) as form, form.line_ids.edit(0) as line:
            self.assertEqual(line.missing_qty, 4)
            line.quantity = 20
        action = batch.action_create_and_open()
        mo = self.env["mrp.production"].browse(action["res_id"])
        self.assertEqual(mo.product_qty, 20)
        self.assertEqual(self.schedule(), mo)

    def test_nothing_asked_for_has_no_button(self):
        batch = self.dialog(self.stool.action_make_in_batch())
        with Form(batch) as form:
            self.assertTrue(form.is_empty)
            with form.line_ids.edit(0) as line:
                line.quantity = 2
            self.assertFalse(form.is_empty)
            with form.line_ids.edit(0) as line:
                line.quantity = -1
            self.assertTrue(form.is_empty)

    def test_one_line_for_each_product(self):
        order = self.order((self.stool, 4), (self.table, 1), (self.stool, 2))
        self.order((self.kit, 1))
        batch = self.dialog(order.action_make_in_batch())
        quantities = {line.product_id: line.quantity for line in batch.line_ids}
        # The kit's stools and table are missing too.
        self.assertEqual(quantities, {self.stool: 10, self.table: 2})
        batch.line_ids[0].quantity = 0
        batch.action_create()
        self.assertEqual(len(self.schedule()), 1)
        batch.line_ids.quantity = 0
        self.assertRefused(batch.action_create, reason="Enter a quantity")

    def test_of_a_kit_its_components(self):
        order = self.order((self.kit, 1))
        batch = self.dialog(order.action_make_in_batch())
        self.assertEqual(batch.line_ids.product_id, self.table + self.stool)

    def test_where_nothing_is_missing_it_says_so(self):
        self.on_hand(self.stool, 5)
        order = self.order((self.stool, 5), (self.service, 1))
        self.assertRefused(order.action_make_in_batch, reason=order.name)
        bought = self.order((self.leg, 5))
        self.assertRefused(bought.action_make_in_batch, reason=bought.name)

    def test_of_a_product(self):
        self.assertTrue(self.stool.schedule_can_make)
        self.assertFalse(self.leg.schedule_can_make)
        self.assertRefused(self.leg.action_make_in_batch, reason="Leg")
        batch = self.dialog(self.stool.action_make_in_batch())
        self.assertEqual(batch.line_ids.quantity, 0)
        self.assertEqual(batch.line_ids.warehouse_id, self.warehouse)

    def test_of_several_warehouses_it_asks_which(self):
        shop = self.env["stock.warehouse"].create({"name": "Shop", "code": "SHP"})
        self.order((self.stool, 3), warehouse_id=shop.id)
        order = self.order((self.stool, 2))
        batch = self.dialog(order.action_make_in_batch())
        self.assertTrue(batch.ask_warehouse)
        self.assertEqual(batch.line_ids.quantity, 2)
        batch.line_ids.warehouse_id = shop
        self.assertEqual(batch.line_ids.quantity, 3)
        batch.action_create()
        self.assertEqual(self.schedule().picking_type_id, shop.manu_type_id)
        there = self.stool.with_context(warehouse_id=shop.id).action_make_in_batch()
        self.assertEqual(self.dialog(there).line_ids.warehouse_id, shop)

    def test_rights(self):
        order = self.order((self.stool, 4))
        seller, foreman, viewer = self.somebodies()
        action = order.with_user(seller).action_make_in_batch()
        self.dialog(action).with_user(seller).action_create()
        self.assertEqual(self.schedule().product_qty, 4)
        action = self.stool.with_user(foreman).action_make_in_batch()
        batch = self.dialog(action).with_user(foreman)
        batch.line_ids.quantity = 1
        batch.action_create()
        for record in (order, order.order_line, self.stool):
            with self.assertRaises(AccessError):
                record.with_user(viewer).action_make_in_batch()
        other = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.env["stock.warehouse"].search([("company_id", "=", other.id)])
        batch.sudo().line_ids.write({"warehouse_id": theirs.id, "quantity": 1})
        self.assertRefused(batch.action_create, reason="companies")

    def test_the_inventory_screen(self):
        self.order((self.stool, 4))
        action = self.env.ref("make_schedule.action_inventory")
        self.assertEqual(action.res_model, "product.product")
        found = self.env["product.product"].search([("stock_calculated", "<", 0)])
        self.assertIn(self.stool, found)
        self.assertNotIn(self.table, found)
