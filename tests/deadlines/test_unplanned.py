from odoo.fields import Command
from odoo.tests import tagged

from .test_automatic_deadlines import DeadlineCase, at


@tagged("post_install", "-at_install")
class TestUnplanned(DeadlineCase):
    """What automatic deadlines find no time for says so, and why (behaviour 8)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.on_hand(cls.leg, 1000)

    def stop(self):
        """Nobody works at the saw any more."""
        self.hours = [
            Command.create(
                {
                    "name": "Shift",
                    "dayofweek": "0",
                    "hour_from": 6,
                    "hour_to": 10,
                    "day_period": "morning",
                }
            )
        ]
        self.shifts.attendance_ids.unlink()

    def test_a_center_that_never_works(self):
        mo = self.mo(self.stool)
        self.stop()
        with self.assertLogs("odoo.addons.make_schedule", "WARNING") as logs:
            self.assertEqual(self.deadlines(mo), [False])
        self.assertIn(mo.name, logs.output[0])
        self.assertIn("Saw", mo.unplanned_reason)
        self.assertFalse(mo.deadline_late)
        self.assertFalse(mo.workorder_ids.production_deadline)

    def test_only_the_center_that_never_works_is_named(self):
        self.on_hand(self.drawer, 10)
        table = self.mo(self.table)
        self.assertEqual(table.workorder_ids.workcenter_id, self.saw + self.bench)
        self.stop()
        self.deadlines(table)
        self.assertIn("Saw", table.unplanned_reason)
        self.assertNotIn("Bench", table.unplanned_reason)

    def test_what_waits_for_it(self):
        self.bom_table.bom_line_ids = [
            Command.create({"product_id": self.stool.id, "product_qty": 1})
        ]
        self.on_hand(self.drawer, 100)
        first, table = self.mo(self.stool), self.mo(self.table)
        self.stop()
        self.assertEqual(self.deadlines(first, table), [False, False])
        self.assertIn("Saw", first.unplanned_reason)
        self.assertIn(first.name, table.unplanned_reason)

    def test_the_way_back(self):
        mo = self.mo(self.stool)
        self.stop()
        self.deadlines(mo)
        self.shifts.attendance_ids = self.hours
        self.assertEqual(self.deadlines(mo), [at(0, 7)])
        self.assertFalse(mo.unplanned_reason)
        self.assertFalse(mo.unplanned_by)

    def test_another_center_does_it(self):
        other = self.env["mrp.workcenter"].create(
            {"name": "Old Saw", "resource_calendar_id": self.day.id}
        )
        self.saw.alternative_workcenter_ids = other
        mo = self.mo(self.stool)
        self.stop()
        self.assertEqual(self.deadlines(mo), [at(0, 9)])
        self.assertFalse(mo.unplanned_reason)

    def test_set_by_hand(self):
        mo = self.mo(self.stool)
        self.stop()
        self.deadlines(mo)
        mo.date_deadline = at(3, 12)
        self.assertFalse(mo.unplanned_reason)
        self.assertEqual(self.deadlines(mo), [at(3, 12)])
        mo.date_deadline = False
        self.assertEqual(self.deadlines(mo), [False])
        self.assertIn("Saw", mo.unplanned_reason)

    def test_switched_off(self):
        order = self.order((self.stool, 2), commitment_date=at(4, 12))
        mo, stock = self.mto(order), self.mo(self.stool)
        was = stock.date_deadline
        self.stop()
        self.assertEqual(self.deadlines(mo, stock), [False, False])
        self.warehouse.automatic_deadlines = False
        self.assertEqual((mo.date_deadline, stock.date_deadline), (at(4, 12), was))
        self.assertFalse(mo.unplanned_reason or stock.unplanned_reason)

    def test_closed_ones_say_nothing(self):
        mo = self.mo(self.stool)
        self.stop()
        self.deadlines(mo)
        self.produce(mo)
        self.assertFalse(mo.unplanned_reason)
        self.assertFalse(mo.copy().unplanned_by)
