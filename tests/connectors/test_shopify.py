from odoo.tests import tagged

from ...models.make_to_order.mrp_production_tell import ACTIVITY
from .common import ShopifyCase


@tagged("post_install", "-at_install")
class TestShopify(ShopifyCase):
    """What else comes from the shop (behaviour 9)."""

    def test_line_added(self):
        number, row, mo = self.placed("not_started")
        self.shop.add(number, "table", 1)
        order = self.webhook(number).odoo_id
        self.assertImported(number)
        self.assertEqual(order.order_line.mapped("product_uom_qty"), [5, 1])
        self.assertEqual(row._mto_open(), mo)
        self.assertEqual(order.order_line[1].production_status, "none")
        order.action_make_to_order()
        self.assertEqual(len(order.mto_production_ids), 2)

    def test_out_of_order(self):
        number, row, mo = self.placed("not_started")
        (line,) = self.shop.lines(number)
        self.shop.set(number, line, 8)
        # Two webhooks are queued before the first job runs: both find what is now.
        self.shop.set(number, line, 6)
        self.webhook(number)
        self.webhook(number, "orders/create")
        self.assertImported(number)
        self.assertEqual((row.product_uom_qty, mo.product_qty), (6, 6))

    def test_there_and_back(self):
        number, row, mo = self.placed("not_started")
        (line,) = self.shop.lines(number)
        for quantity in (0, 4, 0, 7):
            self.shop.set(number, line, quantity)
            self.webhook(number)
            self.assertImported(number)
            self.assertEqual(row.product_uom_qty, quantity)
        self.assertEqual(mo.state, "cancel")
        self.assertFalse(row._mto_open())

    def test_a_locked_order_is_a_readable_error(self):
        number, row, mo = self.placed("not_started")
        row.order_id.action_lock()
        self.shop.set(number, self.shop.lines(number)[0], 8)
        binding = self.webhook(number)
        self.assertEqual(binding.state, "error")
        self.assertIn("locked", binding.error_message)
        self.assertEqual((row.product_uom_qty, mo.product_qty), (5, 5))
        self.assertDelivers(row)
        # Once it is unlocked, the next webhook brings it to order.
        row.order_id.action_unlock()
        self.webhook(number)
        self.assertImported(number)
        self.assertEqual(mo.product_qty, 8)

    def test_a_swap_of_the_product_is_a_readable_error(self):
        number, row, mo = self.placed("not_started")
        self.shop.orders[number]["lines"][self.shop.lines(number)[0]]["variant"] = (
            "table"
        )
        binding = self.webhook(number)
        self.assertEqual(binding.state, "error")
        self.assertIn("product", binding.error_message)
        self.assertEqual((row.product_id, mo.state), (self.stool, "confirmed"))

    def test_one_failing_order_fails_alone(self):
        locked, row, _mo = self.placed("not_started")
        row.order_id.action_lock()
        other, other_row, other_mo = self.placed("not_started")
        for number in (locked, other):
            self.shop.set(number, self.shop.lines(number)[0], 7)
        self.webhook(locked)
        self.webhook(other)
        self.assertEqual(self.binding(locked).state, "error")
        self.assertImported(other)
        self.assertEqual((other_row.product_uom_qty, other_mo.product_qty), (7, 7))

    def test_review(self):
        self.company.connector_change_policy = "review"
        number, row, mo = self.placed("not_started")
        self.shop.set(number, self.shop.lines(number)[0], 8)
        for _turn in range(2):
            self.webhook(number)
        self.assertImported(number)
        self.assertEqual((row.product_uom_qty, mo.product_qty), (8, 5))
        self.assertIn("Shopify", mo.review_reason)
        self.assertEqual(len(mo.activity_search([ACTIVITY])), 1)
        mo.action_apply_change()
        self.assertEqual(mo.product_qty, 8)

    def test_ignore(self):
        self.company.connector_change_policy = "ignore"
        number, row, mo = self.placed("not_started")
        self.shop.drop(number, self.shop.lines(number)[0])
        self.webhook(number)
        self.assertImported(number)
        self.assertEqual((row.product_uom_qty, mo.product_qty), (0, 5))
        self.assertFalse(mo.schedule_flag)
        self.assertTrue(mo.mto_difference)

    def test_a_user_on_the_same_order_is_no_connector(self):
        self.company.connector_change_policy = "ignore"
        _number, row, mo = self.placed("not_started")
        seller = self.user("seller", "sales_team.group_sale_salesman_all_leads")
        row.with_user(seller).product_uom_qty = 6
        self.assertEqual(mo.product_qty, 6)
