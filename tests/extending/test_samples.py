from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestRepair(ScheduleCase):
    """The sample of further demands: what repairs need (``tests/addons``)."""

    def test_a_draft_repair_demands_its_parts(self):
        self.on_hand(self.leg, 3)
        row = self.order((self.leg, 2)).order_line
        receipt = self.receipt(self.leg, 1)
        self.assertEqual(self.leg.stock_calculated, 2)
        repair = self.env["repair.order"].create(
            {
                "product_id": self.stool.id,
                "picking_type_id": self.warehouse.repair_type_id.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.leg.id,
                            "product_uom_qty": 5,
                            "repair_line_type": "add",
                        }
                    )
                ],
            }
        )
        self.env.invalidate_all()
        self.assertEqual(self.leg.stock_calculated, -3)
        self.assertEqual(row.sales_items_availability, "in_stock")
        # A quotation stands behind it; at one rank rows come first.
        self.assertEqual(
            self.quotation((self.leg, 2)).sales_items_availability, "expected"
        )
        receipt.action_cancel()
        repair._action_repair_confirm()
        self.env.invalidate_all()
        # Confirmed, it is a transfer without an order: before the ranking.
        self.assertEqual(row.sales_items_availability, "not_available")


@tagged("post_install", "-at_install")
class TestRush(ScheduleCase):
    """The sample of a class of service: rush orders (``tests/addons``)."""

    def test_rush_orders_come_before_the_ranking(self):
        self.on_hand(self.stool, 3)
        first, second = self.order((self.stool, 3)), self.order((self.stool, 2))
        self.assertEqual(second.order_line.missing_qty, 2)
        second.tag_ids = [Command.create({"name": "Rush"})]
        self.env.invalidate_all()
        self.assertEqual(second.sales_items_availability, "in_stock")
        self.assertEqual(first.order_line.missing_qty, 2)
        first.order_line.product_uom_qty = 4
        self.assertEqual(sum(second.order_line.move_ids.mapped("quantity")), 2)
        self.assertEqual(sum(first.order_line.move_ids.mapped("quantity")), 1)

    def test_whatever_ranks_below_the_page(self):
        """What is read of the first page alone knows of a rush order on the last."""
        self.on_hand(self.stool, 3)
        first = self.order((self.stool, 3))
        self.order((self.leg, 1))
        last = self.order((self.stool, 2))
        last.tag_ids = [Command.create({"name": "Rush"})]
        self.env.invalidate_all()
        self.assertEqual(first.sales_items_availability, "not_available")
        self.assertEqual(first.order_line.missing_qty, 2)


@tagged("post_install", "-at_install")
class TestDraftReceipt(ScheduleCase):
    """The sample of further supplies: draft receipts (``tests/addons``)."""

    def draft(self, quantity, days, **values):
        """Create a receipt of legs that is not confirmed."""
        type_in = self.warehouse.in_type_id
        date = fields.Datetime.now() + timedelta(days=days)
        places = {
            "location_id": self.env.ref("stock.stock_location_suppliers").id,
            "location_dest_id": type_in.default_location_dest_id.id,
        }
        move = {
            "product_id": self.leg.id,
            "product_uom_qty": quantity,
            "date": date,
            **places,
        }
        return self.env["stock.picking"].create(
            {
                "picking_type_id": type_in.id,
                "scheduled_date": date,
                "move_ids": [Command.create(move)],
                **places,
                **values,
            }
        )

    def test_it_is_expected_on_its_date(self):
        self.on_hand(self.leg, 1)
        row = self.order((self.leg, 5)).order_line
        self.assertEqual(row.sales_items_availability, "not_available")
        receipt = self.draft(4, days=3)
        self.assertEqual(receipt.state, "draft")
        self.assertEqual(row.sales_items_availability, "expected")
        self.assertEqual(row.availability_date, receipt.move_ids.date)
        self.assertEqual(self.leg.stock_expected, 4)
        (claim,) = [claim for claim in row.supply_claims if claim["date"]]
        self.assertEqual(claim["source_model"], "stock.picking")
        self.assertEqual(claim["source_id"], receipt.id)
        self.assertEqual((claim["source"], claim["quantity"]), (receipt.name, 4))

    def test_confirmed_it_counts_once(self):
        row = self.order((self.leg, 4)).order_line
        receipt = self.draft(4, days=3)
        receipt.action_confirm()
        self.assertEqual(row.sales_items_availability, "expected")
        self.assertEqual(self.leg.stock_expected, 4)
        receipt.action_cancel()
        self.assertEqual(row.sales_items_availability, "not_available")
        self.assertEqual(self.leg.stock_expected, 0)

    def test_what_is_short_of_it_says_so(self):
        self.draft(4, days=3)
        first, second = self.order((self.leg, 3)), self.order((self.leg, 3))
        self.assertEqual(first.sales_items_availability, "expected")
        self.assertEqual(second.sales_items_availability, "not_available")
        self.assertEqual(second.order_line.missing_qty, 2)

    def test_overdue_it_is_late(self):
        row = self.order((self.leg, 4)).order_line
        self.draft(4, days=-3)
        self.assertEqual(row.sales_items_availability, "expected")
        self.assertTrue(row.availability_late)
        self.assertEqual(row.availability_date.date(), fields.Date.today())

    def test_somebody_elses_is_none(self):
        row = self.order((self.leg, 4)).order_line
        self.draft(4, days=3, owner_id=self.customer.id)
        self.assertEqual(row.sales_items_availability, "not_available")


@tagged("post_install", "-at_install")
class TestHold(ScheduleCase):
    """The sample of a status: bills on hold (``tests/addons``)."""

    def blocked(self):
        domain = [("production_status", "=", "blocked")]
        company = [("company_id", "=", self.company.id)]
        return self.env["mrp.production"].search(domain + company)

    def test_its_open_orders_are_blocked(self):
        order = self.order((self.stool, 2))
        mo, other = self.mto(order), self.mo(self.drawer)
        self.assertEqual(mo.production_status, "not_started")
        self.assertFalse(self.blocked())
        self.bom_stool.hold_reason = "New drawing"
        self.assertEqual(mo.production_status, "blocked")
        self.assertEqual(mo.hold_reason, "New drawing")
        self.assertEqual(other.production_status, "not_started")
        self.assertEqual(self.blocked(), mo)
        # Blocked if any of its rows is.
        self.assertEqual(order.production_status, "blocked")
        groups = self.env["mrp.production"].formatted_read_group(
            [("id", "in", (mo + other).ids)], ["production_status"], ["__count"]
        )
        self.assertEqual(
            {group["production_status"]: group["__count"] for group in groups},
            {"blocked": 1, "not_started": 1},
        )
        self.bom_stool.hold_reason = False
        self.assertEqual(mo.production_status, "not_started")
        self.assertEqual(order.production_status, "not_started")
        self.assertFalse(self.blocked())

    def test_closed_orders_are_not(self):
        self.on_hand(self.leg, 10)
        mo, cancelled = self.mo(self.stool, 1), self.mo(self.stool, 1)
        self.produce(mo)
        cancelled.action_cancel()
        self.bom_stool.hold_reason = "New drawing"
        self.assertEqual(mo.production_status, "done")
        self.assertEqual(cancelled.production_status, "cancelled")
        self.assertFalse(self.blocked())

    def test_what_is_blocked_counts_as_started(self):
        """A row that is set to 0 leaves a Blocked order as make to stock, flagged."""
        order = self.order((self.stool, 2))
        mo = self.mto(order)
        self.bom_stool.hold_reason = "New drawing"
        order.order_line.product_uom_qty = 0
        self.assertNotEqual(mo.state, "cancel")
        self.assertEqual(mo.make_type, "mts")
        self.assertTrue(mo.unlink_reason)


@tagged("post_install", "-at_install")
class TestWaitsFor(ScheduleCase):
    """The sample of a column: what an order waits for (``tests/addons``)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.on_hand(cls.stool, 3)
        cls.made = cls.order((cls.drawer, 1))
        cls.served = cls.order((cls.stool, 3))
        cls.bought = cls.order((cls.stool, 2))
        cls.short = cls.order((cls.board, 1))
        cls.mo_drawer = cls.mo(cls.drawer, 1)
        cls.coming = cls.receipt(cls.stool, 2)
        cls.mo_drawer.name, cls.coming.name = "Making 1", "Buying 1"

    def found(self, *conditions, order="schedule_rank"):
        mine = ("company_id", "=", self.company.id)
        return self.env["sale.order"].search([mine, *conditions], order=order)

    def test_it_names_what_comes(self):
        self.assertEqual(self.made.waits_for, "Making 1")
        self.assertEqual(self.bought.waits_for, "Buying 1")
        # From stock, and short: neither waits for a document.
        self.assertFalse(self.served.waits_for)
        self.assertFalse(self.short.waits_for)

    def test_it_follows_the_ranking(self):
        self.assertEqual(self.bought.waits_for, "Buying 1")
        self.bought.schedule_move(before_id=self.served.id)
        # 1 of 3 from stock, the rest from the receipt.
        self.assertFalse(self.bought.waits_for)
        self.assertEqual(self.served.waits_for, "Buying 1")

    def test_sorting(self):
        self.assertEqual(
            self.found(order="waits_for, schedule_rank").ids,
            (self.bought + self.made + self.served + self.short).ids,
        )
        self.assertEqual(
            self.found(order="waits_for desc, schedule_rank").ids,
            (self.made + self.bought + self.served + self.short).ids,
        )
        # The add-on's own columns sort as before: the worst first.
        self.assertEqual(self.found(order="sales_items_availability")[0], self.short)
        sortable = self.env["sale.order"].fields_get(["waits_for"], ["sortable"])
        self.assertTrue(sortable["waits_for"]["sortable"])

    def test_searching(self):
        cancelled = self.order((self.stool, 1))
        cancelled._action_cancel()
        self.assertEqual(self.found(("waits_for", "ilike", "buy")), self.bought)
        self.assertEqual(self.found(("waits_for", "=", "Making 1")), self.made)
        waiting = self.made + self.bought
        self.assertEqual(self.found(("waits_for", "!=", False)), waiting)
        self.assertEqual(
            self.found(("waits_for", "=", False)),
            self.found() - waiting,
        )
        self.assertIn(cancelled, self.found(("waits_for", "not ilike", "ing")))

    def test_it_is_in_the_views(self):
        for view, kind in (("list", "list"), ("search", "search")):
            view = self.env.ref(f"make_schedule.sale_order_view_{view}")
            arch = self.env["sale.order"].get_view(view.id, kind)["arch"]
            self.assertIn('name="waits_for"', arch)


@tagged("post_install", "-at_install")
class TestMarket(ScheduleCase):
    """The sample of a connector: a marketplace (``tests/addons``)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.on_hand(cls.leg, 100)

    def begin(self, policy):
        """Return an order of the marketplace for 5 stools, and its MO."""
        self.company.connector_change_policy = policy
        order = self.order((self.stool, 5))
        order.order_line.market_row = "R7"
        return order, self.mto(order)

    def test_apply(self):
        order, mo = self.begin("apply")
        for _twice in range(2):
            self.assertFalse(order._market_update({"R7": 8}))
            self.assertEqual(order.order_line.product_uom_qty, 8)
            self.assertEqual((mo.product_qty, mo.mto_line_id), (8, order.order_line))
        self.assertIn("Marketplace", str(mo.message_ids.mapped("body")))
        self.assertFalse(order._market_update({}))
        self.assertEqual(order.order_line.product_uom_qty, 0)
        self.assertEqual(mo.state, "cancel")

    def test_apply_where_less_is_asked_than_is_recorded(self):
        order, mo = self.begin("apply")
        mo.qty_producing = 2
        mo._set_qty_producing()
        self.assertFalse(order._market_update({"R7": 1}))
        self.assertEqual(order.order_line.product_uom_qty, 1)
        self.assertEqual((mo.make_type, mo.qty_producing), ("mts", 2))
        self.assertIn("Marketplace", mo.unlink_reason)

    def test_review(self):
        order, mo = self.begin("review")
        for _twice in range(2):
            self.assertFalse(order._market_update({"R7": 8}))
            self.assertEqual(order.order_line.product_uom_qty, 8)
            self.assertEqual(mo.product_qty, 5)
            self.assertIn("Marketplace", mo.review_reason)
        mo.action_apply_change()
        self.assertEqual(mo.product_qty, 8)
        self.assertFalse(mo.review_reason)

    def test_ignore(self):
        order, mo = self.begin("ignore")
        self.assertFalse(order._market_update({"R7": 8}))
        self.assertEqual((order.order_line.product_uom_qty, mo.product_qty), (8, 5))
        self.assertFalse(mo.schedule_flag)
        self.assertIn("asks for 8", mo.mto_difference)

    def test_its_field_tells_it_without_the_context(self):
        order, mo = self.begin("ignore")
        row = order.order_line
        row.sudo().product_uom_qty = 8
        self.assertEqual(mo.product_qty, 5)
        row.market_row = False
        row.sudo().product_uom_qty = 9
        self.assertEqual(mo.product_qty, 9)

    def test_a_user_is_no_connector(self):
        order, mo = self.begin("ignore")
        seller = self.user("seller", "sales_team.group_sale_salesman_all_leads")
        order.order_line.with_user(seller).product_uom_qty = 8
        self.assertEqual(mo.product_qty, 8)

    def test_what_is_refused_leaves_all_as_it_was(self):
        order, mo = self.begin("apply")
        order.action_lock()
        self.assertIn("locked", order._market_update({"R7": 8}))
        self.assertEqual((order.order_line.product_uom_qty, mo.product_qty), (5, 5))

    def test_other_rows_are_left_alone(self):
        order, mo = self.begin("apply")
        order.order_line.market_row = False
        self.assertFalse(order._market_update({"R7": 8}))
        self.assertEqual((order.order_line.product_uom_qty, mo.product_qty), (5, 5))


@tagged("post_install", "-at_install")
class TestUnpaid(ScheduleCase):
    """The sample of a refusal: unpaid orders (``tests/addons``)."""

    def setUp(self):
        super().setUp()
        self.unpaid = self.order((self.stool, 2))
        self.unpaid.tag_ids = [Command.create({"name": "Unpaid"})]

    def test_it_is_refused_with_the_reason(self):
        self.assertFalse(self.unpaid.order_line.can_make_to_order)
        for documents in (self.unpaid, self.unpaid.order_line):
            self.assertRefused(documents.action_make_to_order, reason="not paid")
        self.assertFalse(self.unpaid.mto_production_ids)

    def test_of_many_the_others_are_made(self):
        paid = self.order((self.stool, 1))
        result = (self.unpaid + paid).action_make_to_order()
        ((row, reason),) = result[self.unpaid.id]["skipped"]
        self.assertEqual(row, self.unpaid.order_line.id)
        self.assertIn("not paid", reason)
        self.assertFalse(result[self.unpaid.id]["made"])
        self.assertEqual(result[paid.id]["made"], paid.mto_production_ids.ids)
        self.assertTrue(paid.mto_production_ids)

    def test_paid_it_is_made(self):
        self.unpaid.tag_ids = False
        self.assertTrue(self.unpaid.order_line.can_make_to_order)
        self.unpaid.action_make_to_order()
        self.assertEqual(self.unpaid.mto_production_ids.product_qty, 2)

    def test_the_add_ons_own_reasons_come_first(self):
        quotation = self.quotation((self.stool, 1))
        quotation.tag_ids = self.unpaid.tag_ids
        row = quotation.order_line
        self.assertRefused(row.action_make_to_order, reason="not confirmed")


@tagged("post_install", "-at_install")
class TestByPriority(ScheduleCase):
    """The sample of where new orders enter: by a priority of their own."""

    def test_an_urgent_order_enters_before_the_first_that_is_not(self):
        self.company.new_order_rank = "priority"
        urgent, normal = (
            self.order((self.stool, 1), priority="1"),
            self.order((self.stool, 1)),
        )
        another = self.order((self.stool, 1), priority="1")
        last = self.order((self.stool, 1))
        ranked = (last + another + normal + urgent).sorted("schedule_rank")
        self.assertEqual(ranked, urgent + another + normal + last)

    def test_a_quotation_is_promised_there(self):
        self.company.new_order_rank = "priority"
        self.on_hand(self.stool, 2)
        self.order((self.stool, 2))
        quotation = self.quotation((self.stool, 2))
        self.assertEqual(quotation.sales_items_availability, "not_available")
        quotation.priority = "1"
        self.env.invalidate_all()
        self.assertEqual(quotation.sales_items_availability, "in_stock")
