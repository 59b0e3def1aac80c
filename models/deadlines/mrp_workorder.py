from odoo import fields, models

from ..base.guard import BY_SCHEDULE

# Context key: a plan changes the work center, nobody's hand.
BY_PLAN = "make_schedule_planning"


class MrpWorkorder(models.Model):
    """On which work center a task is done: where it ends first (behaviour 8)."""

    _inherit = "mrp.workorder"

    center_manual = fields.Boolean(
        "Work center set by hand",
        readonly=True,
        protected=True,
        help="Somebody has chosen the work center: automatic deadlines leave it.",
    )
    schedule_begin = fields.Datetime(
        "Planned begin",
        readonly=True,
        protected=True,
        help="When the automatic deadlines plan this task to begin.",
    )

    def _schedule_center_chosen(self, vals):
        """Note on which of these tasks somebody chooses the work center.

        :param vals: that are about to be written
        """
        if "workcenter_id" in vals and not self.env.context.get(BY_PLAN):
            moved = self.filtered(
                lambda task: task.workcenter_id.id != vals["workcenter_id"]
            )
            moved.with_context(schedule=BY_SCHEDULE).center_manual = True

    def _schedule_center_given(self):
        """Note on which of these new tasks somebody has chosen the work center."""
        if self.env.context.get(BY_PLAN) or self._schedule_is_writing():
            return
        chosen = self.filtered(
            lambda task: task.workcenter_id != task._schedule_own_center()
        )
        chosen.with_context(schedule=BY_SCHEDULE).center_manual = True

    def _schedule_own_center(self):
        """Return the work center of this task's operation, or the one that it is on."""
        self.ensure_one()
        return self.operation_id.workcenter_id or self.workcenter_id

    def _schedule_may_move(self):
        """Tell whether a plan may send this task to another center."""
        self.ensure_one()
        warehouse = self.production_id.picking_type_id.warehouse_id
        return warehouse.automatic_deadlines and self._schedule_is_unplaced()

    def _schedule_is_unplaced(self):
        """Tell whether this task has not begun, nor has anybody placed it."""
        self.ensure_one()
        return (
            self.state not in ("progress", "done", "cancel")
            and not self.center_manual
            and not self.time_ids
            and bool(self.operation_id.workcenter_id)
        )

    def _schedule_give_back_centers(self):
        """Send the tasks that were planned, but not begun, back to their own center."""
        planned = self.filtered("schedule_begin")
        planned.with_context(schedule=BY_SCHEDULE).schedule_begin = False
        planned._schedule_place_tasks(
            {
                task.id: task.operation_id.workcenter_id.id
                for task in planned.filtered(lambda task: task._schedule_is_unplaced())
            }
        )


class MrpProduction(models.Model):
    _inherit = "mrp.production"

    def _plan_workorders(self, replan=False):
        mos = self.with_context(**{BY_PLAN: True})
        return super(MrpProduction, mos)._plan_workorders(replan)
