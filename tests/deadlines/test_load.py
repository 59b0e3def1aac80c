from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.make_schedule.models.base.guard import BY_SCHEDULE

from .test_automatic_deadlines import DeadlineCase, at


@tagged("post_install", "-at_install")
class TestLoad(DeadlineCase):
    """How busy work centers are, day by day (behaviour 8)."""

    def load(self, center=None, user=None):
        """Return {day of the tests' week: hours} of a work center."""
        found = self.env["make.schedule.load"].with_user(user or self.env.user)
        groups = found._read_group(
            [("workcenter_id", "=", (center or self.saw).id)],
            ["date:day"],
            ["hours:sum"],
        )
        return {(day - at(0, 0).date()).days: hours for day, hours in groups}

    def test_a_long_task_takes_several_days(self):
        self.on_hand(self.leg, 1000)
        first, second = self.mo(self.stool, 20), self.mo(self.stool, 2)
        self.plan()
        # 8 hours a day; Wednesday is off.
        self.assertEqual(self.load(), {0: 8, 1: 8, 3: 6})
        second.schedule_move(before_id=first.id)
        with self.now(0, 8):
            self.plan()
        self.assertEqual(self.load(), {0: 6, 1: 8, 3: 8})
        lines = self.env["make.schedule.load"].search(
            [("production_id", "=", second.id)]
        )
        self.assertEqual((lines.hours, lines.product_id), (2, self.stool))
        self.assertEqual(lines.workorder_id, second.workorder_ids)

    def test_each_step_on_its_own_day(self):
        self.on_hand(self.leg, 1000)
        self.on_hand(self.drawer, 1000)
        self.mo(self.table, 4)
        self.plan()
        self.assertEqual(self.load(), {0: 8})
        self.assertEqual(self.load(self.bench), {1: 4})

    def test_without_hours_that_work_stops_at_midnight(self):
        self.saw.resource_calendar_id = self.day
        self.day.attendance_ids.unlink()
        self.day.attendance_ids = [
            Command.create(
                {
                    "name": f"Night {day} {start}",
                    "dayofweek": str(day),
                    "hour_from": start,
                    "hour_to": end,
                    "day_period": "morning",
                }
            )
            for day, start, end in ((0, 20, 24), (1, 0, 4))
        ]
        self.on_hand(self.leg, 1000)
        self.mo(self.stool, 6)
        self.plan()
        self.assertEqual(self.load(), {0: 4, 1: 2})

    def test_what_is_done_is_no_load(self):
        self.on_hand(self.leg, 1000)
        mo = self.mo(self.stool, 8)
        mo.workorder_ids.duration = 120
        self.plan()
        self.assertEqual(self.load(), {0: 6})
        mo.workorder_ids.button_finish()
        self.assertFalse(self.load())

    def test_minutes_are_not_written_all_the_time(self):
        self.on_hand(self.leg, 1000)
        task = self.mo(self.stool, 12).workorder_ids
        for minute, known in ((0, 480), (10, 480), (30, 450)):
            with self.now(0, 6, minute):
                self.plan()
            self.assertEqual(task.schedule_load["2040-01-02"], known)

    def test_with_deadlines_of_their_own(self):
        self.warehouse.automatic_deadlines = False
        self.on_hand(self.leg, 1000)
        mo = self.mo(self.stool, 20, date_deadline=at(4, 12))
        mo.workorder_ids.duration = 60
        # Four hours on Friday morning, none on Wednesday.
        self.assertEqual(self.load(), {1: 7, 3: 8, 4: 4})
        mo.date_deadline = at(3, 12)
        self.assertEqual(self.load(), {0: 7, 1: 8, 3: 4})

    def test_what_does_not_fit_before_a_deadline_is_to_be_done_at_once(self):
        self.warehouse.automatic_deadlines = False
        mo = self.mo(self.stool, 20, date_deadline=at(1, 12))
        self.assertEqual(self.load(), {0: 16, 1: 4})
        mo.date_deadline = at(-3, 12)
        self.assertEqual(self.load(), {0: 20})

    def test_each_step_ends_where_the_next_begins(self):
        self.warehouse.automatic_deadlines = False
        self.mo(self.table, 4, date_deadline=at(3, 12))
        self.assertEqual(self.load(self.bench), {3: 4})
        self.assertEqual(self.load(), {1: 6, 3: 2})

    def test_what_was_finished_out_of_turn_hands_on_what_it_waited_for(self):
        self.warehouse.automatic_deadlines = False
        self.bom_table.operation_ids = [
            Command.create(
                {
                    "name": "Paint",
                    "workcenter_id": self.saw.id,
                    "time_cycle_manual": 60,
                }
            )
        ]
        mo = self.mo(self.table, 4, date_deadline=at(3, 12))
        _cut, join, _paint = mo.workorder_ids
        join.button_finish()
        self.assertEqual(self.load(), {1: 8, 3: 4})

    def test_what_a_task_that_runs_has_done_is_no_load(self):
        self.warehouse.automatic_deadlines = False
        self.on_hand(self.leg, 1000)
        mo = self.mo(self.stool, 8, date_deadline=at(1, 16))
        with self.now(0, 8):
            mo.workorder_ids.button_start()
            self.assertEqual(self.load(), {1: 8})
        with self.now(0, 10):
            self.assertEqual(self.load(), {1: 6})

    def test_until_it_is_planned(self):
        self.on_hand(self.leg, 1000)
        self.mo(self.stool, 2, date_deadline=at(1, 16))
        later = self.mo(self.stool, 3)
        later.with_context(schedule=BY_SCHEDULE).date_deadline = at(4, 16)
        self.assertEqual(self.load(), {1: 2, 4: 3})
        self.plan()
        self.assertEqual(self.load(), {0: 5})

    def test_what_has_no_deadline_has_no_day(self):
        self.warehouse.automatic_deadlines = False
        mo = self.mo(self.stool, 20)
        self.undated(mo)
        line = self.env["make.schedule.load"].search([("production_id", "=", mo.id)])
        self.assertFalse(line.date)
        self.assertEqual(line.hours, mo.workorder_ids.duration_expected / 60)

    def test_on_the_day_of_the_work_center(self):
        self.warehouse.automatic_deadlines = False
        self.shifts.tz = "America/Los_Angeles"
        self.on_hand(self.leg, 1000)
        self.mo(self.stool, 2, date_deadline=at(1, 2))
        self.assertEqual(self.load(), {0: 2})

    def test_what_cannot_be_planned_is_on_no_day(self):
        self.on_hand(self.leg, 1000)
        self.mo(self.stool, 20)
        self.plan()
        self.assertTrue(self.load())
        self.shifts.attendance_ids.unlink()
        with self.assertLogs("odoo.addons.make_schedule", "WARNING"):
            self.plan()
        self.assertFalse(self.load())

    def test_who_sees_it(self):
        self.on_hand(self.leg, 1000)
        self.mo(self.stool, 2)
        self.plan()
        foreman = self.user("foreman", "mrp.group_mrp_user")
        self.assertEqual(self.load(user=foreman), {0: 2})
        seller = self.user("seller", "sales_team.group_sale_salesman_all_leads")
        with self.assertRaises(AccessError):
            self.load(user=seller)
        other = self.env["res.company"].create({"name": "Other"})
        found = self.env["make.schedule.load"].with_context(
            allowed_company_ids=other.ids
        )
        self.assertFalse(found.search([]))
