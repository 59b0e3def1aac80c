"""Tasks as the planner sees them (behaviour 8)."""

from odoo import models

from ...engine.capacity import Task
from ..base.guard import BY_SCHEDULE
from .mrp_workorder import BY_PLAN


class MrpWorkorder(models.Model):
    """Tasks that are planned."""

    _inherit = "mrp.workorder"

    def _schedule_seconds_left(self, center):
        """Return what this task still takes of a work center."""
        self.ensure_one()
        expected = self.duration_expected
        if center != self.workcenter_id:
            expected = self._get_duration_expected(alternative_workcenter=center)
        return round(max(0, expected - self.get_duration()) * 60)

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
        return Task(
            *(self.id, *first, tuple(before), None, tuple(others)),
            frozen=frozen,
            until=frozen and frozen_until,
        )

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
