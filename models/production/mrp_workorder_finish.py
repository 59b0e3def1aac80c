from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column

from ..base.guard import internal
from ..base.states import OPEN_STATES
from ..base.told import told
from . import messages


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
        protected=True,
        help="How long it is expected to take, in hours.",
    )

    real_hours = fields.Float(
        "Hours spent",
        compute="_compute_real_hours",
        compute_sudo=True,
        help="How long it was worked at up to now, in hours.",
    )

    def _auto_init(self):
        # At once for all that there are, not one by one by the ORM.
        if not column_exists(self.env.cr, self._table, "expected_hours"):
            create_column(
                self.env.cr, self._table, "expected_hours", "double precision"
            )
            self.env.cr.execute(
                "UPDATE mrp_workorder SET expected_hours = duration_expected / 60"
            )
        return super()._auto_init()

    @api.depends("state", "qty_remaining", "qty_produced")
    def _compute_task_quantity(self):
        for task in self:
            done = task.state == "done"
            task.task_quantity = task.qty_produced if done else task.qty_remaining

    @api.depends("duration_expected")
    def _compute_expected_hours(self):
        for task in self:
            task.expected_hours = task.duration_expected / 60

    @api.depends("duration", "time_ids.date_end")
    def _compute_real_hours(self):
        for task in self:
            task.real_hours = task.get_duration() / 60

    @internal
    def action_finish_task(self):
        """Finish these tasks, and the orders whose last ones they are.

        :return: an action that says what was done and offers to undo it; or one that
            asks before components are missing, or opens an order that needs a decision
        :raises UserError: where a work center is blocked, or an order; or where all of
            them are finished or cancelled
        :raises AccessError: when the caller does not produce
        """
        self.production_id._schedule_check_produces()
        self._schedule_refuse_blocked()
        self.env["make.schedule.line"]._lock_first(
            *(self.sudo().production_id.mto_order_id, self.sudo().production_id)
        )
        tasks = self.filtered(lambda task: task.state not in ("done", "cancel"))
        self._schedule_refuse_none(tasks)
        before = [task._schedule_recorded() for task in tasks]
        statuses = tasks.production_id._schedule_statuses_to_restore()
        tasks.action_mark_as_done()
        last = tasks.production_id.filtered(
            lambda mo: (
                mo.state in OPEN_STATES
                and all(task.state in ("done", "cancel") for task in mo.workorder_ids)
            )
        )
        others = tasks - last.workorder_ids
        undo = [known for known in before if known[0] in others.ids]
        undo = [undo, others._schedule_tasks_left()]
        undo = (others, "action_reopen_task", undo) if others else None
        if not last:
            return told(tasks._schedule_finished_text(), undo)
        known = [known for known in statuses if known[0] in last.ids]
        return tasks._schedule_finish_orders(last, known, undo)

    def _schedule_recorded(self):
        """Return what an Undo of finishing needs.

        :return: [id, quantity, [[move id, quantity, picked]], worked at by the caller]
        """
        self.ensure_one()
        return [
            self.id,
            self.qty_produced,
            [
                [move.id, move.quantity, move.picked]
                for move in self._schedule_moves_finished()
            ],
            self.is_user_working,
        ]

    def _schedule_moves_finished(self):
        """Return the open moves that finishing these tasks records."""
        byproducts = self.production_id.move_byproduct_ids.filtered(
            lambda move: move.operation_id and move.operation_id in self.operation_id
        )
        return (self.move_raw_ids | byproducts).filtered(
            lambda move: move.state not in ("done", "cancel")
        )

    def _schedule_finish_orders(self, mos, before, undo):
        """Finish the orders of which these tasks were the last ones.

        :param mos: those orders
        :param before: as of :meth:`_schedule_statuses_to_restore`, of these
        :param undo: as of :func:`told`, for the tasks of other orders
        :return: an action, as of :meth:`action_finish_task`
        """
        status = "done"
        if mos._schedule_missing_text():
            # Asked before stock goes below zero: the tasks stay finished.
            return self.env["make.schedule.status"]._open(mos, status)
        result = mos._schedule_set_production_statuses(status, None, None)
        done = mos.filtered(lambda mo: mo.state == "done")
        if result is not True:
            return told(
                messages.still_to_close(
                    self.env,
                    task=self._schedule_finished_text(),
                    orders=", ".join((mos - done).mapped("name")),
                ),
                undo,
                kind="warning",
                then=result,
            )
        action = done._schedule_status_told(status, before)
        if undo:
            message = "\n".join(
                [undo[0]._schedule_finished_text(), action["params"]["message"]]
            )
            return told(message, undo)
        return action

    def _schedule_finished_text(self):
        """Return the sentence that says which tasks are finished."""
        return messages.finished(self.env, tasks=self._schedule_task_names())
