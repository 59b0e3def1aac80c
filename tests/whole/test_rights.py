from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged, users

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestRights(ScheduleCase):
    """Who may do what (behaviour 10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for login, groups in {
            "seller": "sales_team.group_sale_salesman_all_leads",
            "own_seller": "sales_team.group_sale_salesman",
            "maker": "mrp.group_mrp_user",
            "plain": "base.group_user",
            "portal_user": "base.group_portal",
        }.items():
            cls.user(login, groups)
        cls.a = cls.order((cls.stool, 2))
        cls.b = cls.order((cls.table, 1), (cls.stool, 1))
        cls.b1, cls.b2 = cls.mto(cls.b)
        cls.stock_mo = cls.mo(cls.leg, 5, bom_id=False)

    def own(self, record):
        return record.with_user(self.env.uid).with_context(
            allowed_company_ids=self.company.ids
        )

    @users("seller")
    def test_a_sales_user_sells_ranks_and_makes(self):
        a, b = self.own(self.a), self.own(self.b)
        b.schedule_move(before_id=a.id)
        self.assertEqual(list(self.sell()), [self.b, self.a])
        self.assertEqual(self.schedule()[:2], self.b1 + self.b2)
        self.assertEqual(b.schedule_position, 1)
        self.assertIn(self.env.user.partner_id, b.message_ids.author_id)
        a.order_line.action_make_to_order()
        mo = self.a.mto_production_ids
        self.assertEqual(mo.state, "confirmed")
        self.assertEqual(mo.create_uid, self.env.user)
        a.order_line.product_uom_qty = 7
        self.assertEqual(mo.product_qty, 7)
        a.order_line.product_uom_qty = 0
        self.assertEqual(mo.state, "cancel")

    @users("own_seller")
    def test_a_sales_user_moves_own_orders_only(self):
        with self.assertRaises(AccessError):
            self.own(self.b).schedule_move(before_id=self.a.id)
        with self.assertRaises(AccessError):
            self.own(self.a).action_make_to_order()
        with self.assertRaises(AccessError):
            self.own(self.a).order_line.action_make_to_order()

    @users("maker")
    def test_a_manufacturing_user_ranks_and_produces(self):
        self.own(self.b2).schedule_move(after_id=self.stock_mo.id)
        self.own(self.stock_mo).schedule_move(before_id=self.b1.id)
        self.assertEqual(self.schedule()[0], self.stock_mo)
        mo = self.own(self.b2)
        self.assertEqual(mo.customer_display, f"Ada · {self.b.name}")
        self.assertTrue(mo.schedule_deadline)
        self.on_hand(self.leg, 10)
        mo.button_mark_done()
        self.assertEqual(self.b.order_line[1].move_ids.quantity, 1)
        self.own(self.b1).action_cancel()
        self.assertFalse(self.b.order_line[0]._mto_open())

    @users("plain", "portal_user")
    def test_nobody_else_does_anything(self):
        for action in (
            lambda: self.own(self.a).schedule_move(before_id=self.b.id),
            lambda: self.own(self.b1).schedule_move(after_id=self.stock_mo.id),
            lambda: self.own(self.a).action_make_to_order(),
            lambda: self.own(self.a).order_line.action_make_to_order(),
            lambda: self.own(self.stock_mo).read(["schedule_position"]),
        ):
            with self.assertRaises(AccessError):
                action()
        self.assertEqual(list(self.sell()), [self.a, self.b])

    @users("own_seller")
    def test_not_through_its_mos_either(self):
        for mo, target in ((self.b2, self.stock_mo), (self.stock_mo, self.b1)):
            with self.assertRaises(AccessError):
                self.own(mo).schedule_move(before_id=target.id)

    @users("seller")
    def test_a_sales_user_sees_how_far_an_mo_is(self):
        mo = self.own(self.b1)
        self.assertEqual(mo.production_status, "not_started")
        self.assertEqual(self.own(self.b).production_status, "not_started")
        self.assertEqual(self.own(self.a).sales_items_availability, "not_available")

    @users("maker")
    def test_a_manufacturing_user_sees_whom_it_serves(self):
        self.assertEqual(self.own(self.b1).ingredients_availability, "not_available")
        self.assertEqual(self.own(self.b1).customer_claims[0]["order"], self.b.name)
        self.assertEqual(self.own(self.leg).stock_expected, 5)

    @users("portal_user")
    def test_a_customer_sees_none_of_it(self):
        order = self.a
        order.partner_id = self.env.user.partner_id
        order.message_subscribe(self.env.user.partner_id.ids)
        mine = self.own(order)
        self.assertEqual(mine.read(["name"])[0]["name"], order.name)
        for name in (
            "schedule_rank",
            "schedule_position",
            "mto_production_ids",
            "sales_items_availability",
        ):
            with self.subTest(name=name), self.assertRaises(AccessError):
                mine.read([name])


@tagged("post_install", "-at_install")
class TestCompanies(ScheduleCase):
    """Companies never see or rank each other's documents."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.a = cls.order((cls.stool, 1))
        cls.b = cls.order((cls.stool, 1))
        cls.a1 = cls.mto(cls.a)
        cls.other = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.env.user.company_ids += cls.other
        theirs = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.other.ids}
        )
        cls.x = (
            cls.env["sale.order"]
            .with_env(theirs)
            .create(
                {
                    "partner_id": cls.customer.id,
                    "order_line": [
                        Command.create(
                            {"product_id": cls.stool.id, "product_uom_qty": 2}
                        )
                    ],
                }
            )
        )
        cls.x.action_confirm()

    def test_each_counts_its_own(self):
        self.assertEqual(self.x.schedule_position, 1)
        self.assertEqual((self.a + self.b).mapped("schedule_position"), [1, 2])
        both = self.env["sale.order"].with_context(
            allowed_company_ids=(self.company + self.other).ids
        )
        orders = both.browse((self.b + self.x + self.a).ids)
        self.assertEqual(orders.mapped("schedule_position"), [2, 1, 1])

    def test_none_moves_among_the_others(self):
        both = {"allowed_company_ids": (self.company + self.other).ids}
        a, x = self.a.with_context(**both), self.x.with_context(**both)
        self.assertRefused(a.schedule_move, before_id=x.id, reason="Workshop")
        self.assertRefused((a + x).schedule_move, after_id=self.b.id, reason="compan")
        user = new_test_user(
            self.env,
            "stranger",
            groups="sales_team.group_sale_manager,mrp.group_mrp_manager",
            company_id=self.other.id,
            company_ids=[Command.set(self.other.ids)],
        )
        for record, target in ((self.a, self.b), (self.x, self.b)):
            with self.assertRaises(Exception) as refused, self.env.cr.savepoint():
                record.with_user(user).with_context(
                    allowed_company_ids=self.other.ids
                ).schedule_move(before_id=target.id)
            self.assertIn(
                type(refused.exception).__name__, ("UserError", "AccessError")
            )
            self.assertNotIn(self.b.name, str(refused.exception))

    def test_each_makes_in_its_own_warehouse(self):
        (x_mo,) = self.mto(self.x)
        self.assertEqual(x_mo.company_id, self.other)
        self.assertEqual(x_mo.picking_type_id.warehouse_id.company_id, self.other)
        both = self.env["sale.order"].with_context(
            allowed_company_ids=(self.company + self.other).ids
        )
        y = self.x.copy()
        y.action_confirm()
        result = both.browse((self.b + y).ids).action_make_to_order()
        self.assertTrue(all(made["made"] for made in result.values()))
        self.assertEqual(y.mto_production_ids.company_id, self.other)
        self.assertEqual(self.b.mto_production_ids.company_id, self.company)
