from odoo import api, fields, models
from odoo.exceptions import UserError

from .mrp_production import OPEN_STATES
from .schedule_guard import internal
from .schedule_told import SOFT_RELOAD, told


class MrpWorkorder(models.Model):
    """Finishing a task, the last of which finishes its order (behaviour 8)."""

    _inherit = "mrp.workorder"

    task_quantity = fields.Float(
        "Task quantity",
        digits="Product Unit",
        compute="_compute_task_quantity",
        help="What is still to be done; of a finished task, what was done.",
    )
    expected_hours = fields.Float(
        "Expected hours",
        compute="_compute_expected_hours",
        store=True,
        help="How long it is expected to take, in hours.",
    )

    real_hours = fields.Float(
        "Hours spent",
        compute="_compute_real_hours",
        store=True,
        help="How long it was worked at, in hours.",
    )

    @api.depends("state", "qty_remaining", "qty_produced")
    def _compute_task_quantity(self):
        for task in self:
            done = task.state == "done"
            task.task_quantity = task.qty_produced if done else task.qty_remaining

    @api.depends("duration_expected")
    def _compute_expected_hours(self):
        for task in self:
            task.expected_hours = task.duration_expected / 60

    @api.depends("duration")
    def _compute_real_hours(self):
        for task in self:
            task.real_hours = task.duration / 60

    @internal
    def action_finish_task(self):
        """Finish these tasks, and the orders whose last ones they are.

        :return: an action that says what was done and offers to undo it; or one that
            asks before components are missing, or opens an order that needs a decision
        :raises UserError: where a work center is blocked
        :raises AccessError: when the caller does not produce
        """
        self.production_id._check_produces()
        self.env["make.schedule.line"]._lock_first(
            *(self.sudo().production_id.mto_order_id, self.sudo().production_id)
        )
        tasks = self.filtered(lambda task: task.state not in ("done", "cancel"))
        tasks.action_mark_as_done()
        last = tasks.production_id.filtered(
            lambda mo: (
                mo.state in OPEN_STATES
                and all(task.state in ("done", "cancel") for task in mo.workorder_ids)
            )
        )
        if not last:
            undo = (tasks, "action_reopen_task", [])
            return told(tasks._finished_text(), undo if tasks else None)
        return tasks._finish_orders(last)

    def _finish_orders(self, mos):
        """Finish the orders of which these tasks were the last ones.

        :param mos: those orders
        :return: an action, as of :meth:`action_finish_task`
        """
        status = "done"
        if mos._missing_text():
            # Asked before stock goes below zero: the tasks stay finished.
            return self.env["make.schedule.status"]._open(mos, status)
        before = mos._statuses_to_restore()
        result = mos._set_production_statuses(status, None, None)
        done = mos.filtered(lambda mo: mo.state == "done")
        if result is not True:
            return told(
                self.env._(
                    "%(task)s. Still to be closed: %(orders)s",
                    task=self._finished_text(),
                    orders=", ".join((mos - done).mapped("name")),
                ),
                kind="warning",
                then=result,
            )
        return done._status_told(status, before)

    def _finished_text(self):
        """Return the sentence that says which tasks are finished."""
        names = ", ".join(f"{task.production_id.name} {task.name}" for task in self)
        return self.env._("Finished: %s", names or "-")

    @internal
    def action_reopen_task(self):
        """Take finished tasks of open orders back: their time stays recorded.

        :return: an action
        :raises UserError: where the order of one is closed
        :raises AccessError: when the caller does not produce
        """
        self.production_id._check_produces()
        tasks = self.filtered(lambda task: task.state == "done")
        for mo in tasks.production_id:
            if mo.state not in OPEN_STATES:
                raise UserError(
                    self.env._(
                        "%s is closed: take the order back instead.", mo.display_name
                    )
                )
        # What finishing has marked as consumed; what somebody has entered stays.
        tasks.move_raw_ids.filtered(
            lambda move: (
                move.state not in ("done", "cancel") and not move.manual_consumption
            )
        ).picked = False
        for task in tasks:
            task.state = "progress" if task.time_ids else "ready"
            # Core refuses that while it is done.
            task.qty_produced = 0
        tasks.production_id.workorder_ids._compute_state()
        return SOFT_RELOAD
