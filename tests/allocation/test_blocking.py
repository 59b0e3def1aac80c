from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import ScheduleCase

SOON, LATER = datetime(2040, 1, 10, 12), datetime(2040, 1, 20, 12)


@tagged("post_install", "-at_install")
class TestBlocking(ScheduleCase):
    """Which ingredients hold up how many MOs and which sales orders (behaviour 8)."""

    def lines(self, user=None):
        found = self.env["make.schedule.blocking"].with_user(user or self.env.user)
        return {line.product_id: line for line in found.search([])}

    def test_what_is_missing_what_comes_and_for_whom(self):
        self.assertFalse(self.lines())
        self.on_hand(self.leg, 3)
        self.on_hand(self.drawer, 1)
        ada = self.order((self.stool, 2))
        made = self.mto(ada)
        self.mo(self.stool, 4)
        self.receipt(self.leg, 6, SOON)
        self.receipt(self.leg, 2, LATER)
        bob = self.order((self.stool, 1))
        bob.partner_id = self.customer.copy({"name": "Bob"})
        leg = self.lines()[self.leg]
        # 18 wanted, 3 there: the first takes 6, the other 12 of what comes.
        self.assertEqual((leg.mo_count, leg.order_count), (2, 2))
        self.assertEqual((leg.missing_qty, leg.expected_qty), (7, 8))
        self.assertEqual(leg.date, LATER)
        self.assertEqual(leg.order_names, f"Ada · {ada.name}, Bob · {bob.name}")
        self.assertNotIn(self.drawer, self.lines())
        action = leg.action_open_mos()
        self.assertEqual(
            self.env["mrp.production"].search(action["domain"]), self.schedule()
        )
        self.on_hand(self.leg, 100)
        self.assertFalse(self.lines())
        self.assertTrue(made)

    def test_the_sales_order_of_a_subassembly(self):
        order = self.order((self.table, 1))
        table = self.mto(order)
        table._schedule_make_subassemblies({table: {self.drawer: 1}})
        lines = self.lines()
        self.assertIn(order.name, lines[self.board].order_names)
        # The drawer is expected from its MO, which waits for boards.
        self.assertEqual((lines[self.drawer].missing_qty), 0)
        self.assertEqual(lines[self.drawer].expected_qty, 1)
        self.assertEqual(set(lines), {self.board, self.drawer, self.leg})

    def test_those_that_most_wait_for_come_first(self):
        for _mo in range(3):
            self.mo(self.stool)
        self.mo(self.table)
        found = self.env["make.schedule.blocking"].search([])
        self.assertEqual(found[0].product_id, self.leg)
        self.assertEqual(found.mapped("mo_count"), [4, 1])
        short = found.search([("missing_qty", ">", 4)])
        self.assertEqual(short.product_id, self.leg)
        self.assertEqual(found.search_count([("product_id", "ilike", "draw")]), 1)

    def test_one_click_makes_or_buys(self):
        self.mo(self.table, 2)
        lines = self.lines()
        drawer, leg = lines[self.drawer], lines[self.leg]
        self.assertEqual((drawer.can_make, leg.can_make), (True, False))
        self.assertFalse(leg.can_buy, "No vendor sells it")
        action = drawer.action_make_in_batch()
        batch = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(batch.line_ids.quantity, 2)
        vendor = self.env["res.partner"].create({"name": "Vendor"})
        self.leg.seller_ids = [Command.create({"partner_id": vendor.id, "delay": 1})]
        leg.invalidate_recordset(["can_buy"])
        self.assertTrue(leg.can_buy)
        bought = self.bought(leg)
        self.assertEqual((bought.product_id, bought.quantity), (self.leg, 8))
        self.assertEqual(bought.supplier_id.partner_id, vendor)
        bought.launch_replenishment()
        line = self.env["purchase.order.line"].search(
            [("product_id", "=", self.leg.id)]
        )
        self.assertEqual((line.product_qty, line.partner_id), (8, vendor))
        self.assertRefused(leg.action_make_in_batch, reason="Leg")
        self.mo(self.drawer, 2)
        self.assertFalse(self.lines()[self.drawer].can_make, "It is coming")

    def bought(self, line):
        """Return the dialog that replenishes an ingredient."""
        return line.product_id._schedule_replenish(line._to_buy(), line.warehouse_id)

    def test_where_it_is_waited_for(self):
        second = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "SEC", "company_id": self.company.id}
        )
        self.on_hand(self.drawer, 50)
        self.mo(self.table, 2, picking_type_id=second.manu_type_id.id)
        self.mo(self.stool, 1)
        lines = self.env["make.schedule.blocking"].search([])
        here = lines.filtered(lambda line: line.warehouse_id == self.warehouse)
        self.assertEqual((here.product_id, here.missing_qty), (self.leg, 3))
        there = {line.product_id: line for line in lines - here}
        self.assertEqual(there[self.leg].missing_qty, 8)
        action = there[self.drawer].action_make_in_batch()
        batch = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(batch.line_ids.warehouse_id, second)
        self.assertEqual(batch.line_ids.quantity, 2)
        bought = self.bought(there[self.leg])
        self.assertEqual((bought.warehouse_id, bought.quantity), (second, 8))

    def test_late_is_what_should_have_come(self):
        self.mo(self.stool, 2)
        self.receipt(self.leg, 3, fields.Datetime.now() - timedelta(days=5))
        self.mo(self.drawer, 1)
        self.receipt(self.board, 30, SOON)
        late = self.env["make.schedule.blocking"].search([("late", "=", True)])
        self.assertEqual(late.product_id, self.leg)

    def test_the_sales_order_behind_an_order_to_stock(self):
        order = self.order((self.table, 1))
        self.mto(order)
        self.mo(self.drawer, 4)
        self.assertIn(order.name, self.lines()[self.board].order_names)

    def test_each_company_sees_its_own(self):
        self.mo(self.stool)
        other = self.env["res.company"].create({"name": "Other"})
        self.env.user.company_ids += other
        lines = self.env["make.schedule.blocking"]
        self.assertFalse(lines.with_context(allowed_company_ids=other.ids).search([]))
        both = (self.company + other).ids
        found = lines.with_context(allowed_company_ids=both).search([])
        self.assertEqual(found.company_id, self.company)
        there = self.env["stock.warehouse"].search([("company_id", "=", other.id)])
        mo = self.env["mrp.production"].with_company(other)
        mo.create(
            {"product_id": self.stool.id, "picking_type_id": there.manu_type_id.id}
        ).action_confirm()
        found = lines.with_context(allowed_company_ids=both).search([])
        bought = self.bought(found.filtered(lambda line: line.company_id == other))
        self.assertEqual((bought.warehouse_id, bought.company_id), (there, other))

    def test_those_without_a_vendor_are_unfolded_too(self):
        vendor = self.env["res.partner"].create({"name": "Sawmill"})
        self.board.seller_ids = [Command.create({"partner_id": vendor.id})]
        self.mo(self.stool, 1)
        self.mo(self.table, 1)
        groups = self.env["make.schedule.blocking"].web_read_group(
            [],
            ["vendor_id"],
            ["__count"],
            auto_unfold=True,
            unfold_read_specification={"product_id": {}},
        )["groups"]
        shown = {group["vendor_id"]: len(group["__records"]) for group in groups}
        self.assertIn(False, shown)
        counts = {group["vendor_id"]: group["__count"] for group in groups}
        self.assertEqual(shown, counts)

    def test_who_sees_it(self):
        self.mto(self.order((self.stool, 1)))
        foreman = self.user("foreman", "mrp.group_mrp_user")
        self.assertIn("Ada", self.lines(foreman)[self.leg].order_names)
        seller = self.user("seller", "sales_team.group_sale_salesman_all_leads")
        with self.assertRaises(AccessError):
            self.lines(seller)

    def test_the_cost_does_not_grow(self):
        self.mo(self.stool)
        blocking = self.env["make.schedule.blocking"]

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            self.env["make.schedule.allocation"]._forget()
            before = self.env.cr.sql_log_count
            blocking.search([]).mapped("mo_count")
            return self.env.cr.sql_log_count - before

        count()
        few = count()
        for _mo in range(10):
            self.mo(self.stool)
            self.mo(self.table)
        self.assertEqual(count(), few)
