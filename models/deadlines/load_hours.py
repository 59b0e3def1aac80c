"""Hours of work, and of what work centers can do, by day (behaviour 13)."""

from collections import defaultdict
from datetime import date, datetime, time

from odoo import fields, models

from ..base.states import OPEN_STATES
from ..base.working_days import by_day, day_of, naive
from .load import zone_of


class MakeScheduleLoad(models.Model):
    """Load, in hours."""

    _inherit = "make.schedule.load"

    def _schedule_todays(self, centers):
        """Return {work center id: the day that it is there}, whoever reads."""
        now = fields.Datetime.now()
        return {center.id: day_of(now, zone_of(center)) for center in centers.sudo()}

    def _schedule_hours(self, today, shown):
        """Return {(work center id, day): hours}, hours without day, and hours later.

        :param today: as of :meth:`_schedule_todays`; what is before counts as today's
        :param shown: days, ascending
        """
        found, undated, later = defaultdict(float), 0.0, 0.0
        for center, day, hours in self._read_group(
            [], ["workcenter_id", "date:day"], ["hours:sum"]
        ):
            if not day:
                undated += hours
                continue
            day = max(day, today.get(center.id, day))
            if day > shown[-1]:
                later += hours
            else:
                found[center.id, day] += hours
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


def as_day(value):
    """Return what a client sends as a day, or None."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
