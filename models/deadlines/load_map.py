"""How full work centers are: hours of work and of working time (behaviour 13)."""

from datetime import date, timedelta

from odoo import api, fields, models

from ..base.guard import internal
from .load_hours import as_day

# As many days as a screen has room for, and as a piece of working time has.
DAYS, MOST = 14, 42
# Behind it there are no calendars.
LAST_DAY = date(9000, 1, 1)
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
        centers = self._schedule_centers()
        today = self._schedule_todays(centers)
        first = min(today.values(), default=fields.Date.context_today(self))
        start = min(max(first, as_day(start) or first), LAST_DAY)
        days = min(MOST, max(1, days)) if type(days) is int else DAYS
        shown = [start + timedelta(days=at) for at in range(days)]
        hours, undated, later = self._schedule_hours(today, shown)
        capacity = self._schedule_capacity(centers, shown)
        return {
            "start": shown[0].isoformat(),
            "days": [day.isoformat() for day in shown],
            "centers": [
                _center_told(
                    center,
                    [hours[center.id, day] for day in shown],
                    [capacity[center.id, day] for day in shown],
                )
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


def _center_told(center, hours, capacity):
    """Return what is told of a work center.

    :param hours: of work, a day each; :param capacity: of working time, likewise
    """
    return {
        "id": center.id,
        "name": center.display_name,
        "hours": [round(amount, 2) for amount in hours],
        "capacity": [round(amount, 2) for amount in capacity],
        "overloaded": [
            amount > most + EPSILON
            for amount, most in zip(hours, capacity, strict=True)
        ],
    }
