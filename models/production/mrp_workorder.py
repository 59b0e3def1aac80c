from odoo import api, fields, models

from ...engine import status
from ..base.guard import internal
from ..base.quantity import text
from ..base.states import OPEN_STATES

READY = (status.IN_STOCK, status.PROCESSED, status.NO_RECIPE)


class MrpWorkorder(models.Model):
    """Tasks: work orders in the rank of their MOs (behaviour 2)."""

    _name = "mrp.workorder"
    _inherit = ["mrp.workorder", "make.schedule.tables"]

    schedule_rank = fields.Float(
        related="production_id.schedule_rank",
        aggregator=None,
        technical=True,
        help="The rank of the order that this is a step of.",
    )
    schedule_key = fields.Float(
        related="production_id.schedule_key", aggregator=None, technical=True
    )
    schedule_position = fields.Integer(
        related="production_id.schedule_position",
        aggregator=None,
        help="The place of the order in the ranking.",
    )
    production_deadline = fields.Datetime(
        related="production_id.date_deadline",
        help="When the order is to be done.",
    )
    customer_display = fields.Char(
        related="production_id.customer_display",
        related_sudo=False,
        help="Whom the order is made for.",
    )
    whom_display = fields.Char(
        related="production_id.whom_display",
        related_sudo=False,
        help="Whom the order is made for, or the order that it is a part of.",
    )
    production_deadline_late = fields.Boolean(
        related="production_id.deadline_late",
        help="The order is late.",
    )
    ingredients_availability = fields.Selection(
        string="Ingredients",
        related="production_id.ingredients_availability",
        help="Whether the ranking gives the order its components.",
    )
    task_status = fields.Selection(
        [
            ("not_possible", "Not possible yet"),
            ("blocked", "Blocked"),
            ("waiting", "Waits for another task"),
            ("ready", "Ready"),
            ("progress", "Work in progress"),
            ("done", "Done"),
            ("cancel", "Cancelled"),
        ],
        "Task status",
        compute="_compute_task_status",
        help="Not possible yet: ingredients are not in stock. Blocked: the order or the"
        " work center is.",
    )

    @api.depends(
        "state",
        "working_state",
        "production_id.production_status",
        "production_id.state",
        "production_id.ingredients_availability",
    )
    def _compute_task_status(self):
        closed = ("progress", "done", "cancel")
        for task in self:
            mo = task.production_id
            blocked = mo.production_status == "blocked"
            if task.state not in ("done", "cancel") and (
                blocked or task.working_state == "blocked"
            ):
                task.task_status = "blocked"
            elif task.state in closed:
                task.task_status = task.state
            elif mo.ingredients_availability not in READY:
                task.task_status = "not_possible"
            else:
                task.task_status = "ready" if task.state == "ready" else "waiting"

    def _schedule_open_domain(self):
        return [
            ("state", "not in", ("done", "cancel")),
            ("production_state", "in", OPEN_STATES),
        ]

    def _schedule_done_domain(self):
        return [("state", "=", "done")]

    def _schedule_day_plan(self):
        """Return what is to be done at each work center: those of these tasks.

        :return: list of ``{"workcenter", "tasks", "hours"}``, tasks by rank
        """
        tasks = self.filtered(lambda task: task.state not in ("done", "cancel"))
        tasks = tasks.sorted(
            lambda task: (task.schedule_rank, task.schedule_key, task.sequence, task.id)
        )
        return [
            {
                "workcenter": center,
                "tasks": found,
                "hours": sum(found.mapped("expected_hours")),
            }
            for center, found in tasks.grouped("workcenter_id").items()
        ]

    def _schedule_quantity_text(self):
        """Return how much is to be done, as people write it."""
        self.ensure_one()
        return text(self.env, self.task_quantity)

    @internal
    def action_block(self):
        """Ask why the order of this task cannot go on.

        :return: an action
        """
        return self.production_id.action_ask_production_status("blocked")

    @internal
    def action_go_on(self):
        """Unblock the order of this task, and go on with the task where it had begun.

        :return: True
        :raises AccessError: when the caller does not produce
        """
        self.production_id._schedule_check_produces()
        self.production_id._schedule_set_unblocked()
        self.filtered(
            lambda task: task.state == "progress" and task.working_state != "blocked"
        ).button_start()
        return True
