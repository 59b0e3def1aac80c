from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..make_to_order.test_order_change import OrderChangeCase


@tagged("post_install", "-at_install")
class TestTaskUndo(OrderChangeCase):
    """Each button of a task says what it did and offers the way back (behaviour 2)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.saw = cls.env["mrp.workcenter"].create({"name": "Saw"})
        cls.bom_stool.operation_ids = [
            Command.create({"name": name, "workcenter_id": cls.saw.id, "sequence": at})
            for at, name in enumerate(("Cut", "Glue"))
        ]
        cls.bom_stool.bom_line_ids.operation_id = cls.bom_stool.operation_ids[0]
        cls.on_hand(cls.leg, 100)
        cls.made_of = cls.mo(cls.stool, 5)
        cls.cut, cls.glue = cls.made_of.workorder_ids

    def undo(self, action, user=None):
        self.assertEqual(action["tag"], "make_schedule.told")
        undo = action["params"]["undo"]
        self.env.invalidate_all()
        model = self.env[undo["model"]].with_user(user or self.env.user)
        records = model.browse(undo["args"][0])
        answer = getattr(records, undo["method"])(*undo["args"][1:])
        self.env.invalidate_all()
        return answer

    def said(self, action, *words):
        for word in words:
            self.assertIn(word, action["params"]["message"])

    # -- the last task --------------------------------------------------------

    def finish_all(self, mo):
        for task in mo.workorder_ids:
            task.button_start()
            action = task.action_finish_task()
        self.assertEqual(mo.state, "done")
        return action

    def assertOnlyGlueIsOpen(self, mo):
        cut, glue = mo.workorder_ids
        self.assertEqual((mo.state, mo.production_status), ("progress", "in_progress"))
        self.assertEqual((cut.state, cut.task_quantity), ("done", 5))
        self.assertEqual((glue.state, glue.task_quantity), ("progress", 5))
        self.assertFalse((cut + glue).filtered("is_user_working"))

    def test_the_last_task_taken_back_leaves_the_others_finished(self):
        action = self.finish_all(self.made_of)
        spent = self.cut.duration
        self.undo(action)
        again = self.made_of.taken_back_id
        self.assertOnlyGlueIsOpen(again)
        self.assertEqual(again.workorder_ids[0].duration, spent)
        self.assertFalse(self.cut.time_ids, "Counted once")
        done = self.env["mrp.workorder"].search(self.cut._schedule_done_domain())
        self.assertIn(again.workorder_ids[0], done)
        self.assertNotIn(self.cut, done, "Counted once")
        again.workorder_ids[1].action_finish_task()
        self.assertEqual((again.state, self.stool.qty_available), ("done", 5))
        self.assertEqual(self.leg.qty_available, 185)

    def test_of_what_is_made_to_order(self):
        order = self.order((self.stool, 5))
        mo = self.mto(order)
        self.undo(self.finish_all(mo))
        again = order.order_line.mto_production_ids.filtered(
            lambda mo: mo.state != "done"
        )
        self.assertOnlyGlueIsOpen(again)

    def test_of_several_orders(self):
        other = self.mo(self.stool, 5)
        (self.cut + other.workorder_ids[0]).button_start()
        (self.cut + other.workorder_ids[0]).action_finish_task()
        glue = self.glue + other.workorder_ids[1]
        glue.button_start()
        self.undo(glue.action_finish_task())
        for mo in self.made_of + other:
            self.assertOnlyGlueIsOpen(mo.taken_back_id)

    def test_done_set_on_the_order_likewise(self):
        self.cut.button_start()
        self.cut.action_finish_task()
        self.glue.button_start()
        self.glue.button_pending()
        self.undo(self.made_of.action_ask_production_status("done"))
        self.assertOnlyGlueIsOpen(self.made_of.taken_back_id)

    def test_tasks_that_had_not_begun_have_not(self):
        self.undo(self.made_of.action_ask_production_status("done"))
        again = self.made_of.taken_back_id
        self.assertEqual(again.production_status, "not_started")
        self.assertEqual(again.workorder_ids.mapped("state"), ["ready", "blocked"])

    def test_of_one_that_was_blocked(self):
        self.cut.button_start()
        self.cut.action_finish_task()
        self.made_of.action_set_production_status("blocked", reason="No glue")
        self.undo(self.made_of.action_ask_production_status("done"))
        again = self.made_of.taken_back_id
        self.assertEqual(
            (again.production_status, again.blocked_reason), ("blocked", "No glue")
        )
        self.assertEqual(again.workorder_ids[0].state, "done")

    def test_what_is_taken_back_on_purpose_begins_anew(self):
        self.finish_all(self.made_of)
        self.made_of.action_set_production_status("not_started")
        again = self.made_of.taken_back_id
        self.assertNotIn("done", again.workorder_ids.mapped("state"))

    # -- start, pause ---------------------------------------------------------

    def test_start(self):
        action = self.cut.action_start_task()
        self.said(action, self.made_of.name, "Cut")
        self.assertTrue(self.cut.is_user_working)
        self.undo(action)
        self.assertFalse(self.cut.is_user_working)
        self.assertEqual(self.cut.state, "ready")
        self.assertEqual(self.made_of.production_status, "not_started")

    def test_who_finished_by_mistake_is_at_it_still(self):
        self.cut.action_start_task()
        self.undo(self.cut.action_finish_task())
        self.assertEqual((self.cut.state, self.cut.is_user_working), ("progress", True))
        self.cut.action_pause_task()
        self.env.invalidate_all()
        self.undo(self.cut.action_finish_task())
        self.assertEqual((self.cut.state, self.cut.is_user_working), ("progress", 0))

    def test_start_of_one_that_was_paused(self):
        self.cut.button_start()
        self.cut.button_pending()
        self.env.invalidate_all()
        self.undo(self.cut.action_start_task())
        self.assertEqual((self.cut.state, self.cut.is_user_working), ("progress", 0))

    def test_start_beside_another(self):
        self.cut.action_start_task()
        self.cut.action_finish_task()
        self.undo(self.glue.action_start_task())
        self.assertEqual((self.cut.state, self.glue.state), ("done", "ready"))
        self.assertEqual(self.made_of.production_status, "in_progress")

    def test_start_of_the_rest_of_a_part(self):
        self.made_of.action_set_production_status("partially_complete", quantity=2)
        rest = self.made_of._schedule_rest()
        before = rest.state, rest.production_status
        self.undo(rest.workorder_ids[0].action_start_task())
        self.assertEqual((rest.state, rest.production_status), before)
        self.assertFalse(rest.workorder_ids.filtered("is_user_working"))

    def test_start_where_something_is_recorded(self):
        self.made_of.action_start()
        self.made_of.qty_producing = 3
        self.made_of._set_qty_producing()
        legs = self.made_of.move_raw_ids
        before = self.made_of.qty_producing, legs.quantity, legs.picked
        self.undo(self.cut.action_start_task())
        after = self.made_of.qty_producing, legs.quantity, legs.picked
        self.assertEqual(after, before)
        self.assertEqual(self.cut.state, "ready")

    def test_several_at_once(self):
        other = self.mo(self.stool, 5).workorder_ids[0]
        (self.cut + other).action_start_task()
        self.env.invalidate_all()
        (self.cut + other).action_pause_task()
        self.assertFalse((self.cut + other).filtered("is_user_working"))

    def test_pause(self):
        self.cut.action_start_task()
        self.env.invalidate_all()
        action = self.cut.action_pause_task()
        self.said(action, "Cut")
        self.assertFalse(self.cut.is_user_working)
        self.undo(action)
        self.assertTrue(self.cut.is_user_working)

    # -- blocked --------------------------------------------------------------

    def test_unblock(self):
        self.made_of.action_set_production_status("blocked", reason="No glue")
        action = self.glue.action_go_on()
        self.said(action, self.made_of.name)
        self.assertFalse(self.made_of.blocked_reason)
        self.undo(action)
        self.assertEqual(self.made_of.blocked_reason, "No glue")
        self.assertEqual(self.made_of.production_status, "blocked")

    def test_unblock_the_work_center(self):
        self.env["mrp.workcenter.productivity"].create(
            {
                "workcenter_id": self.saw.id,
                "loss_id": self.env.ref("mrp.block_reason0").id,
            }
        )
        self.env.invalidate_all()
        self.assertEqual(self.cut.task_status, "blocked")
        action = self.cut.action_unblock_center()
        self.said(action, "Saw")
        self.assertEqual(self.cut.task_status, "ready")
        self.undo(action)
        self.assertEqual(self.cut.task_status, "blocked")

    def test_why_nobody_works_on_a_task(self):
        self.assertFalse(self.cut.task_note)
        self.made_of.action_set_production_status("blocked", reason="No glue")
        self.assertEqual(self.cut.task_note, "No glue")
        self.made_of.action_set_production_status("in_progress")
        self.env.invalidate_all()
        self.assertFalse(self.cut.task_note)
        self.cut.action_pause_task()
        self.assertEqual(self.cut.task_note, "Paused")
        loss = self.env.ref("mrp.block_reason0")
        self.env["mrp.workcenter.productivity"].create(
            {"workcenter_id": self.saw.id, "loss_id": loss.id}
        )
        self.env.invalidate_all()
        self.assertIn(loss.name, self.cut.task_note)

    # -- take back ------------------------------------------------------------

    def test_take_back(self):
        self.cut.action_start_task()
        self.cut.action_finish_task()
        action = self.cut.action_reopen_task()
        self.said(action, "Cut")
        self.assertEqual(self.cut.state, "progress")
        self.undo(action)
        self.assertEqual((self.cut.state, self.cut.task_quantity), ("done", 5))

    def test_take_back_of_a_last_one_does_not_finish_the_order(self):
        self.cut.action_start_task()
        self.cut.action_finish_task()
        self.glue.button_start()
        self.glue.action_mark_as_done()
        self.undo(self.glue.action_reopen_task())
        self.assertEqual((self.glue.state, self.made_of.state), ("done", "to_close"))

    # -- dates ----------------------------------------------------------------

    def dates(self):
        """Return when the order, its tasks and its moves are to be worked at."""
        self.env.flush_all()
        self.env.invalidate_all()
        mo = self.made_of
        moves = mo.move_raw_ids + mo.move_finished_ids
        return (
            *(mo.date_start, mo.date_finished, mo.is_planned, mo.date_deadline),
            [(task.date_start, task.date_finished) for task in mo.workorder_ids],
            mo.workorder_ids.mapped("duration_expected"),
            [(move.date, move.date_deadline) for move in moves],
        )

    def test_a_start_taken_back_moves_no_date(self):
        self.made_of.date_start = "2040-01-05 10:00:00"
        for planned in (False, True):
            if planned:
                self.made_of.button_plan()
            before = self.dates()
            self.assertIs(before[2], planned)
            for start in (
                self.cut.action_start_task,
                lambda: self.made_of.action_ask_production_status("in_progress"),
            ):
                with self.subTest(planned=planned):
                    action = start()
                    self.assertNotEqual(self.dates(), before)
                    self.undo(action)
                    self.assertEqual(self.dates(), before)
                    self.assertEqual(self.made_of.state, "confirmed")

    def test_a_start_taken_back_leaves_no_time(self):
        self.cut.button_start()
        self.cut.button_pending()
        spent = self.cut.time_ids
        self.undo(self.cut.action_start_task())
        self.assertEqual((self.cut.state, self.cut.time_ids), ("progress", spent))
        self.undo(self.glue.action_start_task())
        self.assertFalse(self.glue.time_ids)
        self.assertFalse(self.glue.date_start)
        # Who works on it already has not just started it.
        self.cut.button_start()
        self.undo(self.cut.action_start_task())
        self.assertTrue(self.cut.is_user_working)

    # -- rights ---------------------------------------------------------------

    def test_who_may(self):
        seller = self.user("seller", "sales_team.group_sale_salesman")
        foreman = self.user("foreman", "mrp.group_mrp_user")
        cut = self.cut.with_user(seller)
        for method, args in (
            (cut.action_start_task, ()),
            (cut.action_pause_task, ()),
            (cut.action_undo_start, ([[cut.id, "ready", "confirmed", True]],)),
            (cut.action_unblock_center, ()),
            (cut.action_block_center_again, ([1],)),
            (cut.action_finish_again, ([[cut.id, 5]],)),
        ):
            with self.assertRaises(AccessError):
                method(*args)
        self.undo(self.cut.with_user(foreman).action_start_task(), foreman)
        self.assertEqual(self.cut.state, "ready")

    def test_rubbish(self):
        self.cut.button_start()
        for rubbish in (None, 1, "x", [1], [[1]], [["a", "b"]]):
            self.cut.action_undo_start(rubbish)
            self.cut.action_block_center_again(rubbish)
            self.cut.action_finish_again(rubbish)
        self.cut.action_finish_again([[self.cut.id, None]])
        self.cut.action_finish_again([[self.cut.id, -5]])
        self.cut.action_undo_start([[self.cut.id, "ready", None]])
        for dates in (1, [1], [["x", "y"]], [[None, None]], [[[], {}]] * 3):
            self.glue.button_start()
            self.glue.action_undo_start([[self.glue.id, "ready", "x", 0, dates]])
        for recorded in (
            [[[1], 0, [], False]],
            [[self.cut.id, -5, [[1, -5, True]], "x"]],
        ):
            self.cut.action_reopen_task(recorded)
        self.assertEqual(self.cut.state, "progress")
