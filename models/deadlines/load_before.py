"""The load of what nobody plans: the working days before a deadline (behaviour 13)."""

import json
from collections import defaultdict

from odoo import fields, models

from ...engine.backward import lay_back
from ...engine.capacity import Order, Task
from ..base.states import OPEN_STATES
from ..base.working_days import by_day, day_of
from .lead_time import LEAD_TIME
from .load import zone_of
from .planner_work import open_before


class MakeScheduleLoad(models.Model):
    _inherit = "make.schedule.load"

    def _schedule_before_deadlines(self):
        """Return what open tasks take that the automatic deadlines have not planned.

        The last step of an order ends with its production deadline, each other one
        where the next begins. What no longer fits in between has to be done at once,
        on the first working day.

        :return: JSON of {task id: {day: minutes}}
        """
        found, companies = {}, self.sudo().env.companies
        wanted = self.env["make.schedule.deadlines"]._wanted(companies)
        for company in companies:
            domain = [
                ("production_id.company_id", "=", company.id),
                ("production_id.state", "in", OPEN_STATES),
                ("production_id.date_deadline", "!=", False),
                ("state", "not in", ("done", "cancel")),
            ]
            if company in wanted:
                domain.append(("schedule_load", "=", False))
            tasks = self.sudo().env["mrp.workorder"].search(domain, order="id")
            found.update(self._schedule_before(tasks, company))
        return json.dumps(found)

    def _schedule_before(self, tasks, company):
        """Return {task id: {day: minutes}} of tasks of a company, as superuser."""
        deadlines, mos = self.sudo().env["make.schedule.deadlines"], tasks.production_id
        centers = deadlines._centers(mos, company, fields.Datetime.now())
        times = {
            key: center.time for key, center in centers.items() if key != LEAD_TIME
        }
        return {
            key: _days(laid, zone_of(tasks.browse(key).workcenter_id))
            for mo, steps in tasks.grouped("production_id").items()
            for key, laid in lay_back(
                Order(mo.id, tuple(map(as_task, steps))), times, mo.date_deadline
            ).items()
        }


def as_task(task):
    """Return a work order as the engine takes it, on its work center of now."""
    center = task.workcenter_id
    left, before = task._schedule_seconds_left(center), tuple(open_before(task))
    return Task(task.id, center.id, left, before)


def _days(laid, zone):
    """Return {day: minutes} of a task, as ``make.schedule.load`` takes them."""
    found = defaultdict(float)
    for day, start, end in by_day(laid.spans, zone):
        found[day.isoformat()] += (end - start).total_seconds() / 60
    if laid.left:
        first = day_of(laid.first, zone).isoformat() if laid.first else ""
        found[first] += laid.left / 60
    return found
