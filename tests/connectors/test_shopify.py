from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.queue_job.job import Job

from ...models.mrp_production_flags import ACTIVITY
from ..test_order_change import OrderChangeCase
from .shop import URL, Shop, signed, variant_id

SECRET = "webhook-secret"


@tagged("post_install", "-at_install")
class TestShopify(HttpCase, OrderChangeCase):
    """OCA's Shopify connector itself, from the webhook on; only Shopify is replaced.

    Each test changes an order at the shop and lets its webhook come.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.company_id = cls.company
        env = cls.env(su=True)
        cls.shop = Shop(cls.company.currency_id.name)
        cls.instance = env["shopify.instance"].create(
            {
                "name": "Workshop",
                "shop_url": URL,
                "access_token": "token",
                "webhook_secret": SECRET,
                "company_id": cls.company.id,
                "guest_partner_id": cls.customer.id,
                "order_confirmation_policy": "auto",
            }
        )
        cls.instance.state = "connected"
        for name in ("stool", "table"):
            product = getattr(cls, name)
            product.company_id = cls.company
            template = env["shopify.product.template"].create(
                {
                    "instance_id": cls.instance.id,
                    "shopify_id": f"gid://shopify/Product/{name}",
                    "odoo_id": product.product_tmpl_id.id,
                    "status": "ACTIVE",
                }
            )
            env["shopify.product.variant"].create(
                {
                    "instance_id": cls.instance.id,
                    "shopify_id": variant_id(name),
                    "template_binding_id": template.id,
                    "odoo_id": product.id,
                }
            )

    def setUp(self):
        super().setUp()
        self.sent = 0

    # -- how a change comes ---------------------------------------------------

    def webhook(self, number, topic="orders/updated", again=False):
        """Send a webhook to the connector's controller and run the jobs it queues."""
        self.sent += not again
        payload = {"id": number}
        if topic == "refunds/create":
            payload = {"id": 1, "order_id": number}
        body, headers = signed(payload, SECRET, f"hook-{self.sent}", topic)
        answer = self.url_open(
            f"/shopify/webhook/{self.instance.id}", data=body, headers=headers
        )
        self.assertEqual(answer.status_code, 200)
        self.env.invalidate_all()
        self.run_jobs()
        return self.binding(number)

    def run_jobs(self):
        with self.shop.answering():
            while (
                jobs := self.env["queue.job"].sudo().search([("state", "=", "pending")])
            ):
                for record in jobs:
                    job = Job.load(record.env, record.uuid)
                    job.perform()
                    job.set_done()
                    job.store()
        self.env.invalidate_all()

    def binding(self, number):
        return self.env["shopify.order"].search(
            [("shopify_id", "=", f"gid://shopify/Order/{number}")]
        )

    def placed(self, state):
        """Order 5 stools at the shop, make them, and work; return what came of it.

        :return: (number at the shop, row, MO)
        """
        number = self.shop.order(stool=5)
        order = self.webhook(number, "orders/create").odoo_id
        self.assertEqual(order.state, "sale")
        mo = self.mto(order)
        getattr(self, f"be_{state}")(mo)
        return number, order.order_line, order.order_line._mto_open() or mo

    def assertImported(self, number):
        binding = self.binding(number)
        self.assertEqual(binding.state, "synced", binding.error_message)
        for row in binding.odoo_id.order_line:
            self.assertDelivers(row)
            open_mo = row._mto_open()
            made = row.mto_production_ids
            if made and open_mo and self.company.connector_change_policy == "apply":
                self.assertEqual(
                    open_mo.product_qty + row._produced_qty(), row.product_uom_qty
                )

    # -- order edits, on MOs in each state ------------------------------------

    STATES = ("not_started", "recorded", "partial", "done")

    def each_state(self, change, expected):
        """Do a change on an order whose MO is in each state.

        :param change: called with (number, its line at the shop)
        :param expected: per state (quantity of the row, the MO is: planned quantity,
            or "cancel", "unlinked", "done")
        """
        for state in self.STATES:
            with self.subTest(state=state), self.env.cr.savepoint() as savepoint:
                number, row, mo = self.placed(state)
                change(number, self.shop.lines(number)[0])
                self.webhook(number)
                # Shopify sends twice what it is not sure to have sent.
                self.webhook(number)
                self.webhook(number, again=True)
                self.assertImported(number)
                quantity, fate = expected[state]
                self.assertEqual(row.product_uom_qty, quantity)
                self.assertFate(mo, fate)
                if state != "done":
                    self.assertIn("Shopify", str(mo.message_ids.mapped("body")))
                savepoint.rollback()
            self.env.invalidate_all()

    def assertFate(self, mo, fate):
        if fate == "unlinked":
            self.assertIn("Shopify", mo.unlink_reason)
            self.assertEqual(mo.make_type, "mts")
            self.assertEqual(len(mo.activity_search([ACTIVITY])), 1)
        elif isinstance(fate, str):
            self.assertEqual(mo.state, fate)
        else:
            self.assertEqual(mo.product_qty, fate)
            self.assertEqual(mo.make_type, "mto")

    def test_quantity_up(self):
        self.each_state(
            lambda number, line: self.shop.set(number, line, 8),
            {
                "not_started": (8, 8),
                "recorded": (8, 8),
                "partial": (8, 6),
                "done": (8, "done"),
            },
        )

    def test_quantity_down(self):
        self.each_state(
            lambda number, line: self.shop.set(number, line, 1),
            {
                "not_started": (1, 1),
                "recorded": (1, "unlinked"),
                "partial": (1, "unlinked"),
                "done": (1, "done"),
            },
        )

    GONE = {
        "not_started": (0, "cancel"),
        "recorded": (0, "unlinked"),
        "partial": (0, "unlinked"),
        "done": (0, "done"),
    }

    def test_line_zeroed(self):
        self.each_state(lambda number, line: self.shop.set(number, line, 0), self.GONE)

    def test_line_no_longer_sent(self):
        self.each_state(lambda number, line: self.shop.drop(number, line), self.GONE)

    def test_line_swapped_for_another(self):
        def swap(number, line):
            self.shop.set(number, line, 0)
            self.shop.add(number, "table", 2)

        self.each_state(swap, self.GONE)

    def test_cancelled(self):
        self.each_state(
            lambda number, line: self.shop.cancel(number),
            {
                "not_started": (5, "cancel"),
                "recorded": (5, "unlinked"),
                "partial": (5, "unlinked"),
                "done": (5, "done"),
            },
        )

    def test_refunded(self):
        def refund(number, line):
            self.shop.refund(number, line, 2)

        # The connector lowers the row by the refund, again with each import of it
        # that is not the same; what it leaves is what counts.
        for state in ("not_started", "partial"):
            with self.subTest(state=state), self.env.cr.savepoint() as savepoint:
                number, row, mo = self.placed(state)
                refund(number, self.shop.lines(number)[0])
                self.webhook(number, "refunds/create")
                self.assertEqual(row.product_uom_qty, 3)
                self.assertEqual(mo.product_qty + row._produced_qty(), 3)
                self.assertDelivers(row)
                savepoint.rollback()
            self.env.invalidate_all()

    # -- what else comes ------------------------------------------------------

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
        seller = new_test_user(
            self.env,
            "seller",
            "sales_team.group_sale_salesman_all_leads",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        row.with_user(seller).product_uom_qty = 6
        self.assertEqual(mo.product_qty, 6)
