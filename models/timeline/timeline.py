"""What a planner sees as bars over the calendar (behaviour 13)."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..base.domain import domain_of
from ..base.guard import internal
from ..base.states import OPEN_STATES
from .bars import Bars

# As many orders and bars as stay fluid, and as many days as a zoom shows.
MOST, MOST_DAYS = 500, 400
# Behind it Python's calendar ends soon.
LAST_YEAR = 9000
UNDATED = Domain("state", "in", OPEN_STATES) & Domain("date_deadline", "=", False)


class MakeScheduleTimeline(models.AbstractModel):
    """A document that is a bar: an MO, or a task of one."""

    _name = "make.schedule.timeline"
    _description = "Timeline"

    @api.model
    @api.readonly
    @internal
    def schedule_timeline(self, domain=None, start=None, end=None, by="order"):
        """Return the bars of documents that stand between two moments.

        Open work stands where Load counts it: as the automatic deadlines plan it, else
        before the production deadline; what has passed and is not done, now. Of what
        has begun, what is left stands so; what is done stands where it was.

        :param list domain: of the documents
        :param str start: moment in UTC; :param str end: another one, 400 days later
            at most
        :param str by: ``order``: each bar beside the first sales order that it serves;
            or ``center``: the tasks of the documents, each beside its work center
        :return: ``{"by", "groups": [{id, name}], "bars": [{id, model, res_id, mo, name,
            group, start, end, text, whom, late, status, place, due}], "closed":
            [{group, start, end}], "frozen": moment or False, "undated": how many have
            no deadline, "more": whether there are more than 500}``; bars by rank,
            ``due`` the delivery deadline, moments in UTC
        :raises UserError: where that is no domain of theirs
        :raises AccessError: when the caller may not read the documents
        """
        self.check_access("read")
        start, end = _window(start, end)
        domain = self._schedule_mo_domain(domain_of(self, domain))
        mos = self.env["mrp.production"]
        undated = mos.search_count(domain & UNDATED)
        found = mos.search(
            domain & _dated(start), order="date_deadline, id", limit=MOST + 1
        )
        bars = Bars(found[:MOST], start, end, by, tasks=self._schedule_tasks_shown(by))
        return {
            "by": by,
            "groups": bars.groups,
            "bars": bars.told[:MOST],
            "closed": bars.closed,
            "frozen": bars.frozen,
            "undated": undated,
            "more": len(found) > MOST or len(bars.told) > MOST,
        }

    def _schedule_mo_domain(self, domain):
        """Return the domain of the MOs of this model's documents."""
        raise NotImplementedError

    def _schedule_tasks_shown(self, by):
        """Tell whether the bars are tasks, not whole orders."""
        return by == "center"


class MrpProduction(models.Model):
    _name = "mrp.production"
    _inherit = ["mrp.production", "make.schedule.timeline"]

    def _schedule_mo_domain(self, domain):
        return domain


class MrpWorkorder(models.Model):
    _name = "mrp.workorder"
    _inherit = ["mrp.workorder", "make.schedule.timeline"]

    def _schedule_mo_domain(self, domain):
        return Domain("workorder_ids", "any", domain)

    def _schedule_tasks_shown(self, by):
        return True


def _window(start, end):
    """Return two moments as far apart as a zoom shows."""
    start = _moment(start) or fields.Datetime.now()
    end = _moment(end) or start + timedelta(days=14)
    return start, min(max(end, start), start + timedelta(days=MOST_DAYS))


def _moment(value):
    """Return what a client sends as a moment, or None."""
    try:
        found = fields.Datetime.to_datetime(value) or None
    except (TypeError, ValueError):
        return None
    return found if found and found.year < LAST_YEAR else None


def _dated(start):
    """Return the domain of MOs that can stand after a moment.

    What is overdue is to be done now.
    """
    due = Domain("state", "in", OPEN_STATES) & Domain("date_deadline", "!=", False)
    if start > fields.Datetime.now():
        # What was planned behind a deadline of somebody's stands there.
        laid = Domain("workorder_ids", "any", [("schedule_begin", ">=", start)])
        due &= Domain("date_deadline", ">=", start) | laid
    made = Domain("state", "=", "done") & Domain("date_finished", ">=", start)
    return due | made
