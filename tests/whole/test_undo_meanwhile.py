from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import StockCase

BROKEN = {"status": "blocked", "reason": "Saw is broken"}


@tagged("post_install", "-at_install")
class TestUndoMeanwhile(StockCase):
    """An Undo takes back one's own action, never what somebody else did since."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        saw = cls.env["mrp.workcenter"].create({"name": "Saw"})
        cls.bom_stool.company_id = cls.company
        cls.bom_stool.operation_ids = [
            Command.create({"name": name, "workcenter_id": saw.id, "sequence": at})
            for at, name in enumerate(("Cut", "Glue"))
        ]
        cls.on_hand(cls.leg, 100)
        cls.stools = cls.mo(cls.stool, 5)
        cls.cut, cls.glue = cls.stools.workorder_ids
        cls.ann, cls.bob = (
            cls.user(login, "mrp.group_mrp_user") for login in ("ann", "bob")
        )

    def by(self, user, record):
        """Return a record as another request of a user finds it."""
        self.env.flush_all()
        self.env.invalidate_all()
        return record.with_user(user)

    def back(self, action, user=None):
        """Press Undo."""
        undo = action["params"]["undo"]
        ids, *args = undo["args"]
        records = self.by(user or self.env.user, self.env[undo["model"]].browse(ids))
        told = getattr(records, undo["method"])(*args)
        self.by(self.env.user, records)
        return told

    def refused(self, action, user=None):
        with self.assertRaisesRegex(UserError, "Changed since"):
            self.back(action, user)

    def starts(self):
        return self.by(self.ann, self.stools).action_ask_production_status(
            "in_progress"
        )

    def test_nobody_else_did_anything(self):
        self.back(self.starts(), self.ann)
        self.assertEqual(self.stools.production_status, "not_started")

    def test_somebody_else_works_at_it_too(self):
        action = self.by(self.ann, self.cut).action_start_task()
        self.by(self.bob, self.cut).action_start_task()
        self.back(action, self.ann)
        self.assertEqual(self.cut.state, "progress")
        self.assertEqual(self.cut.time_ids.user_id, self.bob)

    def test_somebody_else_has_begun_the_next_task(self):
        action = self.starts()
        self.by(self.bob, self.glue).action_start_task()
        self.refused(action, self.ann)
        self.assertEqual(self.glue.time_ids.filtered("date_start").user_id, self.bob)
        self.assertEqual(self.stools.production_status, "in_progress")

    def test_it_is_blocked_since(self):
        action = self.starts()
        self.by(self.bob, self.stools).action_set_production_status(**BROKEN)
        self.refused(action, self.ann)
        self.assertEqual(self.stools.blocked_reason, "Saw is broken")

    def test_it_is_done_since(self):
        action = self.starts()
        self.by(self.bob, self.stools).action_set_production_status("done")
        self.refused(action, self.ann)
        self.assertFalse(self.stools.taken_back_id)
        self.assertEqual(self.stool.stock_in_stock, 5)

    def test_unblocked_and_blocked_for_another_reason(self):
        self.stools.action_set_production_status(**BROKEN)
        action = self.by(self.ann, self.cut).action_go_on()
        again = {**BROKEN, "reason": "No glue"}
        self.by(self.bob, self.stools).action_set_production_status(**again)
        self.refused(action, self.ann)
        self.assertEqual(self.stools.blocked_reason, "No glue")

    def test_no_start_of_what_is_blocked(self):
        """By the Undo of a pause, or from a screen that does not know yet."""
        self.by(self.ann, self.cut).action_start_task()
        action = self.by(self.ann, self.cut).action_pause_task()
        self.by(self.bob, self.stools).action_set_production_status(**BROKEN)
        with self.assertRaisesRegex(UserError, "is blocked: Saw is broken"):
            self.back(action, self.ann)
        self.assertEqual(self.stools.blocked_reason, "Saw is broken")

    def test_another_deadline_since(self):
        now = fields.Datetime.now().replace(microsecond=0)
        first, second = now + timedelta(20), now + timedelta(30)
        for document, name in (
            (self.order((self.table, 5)), "commitment_date"),
            (self.stools, "date_deadline"),
        ):
            with self.subTest(document._name):
                before = document[name]
                action = document.schedule_set_deadline(str(first))
                document.schedule_set_deadline(str(second))
                self.refused(action)
                self.assertEqual(document[name], second)
                document.schedule_set_deadline(str(first))
                self.back(action)
                self.assertEqual(document[name], before)

    def test_no_deadline_and_then_one(self):
        order = self.order((self.table, 5))
        tomorrow = fields.Datetime.now().replace(microsecond=0) + timedelta(1)
        order.commitment_date = tomorrow
        action = order.schedule_set_deadline(False)
        order.schedule_set_deadline(str(tomorrow + timedelta(9)))
        self.refused(action)
        never = "9999-12-31 11:00:00"
        order.commitment_date = never
        self.back(order.schedule_set_deadline(str(tomorrow)))
        self.assertEqual(str(order.commitment_date), never)

    def test_something_is_recorded_since(self):
        self.bom_stool.operation_ids.unlink()
        stools = self.mo(self.stool, 5)
        action = self.by(self.ann, stools).action_ask_production_status("in_progress")
        self.by(self.bob, stools).qty_producing = 3
        stools._set_qty_producing()
        self.refused(action, self.ann)
        self.assertEqual(stools.qty_producing, 3)

    def test_somebody_else_has_worked_at_it_since(self):
        action = self.by(self.ann, self.cut).action_start_task()
        self.by(self.bob, self.cut).action_start_task()
        self.by(self.bob, self.cut).action_pause_task()
        self.back(action, self.ann)
        self.assertEqual(self.cut.state, "progress")
        self.assertEqual(self.cut.time_ids.user_id, self.bob)

    def test_what_is_blocked_is_not_finished(self):
        self.by(self.ann, self.cut).action_start_task()
        self.by(self.bob, self.stools).action_set_production_status(**BROKEN)
        with self.assertRaisesRegex(UserError, "is blocked: Saw is broken"):
            self.by(self.ann, self.cut).action_finish_task()

    def test_what_was_taken_back_is_worked_at(self):
        self.cut.action_start_task()
        self.cut.action_finish_task()
        action = self.by(self.ann, self.cut).action_reopen_task()
        self.by(self.bob, self.cut).action_start_task()
        self.refused(action, self.ann)
        self.assertEqual(self.cut.state, "progress")

    def test_a_dialog_takes_back_nothing_unasked(self):
        action = self.by(self.ann, self.stools).action_ask_production_status()
        dialog = self.env["make.schedule.status"].browse(action["res_id"])
        dialog.status = "in_progress"
        self.by(self.bob, self.stools).action_set_production_status("done")
        with self.assertRaisesRegex(UserError, "Changed since"):
            self.by(self.ann, dialog).action_apply()
        self.assertFalse(self.stools.taken_back_id)

    def test_a_work_center_in_use_is_not_blocked_again(self):
        halts = self.env["mrp.workcenter.productivity"]
        loss = self.env.ref("mrp.block_reason0")
        center = self.cut.workcenter_id
        halts.create({"workcenter_id": center.id, "loss_id": loss.id}).button_block()
        action = self.by(self.ann, self.cut).action_unblock_center()
        self.by(self.bob, self.cut).action_start_task()
        self.refused(action, self.ann)
        self.assertEqual(self.by(self.bob, center).working_state, "done")

    def test_another_promise_since(self):
        self.on_hand(self.stool, 5)
        order = self.order((self.stool, 5))
        action = order.action_promise()
        later = order.commitment_date + timedelta(8)
        order.commitment_date = later
        self.refused(action)
        self.assertEqual(order.commitment_date, later)

    def test_moved_by_somebody_else_since(self):
        first, second, third = (self.order((self.table, 1)) for _number in range(3))
        found = third.schedule_drag(before_id=first.id)
        third.schedule_drag(after_id=second.id)
        with self.assertRaisesRegex(UserError, "Changed since"):
            third.schedule_drag_back(found["back"])
        # It is another document that has moved: that changes nothing of it.
        found = third.schedule_drag(before_id=first.id)
        first.schedule_drag(after_id=second.id)
        third.schedule_drag_back(found["back"])
        # Below what it stood below.
        self.assertEqual(self.sell(), first.browse([second.id, third.id, first.id]))

    def test_ranked_and_moved_since(self):
        orders = [
            self.order((self.table, 1), commitment_date=f"2040-01-0{day}")
            for day in (3, 2, 1)
        ]
        ranked = self.env["sale.order"].concat(*orders)
        action = ranked.action_rank_by("deadline")
        orders[0].schedule_move(before_id=orders[2].id)
        self.refused(action)
        self.assertEqual(orders[0].schedule_position, 1)
