import random
from contextlib import closing

from freezegun import freeze_time

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import AccessError
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged

from ..common import ScheduleCase
from ..deadlines.test_automatic_deadlines import MONDAY, DeadlineCase, at


class PreviewCase:
    def facts(self):
        """Return {order: (availability, feasible date, late)} as screens show them."""
        self.env.invalidate_all()
        return {
            order: (
                order.sales_items_availability,
                order.feasible_date and fields.Datetime.to_string(order.feasible_date),
                order.schedule_late,
            )
            for order in self.open_orders()
        }

    def open_orders(self):
        return self.env["sale.order"].search(
            [("company_id", "=", self.company.id), ("schedule_open", "=", True)],
            order="schedule_rank",
        )

    def assertPreviewed(self, records, **where):
        """A preview is exactly what the move then does."""
        before, told = self.facts(), records.schedule_preview(**where)
        self.assertEqual(self.facts(), before, "It changes nothing")
        self.assertEqual(told["moves"], records.schedule_move(**where))
        after = self.facts()
        changed = [
            {
                "order_id": order.id,
                "order": order.name,
                "partner": order.partner_id.display_name,
                "availability": [before[order][0], after[order][0]],
                "date": [before[order][1], after[order][1]],
                "late": [before[order][2], after[order][2]],
            }
            for order in self.open_orders()
            if before[order] != after[order]
        ]
        self.assertEqual(told["orders"], changed)
        return told


@tagged("post_install", "-at_install")
class TestPreview(PreviewCase, ScheduleCase):
    """What a move would change, before it is made (behaviour 12)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(MONDAY))
        cls.first, cls.second, cls.third = (
            cls.order((cls.stool, 2), commitment_date="2040-03-05") for _ in range(3)
        )

    def test_who_gets_it_and_who_loses_it(self):
        self.on_hand(self.stool, 2)
        told = self.second.schedule_preview(before_id=self.first.id)
        self.assertEqual(told["moves"], {self.second.id: [2, 1]})
        second, first = told["orders"]
        self.assertEqual(second["order_id"], self.second.id)
        self.assertEqual(second["order"], self.second.name)
        self.assertEqual(second["partner"], "Ada")
        self.assertEqual(second["availability"], ["not_available", "in_stock"])
        self.assertFalse(second["date"][0])
        self.assertTrue(second["date"][1])
        self.assertEqual(first["availability"], ["in_stock", "not_available"])
        # The third has only another place: nothing of it changes.
        self.assertEqual(len(told["orders"]), 2)
        self.assertLess(self.first.schedule_rank, self.second.schedule_rank)

    def test_who_becomes_late(self):
        self.receipt(self.stool, 2, "2040-03-01")
        self.receipt(self.stool, 2, "2040-03-09")
        told = self.assertPreviewed(self.second, before_id=self.first.id)
        self.assertEqual(
            [(order["order"], order["late"]) for order in told["orders"]],
            [(self.second.name, [True, False]), (self.first.name, [False, True])],
        )
        self.assertEqual(
            told["orders"][0]["date"], ["2040-03-09 00:00:00", "2040-03-01 00:00:00"]
        )

    def test_several_at_once(self):
        self.on_hand(self.stool, 3)
        self.assertPreviewed(self.third + self.second, before_id=self.first.id)
        self.assertPreviewed(self.third + self.first, after_id=self.second.id)

    def test_what_is_made(self):
        self.on_hand(self.leg, 6)
        mo = self.mto(self.second)
        stock = self.mo(self.stool, 2)
        self.mto(self.first)
        for records, where in (
            (mo, {"before_id": self.first.mto_production_ids.id}),
            (stock, {"before_id": mo.id}),
            (self.first, {"after_id": self.third.id}),
            (stock, {"after_id": mo.id}),
        ):
            self.assertPreviewed(records, **where)

    def test_inside_a_block(self):
        order = self.order((self.table, 1), (self.stool, 1))
        self.on_hand(self.leg, 4)
        self.on_hand(self.drawer, 1)
        table, stool = self.mto(order)
        self.assertPreviewed(stool, before_id=table.id)
        self.assertPreviewed(stool, after_id=table.id)

    def test_it_refuses_what_a_move_refuses(self):
        done = self.order((self.stool, 1))
        done._action_cancel()
        for where in (
            {"before_id": self.first.id},
            {"before_id": done.id},
            {"before_id": 0},
            {"before_id": self.second.id, "after_id": self.third.id},
            {},
        ):
            self.assertRefused(lambda where=where: self.first.schedule_preview(**where))
        viewer = self.user("viewer", "base.group_user")
        with self.assertRaises(AccessError):
            self.second.with_user(viewer).schedule_preview(before_id=self.first.id)

    def test_what_the_reader_may_not_see(self):
        self.on_hand(self.stool, 2)
        seller = self.user("seller", "sales_team.group_sale_salesman")
        other = self.user("other", "sales_team.group_sale_salesman")
        self.first.user_id, self.second.user_id = other, seller
        self.third.user_id = seller
        mine = (self.second + self.third).with_user(seller)
        mine[0].schedule_move(after_id=mine[1].id)
        told = mine[1].schedule_preview(before_id=mine[0].id)
        self.assertFalse(told["orders"])
        told = self.first.schedule_preview(after_id=self.second.id)
        self.assertEqual(len(told["orders"]), 2)
        foreman = self.user("foreman", "mrp.group_mrp_user")
        mo = self.mto(self.second)
        stock = self.mo(self.stool)
        self.on_hand(self.leg, 3)
        told = stock.with_user(foreman).schedule_preview(before_id=mo.id)
        for order in told["orders"]:
            self.assertFalse(order["order_id"] or order["partner"])
            self.assertEqual(order["order"], "another order")

    def test_random_moves(self):
        chance = random.Random(1612)
        for _number in range(3):
            self.order((self.stool, chance.randint(1, 3)), (self.table, 1))
        for product in (self.stool, self.drawer, self.leg, self.board):
            self.on_hand(product, chance.randint(1, 6))
            self.receipt(product, 3, f"2040-03-0{chance.randint(1, 9)}")
        for order in self.open_orders()[::2]:
            self.mto(order)
        self.mo(self.drawer, 2)
        for _number in range(12):
            model = chance.choice(("sale.order", "mrp.production"))
            line = self.env[model].search(
                [
                    ("company_id", "=", self.company.id),
                    *self.env[model]._schedule_open_domain(),
                ]
            )
            moved, target = chance.sample(list(line), 2)
            if moved._schedule_units() == target._schedule_units():
                continue
            side = chance.choice(("before_id", "after_id"))
            self.assertPreviewed(moved, **{side: target.id})


@tagged("post_install", "-at_install")
class TestPreviewAutomatic(PreviewCase, DeadlineCase):
    """The same with the work centers: 8 hours a day on the saw."""

    def facts(self):
        # What is late is known when it is planned, a moment after the move.
        self.plan()
        return super().facts()

    def test_the_saw_is_taken(self):
        self.on_hand(self.leg, 1000)
        first, second = (self.order((self.stool, count)) for count in (3, 10))
        for order in first + second:
            self.mto(order)
        told = self.assertPreviewed(second, before_id=first.id)
        self.assertEqual(
            [order["date"] for order in told["orders"]],
            [
                [fields.Datetime.to_string(moment) for moment in moments]
                for moments in ((at(1, 13), at(1, 8)), (at(0, 9), at(1, 13)))
            ],
        )


@tagged("post_install", "-at_install")
class TestPreviewReads(BaseCase):
    """It runs where nothing can be written; PostgreSQL sees to it."""

    def test_on_a_replica(self):
        Registry(get_db_name())
        replica = db_connect(get_db_name(), readonly=True)
        cr = self.enterContext(closing(replica.cursor()))
        env = api.Environment(cr, SUPERUSER_ID, {"lang": "en_US"})
        for model in ("sale.order", "mrp.production"):
            records = env[model].search(
                env[model]._schedule_open_domain(), order=env[model]._schedule_order
            )
            companies = records.grouped("company_id").values()
            mine = max(companies, key=len)
            told = mine[-1].schedule_preview(before_id=mine[0].id)
            self.assertEqual(told["moves"][mine[-1].id][1], 1)
            self.assertTrue(mine.schedule_preview._readonly)
