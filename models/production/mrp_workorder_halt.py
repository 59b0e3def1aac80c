"""Work that stops, and goes on (behaviour 8)."""

from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ..base.guard import BY_SCHEDULE, internal
from ..base.messages import changed_since
from ..base.states import OPEN_STATES
from ..base.told import told
from . import messages

# For how long a work center can be blocked again as it was.
UNDO = timedelta(hours=1)


class MrpWorkorder(models.Model):
    """Tasks that wait for somebody or something."""

    _inherit = "mrp.workorder"

    blocked_users = fields.Json(
        "Who was at it",
        copy=False,
        readonly=True,
        protected=True,
        technical=True,
        help="Ids of the users who were at this task when its order was blocked: of"
        " those who unblock it, they go on.",
    )

    def _schedule_note_blocked(self):
        """Note who is at these tasks, whose order is about to be blocked."""
        for task in self:
            running = task.time_ids.filtered(lambda time: not time.date_end)
            if running:
                task.with_context(
                    schedule=BY_SCHEDULE
                ).blocked_users = running.user_id.ids

    @internal
    def action_pause_task(self):
        """End the caller's time on these tasks.

        :return: an action that says so and offers to undo it
        :raises UserError: where the caller is at none of them
        :raises AccessError: when the caller does not produce
        """
        self.production_id._schedule_check_produces()
        mine = self._schedule_running_time().workorder_id & self
        self._schedule_refuse_none(mine)
        mine._schedule_pause()
        message = messages.paused_tasks(self.env, tasks=mine._schedule_task_names())
        return told(message, (mine, "action_start_task", []))

    def _schedule_refuse_none(self, tasks):
        """Refuse what a screen still offers of tasks to none of which it applies.

        :param tasks: those of these to which it does
        """
        if self and not tasks:
            raise UserError(
                messages.not_any_more(
                    self.env,
                    tasks=", ".join(
                        f"{task._schedule_task_names()} ({task._schedule_state_text()})"
                        for task in self
                    ),
                )
            )

    def _schedule_state_text(self):
        """Return what this task's status is called."""
        labels = dict(self._fields["task_status"]._description_selection(self.env))
        return labels.get(self.task_status, "")

    def _schedule_pause(self):
        """End the caller's time on each of these tasks: core ends that on one."""
        for task in self:
            task.button_pending()

    @internal
    def action_block(self):
        """Ask why the order of this task cannot go on.

        :return: an action
        :raises UserError: where that is closed
        """
        self._schedule_refuse_none(
            self.filtered(lambda task: task.production_id.state in OPEN_STATES)
        )
        return self.production_id.action_ask_production_status("blocked")

    @internal
    def action_go_on(self):
        """Unblock the order of this task, and go on with it where the caller was at it.

        What somebody had paused stays so, and nobody's time runs who has not asked.

        :return: an action that says so and offers to undo it
        :raises UserError: where none of their orders is blocked
        :raises AccessError: when the caller does not produce
        """
        self.production_id._schedule_check_produces()
        mos = self.production_id.filtered("blocked_reason")
        self._schedule_refuse_none(self.filtered(lambda t: t.production_id in mos))
        before = mos._schedule_statuses_to_restore()
        mine = self.filtered(
            lambda task: (
                task.state == "progress"
                and task.working_state != "blocked"
                and self.env.uid in (task.blocked_users or ())
            )
        )
        mos._schedule_set_unblocked()
        mine.button_start()
        message = messages.unblocked(self.env, names=", ".join(mos.mapped("name")))
        left = mos.browse([known[0] for known in before])._schedule_left_as()
        undo = (mos, "action_restore_production_status", [before, left])
        return told(message, undo if before else None)

    def _schedule_center_halts(self):
        """Return {work center: the running time lines that block it}."""
        blocked = self.workcenter_id.filtered(
            lambda center: center.working_state == "blocked"
        )
        return (
            self.env["mrp.workcenter.productivity"]
            .search(
                [
                    ("workcenter_id", "in", blocked.ids),
                    ("date_end", "=", False),
                    ("loss_type", "not in", ("productive", "performance")),
                ]
            )
            .grouped("workcenter_id")
        )

    @internal
    def action_unblock_center(self):
        """Unblock the work centers of these tasks.

        :return: an action that says so and offers to undo it
        :raises UserError: where one is not blocked
        :raises AccessError: when the caller does not produce
        """
        self.production_id._schedule_check_produces()
        halts = self._schedule_center_halts()
        for center in self.workcenter_id:
            center.unblock()
        names = ", ".join(self.workcenter_id.mapped("display_name"))
        ids = [line.id for lines in halts.values() for line in lines]
        undo = (self, "action_block_center_again", [ids])
        return told(messages.unblocked(self.env, names=names), undo if ids else None)

    @internal
    def action_block_center_again(self, halts=None):
        """Undo that the work centers of these tasks were unblocked.

        :param list halts: ids of the time lines that blocked them
        :return: an action
        :raises UserError: where somebody has begun to work at one since
        :raises AccessError: when the caller does not produce
        """
        self.production_id._schedule_check_produces()
        ids = halts if isinstance(halts, list) else []
        lines = self.env["mrp.workcenter.productivity"].search(
            [
                ("id", "in", [line for line in ids if type(line) is int]),
                ("workcenter_id", "in", self.workcenter_id.ids),
                ("workorder_id", "=", False),
                ("loss_type", "not in", ("productive", "performance")),
                # What has just been ended, not what stood still last month.
                ("date_end", ">", fields.Datetime.now() - UNDO),
            ]
        )
        ended = min(lines.mapped("date_end"), default=fields.Datetime.now())
        others = [
            ("workcenter_id", "in", lines.workcenter_id.ids),
            ("id", "not in", lines.ids),
        ]
        since = ["|", ("date_end", "=", False), ("date_start", ">", ended)]
        if began := lines.search([*others, *since]):
            # Somebody works there by now, or has blocked it for another reason.
            names = ", ".join(began.workcenter_id.mapped("display_name"))
            raise UserError(changed_since(self.env, names=names))
        lines.write({"date_end": False})
        names = ", ".join(lines.workcenter_id.mapped("display_name"))
        return told(messages.blocked_again(self.env, names=names or "-"))
