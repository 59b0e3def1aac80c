from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..make_to_order.test_order_change import OrderChangeCase


@tagged("post_install", "-at_install")
class TestTaskFinish(OrderChangeCase):
    """The last task of an order finishes it, and a task can be taken back
    (behaviour 8)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        saw = cls.env["mrp.workcenter"].create({"name": "Saw"})
        cls.bom_stool.operation_ids = [
            Command.create({"name": name, "workcenter_id": saw.id, "sequence": at})
            for at, name in enumerate(("Cut", "Glue"))
        ]
        cls.on_hand(cls.leg, 100)
        cls.made_of = cls.mo(cls.stool, 5)
        cls.cut, cls.glue = cls.made_of.workorder_ids

    def finish(self, task):
        task.button_start()
        return task.action_finish_task()

    def undo(self, action):
        undo = action["params"]["undo"]
        tasks = self.env[undo["model"]].browse(undo["args"][0])
        return getattr(tasks, undo["method"])(*undo["args"][1:])

    def test_a_finished_task_keeps_its_quantity(self):
        self.assertEqual(self.cut.task_quantity, 5)
        action = self.finish(self.cut)
        self.assertEqual((self.cut.state, self.cut.task_quantity), ("done", 5))
        self.assertIn("Cut", action["params"]["message"])
        self.assertEqual(self.made_of.production_status, "in_progress")

    def test_it_is_taken_back(self):
        self.cut.button_start()
        legs = self.made_of.move_raw_ids
        begun = legs.picked, legs.quantity
        action = self.cut.action_finish_task()
        self.undo(action)
        self.assertEqual((legs.picked, legs.quantity), begun)
        self.assertEqual((self.cut.state, self.cut.task_quantity), ("progress", 5))
        self.finish(self.cut)
        self.finish(self.glue)
        self.assertEqual(self.made_of.state, "done")
        self.assertEqual(self.stool.qty_available, 5)

    def test_undo_leaves_what_was_recorded_before(self):
        self.bom_stool.bom_line_ids.operation_id = self.bom_stool.operation_ids[0]
        mo = self.mo(self.stool, 200)
        cut, legs = mo.workorder_ids[0], mo.move_raw_ids
        cut.button_start()
        cut.qty_produced = 3
        before = legs.quantity, legs.picked
        action = cut.action_finish_task()
        self.assertTrue(legs.picked)
        self.undo(action)
        self.assertEqual((legs.quantity, legs.picked), before)
        self.assertEqual((cut.state, cut.qty_produced), ("progress", 3))

    def test_taken_back_later_what_was_consumed_stays(self):
        self.bom_stool.bom_line_ids.operation_id = self.bom_stool.operation_ids[0]
        mo = self.mo(self.stool, 200)
        cut, legs = mo.workorder_ids[0], mo.move_raw_ids
        self.finish(cut)
        self.assertEqual(legs.quantity, 600)
        cut.action_reopen_task()
        self.assertEqual((legs.quantity, legs.picked), (600, True))
        # More than was there: Done asks.
        self.assertIn("Leg", mo._schedule_missing_text())

    def test_the_last_one_finishes_the_order(self):
        self.finish(self.cut)
        action = self.finish(self.glue)
        self.assertEqual(self.made_of.state, "done")
        self.assertEqual(self.made_of.qty_produced, 5)
        self.assertIn(self.made_of.name, action["params"]["message"])
        self.assertRefused(self.glue.action_reopen_task, reason=self.made_of.name)

    def test_in_any_order_and_several_at_once(self):
        other = self.mo(self.stool, 2)
        tasks = self.glue + other.workorder_ids
        tasks.button_start()
        action = tasks.action_finish_task()
        self.assertEqual((self.made_of.state, other.state), ("progress", "done"))
        for said in (other.name, self.made_of.name):
            self.assertIn(said, action["params"]["message"])
        self.undo(action)
        self.assertEqual(self.glue.state, "progress")

    def test_what_is_missing_is_asked_first(self):
        short = self.mo(self.stool, 500)
        short.workorder_ids.button_start()
        action = short.workorder_ids.action_finish_task()
        self.assertEqual(action["res_model"], "make.schedule.status")
        wizard = self.env["make.schedule.status"].browse(action["res_id"])
        self.assertIn(self.leg.name, wizard.missing)
        self.assertEqual(short.state, "to_close")
        self.assertEqual(set(short.workorder_ids.mapped("state")), {"done"})
        # The way back is open.
        short.workorder_ids[1].action_reopen_task()
        self.assertEqual(short.state, "progress")

    def test_what_odoo_asks_is_said(self):
        self.stool.tracking = "serial"
        mo = self.mo(self.stool, 2)
        mo.workorder_ids.button_start()
        action = mo.workorder_ids.action_finish_task()
        self.assertIn(mo.name, action["params"]["message"])
        self.assertEqual(action["params"]["next"]["res_model"], "mrp.production")
        self.assertEqual(mo.state, "to_close")

    def test_made_to_order(self):
        order = self.order((self.stool, 3))
        mo = self.mto(order)
        mo.workorder_ids.button_start()
        mo.workorder_ids.action_finish_task()
        self.assertEqual(mo.state, "done")
        self.assertEqual(order.sales_items_availability, "in_stock")

    def test_who_may(self):
        foreman = self.user("foreman", "mrp.group_mrp_user")
        seller = self.user("seller", "sales_team.group_sale_salesman")
        self.cut.button_start()
        with self.assertRaises(AccessError):
            self.cut.with_user(seller).action_finish_task()
        self.cut.with_user(foreman).action_finish_task()
        with self.assertRaises(AccessError):
            self.cut.with_user(seller).action_reopen_task()
        self.cut.with_user(foreman).action_reopen_task()
        self.assertEqual(self.cut.state, "progress")

    def test_hours(self):
        self.cut.duration_expected = 90
        self.assertEqual(self.cut.expected_hours, 1.5)
