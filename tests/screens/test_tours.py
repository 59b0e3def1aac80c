from datetime import date, datetime, time, timedelta

from odoo import Command, fields
from odoo.tests import TransactionCase, tagged

from ..common import ScheduleCase, TourCase
from ..make_to_order.test_order_change import SHOP, OrderChangeCase


@tagged("post_install", "-at_install")
class TestMainJob(TourCase):
    """The main job on the demo data, in the real client."""

    def test_main_job(self):
        quant = self.env["stock.quant"]
        bench = self.env.ref("make_schedule.product_bench")
        stock = self.env.ref("stock.stock_location_stock")
        for component in bench.bom_ids.bom_line_ids.product_id:
            quant._update_available_quantity(component, stock, 1000)
        order = self.env["sale.order"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Early Bird"}).id,
                "order_line": [
                    Command.create({"product_id": bench.id, "product_uom_qty": 2})
                ],
            }
        )
        self.start_tour(
            f"/odoo/make-sell/{order.id}", "make_schedule_main_job", login="admin"
        )
        self.assertEqual(order.mto_production_ids.state, "done")
        self.assertEqual(order.order_line.move_ids.quantity, 3)


@tagged("post_install", "-at_install")
class TestLists(TourCase, ScheduleCase):
    def test_two_lists(self):
        orders = {}
        for name in ("Ada", "Bob", "Cyd"):
            partner = self.env["res.partner"].create({"name": name})
            orders[name] = self.order(
                (self.stool, 2), (self.table, 1), partner_id=partner.id
            )
        self.mto(orders["Ada"])
        orders["Bob"].order_line[0].action_make_to_order()
        self.produce(self.mo(self.leg, 1, bom_id=False))
        self.user(
            "planner",
            "sales_team.group_sale_salesman_all_leads,mrp.group_mrp_user",
            password="planner-password",
        )
        self.start_tour("/odoo/make-sell", "make_schedule_two_lists", login="planner")
        self.assertEqual(
            list(self.sell()), [orders["Cyd"], orders["Ada"], orders["Bob"]]
        )
        self.assertInvariant()


@tagged("post_install", "-at_install")
class TestFlagsTour(TourCase, OrderChangeCase):
    def test_flags(self):
        _row, unlinked = self.begin("recorded")
        unlinked.mto_line_id.with_context(**SHOP).product_uom_qty = 0
        self.company.connector_change_policy = "review"
        row, reviewed = self.begin("not_started")
        row.with_context(**SHOP).product_uom_qty = 8
        self.user("foreman", "mrp.group_mrp_user", password="foreman-password")
        self.start_tour("/odoo/make-schedule", "make_schedule_flags", login="foreman")
        self.assertEqual(reviewed.product_qty, 8)
        self.assertFalse(unlinked.schedule_flag)


@tagged("post_install", "-at_install")
class TestDemo(TransactionCase):
    """The demo data shows what the product is for."""

    def test_it_has_something_of_everything(self):
        mos, rows = self.env["mrp.production"], self.env["make.schedule.report"]
        self.assertTrue(self.env.ref("make_schedule.so_late").schedule_late)
        self.assertEqual(
            self.env.ref("make_schedule.mo_benches").production_status, "blocked"
        )
        begun = [("unlink_reason", "!=", False), ("state", "=", "progress")]
        self.assertEqual(
            mos.search(begun).product_id, self.env.ref("make_schedule.product_bench")
        )
        # Boards and legs are on their way.
        wood = self.env.ref("make_schedule.product_board")
        wood += self.env.ref("make_schedule.product_leg")
        receipts = self.env["stock.move"].search(
            [
                ("product_id", "in", wood.ids),
                ("picking_code", "=", "incoming"),
                ("state", "not in", ("done", "cancel")),
            ]
        )
        self.assertEqual(receipts.product_id, wood)
        self.assertEqual(len(receipts.picking_id), 2)
        # Fronts for drawers for nightstands.
        nightstands = self.env.ref("make_schedule.so_hotel").mto_production_ids
        drawers = nightstands._schedule_children()
        self.assertEqual(drawers, self.env.ref("make_schedule.mo_drawers"))
        fronts = self.env.ref("make_schedule.mo_fronts")
        self.assertEqual(drawers._schedule_children(), fronts)
        self.assertEqual((drawers + fronts).mapped("state"), ["confirmed"] * 2)
        chair = self.env.ref("make_schedule.product_chair")
        of_chair = [("product_id", "=", chair.id)]
        made = mos.search([*of_chair, ("state", "=", "done")]).mapped("date_finished")
        sold = rows.search(of_chair).mapped("delivered_on")
        for moments in (made, sold):
            self.assertGreaterEqual(max(moments) - min(moments), timedelta(weeks=10))

    def test_its_orders_are_first_in_sell(self):
        orders = self.env["sale.order"].search(
            [("schedule_open", "=", True)],
            order=self.env["sale.order"]._schedule_order,
        )
        own = orders.filtered(
            lambda order: order.get_external_id()[order.id].startswith("make_schedule.")
        )
        self.assertEqual(len(own), 12)
        self.assertLess(len(own), len(orders))
        self.assertEqual(orders[:12], own)


class ScreensCase(TourCase, ScheduleCase):
    """Orders in need, and those who look at them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.on_hand(cls.stool, 2)
        cls.orders = {
            name: cls.order(
                row,
                partner_id=cls.env["res.partner"].create({"name": name}).id,
            )
            for name, row in {
                "Ada": (cls.stool, 2),
                "Bob": (cls.table, 2),
                "Cyd": (cls.stool, 3),
                "Dee": (cls.stool, 4),
            }.items()
        }
        for login, groups in {
            "seller": "sales_team.group_sale_salesman_all_leads",
            "foreman": "mrp.group_mrp_user",
        }.items():
            cls.user(login, groups, password=f"{login}-password")


@tagged("post_install", "-at_install")
class TestRanking(ScreensCase):
    """The order of both lists, by hand."""

    def test_a_seller_moves(self):
        done = self.order((self.stool, 1))
        done.partner_id.name = "Eve"
        done._action_cancel()
        services = self.order(
            (self.service, 1), partner_id=self.customer.copy({"name": "Eve"}).id
        )
        self.assertFalse(services.schedule_open)
        self.start_tour("/odoo/make-sell", "make_schedule_move", login="seller")
        self.assertEqual(
            self.sell().mapped("partner_id.name"), ["Bob", "Cyd", "Dee", "Ada"]
        )

    def test_a_foreman_ranks(self):
        self.mo(self.table)
        self.mo(self.stool)
        self.start_tour("/odoo/make-schedule", "make_schedule_rank", login="foreman")


@tagged("post_install", "-at_install")
class TestMaking(ScreensCase):
    """What is missing is made, and work goes on."""

    def test_a_seller_makes(self):
        self.start_tour("/odoo/make-sell", "make_schedule_sell_make", login="seller")
        mo = self.orders["Bob"].mto_production_ids
        self.assertEqual(mo._schedule_children().product_id, self.drawer)

    def test_a_seller_makes_many(self):
        self.start_tour("/odoo/make-sell", "make_schedule_run", login="seller")
        run = self.env["make.schedule.run"].search([], limit=1)
        self.assertEqual(run.state, "done")
        self.assertEqual(len(run.made_ids), 3)

    def test_a_foreman_makes(self):
        self.on_hand(self.leg, 100)
        self.mo(self.table, 3)
        self.start_tour(
            "/odoo/make-schedule", "make_schedule_workshop", login="foreman"
        )
        made = self.schedule().mapped(lambda mo: (mo.product_id, mo.product_qty))
        self.assertIn((self.stool, 12), made)
        self.assertIn(self.drawer, [product for product, _quantity in made])

    def test_an_administrator_sees_all_of_it(self):
        self.env.ref("base.user_admin").write(
            {
                "company_ids": [Command.link(self.company.id)],
                "company_id": self.company.id,
            }
        )
        self.start_tour("/odoo/make-sell", "make_schedule_run", login="admin")
        self.mo(self.table, 3)
        self.on_hand(self.leg, 100)
        self.start_tour("/odoo/make-schedule", "make_schedule_workshop", login="admin")

    def test_a_foreman_looks_at_what_is_missing(self):
        self.mo(self.table, 2)
        self.mto(self.orders["Ada"])
        self.start_tour(
            "/odoo/make-blocking", "make_schedule_blocking", login="foreman"
        )

    def test_a_foreman_says_how_far_work_is(self):
        self.on_hand(self.leg, 100)
        saw = self.env["mrp.workcenter"].create({"name": "Saw"})
        self.bom_stool.company_id = self.company
        self.bom_stool.operation_ids = [
            Command.create({"name": "Cut", "workcenter_id": saw.id}),
        ]
        self.mo(self.table)
        mo = self.mo(self.stool, 2)
        self.start_tour(
            "/odoo/make-schedule", "make_schedule_production", login="foreman"
        )
        self.assertEqual(mo.taken_back_id.production_status, "not_started")
        self.assertIn("The saw is broken", str(mo.message_ids.mapped("body")))

    def test_a_foreman_looks_at_the_load(self):
        self.bom_stool.company_id = self.company
        saw = self.env["mrp.workcenter"].create({"name": "Saw"})
        self.bom_stool.operation_ids = [
            Command.create({"name": "Cut", "workcenter_id": saw.id}),
        ]
        # Two hours of one afternoon, within the days of a tablet, whatever the time is.
        due = datetime.combine(date.today() + timedelta(days=3), time(15))
        self.mo(self.stool, 2, date_deadline=due)
        # Eight hours each: a day has no room for both.
        press = self.env["mrp.workcenter"].create({"name": "Press"})
        self.bom_table.company_id = self.company
        self.bom_table.operation_ids = [
            Command.create({"name": "Glue", "workcenter_id": press.id}),
        ]
        for _number in range(2):
            self.mo(self.table, 8, date_deadline=due)
        self.start_tour("/odoo/make-load", "make_schedule_load", login="foreman")

    def test_a_foreman_finds_his_way_in_every_view(self):
        self.produce(self.mo(self.leg, 1, bom_id=False))
        self.mo(self.table, date_deadline=fields.Datetime.now())
        self.start_tour("/odoo/make-schedule", "make_schedule_views", login="foreman")

    def test_a_foreman_has_made_a_part(self):
        self.on_hand(self.leg, 100)
        mo = self.mo(self.stool, 2)
        self.start_tour("/odoo/make-schedule", "make_schedule_part", login="foreman")
        self.assertEqual((mo.state, mo.qty_produced), ("done", 1))
        self.assertEqual(mo.move_raw_ids.quantity, 4)


@tagged("post_install", "-at_install")
class TestTheOtherSide(ScreensCase):
    """Sellers look at what is made, foremen at what is sold (behaviour 10)."""

    def test_a_seller_looks_at_the_schedule(self):
        self.mo(self.table)
        tour = "make_schedule_seller_in_schedule"
        self.start_tour("/odoo/make-schedule", tour, login="seller")

    def test_a_foreman_looks_at_sell_and_makes(self):
        tour = "make_schedule_foreman_in_sell"
        self.start_tour("/odoo/make-sell", tour, login="foreman")
        mo = self.orders["Cyd"].mto_production_ids
        self.assertEqual((mo.product_id, mo.product_qty), (self.stool, 3))


@tagged("post_install", "-at_install")
class TestTablet(TestMaking):
    """The same by touch on a tablet, where screens are narrow."""

    browser_size = "1024x768"
    touch_enabled = True


@tagged("post_install", "-at_install")
class TestFirstDay(TourCase, ScheduleCase):
    def test_an_administrator_looks_around(self):
        self.env.ref("base.user_admin").write(
            {
                "company_ids": [Command.set(self.company.ids)],
                "company_id": self.company.id,
            }
        )
        self.start_tour("/odoo/make-sell", "make_schedule_first_day", login="admin")
        self.assertEqual(self.company.connector_change_policy, "review")


@tagged("post_install", "-at_install")
class TestWhy(ScreensCase):
    """A planner asks why, and does what helps (behaviour 11)."""

    browser_size = "1600x900"

    def test_a_planner_asks_why(self):
        groups = "sales_team.group_sale_salesman_all_leads,mrp.group_mrp_user"
        self.user("planner", groups, password="planner-password")
        self.start_tour("/odoo/make-sell", "make_schedule_why", login="planner")

    def test_a_planner_tries_moves(self):
        groups = "sales_team.group_sale_salesman_all_leads,mrp.group_mrp_user"
        self.user("planner", groups, password="planner-password")
        before = self.sell().ids
        self.start_tour("/odoo/make-sell", "make_schedule_what_if", login="planner")
        self.assertEqual(self.sell().ids, before)

    def test_a_planner_begins_the_day(self):
        groups = "sales_team.group_sale_manager,mrp.group_mrp_manager"
        self.user("planner", groups, password="planner-password")
        self.start_tour("/odoo/make-board", "make_schedule_board", login="planner")

    def test_a_planner_sees_first_how_it_goes(self):
        groups = "sales_team.group_sale_manager,mrp.group_mrp_manager"
        self.user("planner", groups, password="planner-password")
        self.on_hand(self.board, 3)
        now = fields.Datetime.now()
        # On time, and five weeks ago one of two.
        for weeks, late in ((1, 0), (5, 0), (5, 2)):
            done = now - timedelta(weeks=weeks)
            due = done - timedelta(days=late)
            order = self.order((self.board, 1), commitment_date=due)
            order.picking_ids.move_ids.picked = True
            order.picking_ids.button_validate()
            order.picking_ids.move_ids.date = done
        self.start_tour("/odoo", "make_schedule_share", login="planner")


@tagged("post_install", "-at_install")
class TestWhyOnATablet(TestWhy):
    """The same at 1024."""

    browser_size = "1024x768"
