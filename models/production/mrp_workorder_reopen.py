"""A finished task is taken back, and finished again (behaviour 8)."""

from odoo import models
from odoo.exceptions import UserError

from ..base.guard import internal
from ..base.quantity import is_made
from ..base.states import OPEN_STATES
from ..base.told import known_before, refuse_changed, told
from . import messages


class MrpWorkorder(models.Model):
    """Tasks that were finished."""

    _inherit = "mrp.workorder"

    @internal
    def action_reopen_task(self, before=None, left=None):
        """Take finished tasks of open orders back.

        Their time stays recorded, and what was consumed.

        :param list before: to undo finishing, what was recorded before it, as of
            :meth:`_schedule_recorded`
        :param list left: to undo it, as of :meth:`_schedule_tasks_left`, as they were
            left then
        :return: an action
        :raises UserError: where the order of one is closed, somebody has finished one
            anew since, or none is finished
        :raises AccessError: when the caller does not produce
        """
        self.production_id._schedule_check_produces()
        tasks = self.filtered(lambda task: task.state == "done")
        if before is None:
            self._schedule_refuse_none(tasks)
        refuse_changed(
            left, dict(zip(tasks, tasks._schedule_tasks_left(), strict=True))
        )
        for mo in tasks.production_id:
            if mo.state not in OPEN_STATES:
                raise UserError(messages.take_order_back(self.env, mo=mo.display_name))
        known = _recordings(before)
        done = [[task.id, task.task_quantity] for task in tasks]
        at_it = tasks.browse()
        for task in tasks:
            quantity, moves, works = known.get(task.id, (0.0, {}, False))
            at_it |= task if works else tasks.browse()
            task.state = "progress" if task.time_ids else "ready"
            # Core refuses that while it is done.
            task.qty_produced = quantity
            for move in task._schedule_moves_finished().filtered(
                lambda move, moves=moves: move.id in moves
            ):
                move.quantity, move.picked = moves[move.id]
        tasks.production_id.workorder_ids._compute_state()
        # Whoever was at it when it was finished by mistake is at it still.
        at_it.filtered(lambda task: task.working_state != "blocked").button_start()
        message = messages.task_taken_back(self.env, tasks=tasks._schedule_task_names())
        undo = (tasks, "action_finish_again", [done, tasks._schedule_tasks_left()])
        return told(message, None if before else undo)

    def _schedule_tasks_left(self):
        """Return [[id, state, quantity, ids of times]] of these tasks."""
        return [
            [task.id, task.state, task.qty_produced, sorted(task.time_ids.ids)]
            for task in self
        ]

    @internal
    def action_finish_again(self, before=None, left=None):
        """Undo that tasks were taken back; their orders stay open.

        :param list before: [[id, quantity]] of some of these tasks, of before
        :param list left: of some of them, as of :meth:`_schedule_tasks_left`, as they
            were left then
        :return: an action
        :raises UserError: where somebody went on with one since, or its order is
            blocked
        :raises AccessError: when the caller does not produce
        """
        self.production_id._schedule_check_produces()
        self._schedule_refuse_blocked()
        refuse_changed(left, dict(zip(self, self._schedule_tasks_left(), strict=True)))
        known = {task: done for task, done in known_before(before, 2) if is_made(done)}
        tasks = self.filtered(
            lambda task: task.id in known and task.state not in ("done", "cancel")
        )
        for task in tasks:
            task.qty_produced = known[task.id]
        tasks.action_mark_as_done()
        return told(tasks._schedule_finished_text())


def _recordings(before):
    """Return {task id: (quantity, {move id: (quantity, picked)}, works)} of an Undo."""
    return {
        task: (
            quantity if is_made(quantity) else 0.0,
            {
                move: (done, bool(picked))
                for move, done, picked in known_before(moves, 3)
                if is_made(done)
            },
            works is True,
        )
        for task, quantity, moves, works in known_before(before, 4)
        if isinstance(moves, list)
    }
