from odoo.tests import HttpCase

from odoo.addons.queue_job.job import Job

from ..make_to_order.test_order_change import OrderChangeCase
from .shop import URL, Shop, signed, variant_id

SECRET = "webhook-secret"


class ShopifyCase(HttpCase, OrderChangeCase):
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
                    open_mo.product_qty + row._mto_produced_qty(), row.product_uom_qty
                )
