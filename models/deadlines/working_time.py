from collections import defaultdict
from datetime import timedelta

from pytz import timezone, utc

from odoo import models

from ...engine.capacity import Center, LeadTime
from ..base.working_days import (
    closings,
    days_off,
    naive,
    start_of_day,
    whole,
    working_zone,
)
from .lead_time import LEAD_TIME, begun
from .planner import DAYS, PIECES


class MakeScheduleDeadlines(models.AbstractModel):
    """When work centers work, and companies (behaviour 8)."""

    _inherit = "make.schedule.deadlines"

    def _centers(self, mos, company, now, since=()):
        """Return {key: :class:`Center`} of MOs' work centers and of lead times.

        :param since: moments at which lead times have begun, beside those of these MOs
        """
        centers = mos.workorder_ids._schedule_possible_centers()
        resources = {
            calendar: found.resource_id
            for calendar, found in centers.grouped("resource_calendar_id").items()
        }
        pieces, horizon = {}, now + timedelta(days=DAYS * PIECES)

        def working(calendar, resource, start):
            """Yield working hours; a piece is read once for all of a calendar."""
            while start < horizon:
                if (calendar, start) not in pieces:
                    pieces[calendar, start] = self._working(
                        *(calendar, resources.get(calendar), company, start)
                    )
                yield from pieces[calendar, start][resource.id]
                start += timedelta(days=DAYS)

        days = company.resource_calendar_id
        zone = working_zone(company)
        # Of today all counts, also what of it is over.
        first = start_of_day(now, zone)
        first = min([first, *filter(None, (*map(begun, mos), *since))])
        nobody = self.env["resource.resource"]
        return {
            LEAD_TIME: LeadTime(closings(working(days, nobody, first), zone)),
            **{
                center.id: Center(
                    working(center.resource_calendar_id, center.resource_id, now)
                )
                for center in centers
            },
        }

    def _working(self, calendar, resources, company, start):
        """Return {resource id or False: [(start, end)]} of a piece of working time.

        :param company: whose days off count
        """
        end = start + timedelta(days=DAYS)
        if not calendar:
            return defaultdict(lambda: [(start, end)])
        found = calendar._work_intervals_batch(
            *(start.replace(tzinfo=utc), end.replace(tzinfo=utc)),
            resources=resources,
            domain=days_off(company),
            tz=timezone(calendar.tz),
        )
        return {
            resource: [
                (naive(low), whole(naive(high))) for low, high, _records in intervals
            ]
            for resource, intervals in found.items()
        }
