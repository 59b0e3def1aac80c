"""How full work centers are: hours of work and of working time (behaviour 13)."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from odoo import api, fields, models

from ..base.guard import internal
from ..base.states import OPEN_STATES
from ..base.working_days import by_day, naive
from .load import zone_of

# As many days as a screen has room for, and as a piece of working time has.
DAYS, MOST = 14, 42
# Hours that are none.
EPSILON = 0.01


class MakeScheduleLoad(models.Model):
    _inherit = "make.schedule.load"

    @api.model
    @api.readonly
    @internal
    def schedule_load_map(self, start=None, days=DAYS):
        """Return the hours of work and of working time of work centers, day by day.

        Work of days that have passed is to be done today. An expected duration counts
        the time efficiency and the capacity of its work center already, so both are
        hours of its calendar; today has those that are left, where work is planned
        those that were when the plan laid it.

        :param str start: first day, as ISO writes it; today where it is earlier
        :param int days: how many, 42 at most
        :return: ``{"start": day, "days": [day], "centers": [{id, name, hours: [float],
            capacity: [float], overloaded: [bool]}], "undated": hours that have no
            deadline, "later": hours behind the last of these days}``, by name of the
            work centers
        :raises AccessError: when the caller may not see the load
        """
        self.check_access("read")
        today = fields.Date.context_today(self)
        start = max(today, _as_day(start) or today)
        days = min(MOST, max(1, days)) if type(days) is int else DAYS
        shown = [start + timedelta(days=at) for at in range(days)]
        centers = self._schedule_centers()
        hours, undated, later = self._schedule_hours(today, shown)
        capacity = self._schedule_capacity(centers, shown)
        return {
            "start": shown[0].isoformat(),
            "days": [day.isoformat() for day in shown],
            "centers": [
                {
                    "id": center.id,
                    "name": center.display_name,
                    "hours": [round(hours[center.id, day], 2) for day in shown],
                    "capacity": [round(capacity[center.id, day], 2) for day in shown],
                    "overloaded": [
                        hours[center.id, day] > capacity[center.id, day] + EPSILON
                        for day in shown
                    ],
                }
                for center in centers
            ],
            "undated": round(undated, 2),
            "later": round(later, 2),
        }

    def _schedule_overloaded_days(self):
        """Return how many days of work centers hold more work than working time."""
        centers = self.schedule_load_map()["centers"]
        return sum(sum(center["overloaded"]) for center in centers)

    def _schedule_centers(self):
        """Return the work centers of the companies that the caller works in."""
        return self.env["mrp.workcenter"].search(
            [("company_id", "in", [False, *self.env.companies.ids])]
        )

    def _schedule_hours(self, today, shown):
        """Return {(work center id, day): hours}, hours without day, and hours later.

        :param shown: days, ascending; what is before today counts as today's
        """
        found, undated, later = defaultdict(float), 0.0, 0.0
        for center, day, hours in self._read_group(
            [], ["workcenter_id", "date:day"], ["hours:sum"]
        ):
            if not day:
                undated += hours
            elif max(day, today) > shown[-1]:
                later += hours
            else:
                found[center.id, max(day, today)] += hours
        return found, undated, later

    def _schedule_capacity(self, centers, shown):
        """Return {(work center id, day): hours of working time that are left}.

        Where work is planned, those since the plan began to lay it: what it laid for
        today does not become too much by the time that has passed since.
        """
        found, now = defaultdict(float), fields.Datetime.now()
        planned = self._schedule_planned_since(centers)
        deadlines = self.env["make.schedule.deadlines"].sudo()
        for (calendar, company), own in (
            centers.sudo()
            .grouped(
                lambda center: (
                    center.resource_calendar_id,
                    center.company_id or self.env.company,
                )
            )
            .items()
        ):
            zone = zone_of(own[:1])
            begin = naive(zone.localize(datetime.combine(shown[0], time())))
            begin = max(begin, min(planned.get(center, now) for center in own._ids))
            working = deadlines._working(calendar, own.resource_id, company, begin)
            for center in own:
                since = planned.get(center.id, now)
                for day, low, high in by_day(working[center.resource_id.id], zone):
                    left = (high - max(low, since)).total_seconds() / 3600
                    found[center.id, day] += max(0, left)
        return found

    def _schedule_planned_since(self, centers):
        """Return {work center id: when the plan had work begin there} where that is
        before now."""
        begins = (
            self.env["mrp.workorder"]
            .sudo()
            ._read_group(
                [
                    ("workcenter_id", "in", centers.ids),
                    ("state", "not in", ("done", "cancel")),
                    ("production_id.state", "in", OPEN_STATES),
                    (
                        "production_id.picking_type_id.warehouse_id.automatic_deadlines",
                        "=",
                        True,
                    ),
                ],
                ["workcenter_id"],
                ["schedule_begin:min"],
            )
        )
        now = fields.Datetime.now()
        return {center.id: begin for center, begin in begins if begin and begin < now}


def _as_day(value):
    """Return what a client sends as a day, or None."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
