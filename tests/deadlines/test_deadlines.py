from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import ScheduleCase

SOON = datetime(2040, 1, 10, 12)
LATER = SOON + timedelta(days=3)


@tagged("post_install", "-at_install")
class TestDeadlines(ScheduleCase):
    """Deadlines that nobody edited follow their source (behaviour 8)."""

    def test_of_make_to_stock_today_and_some_days(self):
        for days in (7, 3):
            self.company.mts_lead_days = days
            due = fields.Datetime.now() + timedelta(days=days)
            for mo in (self.mo(self.stool), self.mo(self.stool).copy()):
                self.assertLess(abs(mo.date_deadline - due), timedelta(minutes=1))
                self.assertFalse(mo.deadline_manual)
        form = Form(self.env["mrp.production"])
        self.assertEqual(form.date_deadline.date(), due.date())
        self.assertEqual(self.mo(self.stool, date_deadline=SOON).date_deadline, SOON)

    def test_of_make_to_order_the_sales_orders(self):
        order = self.order((self.stool, 2), commitment_date=SOON)
        mo = self.mto(order)
        self.assertEqual(mo.date_deadline, SOON)
        order.commitment_date = LATER
        self.assertEqual(mo.date_deadline, LATER)
        self.on_hand(self.leg, 100)
        (rest,) = self.produce(mo, 1)
        self.assertEqual(rest.date_deadline, LATER)
        order.commitment_date = SOON
        self.assertEqual(rest.date_deadline, SOON)
        self.assertEqual(mo.date_deadline, LATER, "What is done stays")

    def test_whatever_moves_the_orders_deadline(self):
        self.stool.sale_delay, self.table.sale_delay = 10, 20
        order = self.order((self.stool, 2), (self.table, 1), picking_policy="one")
        mo = self.mto(order)[0]
        dated = order.date_order
        days = timedelta(days=1)
        self.assertEqual(mo.date_deadline, dated + 20 * days)
        order.picking_policy = "direct"
        self.assertEqual(mo.date_deadline, dated + 10 * days)
        self.drawer.sale_delay = 3
        order.order_line = [
            Command.create({"product_id": self.drawer.id, "product_uom_qty": 1})
        ]
        self.assertEqual(mo.date_deadline, dated + 3 * days)
        order.order_line[2].customer_lead = 5
        self.assertEqual(mo.date_deadline, dated + 5 * days)
        order.date_order = SOON
        self.assertEqual(mo.date_deadline, SOON + 5 * days)
        with Form(order) as form:
            form.commitment_date = LATER
        self.assertEqual(mo.date_deadline, LATER)
        order.commitment_date = False
        self.assertEqual(mo.date_deadline, SOON + 5 * days)

    def test_of_subassemblies_too(self):
        self.table.sale_delay = 10
        order = self.order((self.table, 2))
        mo = self.mto(order)
        (child,) = mo._schedule_make_subassemblies({mo: {self.drawer: 2}})
        order.date_order = SOON
        self.assertEqual(child.date_deadline, SOON + timedelta(days=10))

    def test_linked_again_it_follows(self):
        self.company.mto_change_policy = "unlink"
        order = self.order((self.stool, 2), commitment_date=SOON)
        mo = self.mto(order)
        mo.action_start()
        order.order_line.product_uom_qty = 3
        order.commitment_date = LATER
        self.assertEqual(mo.date_deadline, SOON)
        mo.action_relink()
        self.assertEqual(mo.date_deadline, LATER)

    def test_adopted_it_follows(self):
        route = self.env.ref("stock.route_warehouse0_mto")
        route.active = True
        self.stool.sale_delay = 4
        manufacture = self.warehouse.manufacture_pull_id.route_id
        self.stool.route_ids = route + manufacture
        order = self.order((self.stool, 2))
        mo = order.mto_production_ids
        self.assertFalse(mo.deadline_manual)
        self.assertEqual(mo.date_deadline, order.schedule_deadline)
        order.date_order = SOON
        self.assertEqual(mo.date_deadline, SOON + timedelta(days=4))

    def test_what_somebody_set_stays(self):
        order = self.order((self.stool, 2), commitment_date=SOON)
        mo = self.mto(order)
        mo.date_deadline = LATER
        self.assertTrue(mo.deadline_manual)
        order.commitment_date = SOON + timedelta(days=9)
        self.assertEqual(mo.date_deadline, LATER)
        self.assertEqual(order.availability_date, LATER)
        order.commitment_date = SOON
        mo.date_deadline = False
        self.assertEqual(mo.date_deadline, SOON, "Cleared, it follows again")
        mo.date_deadline = SOON
        self.assertFalse(mo.deadline_manual, "Nothing was changed")
        stock = self.mo(self.stool, date_deadline=SOON)
        stock.date_deadline = False
        due = fields.Datetime.now() + timedelta(days=7)
        self.assertLess(abs(stock.date_deadline - due), timedelta(minutes=1))
        self.assertFalse(stock.deadline_manual)

    def test_left_empty_it_follows_from_confirmation(self):
        form = Form(self.env["mrp.production"])
        form.product_id = self.stool
        form.date_deadline = False
        mo = form.save()
        self.assertFalse(mo.date_deadline)
        mo.action_confirm()
        due = fields.Datetime.now() + timedelta(days=7)
        self.assertLess(abs(mo.date_deadline - due), timedelta(minutes=1))
        late = ("deadline_late", "in", [True, False])
        found = self.env["mrp.production"].search([late, ("id", "=", mo.id)])
        self.assertEqual(found, mo)

    def test_of_each_others_parents(self):
        self.bom_table.produce_delay = self.bom_drawer.produce_delay = 2
        table, drawer = self.mo(self.table), self.mo(self.drawer)
        for child, parent in ((table, drawer), (drawer, table)):
            groups = parent.production_group_id
            child.production_group_id.parent_ids = [Command.link(groups.id)]
        drawer.date_deadline = SOON
        self.assertEqual(table.date_deadline, SOON - timedelta(days=2))
        self.assertEqual(drawer.date_deadline, SOON)

    def test_of_subassemblies_their_parents(self):
        self.bom_table.produce_delay = 2
        order = self.order((self.table, 2), commitment_date=SOON)
        for parent in (self.mto(order), self.mo(self.table, 1)):
            action = parent.action_make_subassemblies()
            self.env[action["res_model"]].browse(action["res_id"]).action_create()
            child = parent._schedule_children()
            two_days = timedelta(days=2)
            self.assertEqual(child.date_deadline, parent.date_deadline - two_days)
            self.assertFalse(child.deadline_manual)
            self.assertFalse(parent.availability_late)
            if parent.mto_line_id:
                order.commitment_date = LATER
            parent.date_deadline += timedelta(days=9)
            self.assertEqual(child.date_deadline, parent.date_deadline - two_days)
            child.date_deadline = SOON - two_days
            parent.date_deadline += two_days
            self.assertEqual(child.date_deadline, SOON - two_days, "Set by hand")

    def test_the_default_of_its_own_company(self):
        other = self.env["res.company"].create({"name": "Other", "mts_lead_days": 3})
        self.env.user.company_ids += other
        where = self.env["stock.warehouse"].search([("company_id", "=", other.id)])
        both = [*self.company.ids, *other.ids]
        mos = self.env["mrp.production"].with_context(allowed_company_ids=both)
        mo = mos.create(
            {
                "product_id": self.stool.id,
                "product_qty": 1,
                "company_id": other.id,
                "picking_type_id": where.manu_type_id.id,
            }
        )
        self.assertEqual(mo.company_id, other)
        due = fields.Datetime.now() + timedelta(days=3)
        self.assertLess(abs(mo.date_deadline - due), timedelta(minutes=1))
        self.assertFalse(mo.deadline_manual)


@tagged("post_install", "-at_install")
class TestMakeAndComplete(ScheduleCase):
    """All at once, where every ingredient is in stock (behaviour 8)."""

    def test_an_order(self):
        self.on_hand(self.leg, 9)
        order = self.order((self.stool, 3), (self.service, 1))
        result = order.action_make_and_complete()
        mo = order.mto_production_ids
        self.assertEqual(result[order.id]["made"], mo.ids)
        self.assertEqual(mo.state, "done")
        self.assertEqual(order.sales_items_availability, "in_stock")
        self.assertEqual(self.leg.qty_available, 0)

    def test_all_or_nothing(self):
        self.on_hand(self.leg, 12)
        order = self.order((self.stool, 3), (self.table, 1))
        self.assertRefused(order.action_make_and_complete, reason="ingredient")
        self.assertFalse(order.mto_production_ids)
        two = order + self.order((self.stool, 1))
        two[0].order_line[1].product_uom_qty = 0
        two.action_make_and_complete()
        self.assertEqual(two.mto_production_ids.mapped("state"), ["done", "done"])
        self.assertRefused(two.action_make_and_complete, reason=two[0].name)

    def test_lots_are_a_decision(self):
        self.on_hand(self.leg, 12)
        self.stool.tracking = "serial"
        order = self.order((self.stool, 2))
        action = order.action_make_and_complete_notify()
        self.assertEqual(action["res_id"], order.mto_production_ids.id)

    def test_sellers_do_not_produce(self):
        self.on_hand(self.leg, 12)
        order = self.order((self.stool, 2))
        seller = self.user("seller", "sales_team.group_sale_salesman_all_leads")
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            order.with_user(seller).action_make_and_complete()
        self.assertFalse(order.mto_production_ids)

    def test_in_two_steps_what_is_needed_is_brought(self):
        self.warehouse.manufacture_steps = "pbm"
        self.on_hand(self.leg, 6)
        foreman = self.user(
            "foreman", "mrp.group_mrp_user,sales_team.group_sale_salesman_all_leads"
        )
        order = self.order((self.stool, 2))
        order.with_user(foreman).action_make_and_complete()
        mo = order.mto_production_ids
        self.assertEqual((mo.state, mo.picking_ids.state), ("done", "done"))
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "=", self.leg.id),
                ("location_id.usage", "=", "internal"),
                ("company_id", "=", self.company.id),
            ]
        )
        self.assertFalse(sum(quants.mapped("quantity")))
        self.assertFalse(quants.filtered(lambda quant: quant.quantity < 0))
        self.assertEqual(self.stool.qty_available, 2)
