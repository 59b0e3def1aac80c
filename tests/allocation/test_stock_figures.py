import ast
from datetime import datetime

from lxml import etree

from odoo import Command
from odoo.tests import tagged

from ..common import ScheduleCase

SOON = datetime(2040, 1, 10, 12)


@tagged("post_install", "-at_install")
class TestStockFigures(ScheduleCase):
    """In stock, committed, expected, safety and calculated stock (behaviour 7)."""

    def assertFigures(self, product, *figures):
        names = ("in_stock", "committed", "expected", "safety", "calculated")
        self.assertEqual(
            [product[f"stock_{name}"] for name in names], [*figures], product.name
        )

    def test_all_of_them(self):
        self.on_hand(self.stool, 4)
        self.mo(self.stool, 3)
        self.receipt(self.stool, 2, SOON)
        self.order((self.stool, 10))
        self.assertFigures(self.stool, 4, 10, 5, 0, -1)
        self.assertFigures(self.leg, 0, 9, 0, 0, -9)
        self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": self.stool.id,
                "location_id": self.stock.id,
                "product_min_qty": 2,
                "product_max_qty": 5,
                "trigger": "manual",
            }
        )
        self.assertFigures(self.stool, 4, 10, 5, 2, -3)

    def test_searching(self):
        self.on_hand(self.stool, 4)
        self.order((self.stool, 6))
        mine = ("id", "in", (self.stool + self.table + self.leg).ids)
        products = self.env["product.product"]
        for domain, found in (
            ([("stock_calculated", "<", 0)], self.stool),
            ([("stock_in_stock", "=", 4)], self.stool),
            ([("stock_committed", "=", 0)], self.table + self.leg),
        ):
            self.assertEqual(products.search([mine, *domain]), found, domain)
        row = self.env["sale.order.line"].search([("missing_qty", ">", 1)])
        self.assertIn(self.stool, row.product_id)
        self.assertNotIn(self.table, row.product_id)

    def test_a_warehouse_as_a_search_field_sends_it(self):
        """Ids, and what somebody typed: core's own figures take both."""
        shop = self.env["stock.warehouse"].create(
            {"name": "Corner shop", "code": "CS", "company_id": self.company.id}
        )
        self.on_hand(self.stool, 4)
        self.on_hand(self.stool, 1, shop.lot_stock_id)
        for chosen, there in (
            (["corner"], 1),
            ("Corner", 1),
            ([shop.id], 1),
            ([self.warehouse.id, "corner"], 5),
            (["nowhere at all"], 0),
            ([], 5),
        ):
            with self.subTest(chosen=chosen):
                stool = self.stool.with_context(warehouse_id=chosen)
                self.assertEqual(stool.stock_in_stock, there)
                self.assertEqual(stool.qty_available, there)
        self.order((self.stool, 3), warehouse_id=shop.id)
        stools = self.env["product.product"].with_context(warehouse_id=["corner"])
        found = stools.search([("stock_calculated", "<", 0)])
        self.assertIn(self.stool, found)
        action = self.stool.with_context(warehouse_id=["corner"]).action_make_in_batch()
        batch = self.env["make.schedule.batch"].browse(action["res_id"])
        self.assertEqual(batch.line_ids.warehouse_id, shop)

    def test_links_bind_each_other(self):
        order = self.order((self.stool, 5), (self.stool, 2))
        self.assertFigures(self.stool, 0, 7, 0, 0, -7)
        order.order_line[0].action_make_to_order()
        self.assertFigures(self.stool, 0, 2, 0, 0, -2)
        self.on_hand(self.leg, 100)
        self.produce(order.mto_production_ids, 3)
        self.assertFigures(self.stool, 3, 5, 0, 0, -2)

    def test_the_demand_of_several_steps_counts_once(self):
        self.warehouse.write(
            {
                "delivery_steps": "pick_pack_ship",
                "manufacture_steps": "pbm_sam",
                "reception_steps": "three_steps",
            }
        )
        self.on_hand(self.stool, 4)
        self.on_hand(self.leg, 9)
        order = self.order((self.stool, 4))
        mo = self.mo(self.stool, 3)
        incoming = self.receipt(self.stool, 2, SOON)
        self.assertFigures(self.stool, 4, 4, 5, 0, 5)
        self.assertFigures(self.leg, 9, 9, 0, 0, 0)
        for step in (order.picking_ids, mo.picking_ids, incoming):
            step.action_assign()
            step.button_validate()
        # Picked: in Output, where its delivery brings it on.
        self.assertFigures(self.stool, 0, 4, 9, 0, 5)
        self.assertFigures(self.leg, 9, 9, 0, 0, 0)
        self.produce(mo)
        self.assertFigures(self.stool, 0, 4, 9, 0, 5)

    def test_kits_commit_their_components(self):
        self.order((self.kit, 2))
        self.assertFigures(self.table, 0, 2, 0, 0, -2)
        self.assertFigures(self.stool, 0, 8, 0, 0, -8)

    def test_one_warehouse_or_all_of_the_company(self):
        shop = self.env["stock.warehouse"].create({"name": "Shop", "code": "SHP"})
        self.on_hand(self.stool, 4)
        self.on_hand(self.stool, 1, shop.lot_stock_id)
        self.order((self.stool, 3), warehouse_id=shop.id)
        self.assertFigures(self.stool, 5, 3, 0, 0, 2)
        self.assertFigures(
            self.stool.with_context(warehouse_id=shop.id), 1, 3, 0, 0, -2
        )
        # As the search field of Inventory asks.
        self.assertFigures(
            self.stool.with_context(warehouse_id=[shop.id]), 1, 3, 0, 0, -2
        )
        action = self.stool.with_context(warehouse_id=[shop.id]).action_make_in_batch()
        batch = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(batch.line_ids.warehouse_id, shop)
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.env.user.company_ids += other
        theirs = self.stool.with_company(other)
        self.assertFigures(theirs, 0, 0, 0, 0, 0)
        self.assertEqual(theirs.stock_company_id, other)

    def test_what_one_has_too_much_of_is_not_in_the_other(self):
        shop, store = self.env["stock.warehouse"].create(
            [{"name": "Shop", "code": "SHP"}, {"name": "Store", "code": "STO"}]
        )
        self.assertFalse(self.stool.stock_missing_in)
        self.on_hand(self.stool, 7)
        self.order((self.stool, 3), warehouse_id=shop.id)
        self.assertEqual(self.stool.stock_calculated, 4)
        self.assertEqual(self.stool.stock_missing_in, "Shop -3")
        self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": self.stool.id,
                "warehouse_id": store.id,
                "location_id": store.lot_stock_id.id,
                "product_min_qty": 4.5,
                "product_max_qty": 9,
            }
        )
        self.env.invalidate_all()
        self.assertEqual(self.stool.stock_missing_in, "Shop -3, Store -4.5")
        self.assertEqual(self.stool.stock_safety, 4.5)
        # + Make proposes the one that lacks most.
        action = self.stool.action_make_in_batch()
        batch = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(batch.line_ids.warehouse_id, store)
        self.assertEqual(batch.line_ids.quantity, 4.5)
        alone = self.stool.with_context(warehouse_id=shop.id)
        self.assertFalse(alone.stock_missing_in, "It says so itself")
        self.assertEqual(alone.stock_calculated, -3)

    def test_by_products_and_returns_are_expected(self):
        self.bom_stool.byproduct_ids = [
            Command.create({"product_id": self.board.id, "product_qty": 2})
        ]
        self.mo(self.stool, 3)
        self.assertFigures(self.board, 0, 0, 6, 0, 6)
        self.on_hand(self.table, 4)
        sale = self.order((self.table, 4))
        sale.picking_ids.action_assign()
        sale.picking_ids.button_validate()
        self.give_back(sale.picking_ids, 1)
        self.assertEqual(self.table.stock_expected, 1)

    def test_manufactured_are_those_of_ones_own_companies(self):
        """The filter of Inventory, as who works in one company reads it."""
        view = self.env.ref("make_schedule.product_product_view_search")
        [node] = etree.fromstring(view.arch).xpath("//filter[@name='manufactured']")
        domain = ast.literal_eval(node.get("domain"))
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.bom(self.leg, {self.board: 1}, company_id=elsewhere.id)
        foreman = self.user("foreman", "mrp.group_mrp_user")
        found = self.env["product.product"].with_user(foreman).search(domain)
        self.assertIn(self.stool, found)
        self.assertNotIn(self.leg, found)

    def test_in_a_warehouse_of_another_company_of_the_user(self):
        other, stranger = self.env["res.company"].create(
            [{"name": "Other"}, {"name": "Stranger"}]
        )
        self.env.user.company_ids += other
        both = [*self.company.ids, *other.ids]
        for company, found in ((other, 5), (stranger, 0)):
            warehouse = self.env["stock.warehouse"].search(
                [("company_id", "=", company.id)]
            )
            self.on_hand(self.stool, 5, warehouse.lot_stock_id)
            there = {"allowed_company_ids": both, "warehouse_id": warehouse.id}
            stool = self.stool.with_context(**there)
            self.assertEqual(stool.stock_in_stock, found, company.name)
            self.assertEqual(stool.stock_calculated, found, company.name)
        self.assertEqual(
            self.stool.with_context(allowed_company_ids=both).stock_in_stock, 0
        )
