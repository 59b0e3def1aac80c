from odoo.fields import Command
from odoo.tests import Form, tagged

from .test_automatic_deadlines import DeadlineCase, at


@tagged("post_install", "-at_install")
class TestPlannedCenters(DeadlineCase):
    """A task goes where it ends first, and what is seen stays (behaviour 8)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls.saw.copy({"name": "Second saw"})
        cls.saw.alternative_workcenter_ids = cls.second

    def plan(self):
        self.env["make.schedule.deadlines"]._plan(self.company)
        self.env.invalidate_all()

    def centers(self, *mos):
        return [mo.workorder_ids.workcenter_id for mo in mos]

    def test_where_it_ends_first(self):
        first, second, third = (self.mo(self.stool, 1) for _number in range(3))
        self.plan()
        self.assertEqual(
            self.centers(first, second, third), [self.saw, self.second, self.saw]
        )
        self.assertEqual(second.date_deadline, at(0, 7))
        self.assertEqual(third.date_deadline, at(0, 8))
        self.assertEqual(second.workorder_ids.schedule_begin, at(0, 6))

    def test_its_own_again_when_that_is_free(self):
        first, second = self.mo(self.stool, 1), self.mo(self.stool, 1)
        self.plan()
        self.assertEqual(self.centers(second), [self.second])
        first.action_cancel()
        self.plan()
        self.assertEqual(self.centers(second), [self.saw])

    def test_another_center_takes_another_time(self):
        self.second.time_efficiency = 50
        first, second = self.mo(self.stool, 4), self.mo(self.stool, 1)
        self.plan()
        self.assertEqual(self.centers(first, second), [self.saw, self.second])
        self.assertEqual(second.workorder_ids.duration_expected, 120)
        self.assertEqual(second.date_deadline, at(0, 8))
        first.action_cancel()
        self.plan()
        self.assertEqual(second.workorder_ids.duration_expected, 60)

    def test_what_has_begun_stays(self):
        first, second = self.mo(self.stool, 1), self.mo(self.stool, 1)
        self.plan()
        second.workorder_ids.button_start()
        first.action_cancel()
        self.plan()
        self.assertEqual(self.centers(second), [self.second])

    def test_what_somebody_placed_stays(self):
        first, second = self.mo(self.stool, 1), self.mo(self.stool, 1)
        with Form(first.workorder_ids) as form:
            form.workcenter_id = self.second
        self.assertTrue(first.workorder_ids.center_manual)
        self.plan()
        self.assertEqual(self.centers(first, second), [self.second, self.saw])
        self.assertFalse(second.workorder_ids.center_manual)

    def test_odoos_own_plan_places_nothing_by_hand(self):
        mo = self.mo(self.stool, 1)
        mo.button_plan()
        self.assertFalse(mo.workorder_ids.center_manual)

    def test_without_automatic_deadlines_nothing_moves(self):
        self.warehouse.automatic_deadlines = False
        mos = [self.mo(self.stool, 1) for _number in range(2)]
        self.plan()
        self.assertEqual(self.centers(*mos), [self.saw, self.saw])

    def test_switched_off_gives_centers_back(self):
        # An hour on the saw, two on the other: each third ends first there.
        self.second.time_efficiency = 50
        mos = [self.mo(self.stool, 1) for _number in range(9)]
        self.plan()
        there = [mos[2], mos[5], mos[8]]
        self.assertEqual(self.centers(*there), [self.second] * 3)
        back, placed, begun = [mo.workorder_ids for mo in there]
        placed.workcenter_id = self.saw
        placed.workcenter_id = self.second
        begun.button_start()
        self.warehouse.automatic_deadlines = False
        self.assertEqual(
            self.centers(*there), [self.saw, self.second, self.second], "as it began"
        )
        self.assertEqual(back.duration_expected, 60)
        self.assertFalse((back + placed + begun).filtered("schedule_begin"))

    def test_archived_and_foreign_centers_are_no_choice(self):
        self.second.active = False
        mos = [self.mo(self.stool, 1) for _number in range(2)]
        self.plan()
        self.assertEqual(self.centers(*mos), [self.saw, self.saw])

    # -- what the workshop has seen -------------------------------------------------

    def test_what_is_planned_for_today_stays(self):
        self.warehouse.freeze_days = 1
        first, second = self.mo(self.stool, 2), self.mo(self.stool, 2)
        self.plan()
        self.assertEqual(self.centers(first, second), [self.saw, self.second])
        rush = self.mo(self.stool, 3)
        rush.schedule_move(before_id=first.id)
        self.plan()
        self.assertEqual(self.centers(first, second), [self.saw, self.second])
        self.assertEqual(first.date_deadline, at(0, 8))
        # Behind them, though it ranks first: 8 to 10 and 12 to 13.
        self.assertEqual(rush.date_deadline, at(0, 13))
        self.warehouse.freeze_days = 0
        self.plan()
        self.assertEqual(rush.date_deadline, at(0, 9))
        self.assertEqual(self.centers(rush, first), [self.saw, self.second])
        self.assertEqual(second.date_deadline, at(0, 10))

    def test_what_is_planned_for_later_may_move(self):
        self.warehouse.freeze_days = 1
        self.saw.alternative_workcenter_ids = False
        today, tomorrow = self.mo(self.stool, 8), self.mo(self.stool, 4)
        last = self.mo(self.stool, 2)
        self.plan()
        self.assertEqual(today.date_deadline, at(0, 16))
        last.schedule_move(before_id=today.id)
        self.plan()
        self.assertEqual(today.date_deadline, at(0, 16))
        self.assertLess(last.date_deadline, tomorrow.date_deadline)

    def test_the_warehouses_field(self):
        form = Form(self.warehouse)
        form.freeze_days = 2
        form.save()
        self.assertEqual(self.warehouse.freeze_days, 2)
        self.assertRefused(self.warehouse.write, {"freeze_days": -1}, reason="enter 0")

    def test_nobody_forges_it_by_the_api(self):
        task = self.mo(self.stool, 1).workorder_ids
        for values in ({"center_manual": True}, {"schedule_begin": at(0, 6)}):
            self.assertRefused(task.write, values)

    def test_two_plans_are_equal(self):
        """Determinism: planning again changes nothing."""
        self.bom_stool.operation_ids = [
            Command.create(
                {
                    "name": "Sand",
                    "workcenter_id": self.second.id,
                    "time_cycle_manual": 25,
                }
            )
        ]
        mos = self.env["mrp.production"].union(
            *(self.mo(self.stool, 1 + number % 3) for number in range(8))
        )
        self.plan()
        tasks = mos.workorder_ids

        def seen():
            return (
                mos.mapped("date_deadline"),
                [(t.workcenter_id, t.schedule_begin, t.schedule_load) for t in tasks],
            )

        before = seen()
        self.plan()
        self.assertEqual(seen(), before)

    def test_the_rest_stays_where_somebody_placed_it(self):
        self.on_hand(self.leg, 100)
        mo = self.mo(self.stool, 4)
        mo.workorder_ids.workcenter_id = self.second
        mo.action_set_production_status("partially_complete", 1)
        rest = mo.production_group_id.production_ids - mo
        self.plan()
        self.assertEqual(rest.workorder_ids.workcenter_id, self.second)
        again = rest.copy()
        self.assertEqual(again.workorder_ids.workcenter_id, self.second)

    def test_a_copy_is_not_where_a_plan_sent_it(self):
        self.on_hand(self.leg, 100)
        mos = self.mo(self.stool, 4) + self.mo(self.stool, 4)
        self.plan()
        mo = mos.filtered(lambda mo: mo.workorder_ids.workcenter_id == self.second)
        task = mo.copy().workorder_ids
        self.assertEqual((task.workcenter_id, task.center_manual), (self.saw, False))
        mo.action_set_production_status("partially_complete", 1)
        rest = mo.production_group_id.production_ids - mo
        self.assertFalse(rest.workorder_ids.center_manual)

    def test_placed_before_it_is_saved(self):
        form = Form(self.env["mrp.production"])
        form.product_id = self.stool
        form.product_qty = 2
        with form.workorder_ids.edit(0) as task:
            task.workcenter_id = self.second
        mo = form.save()
        mo.action_confirm()
        self.plan()
        self.assertEqual(mo.workorder_ids.workcenter_id, self.second)
        self.assertFalse(self.mo(self.stool, 2).workorder_ids.center_manual)

    def test_frozen_until_the_day_is_over(self):
        """After hours today is over; who works longer is frozen as long."""
        self.on_hand(self.leg, 100)
        self.warehouse.freeze_days = 1
        mos = self.mo(self.stool, 4) + self.mo(self.stool, 4)
        with self.now(0, 17):
            self.plan()
            new = self.mo(self.stool, 1)
            new.schedule_move(before_id=mos[0].id)
            self.plan()
            self.assertEqual(new.date_deadline, at(1, 7))
        (mos + new).action_cancel()
        self.saw.resource_calendar_id = self.calendar("Evening", (16, 22))
        self.saw.alternative_workcenter_ids = False
        first = self.mo(self.stool, 2)
        with self.now(0, 12):
            self.plan()
            self.assertEqual(first.date_deadline, at(0, 18))
            self.mo(self.stool, 1).schedule_move(before_id=first.id)
            self.plan()
            self.assertEqual(first.date_deadline, at(0, 18))
