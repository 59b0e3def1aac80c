from contextlib import contextmanager
from datetime import datetime, timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import Form, tagged

from odoo.addons.make_schedule.models.base.guard import BY_SCHEDULE

from ..common import ScheduleCase

# A Monday; calendars of the tests are in UTC.
MONDAY = datetime(2040, 1, 2, 6)


def at(day, hour, minute=0):
    """Return a time of the tests' week, from Monday = 0."""
    midnight = MONDAY.replace(hour=0)
    return midnight + timedelta(days=day, hours=hour, minutes=minute)


class DeadlineCase(ScheduleCase):
    """Two shifts on the saw, one on the bench; Wednesday is a holiday."""

    def few_and_many(self):
        """Return two orders that are made to order, and eight with them."""
        few = self.order((self.stool, 1)) + self.order((self.stool, 1))
        self.mto(few)
        many = few
        for _number in range(6):
            many += self.order((self.stool, 1))
        self.mto(many - few)
        return few, many

    def counting(self, field):
        """Return what counts the queries of reading a field of orders, of which
        nothing is known."""

        def count(orders):
            self.env.invalidate_all()
            self.env["make.schedule.allocation"]._forget()
            before = self.cr.sql_log_count
            orders.mapped(field)
            return self.cr.sql_log_count - before

        return count

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(MONDAY))
        cls.shifts = cls.calendar("Two shifts", (6, 10), (12, 16))
        cls.day = cls.calendar("Day", (8, 16))
        cls.company.resource_calendar_id = cls.day
        cls.saw, cls.bench = cls.env["mrp.workcenter"].create(
            [
                {"name": "Saw", "resource_calendar_id": cls.shifts.id},
                {"name": "Bench", "resource_calendar_id": cls.day.id},
            ]
        )
        cls.holiday()
        cls.warehouse.automatic_deadlines = True
        for bom in cls.bom_stool + cls.bom_table:
            bom.company_id = cls.company
        cls.bom_stool.operation_ids = [
            Command.create(
                {
                    "name": "Cut",
                    "workcenter_id": cls.saw.id,
                    "time_cycle_manual": 60,
                }
            )
        ]
        cls.bom_table.operation_ids = [
            Command.create(
                {
                    "name": name,
                    "workcenter_id": center.id,
                    "time_cycle_manual": minutes,
                }
            )
            for name, center, minutes in (
                ("Cut", cls.saw, 120),
                ("Join", cls.bench, 60),
            )
        ]

    @classmethod
    def calendar(cls, name, *hours):
        """Create a calendar of these (from, to) hours, Monday to Friday."""
        return cls.env["resource.calendar"].create(
            {
                "name": name,
                "tz": "UTC",
                "company_id": cls.company.id,
                "hours_per_day": sum(end - start for start, end in hours),
                "attendance_ids": [Command.clear()]
                + [
                    Command.create(
                        {
                            "name": f"{day} {start}",
                            "dayofweek": str(day),
                            "hour_from": start,
                            "hour_to": end,
                            "day_period": "morning" if start < 12 else "afternoon",
                        }
                    )
                    for day in range(5)
                    for start, end in hours
                ],
            }
        )

    @classmethod
    def holiday(cls):
        cls.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "company_id": cls.company.id,
                "date_from": at(2, 0),
                "date_to": at(2, 23, 59),
            }
        )

    @contextmanager
    def now(self, day, hour, minute=0):
        """Stop the clock, also the transaction's, by which Odoo counts open work."""
        moment = at(day, hour, minute)
        with freeze_time(moment), patch.object(self.cr, "_now", moment):
            yield

    def plan(self):
        return self.env["make.schedule.deadlines"]._plan(self.company)

    def deadlines(self, *mos):
        self.plan()
        return [mo.date_deadline for mo in mos]


@tagged("post_install", "-at_install")
class TestAutomaticDeadlines(DeadlineCase):
    """By rank through the work centers' calendars (behaviour 8)."""

    def test_by_rank(self):
        self.on_hand(self.leg, 1000)
        first, second = self.mo(self.stool, 3), self.mo(self.stool, 10)
        # 8 hours a day on the saw; Wednesday is off.
        self.assertEqual(self.deadlines(first, second), [at(0, 9), at(1, 13)])
        second.schedule_move(before_id=first.id)
        self.assertEqual(self.deadlines(first, second), [at(1, 13), at(1, 8)])
        third = self.mo(self.stool, 4)
        self.assertEqual(self.deadlines(third), [at(3, 7)])

    def test_steps_of_one_order_follow_each_other(self):
        self.on_hand(self.leg, 1000)
        self.on_hand(self.drawer, 1000)
        table, stool = self.mo(self.table, 2), self.mo(self.stool, 2)
        # Cut from 6 to 10 on the saw, joined from 10 to 12 on the bench.
        self.assertEqual(self.deadlines(table, stool), [at(0, 12), at(0, 14)])

    def test_a_middle_step_that_was_finished_first(self):
        self.on_hand(self.leg, 1000)
        self.on_hand(self.drawer, 1000)
        operations = self.bom_table.operation_ids
        operations[1].copy({"name": "Paint", "bom_id": self.bom_table.id})
        self.bom_table.allow_operation_dependencies = True
        cut, join, paint = self.bom_table.operation_ids
        join.blocked_by_operation_ids = cut
        paint.blocked_by_operation_ids = join
        mo = self.mo(self.table, 1)
        first, middle, last = mo.workorder_ids.sorted("id")
        self.assertEqual(last.blocked_by_workorder_ids, middle)
        middle.button_finish()
        deadlines = self.env["make.schedule.deadlines"]
        tasks = {task.key: task for task in deadlines._tasks(mo)}
        self.assertEqual(tasks[last.id].after, (first.id,))

    def test_days_off_of_one_work_center(self):
        self.on_hand(self.leg, 1000)
        mo = self.mo(self.stool, 3)
        leave = {
            "name": "Repair",
            "calendar_id": self.shifts.id,
            "resource_id": self.saw.resource_id.id,
            "company_id": self.company.id,
            "date_from": at(0, 0),
            "date_to": at(0, 12),
        }
        self.env["resource.calendar.leaves"].create(leave)
        self.assertEqual(self.deadlines(mo), [at(0, 15)])

    def test_without_operations_the_lead_time(self):
        self.on_hand(self.board, 1000)
        # Two at a time: nothing limits them.
        mos = self.mo(self.drawer, 1), self.mo(self.drawer, 50)
        self.assertEqual(self.deadlines(*mos), [at(0, 16)] * 2)
        self.bom_drawer.produce_delay = 3
        self.assertEqual(self.deadlines(*mos), [at(4, 16)] * 2)
        with self.now(0, 17):
            self.assertEqual(self.deadlines(*mos), [at(7, 16)] * 2)
        self.company.resource_calendar_id = False
        self.company.partner_id.tz = "Asia/Tokyo"
        self.assertEqual(self.deadlines(*mos), [at(3, 15)] * 2)

    def test_a_lead_time_that_has_begun(self):
        self.on_hand(self.board, 1000)
        self.bom_drawer.produce_delay = 3
        mo, other = self.mo(self.drawer, 1), self.mo(self.drawer, 1)
        with self.now(0, 15):
            mo.action_set_production_status("in_progress")
        with self.now(3, 9):
            self.assertEqual(self.deadlines(mo, other), [at(4, 16), at(8, 16)])
        with self.now(7, 9):
            self.assertEqual(self.deadlines(mo), [at(7, 16)])
            mo.action_set_production_status("not_started")
            self.assertEqual(self.deadlines(mo), [at(10, 16)])

    def test_a_lead_time_that_began_on_the_form(self):
        self.on_hand(self.board, 1000)
        self.bom_drawer.produce_delay = 3
        mo = self.mo(self.drawer, 2)
        # Due in a month, it was to be begun later than it was.
        for_order = self.mto(
            self.order((self.drawer, 2), commitment_date=at(30, 8)),
        )
        with self.now(7, 9):
            for started in mo + for_order:
                form = Form(started)
                form.qty_producing = 1
                form.save()
                self.assertEqual(started.date_begun, at(7, 9))
            self.assertEqual(self.deadlines(mo, for_order), [at(10, 16)] * 2)
        with self.now(8, 9):
            mo.action_set_production_status("partially_complete", 1)
            rest = mo.production_group_id.production_ids - mo
            self.assertEqual(self.deadlines(rest), [at(10, 16)], "It has begun")

    def test_one_forgotten_order_holds_up_no_other(self):
        self.on_hand(self.board, 1000)
        self.bom_drawer.produce_delay = 20
        old, new = self.mo(self.drawer, 1), self.mo(self.drawer, 1)
        old.action_set_production_status("in_progress")
        for days in (690, 3 * 365):
            begun = MONDAY - timedelta(days=days)
            old.with_context(schedule=BY_SCHEDULE).date_begun = begun
            # 20 working days, and the holiday.
            self.assertEqual(self.deadlines(old, new), [at(0, 16), at(29, 16)])

    def test_a_holiday_of_another_company(self):
        self.on_hand(self.board, 1000)
        self.on_hand(self.leg, 1000)
        other = self.env["res.company"].create({"name": "Other"})
        self.env.user.company_ids += other
        leaves = self.env["resource.calendar.leaves"]
        leave = leaves.with_context(allowed_company_ids=other.ids).create(
            {"name": "Theirs", "date_from": at(0, 0), "date_to": at(1, 23, 59)}
        )
        self.assertEqual((leave.company_id, leave.calendar_id.ids), (other, []))
        mos = self.mo(self.drawer, 1), self.mo(self.stool, 1)
        self.assertEqual(self.deadlines(*mos), [at(0, 16), at(0, 7)])

    def test_nothing_left_to_do_is_due_when_the_day_ends(self):
        self.on_hand(self.leg, 1000)
        mo = self.mo(self.stool, 1)
        mo.workorder_ids.button_start()
        with self.now(0, 9):
            self.assertEqual(self.deadlines(mo), [at(0, 16)])
        self.bom_stool.operation_ids.time_cycle_manual = 0
        self.assertEqual(self.deadlines(self.mo(self.stool, 1)), [at(0, 16)])

    def test_minutes_do_not_move_deadlines(self):
        self.on_hand(self.leg, 1000)
        mos = self.mo(self.stool, 1), self.mo(self.stool, 1)
        mos[0].workorder_ids.button_start()
        for minute in (1, 25, 59):
            with self.now(0, 6, minute):
                self.assertEqual(self.deadlines(*mos), [at(0, 7), at(0, 8)])
        mos[0].workorder_ids.button_pending()
        mos[0].workorder_ids.time_ids.unlink()
        for minute in (16, 29):
            with self.now(0, 6, minute):
                self.assertEqual(self.deadlines(*mos), [at(0, 7, 30), at(0, 8, 30)])

    def test_what_somebody_set_stays_and_keeps_its_place(self):
        self.on_hand(self.leg, 1000)
        pinned, other = self.mo(self.stool, 3), self.mo(self.stool, 1)
        pinned.date_deadline = at(4, 12)
        self.assertEqual(self.deadlines(pinned, other), [at(4, 12), at(0, 10)])
        pinned.date_deadline = False
        self.assertEqual(self.deadlines(pinned, other), [at(0, 9), at(0, 10)])

    def test_what_somebody_set_when_creating_it_stays(self):
        self.on_hand(self.leg, 1000)
        form = Form(self.env["mrp.production"])
        form.product_id = self.stool
        default = form.save()
        form = Form(self.env["mrp.production"])
        form.product_id = self.stool
        form.date_deadline = at(10, 12)
        typed = form.save()
        (default + typed).action_confirm()
        imported = self.mo(self.stool, 1, date_deadline=at(11, 12))
        self.assertEqual(
            self.deadlines(default, typed, imported),
            [at(0, 7), at(10, 12), at(11, 12)],
        )
        self.assertEqual(
            (default + typed + imported).mapped("deadline_manual"), [False, True, True]
        )

    def test_a_date_set_by_hand_that_has_passed_was_not_kept(self):
        self.on_hand(self.leg, 1000)
        self.on_hand(self.board, 1000)
        self.bom_drawer.produce_delay = 2
        table, drawer = self.mo(self.table, 1), self.mo(self.drawer, 1)
        drawer.date_deadline = at(1, 12)
        self.assertEqual(self.deadlines(table), [at(1, 15)])
        drawer.date_deadline = at(-3, 12)
        self.assertEqual(self.deadlines(table), [at(4, 9)])

    def test_what_is_bought_is_waited_for(self):
        self.receipt(self.leg, 3, at(1, 12))
        waits, none = self.mo(self.stool, 1), self.mo(self.stool, 1)
        # Nobody buys for the other: what is missing is said elsewhere.
        self.assertEqual(self.deadlines(waits, none), [at(1, 13), at(0, 7)])
        self.assertEqual(waits.availability_date, at(1, 12))
        self.assertFalse(waits.availability_late)

    def test_what_another_order_makes_is_waited_for(self):
        self.on_hand(self.leg, 1000)
        self.on_hand(self.board, 1000)
        self.bom_drawer.produce_delay = 2
        table, drawer = self.mo(self.table, 1), self.mo(self.drawer, 1)
        self.assertEqual(self.deadlines(drawer, table), [at(3, 16), at(4, 9)])

    def test_subassemblies_first(self):
        self.on_hand(self.leg, 1000)
        self.on_hand(self.board, 1000)
        self.bom_drawer.produce_delay = 2
        table = self.mo(self.table, 1)
        action = table.action_make_subassemblies()
        self.env[action["res_model"]].browse(action["res_id"]).action_create()
        drawer = table._schedule_children()
        self.assertEqual(self.deadlines(drawer, table), [at(3, 16), at(4, 9)])

    def test_work_that_is_going_on(self):
        self.on_hand(self.leg, 1000)
        mo = self.mo(self.stool, 4)
        mo.workorder_ids.duration = 90
        self.assertEqual(mo.workorder_ids.state, "progress")
        with self.now(0, 7, 30):
            self.assertEqual(self.deadlines(mo), [at(0, 10)])
            mo.workorder_ids.button_finish()
            self.assertEqual(self.deadlines(mo), [at(0, 16)])

    def test_an_order_that_will_be_late(self):
        self.on_hand(self.leg, 1000)
        order = self.order((self.stool, 20), commitment_date=at(1, 12))
        mo = self.mto(order)
        self.assertEqual(self.deadlines(mo), [at(3, 10)])
        self.assertGreater(mo.date_deadline, mo.schedule_deadline)
        late = [("deadline_late", "=", True), ("company_id", "=", self.company.id)]
        self.assertEqual(self.env["mrp.production"].search(late), mo)
        self.assertEqual(order.availability_date, at(3, 10))
        self.assertTrue(order.availability_late)
        order.commitment_date = at(4, 12)
        self.assertEqual(mo.date_deadline, at(3, 10), "It follows the work centers")
        self.assertFalse(order.availability_late)

    def test_switched_off(self):
        self.on_hand(self.leg, 1000)
        order = self.order((self.stool, 2), commitment_date=at(4, 12))
        mo, stock = self.mto(order), self.mo(self.stool)
        self.assertEqual(self.deadlines(mo, stock), [at(0, 8), at(0, 9)])
        self.warehouse.automatic_deadlines = False
        self.assertEqual(mo.date_deadline, at(4, 12))
        self.assertFalse(self.plan())
        self.assertRefused(mo.action_plan_deadlines, reason=self.company.name)

    def test_switched_off_none_is_back_too(self):
        self.on_hand(self.leg, 1000)
        self.warehouse.automatic_deadlines = False
        mo, dated = self.mo(self.stool), self.mo(self.stool)
        self.undated(mo)
        before = dated.date_deadline
        for planned in (False, True):
            self.warehouse.automatic_deadlines = True
            self.assertEqual(self.deadlines(mo, dated), [at(0, 7), at(0, 8)])
            if planned:
                # What is to be made is due then, too.
                (mo + dated).button_plan()
                self.assertTrue(mo.move_finished_ids.date_deadline)
            self.warehouse.automatic_deadlines = False
            self.assertFalse(mo.date_deadline)
            self.assertEqual(dated.date_deadline, before)
            self.assertFalse((mo + dated).filtered("deadline_unplanned"))

    def test_planning_is_offered_where_it_can_be_done(self):
        def offered():
            bindings = self.env["ir.actions.actions"].get_bindings("mrp.production")
            plan = self.env.ref("make_schedule.action_plan_deadlines")
            return plan.id in [action["id"] for action in bindings["action"]]

        self.assertTrue(offered())
        self.warehouse.automatic_deadlines = False
        self.assertFalse(offered())
        bindings = self.env["ir.actions.actions"].get_bindings("sale.order")
        self.assertTrue(bindings["action"], "Others are as they were")

    def test_late_before_it_is_planned(self):
        """What can be there late only is late at once, for filter, row and preview."""
        self.on_hand(self.leg, 1000)
        order = self.order((self.stool, 1), commitment_date=at(1, 12))
        big = self.order((self.stool, 40), commitment_date=at(9, 12))
        (order + big).action_make_to_order()
        self.assertFalse(order.schedule_late)
        moves = order.schedule_preview(after_id=big.id)["orders"]
        late = {found["order_id"]: found["late"] for found in moves}
        self.assertEqual(late[order.id], [False, True])
        order.schedule_move(after_id=big.id)
        self.assertTrue(order.schedule_late)
        self.assertTrue(order.mto_production_ids.deadline_late)
        late = [("schedule_late", "=", True), ("id", "in", (order + big).ids)]
        self.assertEqual(order.search(late), order)
        self.plan()
        self.env.invalidate_all()
        self.assertTrue(order.schedule_late)
