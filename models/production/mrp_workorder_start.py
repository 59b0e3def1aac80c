from odoo import models
from odoo.exceptions import UserError

from ..base.guard import internal
from ..base.told import known_before, refuse_changed, told
from . import messages


class MrpWorkorder(models.Model):
    """Starting, pausing and blocking tasks, each with its way back (behaviour 2)."""

    _inherit = "mrp.workorder"

    @internal
    def action_start_task(self):
        """Start these tasks, as core does.

        :return: an action that says so and offers to undo it
        :raises UserError: where one cannot be started, or its order is blocked
        :raises AccessError: when the caller does not produce
        """
        self.production_id._schedule_check_produces()
        self._schedule_refuse_blocked()
        before = [
            [
                *(task.id, task.state, mo.state, mo.production_status == "not_started"),
                mo._schedule_dates(),
                task.time_ids.ids,
            ]
            for task in self
            for mo in task.production_id
            if not task._schedule_running_time()
        ]
        self.button_start()
        message = messages.started(self.env, tasks=self._schedule_task_names())
        left = [[mo.id, mo._schedule_made_so_far()] for mo in self.production_id]
        return told(message, (self, "action_undo_start", [before, left]))

    def _schedule_refuse_blocked(self):
        """Refuse what a screen still offers of tasks whose order is blocked by now."""
        if blocked := self.production_id.filtered("blocked_reason")[:1]:
            raise UserError(
                messages.is_blocked(
                    self.env, mo=blocked.name, reason=blocked.blocked_reason
                )
            )

    @internal
    def action_undo_start(self, before=None, left=None):
        """Undo the start of tasks: those that had not begun have not.

        The time that has run since is nobody's work. What was recorded before stays.

        :param list before: [[id, state, its order's state, whether that had not been
            started, its dates, ids of its times]] of some of these tasks, of before;
            dates as of :meth:`mrp.production._schedule_dates`
        :param list left: [[order's id, as of ``_schedule_made_so_far``]], as it was
            left then
        :return: an action
        :raises UserError: where something was recorded since
        :raises AccessError: when the caller does not produce
        """
        self.production_id._schedule_check_produces()
        mos = self.production_id
        refuse_changed(left, {mo: [mo.id, mo._schedule_made_so_far()] for mo in mos})
        known = {task: was for task, *was in known_before(before, 4, 5, 6)}
        tasks = self.filtered(lambda task: task.id in known)
        tasks._schedule_running_time().unlink()
        begun = tasks.filtered(
            lambda task: (
                task.state == "progress"
                and known[task.id][0] != "progress"
                # Somebody else is, or was, at it by now.
                and not set(task.time_ids.ids).difference(*known[task.id][4:])
            )
        )
        begun._schedule_unstart()
        for mo, mine in begun.grouped("production_id").items():
            _state, mo_state, was_fresh, *dates = known[mine[0].id][:4]
            if not mo._mto_orders_begun():
                if was_fresh is True:
                    mo._schedule_set_not_started()
                elif mo_state == "confirmed" and mo.state == "progress":
                    mo.state = mo_state
            mo._schedule_give_dates_back(dates and dates[0], mine)
        names = tasks._schedule_task_names()
        return told(messages.not_started(self.env, tasks=names))

    def _schedule_running_time(self):
        """Return the caller's time on these tasks that has not ended."""
        return self.time_ids.filtered(
            lambda line: line.user_id == self.env.user and not line.date_end
        )

    def _schedule_unstart(self):
        """Take back that these tasks have begun; what is recorded of them stays."""
        self.end_all()
        begun = self.filtered(lambda task: task.state == "progress")
        begun.write({"state": "blocked", "qty_producing": 0})
        for mo in begun.production_id:
            mine = begun & mo.workorder_ids
            if not (mo.workorder_ids - mine).leave_id:
                # Starting has put it into the calendar, not core's Plan.
                mine.leave_id.unlink()
                mine.write({"date_start": False, "date_finished": False})
        begun._compute_state()

    # -- blocked --------------------------------------------------------------

    def _schedule_task_names(self):
        """Return which tasks these are, as people say it."""
        names = ", ".join(f"{task.production_id.name} {task.name}" for task in self)
        return names or "-"
