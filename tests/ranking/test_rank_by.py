from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import ScheduleCase


class RankedCase(ScheduleCase):
    """Orders that stand in a ranking."""

    def assertRanked(self, *orders):
        # Recordsets are equal in any order.
        self.assertEqual(self.ranking().ids, [order.id for order in orders])

    def ranking(self):
        return self.env["sale.order"].search(
            [("company_id", "=", self.company.id), ("schedule_open", "=", True)],
            order="schedule_rank",
        )


@tagged("post_install", "-at_install")
class TestRankBy(RankedCase):
    """Orders are put in an order among the places that they hold (behaviour 12)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        days = ("2040-03-09", "2040-03-05", "2040-03-07", "2040-03-05")
        cls.orders = cls.env["sale.order"].concat(
            *(cls.order((cls.stool, 1), commitment_date=day) for day in days)
        )
        cls.a, cls.b, cls.c, cls.d = cls.orders
        cls.seller = cls.user("seller", "sales_team.group_sale_salesman_all_leads")

    def test_by_delivery_deadline(self):
        mo = self.mto(self.d)
        moves = self.orders.with_user(self.seller).schedule_rank_by("deadline")
        # Equal ones keep their order.
        self.assertRanked(self.b, self.d, self.c, self.a)
        self.assertEqual(
            moves,
            {
                self.a.id: [1, 4],
                self.b.id: [2, 1],
                self.c.id: [3, 3],
                self.d.id: [4, 2],
            },
        )
        self.assertEqual(mo.schedule_rank, self.d.schedule_rank)
        self.assertIn("from position 1 to 4", self.a.message_ids[0].body)
        self.assertFalse(self.c.message_ids, "It stays where it is")

    def test_among_the_places_that_they_hold(self):
        between = self.mo(self.stool)
        last = self.order((self.stool, 1), commitment_date="2040-03-01")
        (last + self.a).schedule_rank_by("deadline")
        self.assertRanked(last, self.b, self.c, self.d, self.a)
        self.assertLess(between.schedule_rank, self.a.schedule_rank)
        self.assertGreater(between.schedule_rank, self.d.schedule_rank)

    def test_by_order_date(self):
        for order, day in zip(self.orders, (4, 2, 3, 1), strict=True):
            order.date_order = f"2040-01-0{day}"
        self.orders.schedule_rank_by("order_date")
        self.assertRanked(self.d, self.b, self.c, self.a)

    def test_by_slack(self):
        # None can be had, so they come first and keep their order; then a, with less.
        self.on_hand(self.stool, 2)
        (self.c + self.a).schedule_move(before_id=self.b.id)
        self.assertRanked(self.c, self.a, self.b, self.d)
        self.assertEqual(
            [bool(order.feasible_date) for order in self.ranking()],
            [True, True, False, False],
        )
        self.orders.schedule_rank_by("slack")
        self.assertRanked(self.b, self.d, self.c, self.a)

    def test_by_customer_is_offered_where_somebody_says_by_what(self):
        def offered():
            self.env.registry.clear_cache()
            bindings = self.env["ir.actions.actions"].get_bindings("sale.order")
            return {action["name"] for action in bindings["action"]}

        self.company.rank_partner_field = False
        self.assertNotIn("Rank by customer priority", offered())
        self.assertIn("Rank by slack", offered())
        field = self.env["ir.model.fields"]._get("res.partner", "color")
        self.company.rank_partner_field = field.name
        self.assertIn("Rank by customer priority", offered())

    def test_by_a_field_of_the_customer(self):
        partners = self.env["res.partner"].create(
            [{"name": f"P{color}", "color": color} for color in (1, 5, 3, 5)]
        )
        for order, partner in zip(self.orders, partners, strict=True):
            order.partner_id = partner
        self.assertRefused(self.orders.schedule_rank_by, "partner", reason="Settings")
        self.company.rank_partner_field = "color"
        self.orders.schedule_rank_by("partner")
        self.assertRanked(self.b, self.d, self.c, self.a)

    def test_refused(self):
        self.assertRefused(self.orders.schedule_rank_by, "colour", reason="colour")
        self.assertRefused(self.orders.schedule_rank_by, None)
        self.a._action_cancel()
        self.assertRefused(self.orders.schedule_rank_by, "deadline", reason=self.a.name)
        self.assertRanked(self.b, self.c, self.d)
        viewer = self.user("viewer", "base.group_user")
        with self.assertRaises(AccessError):
            self.b.with_user(viewer).schedule_rank_by("deadline")

    def test_stock_goes_with_it(self):
        self.company.reserve_by_rank = True
        self.on_hand(self.stool, 1)
        self.a.order_line.move_ids._action_assign()
        self.assertEqual(self.a.order_line.move_ids.quantity, 1)
        self.orders.schedule_rank_by("deadline")
        self.assertEqual(self.b.order_line.move_ids.quantity, 1)
        self.assertEqual(self.a.order_line.move_ids.quantity, 0)

    def test_undo(self):
        before = self.ranking()
        action = before.action_rank_by("deadline")
        self.assertNotEqual(self.ranking().ids, before.ids)
        undo = action["params"]["undo"]
        records = self.env[undo["model"]].browse(undo["args"][0])
        said = getattr(records, undo["method"])(*undo["args"][1:])
        self.assertRanked(*before)
        self.assertIn("back in their places", said["params"]["message"])

    def test_nothing_to_do_says_so(self):
        self.orders.schedule_rank_by("deadline")
        action = self.ranking().action_rank_by("deadline")
        self.assertFalse(action["params"]["undo"])


@tagged("post_install", "-at_install")
class TestNewOrders(RankedCase):
    """Where a newly confirmed order enters (behaviour 12)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.early, cls.late = (
            cls.order((cls.stool, 1), commitment_date=day)
            for day in ("2040-03-05", "2040-03-09")
        )

    def test_last(self):
        self.assertEqual(self.company.new_order_rank, "last")
        order = self.order((self.stool, 1), commitment_date="2040-03-07")
        self.assertRanked(self.early, self.late, order)

    def test_by_delivery_deadline(self):
        self.company.new_order_rank = "deadline"
        middle = self.order((self.stool, 1), commitment_date="2040-03-07")
        self.assertRanked(self.early, middle, self.late)
        last = self.order((self.stool, 1), commitment_date="2040-03-09")
        self.assertRanked(self.early, middle, self.late, last)

    def test_created_confirmed(self):
        """As imports and connectors do."""
        self.company.new_order_rank = "deadline"
        middle = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "state": "sale",
                "commitment_date": "2040-03-07",
                "order_line": [Command.create({"product_id": self.stool.id})],
            }
        )
        self.assertRanked(self.early, middle, self.late)

    def test_by_the_moment(self):
        self.company.new_order_rank = "deadline"
        self.late.commitment_date = "2040-03-09 12:00:00"
        order = self.order((self.stool, 1), commitment_date="2040-03-09 06:00:00")
        self.assertRanked(self.early, order, self.late)

    def test_before_the_first_in_the_ranking_that_is_later(self):
        self.company.new_order_rank = "deadline"
        self.late.schedule_move(before_id=self.early.id)
        order = self.order((self.stool, 1), commitment_date="2040-03-07")
        self.assertRanked(order, self.late, self.early)

    def test_several_at_once(self):
        self.company.new_order_rank = "deadline"
        quotations = self.env["sale.order"].concat(
            *(
                self.quotation((self.stool, 1), commitment_date=day)
                for day in ("2040-03-08", "2040-03-07", "2040-03-01")
            )
        )
        quotations.action_confirm()
        one, two, three = quotations
        self.assertRanked(three, self.early, two, one, self.late)

    def test_a_quotation_is_promised_at_that_place(self):
        self.on_hand(self.stool, 1)
        self.receipt(self.stool, 1, "2040-03-02")
        soon, later = (
            self.quotation((self.stool, 1), commitment_date=day)
            for day in ("2040-03-04", "2040-03-07")
        )
        for quotation in soon + later:
            self.assertEqual(quotation.sales_items_availability, "not_available")
        self.company.new_order_rank = "deadline"
        self.env.invalidate_all()
        self.env["make.schedule.allocation"]._forget()
        self.assertEqual(soon.sales_items_availability, "in_stock")
        # Behind the early one, before the late one.
        self.assertEqual(later.sales_items_availability, "expected")
        self.assertEqual(self.early.sales_items_availability, "in_stock")
        self.assertEqual(self.late.sales_items_availability, "expected")
        later.action_confirm()
        self.assertEqual(later.sales_items_availability, "expected")
        self.assertEqual(self.late.sales_items_availability, "not_available")
