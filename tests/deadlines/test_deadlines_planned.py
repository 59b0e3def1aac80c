from datetime import datetime, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.make_schedule.models.deadlines import (
    plan_request as schedule_plan_request,
)

from .test_automatic_deadlines import DeadlineCase, at


@tagged("post_install", "-at_install")
class TestWhenDeadlinesArePlanned(DeadlineCase):
    """In the background, after what matters changed; only what differs is written."""

    def planned_soon(self):
        """Tell whether this transaction, committing now, has the deadlines planned."""
        self.env.flush_all()
        request = type(self.env["make.schedule.plan.request"])
        with patch.object(request, "_ask") as ask:
            self.env.cr.precommit.run()
        return ask.called

    def test_after_changes_and_not_after_itself(self):
        self.on_hand(self.leg, 1000)
        mos = self.mo(self.stool, 3) + self.mo(self.stool, 1)
        self.assertTrue(self.planned_soon())
        self.assertFalse(self.planned_soon())
        self.assertEqual(self.plan(), mos)
        self.assertFalse(self.planned_soon())
        mos[1].schedule_move(before_id=mos[0].id)
        self.assertTrue(self.planned_soon())
        self.warehouse.automatic_deadlines = False
        mos[0].schedule_move(before_id=mos[1].id)
        self.assertFalse(self.planned_soon())

    def test_after_changes_of_work_and_of_working_hours(self):
        self.on_hand(self.leg, 1000)
        task = self.mo(self.stool, 1).workorder_ids
        self.planned_soon()

        def add_leave():
            self.holiday()

        def shorten_shifts():
            self.shifts.attendance_ids[:1].unlink()

        def change_center():
            self.saw.time_efficiency = 50

        def change_duration():
            task.duration_expected = 500

        for change in (
            *(add_leave, shorten_shifts, change_center, change_duration),
            *(task.button_start, task.button_pending, task.button_finish),
        ):
            with self.subTest(change=change.__name__):
                change()
                self.assertTrue(self.planned_soon())

    def test_a_new_warehouse(self):
        request = type(self.env["make.schedule.plan.request"])
        with patch.object(request, "_ask") as ask:
            self.env["stock.warehouse"].create(
                {"name": "Second", "code": "SEC", "automatic_deadlines": True}
            )
        ask.assert_called_once()

    def test_one_company_that_fails_fails_alone(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.env["stock.warehouse"].search(
            [("company_id", "=", other.id)]
        ).automatic_deadlines = True
        deadlines = self.env["make.schedule.deadlines"]
        planned = []

        def plan(_self, company):
            planned.append(company)
            if company == deadlines._wanted()[0]:
                raise UserError(self.company.name)

        with (
            patch.object(type(deadlines), "_plan", plan),
            patch.object(type(self.env["ir.cron"]), "_commit_progress"),
            patch.object(self.cr, "rollback"),
            patch.object(self.cr, "commit"),
            self.assertLogs("odoo.addons.make_schedule", "WARNING") as logs,
        ):
            deadlines._cron_plan()
        self.assertEqual(len(planned), len(deadlines._wanted()))
        self.assertIn(self.company.name, logs.output[0])

    def test_only_what_differs_is_written(self):
        self.on_hand(self.leg, 1000)
        mos = self.mo(self.stool, 1) + self.mo(self.stool, 1) + self.mo(self.stool, 2)
        self.assertEqual(self.plan(), mos)
        self.assertFalse(self.plan())
        mos[1].schedule_move(before_id=mos[0].id)
        self.assertEqual(self.plan(), mos[:2])

    def test_a_burst_is_planned_once(self):
        """Changes every second for 20 s, and one while it is planned: two plans.

        The first 15 s after the first change; the second 3 s after the last.
        """
        request = self.env["make.schedule.plan.request"]
        self.env.flush_all()
        self.env.cr.precommit.run()
        request.search([]).unlink()
        begun = datetime(2040, 1, 10, 12)
        clock, plans = [begun], []

        def change():
            request.create({"company_id": self.company.id, "requested_on": clock[0]})

        def sleep(seconds):
            clock[0] += timedelta(seconds=seconds)
            if clock[0] <= begun + timedelta(seconds=20):
                change()

        def plan(_self, company):
            plans.append((company, (clock[0] - begun).total_seconds()))
            if len(plans) == 1:
                change()

        change()
        with (
            patch.object(type(self.env["make.schedule.deadlines"]), "_plan", plan),
            patch.object(type(self.env["ir.cron"]), "_commit_progress"),
            patch.object(self.cr, "commit"),
            patch("odoo.fields.Datetime.now", lambda: clock[0]),
            patch("time.sleep", sleep),
        ):
            request._cron_plan()
        self.assertEqual(plans, [(self.company, 15), (self.company, 23)])
        self.assertFalse(request.search([]))

    def test_only_where_something_has_changed(self):
        other = self.env["res.company"].create({"name": "Other"})
        warehouses = self.env["stock.warehouse"]
        warehouses.search([("company_id", "=", other.id)]).automatic_deadlines = True
        request = self.env["make.schedule.plan.request"]
        request.search([]).unlink()
        self.env.flush_all()
        self.env.cr.precommit.run()
        request.search([]).unlink()
        self.on_hand(self.leg, 1)
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertEqual(request.search([]).company_id, self.company)

    def test_switched_off_gives_back_what_was_there(self):
        self.on_hand(self.leg, 1000)
        order = self.order((self.stool, 1), commitment_date=at(9, 9))
        self.warehouse.automatic_deadlines = False
        made, stock = self.mto(order), self.mo(self.stool, 2)
        by_hand = self.mo(self.stool, 1, date_deadline=at(5, 9))
        wanted = stock.date_deadline
        self.warehouse.automatic_deadlines = True
        self.plan()
        for mo in made + stock:
            self.assertNotIn(mo.date_deadline, (at(9, 9), wanted))
        (rest,) = self.produce(stock, 1)
        self.plan()
        self.warehouse.automatic_deadlines = False
        self.assertEqual(made.date_deadline, at(9, 9))
        self.assertEqual(rest.date_deadline, wanted)
        self.assertEqual(by_hand.date_deadline, at(5, 9))
        self.assertFalse((made + rest).mapped("deadline_unplanned")[0])
        rest.date_deadline = at(7, 9)
        self.warehouse.automatic_deadlines = True
        self.plan()
        self.warehouse.automatic_deadlines = False
        self.assertEqual(rest.date_deadline, at(7, 9), "Set by hand")

    def test_switched_off_subassemblies_too(self):
        self.on_hand(self.leg, 1000)
        self.warehouse.automatic_deadlines = False
        parent = self.mo(self.table, 2)
        (child,) = parent._schedule_make_subassemblies({parent: {self.drawer: 2}})
        wanted = parent.date_deadline, child.date_deadline
        self.warehouse.automatic_deadlines = True
        self.plan()
        self.assertNotEqual((parent.date_deadline, child.date_deadline), wanted)
        self.warehouse.automatic_deadlines = False
        self.assertEqual((parent.date_deadline, child.date_deadline), wanted)

    def test_a_plan_that_breaks_stops_no_other_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        warehouses = self.env["stock.warehouse"]
        warehouses.search([("company_id", "=", other.id)]).automatic_deadlines = True
        request = self.env["make.schedule.plan.request"]
        self.env.flush_all()
        self.env.cr.precommit.run()
        request.search([]).unlink()
        for company in (self.company, other):
            request.create({"company_id": company.id})
        planned = []

        def plan(_self, company):
            planned.append(company)
            if company == self.company:
                raise ValueError("broken")

        with (
            patch.object(type(self.env["make.schedule.deadlines"]), "_plan", plan),
            patch.object(type(self.env["ir.cron"]), "_commit_progress"),
            patch.object(self.cr, "rollback"),
            patch.object(self.cr, "commit"),
            patch.object(schedule_plan_request, "QUIET", timedelta()),
            self.assertLogs("odoo.addons.make_schedule", "WARNING") as logs,
        ):
            request._cron_plan()
        self.assertEqual(set(planned), {self.company, other})
        self.assertEqual(len(planned), 2, "No plan is tried again at once")
        self.assertIn("broken", logs.output[0])

    def test_the_job_after_changes(self):
        self.on_hand(self.leg, 1000)
        mo = self.mo(self.stool, 3)
        self.env.flush_all()
        self.env.cr.precommit.run()
        with (
            self.enter_registry_test_mode(),
            patch.object(schedule_plan_request, "QUIET", timedelta()),
        ):
            self.env.ref("make_schedule.ir_cron_plan_changes").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(mo.date_deadline, at(0, 9))

    def test_the_job(self):
        self.on_hand(self.leg, 1000)
        mo = self.mo(self.stool, 3)
        with self.enter_registry_test_mode():
            self.env.ref("make_schedule.ir_cron_deadlines").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(mo.date_deadline, at(0, 9))

    def test_a_planner_asks_for_it(self):
        self.on_hand(self.leg, 1000)
        mo = self.mo(self.stool, 3)
        foreman = self.user("foreman", "mrp.group_mrp_user")
        mo.with_user(foreman).action_plan_deadlines()
        self.assertEqual(mo.date_deadline, at(0, 9))
        seller = self.user("seller", "sales_team.group_sale_manager")
        with self.assertRaises(AccessError):
            mo.with_user(seller).action_plan_deadlines()

    def test_settings(self):
        settings = self.env["res.config.settings"].create({})
        self.assertEqual(settings.automatic_warehouse_ids, self.warehouse)
        settings.automatic_warehouse_ids = False
        settings.execute()
        self.assertFalse(self.warehouse.automatic_deadlines)

    def test_settings_of_an_administrator_without_inventory(self):
        admin = self.user("admin2", "base.group_system,mrp.group_mrp_manager")
        settings = self.env["res.config.settings"].with_user(admin).create({})
        settings.automatic_warehouse_ids = False
        settings.execute()
        self.assertFalse(self.warehouse.automatic_deadlines)

    def test_queries_do_not_grow_with_orders(self):
        self.on_hand(self.leg, 10000)
        self.mo(self.stool, 1)
        counts = []
        for _turn in range(2):
            for _mo in range(10):
                self.mo(self.stool, 1)
            self.plan()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.plan()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)
