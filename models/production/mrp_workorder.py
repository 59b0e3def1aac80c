from odoo import api, fields, models
from odoo.tools import SQL

from ...engine import status
from ..base.quantity import text
from ..base.states import OPEN_STATES
from . import messages

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
            ("not_possible", "Waits for ingredients"),
            ("blocked", "Blocked"),
            ("waiting", "Waits for another task"),
            ("ready", "Ready"),
            ("progress", "Work in progress"),
            ("done", "Done"),
            ("cancel", "Cancelled"),
        ],
        "Task status",
        compute="_compute_task_status",
        help="What a task waits for: ingredients that are not in stock, another task,"
        " or that the order or the work center is no longer blocked.",
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

    task_note = fields.Char(
        "Task note",
        compute="_compute_task_note",
        compute_sudo=True,
        help="Why nobody works on this task: what it is blocked by, or that it is"
        " paused.",
    )

    @api.depends("task_status", "production_id.blocked_reason", "time_ids.date_end")
    @api.depends_context("lang")
    def _compute_task_note(self):
        halted = self._schedule_center_halts()
        for task in self:
            note = False
            if task.task_status == "blocked":
                causes = halted.get(task.workcenter_id)
                note = task.production_id.blocked_reason or (
                    causes and ", ".join(causes.loss_id.mapped("name"))
                )
            elif task.task_status == "progress" and all(
                task.time_ids.mapped("date_end")
            ):
                note = messages.paused(self.env)
            task.task_note = note

    def _schedule_open_domain(self):
        return [
            ("state", "not in", ("done", "cancel")),
            ("production_state", "in", OPEN_STATES),
        ]

    def _schedule_open_sql(self, alias, query):
        state = self._field_to_sql(alias, "state", query)
        return SQL("%s NOT IN ('done', 'cancel')", state)

    def _schedule_done_domain(self):
        # What was taken back is done anew with the order that goes on.
        return [("state", "=", "done"), ("production_id.taken_back_id", "=", False)]

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
