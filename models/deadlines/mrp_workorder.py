from odoo import fields, models

from ...engine.capacity import Task
from ..base.guard import BY_SCHEDULE

# Context key: a plan changes the work center, nobody's hand.
BY_PLAN = "make_schedule_planning"


class MrpWorkorder(models.Model):
    """On which work center a task is done: where it ends first (behaviour 8)."""

    _inherit = "mrp.workorder"

    center_manual = fields.Boolean(
        "Work center set by hand",
        copy=False,
        readonly=True,
        protected=True,
        help="Somebody has chosen the work center: automatic deadlines leave it.",
    )
    schedule_begin = fields.Datetime(
        "Planned begin",
        copy=False,
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

    def _schedule_seconds_left(self, center):
        """Return what this task still takes of a work center."""
        self.ensure_one()
        expected = self.duration_expected
        if center != self.workcenter_id:
            expected = self._get_duration_expected(alternative_workcenter=center)
        return round(max(0, expected - self.get_duration()) * 60)

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

    def _schedule_as_task(self, before, frozen_until):
        """Return this work order as the planner takes it.

        Its own center is the operation's, also after a plan has sent it elsewhere: it
        is taken where it ends as early.

        :param before: ids of the tasks that it has to wait for
        :param frozen_until: what is planned to begin before then stays, or None
        """
        self.ensure_one()
        begin = self.schedule_begin
        frozen = begin if frozen_until and begin and begin < frozen_until else None
        centers = self.workcenter_id
        if not frozen and self._schedule_may_move():
            centers = (
                self.operation_id.workcenter_id | self._schedule_possible_centers()
            )
        first, *others = [
            (center.id, self._schedule_seconds_left(center)) for center in centers
        ]
        return Task(self.id, *first, tuple(before), None, tuple(others), frozen)

    def _schedule_possible_centers(self):
        """Return the centers that these tasks are, or could be, done on."""
        movable = self.filtered(lambda task: task._schedule_may_move()).operation_id
        own = movable.workcenter_id
        # Where a plan has sent one whose alternatives are others by now it is left.
        others = own.alternative_workcenter_ids.filtered(
            lambda center: center.active and center.company_id <= self.company_id
        )
        return own | others | (self.workcenter_id - own - others)

    def _schedule_place_tasks(self, centers):
        """Send tasks to the centers on which a plan has laid them.

        :param centers: {task id: work center id}
        """
        planned = self.with_context(schedule=BY_SCHEDULE, **{BY_PLAN: True})
        for task in planned.filtered(lambda task: task.id in centers):
            center = task.workcenter_id.browse(centers[task.id])
            if center != task.workcenter_id:
                duration = task._get_duration_expected(alternative_workcenter=center)
                task.write({"workcenter_id": center.id, "duration_expected": duration})


class MrpProduction(models.Model):
    _inherit = "mrp.production"

    def _plan_workorders(self, replan=False):
        mos = self.with_context(**{BY_PLAN: True})
        return super(MrpProduction, mos)._plan_workorders(replan)
