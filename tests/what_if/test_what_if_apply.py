from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..deadlines.test_automatic_deadlines import at
from .test_what_if import TriedCase


@tagged("post_install", "-at_install")
class TestWhatIfApply(TriedCase):
    """What was tried is made in one go, with one way back (behaviour 12)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.a, cls.b, cls.c, cls.d, cls.e = cls.orders
        cls.made = cls.mo(cls.stool, 2)
        cls.coming = cls.receipt(cls.stool, 2, at(1, 10))

    def undo(self, action):
        undo = action["params"]["undo"]
        records = self.env[undo["model"]].browse(undo["args"][0])
        return getattr(records, undo["method"])(*undo["args"][1:])

    def changes(self):
        return [
            {"model": "sale.order", "id": self.e.id, "before_id": self.a.id},
            {"model": "sale.order", "id": self.a.id, "after_id": self.c.id},
            {"model": "mrp.production", "id": self.made.id, "date": str(at(2, 9))},
            {"model": "stock.picking", "id": self.coming.id, "date": str(at(3, 9))},
        ]

    def state(self):
        self.env.invalidate_all()
        return (
            self.open_orders().sorted("schedule_rank").ids,
            self.made.date_deadline,
            self.made.deadline_manual,
            self.coming.move_ids.date,
        )

    def test_made_as_it_was_tried_and_taken_back(self):
        before, changes = self.state(), self.changes()
        tried = self.orders.schedule_what_if(changes)
        facts = {
            found["order_id"]: (found["availability"][1], found["date"][1])
            for found in tried["orders"]
        }
        places = self.orders.schedule_what_if_positions(
            changes, "sale.order", self.orders.ids
        )
        self.assertEqual(self.state(), before, "Not made yet")
        action = self.env["sale.order"].action_apply_what_if(changes)
        self.assertEqual(action["params"]["type"], "success")
        wanted = self.e + self.b + self.c + self.a + self.d
        self.assertEqual(
            self.state(), (wanted.ids, at(2, 9), True, at(3, 9)), "All four"
        )
        self.assertEqual(
            places, {order.id: order.schedule_position for order in self.orders}
        )
        for order in self.orders.filtered(lambda order: order.id in facts):
            self.assertEqual(
                (order.sales_items_availability, str(order.feasible_date or False)),
                (facts[order.id][0], str(facts[order.id][1])),
            )
        self.undo(action)
        self.assertEqual(self.state(), before)

    def test_what_others_did_since_stays(self):
        """Whatever was moved twice, or stands where somebody has put it."""
        twice = [
            *self.changes()[:2],
            {"model": "sale.order", "id": self.e.id, "after_id": self.c.id},
        ]
        before = self.state()
        action = self.env["sale.order"].action_apply_what_if(twice)
        self.undo(action)
        self.assertEqual(self.state(), before)
        action = self.env["sale.order"].action_apply_what_if(twice)
        self.e.schedule_move_to(1)
        theirs = self.state()
        self.assertRefused(self.undo, action, reason=self.e.name)
        self.assertEqual(self.state(), theirs)

    def test_all_or_nothing(self):
        before = self.state()
        closed = self.order((self.stool, 1))
        closed._action_cancel()
        wrong = {"model": "sale.order", "id": closed.id, "before_id": self.a.id}
        self.assertRefused(
            self.env["sale.order"].action_apply_what_if,
            [*self.changes(), wrong],
            reason=closed.name,
        )
        self.assertEqual(self.state(), before)
        self.assertRefused(self.env["sale.order"].action_apply_what_if, reason="-")

    def test_who_may_not(self):
        seller = self.user("seller", "sales_team.group_sale_salesman_all_leads")
        orders = self.env["sale.order"].with_user(seller)
        before = self.state()
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            orders.action_apply_what_if(self.changes())
        self.assertEqual(self.state(), before)
        action = orders.action_apply_what_if(self.changes()[:2])
        with self.assertRaises(AccessError):
            viewer = self.user("viewer", "base.group_user")
            args = action["params"]["undo"]["args"]
            orders.with_user(viewer).action_what_if_back(*args[1:])

    def test_positions_of_what_is_seen_alone(self):
        place = {"model": "sale.order", "id": self.e.id, "before_id": self.a.id}
        closed = self.order((self.stool, 1))
        closed._action_cancel()
        ids = [*self.orders.ids, closed.id]
        found = self.orders.schedule_what_if_positions([place], "sale.order", ids)
        self.assertEqual(list(found), self.orders.ids)
        own = self.user("own", "sales_team.group_sale_salesman")
        self.orders.user_id = self.env.user
        self.e.user_id = own
        orders = self.env["sale.order"].with_user(own)
        found = orders.schedule_what_if_positions(
            [{**place, "before_id": self.b.id}], "sale.order", self.orders.ids
        )
        self.assertEqual(found, {self.e.id: 2})
        self.assertRefused(
            *(orders.schedule_what_if_positions, [place], "res.users", [1]),
            reason="res.users",
        )

    def test_a_position_as_a_real_move_would_give_it(self):
        """Of all that are ranked, whatever a list shows (behaviour 12)."""
        names = ("sale.order", self.orders[:2].ids)
        for moved in (self.orders[1], self.orders[:2], self.orders[3]):
            for position in (1, 2, 4, 9):
                with self.subTest(moved=moved, position=position):
                    where = self.orders.schedule_what_if_place(
                        [], "sale.order", moved.ids, position
                    )
                    with self.env.cr.savepoint(flush=True) as savepoint:
                        expected = moved.schedule_move_to(position)
                        savepoint.rollback()
                    self.env.invalidate_all()
                    told = moved.schedule_preview(**where)
                    self.assertEqual(told["moves"], expected)
        # After what is tried already.
        up = {"model": "sale.order", "id": self.orders[4].id}
        up["before_id"] = self.orders[0].id
        where = self.orders.schedule_what_if_place([up], *names, 3)
        self.assertEqual(where, {"before_id": self.orders[3].id})
        self.assertRefused(
            *(self.orders.schedule_what_if_place, [], "sale.order", names[1], "x")
        )
        self.assertRefused(
            *(self.orders.schedule_what_if_place, [], "sale.order", self.orders.ids, 1)
        )
