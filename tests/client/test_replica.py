from contextlib import closing
from unittest.mock import patch

from lxml import etree

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, HttpCase, get_db_name, tagged
from odoo.tools import config

from odoo.addons.make_schedule.controllers.dataset import DataSet
from odoo.addons.make_schedule.models.client.ir_http import CHANGED

# Model and action of the app's screens.
SCREENS = {
    "sale.order": "action_sell",
    "mrp.production": "action_schedule",
    "mrp.workorder": "action_tasks",
    "product.product": "action_inventory",
    "make.schedule.blocking": "action_blocking",
    "make.schedule.load": "action_load",
}
STATUSES = {
    "sale.order": (
        "sales_items_availability",
        "ingredients_availability",
        "production_status",
    ),
    "mrp.production": ("ingredients_availability", "production_status"),
}


@tagged("post_install", "-at_install")
class TestReplica(BaseCase):
    """What only reads runs on a replica; PostgreSQL sees to it that it does."""

    def setUp(self):
        super().setUp()
        Registry(get_db_name())
        replica = db_connect(get_db_name(), readonly=True)
        cr = self.enterContext(closing(replica.cursor()))
        self.assertTrue(cr.readonly)
        self.env = api.Environment(cr, SUPERUSER_ID, {"lang": "en_US"})

    def test_pages(self):
        for model, name in SCREENS.items():
            with self.subTest(model):
                action = self.env.ref(f"make_schedule.{name}")
                kinds = {kind: view for view, kind in action.views}
                found = self.env[model].get_view(kinds.get("list"), "list")
                nodes = etree.fromstring(found["arch"]).iterfind(".//field")
                names = {node.get("name") for node in nodes}
                names &= self.env[model]._fields.keys()
                rows = self.env[model].web_search_read(
                    [], {name: {} for name in names}, limit=80
                )
                self.assertIn("records", rows)

    def test_filters_groups_and_searches(self):
        for model, fields in STATUSES.items():
            for field in fields:
                with self.subTest(model, field=field):
                    kinds = self.env[model].fields_get([field])[field]["selection"]
                    for value, _label in kinds:
                        self.env[model].search_count([(field, "=", value)])
                    self.env[model].web_read_group([], [field], ["__count"])
        mos = self.env["mrp.production"]
        mos.search([("customer_display", "ilike", "a")])
        mos.search([("unclaimed_qty", ">", 0)])
        mos.search([("serves_nobody", "=", True)])
        self.env["sale.order.line"].search([("missing_qty", ">", 0)])

    def test_what_is_behind_a_status(self):
        order = self.env["sale.order"].search([("schedule_open", "=", True)], limit=1)
        mo = self.env["mrp.production"].search([("state", "=", "confirmed")], limit=1)
        for document, kinds in (
            (order, ("sales_items", "ingredients")),
            (order.order_line[:1], ("sales_items", "ingredients")),
            (mo, ("ingredients", "customer")),
        ):
            for kind in kinds:
                with self.subTest(document._name, kind=kind):
                    self.assertIsNotNone(document.schedule_claims(kind))
        self.assertTrue(order.schedule_counts())

    def test_a_promise(self):
        offers = self.env["sale.order"].search([("state", "in", ("draft", "sent"))])
        offers.order_line.mapped("availability_date")
        offers.mapped("sales_items_availability")


@tagged("post_install", "-at_install")
class TestOwnChanges(HttpCase):
    """A replica lags: whoever has just changed something does not read there."""

    def call(self, model, method, *args, **kwargs):
        """Call a method as the client does; return whether a replica was thought of."""
        decide = DataSet._call_kw_readonly
        with patch.object(
            DataSet, "_call_kw_readonly", autospec=True, side_effect=decide
        ) as asked:
            self.make_jsonrpc_request(
                "/web/dataset/call_kw",
                {"model": model, "method": method, "args": args, "kwargs": kwargs},
            )
        return bool(asked.call_count)

    def page(self):
        return self.call(
            *("sale.order", "web_search_read"),
            domain=[("schedule_open", "=", True)],
            specification={"name": {}},
        )

    def setUp(self):
        super().setUp()
        self.authenticate("admin", "admin")
        self.orders = self.env["sale.order"].search(
            [("schedule_open", "=", True)], order="schedule_rank", limit=2
        )

    def move(self):
        one, other = self.orders
        self.call("sale.order", "schedule_move", one.ids, after_id=other.id)

    def test_who_moves_an_order_sees_it_moved(self):
        with patch.dict(config.options, {"db_replica_host": "replica"}):
            self.assertTrue(self.page())
            self.move()
            self.assertIn(CHANGED, self.opener.cookies)
            self.assertFalse(self.page())
            # Others, and he himself a little later.
            self.opener.cookies.pop(CHANGED)
            self.assertTrue(self.page())

    def test_also_after_what_works_in_savepoints(self):
        mo = self.env["mrp.production"].search([("state", "=", "confirmed")], limit=1)
        with patch.dict(config.options, {"db_replica_host": "replica"}):
            self.call(
                *("mrp.production", "action_set_production_status", mo.ids),
                status="in_progress",
            )
            self.assertIn(CHANGED, self.opener.cookies)

    def test_reading_leaves_no_mark(self):
        with patch.dict(config.options, {"db_replica_host": "replica"}):
            self.page()
            self.assertNotIn(CHANGED, self.opener.cookies)

    def test_nor_does_anything_without_a_replica(self):
        self.move()
        self.assertNotIn(CHANGED, self.opener.cookies)
        self.assertTrue(self.page())
