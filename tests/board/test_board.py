from datetime import timedelta

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ...models.board.board import QUESTIONS
from ..common import StockCase


@tagged("post_install", "-at_install")
class TestBoard(StockCase):
    """A planner's morning (behaviour 13)."""

    def counts(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        board = self.env["make.schedule.board"]
        found = (board.with_user(user) if user else board).schedule_board()
        return {one["name"]: one["count"] for one in found["questions"]}

    def test_nothing_needs_a_hand(self):
        self.assertEqual(self.counts(), dict.fromkeys(QUESTIONS, 0))

    def test_each_thing_is_counted_once_where_it_belongs(self):
        now = fields.Datetime.now()
        # Late: it was due yesterday, and can be made.
        self.order((self.stool, 1), commitment_date=now - timedelta(days=2))
        # At risk: what is made for it lacks ingredients.
        order = self.order((self.table, 1), commitment_date=now + timedelta(days=30))
        table = self.mto(order)
        found = self.counts()
        self.assertEqual(
            {name for name, count in found.items() if count},
            {"late", "at_risk", "to_make", "waiting", "to_buy"},
        )
        self.assertEqual(found["late"], 1)
        self.assertEqual(found["at_risk"], 1)
        self.assertEqual(found["to_make"], 1)
        # Legs and a drawer.
        self.assertEqual((found["waiting"], found["to_buy"]), (2, 2))
        self.on_hand(self.leg, 100)
        self.on_hand(self.drawer, 1)
        found = self.counts()
        self.assertEqual(
            (found["ready"], found["at_risk"], found["waiting"]), (1, 0, 0)
        )
        table.action_set_production_status("blocked", reason="no saw")
        found = self.counts()
        self.assertEqual(
            (found["ready"], found["blocked"], found["at_risk"]), (0, 1, 1)
        )

    def test_what_needs_a_decision_and_what_nobody_waits_for(self):
        self.on_hand(self.leg, 100)
        self.mo(self.stool, 2)
        self.assertEqual(self.counts()["serves_nobody"], 1)
        order = self.order((self.stool, 3))
        mo = self.mto(order)
        mo.action_set_production_status("in_progress")
        order._action_cancel()
        self.assertEqual(self.counts()["to_decide"], 1)

    def test_the_list_that_opens_shows_what_is_counted(self):
        """The filters of each list's search stand for what is counted."""
        # Days with too much work are seen on the map that opens.
        of_lists = {
            name: question
            for name, question in QUESTIONS.items()
            if question.domain is not None
        }
        for name, question in of_lists.items():
            action = self.env.ref(f"make_schedule.{question.action}")
            model = self.env[action.res_model]
            view = model.get_view(action.search_view_id.id, "search")["arch"]
            wanted = Domain.TRUE
            for group in _groups(etree.fromstring(view)):
                chosen = [
                    Domain(safe_eval(one.get("domain", "[]")))
                    for one in group
                    if one.get("name") in question.filters and one.get("domain")
                ]
                wanted &= Domain.OR(chosen) if chosen else Domain.TRUE
            known = {one.get("name") for one in etree.fromstring(view).iter("filter")}
            self.assertLessEqual(set(question.filters), known, name)
            with self.subTest(name):
                self.assertEqual(
                    model.search(wanted), model.search(question.domain), name
                )

    def test_the_share_on_time(self):
        board = self.env["make.schedule.board"]
        self.assertEqual(
            board.schedule_board()["on_time"],
            {"share": False, "before": False, "count": 0},
        )
        self.on_hand(self.stool, 10)
        now = fields.Datetime.now()
        for due, done in ((1, 2), (5, 2), (-40, -50), (-40, -39)):
            order = self.order(
                (self.stool, 1), commitment_date=now + timedelta(days=due)
            )
            order.picking_ids.move_ids.picked = True
            order.picking_ids.button_validate()
            order.picking_ids.move_ids.date = now + timedelta(days=done - 10)
            if due == -40:
                order.picking_ids.move_ids.date = now + timedelta(days=done)
        self.env.flush_all()
        found = board.schedule_board()["on_time"]
        self.assertEqual((found["share"], found["count"]), (1, 2))
        self.assertEqual(found["before"], 0.5)

    def test_to_whom(self):
        seller = self.user("seller", "sales_team.group_sale_salesman")
        foreman = self.user("foreman", "mrp.group_mrp_user")
        self.order((self.stool, 1))
        self.assertEqual(self.counts(seller), {"late": 0, "at_risk": 0, "to_make": 0})
        self.assertNotIn("late", self.counts(foreman))
        self.assertFalse(
            self.env["make.schedule.board"]
            .with_user(foreman)
            .schedule_board()["on_time"]
        )
        with self.assertRaises(AccessError):
            self.env["make.schedule.board"].with_user(
                self.user("outsider", "base.group_portal")
            ).schedule_board()


def _groups(search):
    """Return the filters of a search, those of one group together: they are or'd."""
    groups = [[]]
    for child in search:
        if child.tag == "filter":
            groups[-1].append(child)
        elif child.tag == "separator":
            groups.append([])
    return groups
