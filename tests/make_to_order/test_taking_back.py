import ast

from lxml import etree

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_order_change import OrderChangeCase


class TakingBackCase(OrderChangeCase):
    def in_stock(self, *products):
        return [product.qty_available for product in products]

    def assertCannot(self, mo, reason, status="not_started"):
        """Taking back is refused, and nothing has changed."""

        def state():
            stock = self.in_stock(self.stool, self.leg)
            return stock, mo.taken_back_id, mo.unbuild_ids, mo.mto_line_id

        before = state()
        self.assertRefused(mo.action_set_production_status, status, reason=reason)
        self.assertEqual(state(), before)


@tagged("post_install", "-at_install")
class TestTakingBack(TakingBackCase):
    """A done MO goes back as far as Odoo's documents allow (behaviour 8)."""

    def test_made_to_stock(self):
        first, last = self.mo(self.stool, 4), None
        for count in (0, 1, 3):
            with self.subTest(operations=count):
                self.bom_stool.operation_ids.unlink()
                self.bom_stool.operation_ids = [
                    Command.create({"name": f"{at}", "workcenter_id": self.bench.id})
                    for at in range(count)
                ]
                mo, last = self.mo(self.stool, 4), self.mo(self.stool)
                before = self.in_stock(self.stool, self.leg)
                mo.action_set_production_status("done")
                mo.action_set_production_status("in_progress")
                self.assertEqual(self.in_stock(self.stool, self.leg), before)
                again = mo.taken_back_id
                self.assertEqual(
                    (mo.state, mo.production_status), ("done", "cancelled")
                )
                self.assertEqual(again.production_status, "in_progress")
                self.assertEqual(
                    (again.product_qty, len(again.workorder_ids)), (4, count)
                )
                self.assertEqual(again.date_deadline, mo.date_deadline)
                self.assertNotIn(mo, self.filtered_by("done"))
                # The tab counts what its table holds.
                done = self.env["mrp.production"].search(mo._schedule_done_domain())
                self.assertNotIn(mo, done)
                self.assertIn(mo, self.filtered_by("cancelled"))
                # It stands where the other stood.
                order = list(self.schedule())
                self.assertLess(order.index(first), order.index(again))
                self.assertLess(order.index(again), order.index(last))
                self.assertIn(again.name, str(mo.message_ids.mapped("body")))
                self.assertIn(mo.name, str(again.message_ids.mapped("body")))
                again.action_set_production_status("done")
                self.assertEqual(self.in_stock(self.stool)[0], before[0] + 4)
                self.assertCannot(mo, "already")

    def filtered_by(self, name):
        """Return the MOs under a filter of Schedule, as its screen searches them."""
        view = self.env.ref("make_schedule.mrp_production_view_search")
        (node,) = etree.fromstring(view.arch).xpath(f"//filter[@name='{name}']")
        domain = ast.literal_eval(node.get("domain"))
        return self.env["mrp.production"].search(domain)

    def test_made_to_order(self):
        row, mo = self.begin("done")
        self.assertEqual(row.sales_items_availability, "in_stock")
        mo.action_set_production_status("not_started")
        again = row._mto_open()
        self.assertEqual(mo.taken_back_id, again)
        self.assertEqual(
            (again.product_qty, again.production_status), (5, "not_started")
        )
        self.assertFalse(mo.mto_line_id)
        self.assertEqual(row.production_status, "not_started")
        self.assertEqual(row.sales_items_availability, "expected")
        self.assertFalse(sum(row.move_ids.mapped("quantity")))
        self.assertInvariant()
        self.produce(again)
        self.assertEqual(sum(row.move_ids.mapped("quantity")), 5)
        self.assertDelivers(row)

    def test_a_part_goes_back_into_the_rest(self):
        row, rest = self.begin("partial")
        done = rest.production_group_id.production_ids - rest
        self.assertEqual(rest.product_qty, 3)
        done.action_set_production_status("not_started")
        self.assertEqual(done.taken_back_id, rest)
        self.assertEqual((rest.product_qty, rest.production_status), (5, "not_started"))
        self.assertEqual(self.in_stock(self.stool), [0])
        self.assertDelivers(row)

    def test_lots_and_serial_numbers(self):
        self.stool.tracking = "serial"
        self.leg.tracking = "lot"
        lot = self.env["stock.lot"].create({"name": "L", "product_id": self.leg.id})
        self.env["stock.quant"]._update_available_quantity(
            self.leg, self.stock, 6, lot_id=lot
        )
        mo = self.mo(self.stool, 2)
        serials = self.env["stock.lot"].create(
            [{"name": name, "product_id": self.stool.id} for name in ("A", "B")]
        )
        mo.lot_producing_ids = serials
        mo.move_raw_ids.move_line_ids.lot_id = lot
        self.assertTrue(mo.action_set_production_status("done"))
        self.assertEqual(lot.product_qty, 0)
        mo.action_set_production_status("not_started")
        self.assertEqual(lot.product_qty, 6)
        self.assertEqual(serials.mapped("product_qty"), [0, 0])
        self.assertEqual(mo.taken_back_id.product_qty, 2)

    def test_more_or_less_than_was_planned(self):
        for made in (6, 2):
            with self.subTest(made=made):
                mo = self.mo(self.stool, 4)
                mo.qty_producing = made
                mo._set_qty_producing()
                mo.with_context(skip_backorder=True).button_mark_done()
                self.assertEqual(mo.qty_produced, made)
                mo.action_set_production_status("in_progress")
                again = mo.taken_back_id
                self.assertEqual(again.product_qty, made)
                self.assertEqual(again.move_raw_ids.product_uom_qty, made * 3)
                self.assertEqual(again.move_finished_ids.product_uom_qty, made)

    def test_a_part_goes_back_whatever_the_policy(self):
        self.company.mto_change_policy = "unlink"
        _row, rest = self.begin("partial")
        done = rest.production_group_id.production_ids - rest
        done.action_set_production_status("not_started")
        making = self.schedule().filtered(lambda mo: mo.product_id == self.stool)
        self.assertEqual((making, rest.product_qty), (rest, 5))
        self.assertFalse(rest.unlink_reason)

    def test_after_the_row_was_lowered(self):
        for quantity in (3, 0):
            with self.subTest(quantity=quantity):
                row, mo = self.begin("done")
                row.product_uom_qty = quantity
                mo.action_set_production_status("not_started")
                self.assertTrue(mo.taken_back_id)

    def test_byproducts(self):
        chips = self.env["product.product"].create(
            {"name": "Chips", "is_storable": True, "type": "consu"}
        )
        self.bom_stool.byproduct_ids = [
            Command.create({"product_id": chips.id, "product_qty": 2})
        ]
        mo = self.mo(self.stool, 3)
        self.produce(mo)
        self.assertEqual(chips.qty_available, 6)
        mo.action_set_production_status("not_started")
        self.assertEqual(chips.qty_available, 0)
        again = mo.taken_back_id
        self.produce(again)
        self.env["stock.quant"]._update_available_quantity(chips, self.stock, -1)
        self.assertCannot(again, "Chips")

    def test_three_steps(self):
        self.warehouse.manufacture_steps = "pbm_sam"
        before = self.in_stock(self.leg)
        for stored in (False, True):
            with self.subTest(stored=stored):
                mo = self.mo(self.stool, 2)
                mo.picking_ids.action_assign()
                mo.picking_ids.button_validate()
                self.produce(mo)
                storing = mo.move_finished_ids.move_dest_ids
                if stored:
                    storing.picking_id.button_validate()
                mo.action_set_production_status("not_started")
                self.assertEqual(storing.state, "done" if stored else "cancel")
                self.assertEqual(self.in_stock(self.leg, self.stool), [*before, 0])
                mo.taken_back_id.action_cancel()

    def test_a_subassembly_goes_on_above_its_parent(self):
        table = self.mo(self.table)
        self.on_hand(self.board, 10)
        drawer = table._schedule_make_subassemblies({table: {self.drawer: 1}})
        self.produce(drawer)
        drawer.action_set_production_status("not_started")
        again = drawer.taken_back_id
        self.assertEqual(again.schedule_parent_id, table)
        order = list(self.schedule())
        self.assertEqual(order.index(again) + 1, order.index(table))
        self.assertEqual(table.ingredients_availability, "expected")

    def test_its_subassemblies_stay_its_own(self):
        for way in ("stock", "order"):
            with self.subTest(way):
                if way == "stock":
                    table = self.mo(self.table)
                else:
                    table = self.mto(self.order((self.table, 1)))
                drawer = table._schedule_make_subassemblies({table: {self.drawer: 1}})
                table.action_set_production_status("done")
                self.assertFalse(drawer.schedule_parent_id)
                table.action_set_production_status("not_started")
                again = table.taken_back_id
                self.assertEqual(drawer.schedule_parent_id, again)
                order = list(self.schedule())
                self.assertEqual(order.index(drawer) + 1, order.index(again))

    def test_what_had_no_deadline_goes_on_without(self):
        mo = self.mo(self.stool, 5)
        self.undated(mo)
        mo.action_set_production_status("partially_complete", quantity=2)
        rest = mo._schedule_rest()
        self.assertFalse(rest.date_deadline)
        rest.action_set_production_status("done")
        rest.action_set_production_status("not_started")
        self.assertFalse(rest.taken_back_id.date_deadline)

    def test_it_is_found(self):
        mo = self.mo(self.stool)
        self.produce(mo)
        mo.action_set_production_status("not_started")
        for status, found in (("done", False), ("cancelled", True)):
            mos = mo.search([("production_status", "=", status), ("id", "=", mo.id)])
            self.assertEqual(bool(mos), found)
        self.assertRefused(mo.write, {"taken_back_id": False})

    def test_the_dialog_warns(self):
        mo = self.mo(self.stool)
        self.produce(mo)
        action = mo.action_ask_production_status("not_started")
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        self.assertTrue(wizard.takes_back)
        self.assertFalse(mo.taken_back_id)
        wizard.action_apply()
        self.assertTrue(mo.taken_back_id)

    def test_who_may(self):
        mo, other = self.mo(self.stool), self.mo(self.stool)
        self.produce(mo + other)
        seller = self.user("seller", "sales_team.group_sale_salesman_all_leads")
        with self.assertRaises(AccessError):
            mo.with_user(seller).action_set_production_status("not_started")
        foreman = self.user("foreman", "mrp.group_mrp_user")
        (mo + other).with_user(foreman).action_set_production_status("not_started")
        self.assertEqual(len((mo + other).taken_back_id), 2)

    def test_books_that_are_closed(self):
        """What is taken back is booked in the first open period, as Odoo does."""
        self.env["account.chart.template"].try_loading(
            "generic_coa", self.company, install_demo=False
        )
        account = self.env["account.account"].search(
            [("company_ids", "=", self.company.id)], limit=1
        )
        production = self.stool.with_company(self.company).property_stock_production
        production.valuation_account_id = account
        self.stool.categ_id = self.env["product.category"].create(
            {"name": "Perpetual", "property_valuation": "real_time"}
        )
        self.stool.standard_price = 10
        mo = self.mo(self.stool, 2)
        mo.action_set_production_status("done")
        entries = mo.move_finished_ids.account_move_id
        self.assertTrue(entries)
        self.company.hard_lock_date = fields.Date.today()
        mo.action_set_production_status("not_started")
        later = self.env["account.move"].search(
            [("company_id", "=", self.company.id), ("id", "not in", entries.ids)]
        )
        self.assertTrue(later)
        for entry in later:
            self.assertGreater(entry.date, self.company.hard_lock_date)
