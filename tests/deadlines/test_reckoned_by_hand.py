from contextlib import contextmanager
from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged

from ..common import StockCase
from .test_automatic_deadlines import DeadlineCase, at


@tagged("post_install", "-at_install")
class TestReckonedByHand(DeadlineCase, StockCase):
    """Dates that were reckoned by hand from behaviour 8, 11 and 13."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.raw = cls.product("Raw")
        cls.on_hand(cls.raw, 10_000)

    def made(self, name, parts, *steps, parallel=False):
        """Return a product made of parts in (work center, minutes) steps."""
        product = self.product(name, parts)
        product.bom_ids.write(
            {
                "company_id": self.company.id,
                "allow_operation_dependencies": parallel,
                "operation_ids": [
                    Command.create(
                        {
                            "name": f"Step {at}",
                            "workcenter_id": center.id,
                            "time_cycle_manual": minutes,
                        }
                    )
                    for at, (center, minutes) in enumerate(steps)
                ],
            }
        )
        return product

    @contextmanager
    def planned(self):
        """Let the plan count as that of what is: a test's own change is behind it."""
        requests = type(self.env["make.schedule.plan.request"])
        with patch.object(requests, "_is_behind", lambda *_args: False):
            self.env.flush_all()
            self.env.invalidate_all()
            self.env["make.schedule.allocation"]._forget()
            yield
        self.env["make.schedule.allocation"]._forget()
        self.env.invalidate_all()

    def test_frozen_work_waits_for_what_it_is_made_of(self):
        part = self.made("Part", {self.raw: 1}, (self.saw, 120))
        whole = self.made("Whole", {part: 2}, (self.bench, 60))
        first, second = self.mo(part, 2), self.mo(whole, 1)
        wanted = [at(0, 10), at(0, 11)]
        self.assertEqual(self.deadlines(first, second), wanted)
        self.warehouse.freeze_days = 1
        for _again in range(2):
            self.env.invalidate_all()
            self.assertEqual(self.deadlines(first, second), wanted)
            self.assertEqual(second.feasible_date, at(0, 11))

    def test_what_comes_behind_the_frozen_days_holds_nobody_up(self):
        bought = self.product("Bought")
        waits = self.made("Waits", {bought: 1}, (self.saw, 60))
        other = self.made("Other", {self.raw: 1}, (self.saw, 60))
        receipt = self.receipt(bought, 10, at(0, 6))
        mos = self.mo(waits, 1), self.mo(other, 2), self.mo(other, 2)
        self.plan()
        self.warehouse.freeze_days = 1
        self.plan()
        receipt.move_ids.date = at(7, 10)
        for _again in range(2):
            self.env.invalidate_all()
            self.assertEqual(self.deadlines(*mos), [at(7, 13), at(0, 8), at(0, 10)])

    def test_late_where_a_plan_relied_on_a_date_that_is_not_kept(self):
        bought = self.product("Slow", {self.raw: 1})
        bought.bom_ids.produce_delay = 4
        made = self.made("Made", {bought: 1}, (self.bench, 60))
        slow = self.mo(bought, 20)
        order = self.order((made, 20), commitment_date=at(8, 12))
        self.mto(order)
        slow.date_deadline = at(1, 12)
        self.plan()
        with self.planned():
            self.assertTrue(order.schedule_late)
            self.assertGreater(order.feasible_date, order.schedule_deadline)

    def test_a_bar_behind_a_deadline_by_hand(self):
        made = self.made("Made", {self.raw: 1}, (self.saw, 60))
        self.mo(made, 40)
        mo = self.mo(made, 8)
        mo.date_deadline = at(1, 12)
        self.plan()
        found = self.env["mrp.production"].schedule_timeline(
            [("id", "=", mo.id)], str(at(7, 0)), str(at(14, 0))
        )
        self.assertTrue(found["bars"])

    def test_moving_up_is_offered_where_it_helps_alone(self):
        """Not among the rows of one order, nor before the same MO."""
        one = self.made("One", {self.raw: 1}, (self.saw, 60))
        two = self.made("Two", {self.raw: 1}, (self.saw, 60))
        order = self.order((one, 2), (two, 2), commitment_date=at(1, 12))
        mos = self.mto(order)
        helps = [cause["help"] for cause in order.delay_causes]
        self.assertIn("queue", [cause["kind"] for cause in order.delay_causes])
        self.assertNotIn("move_up", helps)
        # Of the second MO itself it does help.
        last = mos.sorted("schedule_key")[-1]
        self.assertIn("move_up", [cause["help"] for cause in last.delay_causes])
        both = self.made(
            *("Both", {self.raw: 1}, (self.saw, 60), (self.saw, 60)), parallel=True
        )
        mo = self.mo(both, 1)
        mo.schedule_move_to(1)
        self.assertNotIn("move_up", [cause["help"] for cause in mo.delay_causes])

    def test_shifts_until_midnight(self):
        late = self.calendar("Late", (14, 24))
        (self.saw | self.bench).resource_calendar_id = late
        made = self.made("Made", {self.raw: 1}, (self.saw, 60), (self.bench, 60))
        mo = self.mo(made, 2)
        self.assertEqual(mo.feasible_date, at(0, 18))
        kinds = [cause["kind"] for cause in mo.delay_causes]
        self.assertEqual(kinds, ["mo", "work", "work", "closed"])

    def test_a_company_that_never_works(self):
        self.warehouse.automatic_deadlines = False
        self.company.resource_calendar_id = self.calendar("Empty")
        made = self.product("Made", {self.raw: 1})
        made.bom_ids.produce_delay = 1
        mo = self.mo(made, 1)
        self.assertFalse(mo.feasible_date)
        last = mo.delay_causes[-1]
        self.assertEqual((last["kind"], last["name"]), ("closed", self.company.name))

    def test_a_company_without_working_hours(self):
        """A lead time of one day is made the day after, not at its midnight."""
        self.warehouse.automatic_deadlines = False
        self.company.resource_calendar_id = False
        made = self.product("Made", {self.raw: 1})
        made.bom_ids.produce_delay = 1
        order = self.order((made, 1), commitment_date=at(1, 12))
        self.mto(order)
        self.assertEqual(order.feasible_date.date(), at(1, 0).date())
        self.assertFalse(order.with_context(tz="UTC").schedule_late)
