from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestRankByPreview(ScheduleCase):
    """What another order of the ranking would do is said before (behaviour 12)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        days = ("2040-03-09", "2040-03-05", "2040-03-07")
        cls.orders = cls.env["sale.order"].concat(
            *(cls.order((cls.stool, 2), commitment_date=day) for day in days)
        )
        cls.a, cls.b, cls.c = cls.orders
        cls.seller = cls.user("seller", "sales_team.group_sale_salesman_all_leads")

    def told(self, preview):
        return {found["order_id"]: found["availability"] for found in preview["orders"]}

    def test_it_says_what_then_happens(self):
        self.on_hand(self.stool, 4)
        orders = self.orders.with_user(self.seller)
        places = self.orders.mapped("schedule_rank")
        preview = orders.schedule_rank_by_preview("deadline")
        # Stools are there for two; the third in the new order is the first of today.
        self.assertEqual(
            self.told(preview),
            {
                self.a.id: ["in_stock", "not_available"],
                self.c.id: ["not_available", "in_stock"],
            },
        )
        self.assertEqual(self.orders.mapped("schedule_rank"), places, "Not moved yet")
        moves = orders.schedule_rank_by("deadline")
        self.assertEqual(preview["moves"], moves)
        self.assertEqual(
            self.orders.mapped("sales_items_availability"),
            ["not_available", "in_stock", "in_stock"],
        )

    def test_a_screen_asks(self):
        action = self.orders.with_user(self.seller).action_ask_rank_by("deadline")
        self.assertEqual(action["tag"], "make_schedule.rank_by")
        self.assertEqual(action["params"]["count"], 3)
        self.assertEqual(action["params"]["orders"], [])
        self.orders.action_rank_by("deadline")
        action = self.orders.action_ask_rank_by("deadline")
        self.assertEqual(action["tag"], "make_schedule.told")
        self.assertFalse(action["params"]["undo"])
        self.assertIn("already", action["params"]["message"])

    def test_refused(self):
        self.assertRefused(
            self.orders.schedule_rank_by_preview, "colour", reason="colour"
        )
        viewer = self.user("viewer", "base.group_user")
        with self.assertRaises(AccessError):
            self.orders.with_user(viewer).schedule_rank_by_preview("deadline")
