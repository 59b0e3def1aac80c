"""When open work is done, as bars: the same hours that Load shows (behaviour 13)."""

from datetime import timedelta

from odoo import fields, models

from ...engine.backward import lay_back
from ...engine.capacity import Order
from ..base.states import OPEN_STATES
from ..deadlines.lead_time import LEAD_TIME
from ..deadlines.load_before import as_task
from ..deadlines.planner import DAYS

CLOSED = ("done", "cancel")


class MakeScheduleDeadlines(models.AbstractModel):
    """Where tasks stand: as planned, else before the deadline of their order."""

    _inherit = "make.schedule.deadlines"

    def _spans(self, mos, company):
        """Return when MOs of a company, and their tasks, are worked on.

        What has passed and is not done is to be done now.

        :param mos: as superuser
        :return: {MO id: (start, end)}, {task id: (start, end)}, without what has no
            date, and what :meth:`_centers` gives for them
        """
        now, wanted = fields.Datetime.now(), bool(self._wanted(company))
        centers = self._centers(mos, company, now)
        times = {key: found.time for key, found in centers.items() if key != LEAD_TIME}
        whole, tasks = {}, {}
        for mo in mos:
            own = _of_tasks(mo, times, now, wanted)
            tasks |= own
            if spans := list(own.values()) or _alone(mo, now):
                starts, ends = zip(*spans, strict=True)
                whole[mo.id] = min(starts), max(ends)
        return whole, tasks, centers

    def _company_spans(self, company, start, end):
        """Yield (start, end) of the working time of a company between two moments."""
        while start < end:
            found = self._working(
                company.resource_calendar_id,
                self.env["resource.resource"],
                company,
                start,
            )
            yield from found[False]
            start += timedelta(days=DAYS)


def _of_tasks(mo, times, now, wanted):
    """Return {task id: (start, end)} of an MO's tasks that have a date.

    Of what has begun, where what is left of it stands.

    :param wanted: whether its company plans: all that its plan has laid stands there
    """
    found = {}
    is_open = mo.state in OPEN_STATES
    steps = mo.workorder_ids.filtered(lambda task: task.state not in CLOSED)
    if is_open and steps:
        planned = steps.filtered("schedule_begin")
        if wanted and planned:
            found |= {task.id: _planned(task, times, now) for task in planned}
        elif mo.date_deadline:
            laid = lay_back(
                Order(mo.id, tuple(map(as_task, steps))), times, mo.date_deadline
            )
            found |= {
                key: _laid(one, times[steps.browse(key).workcenter_id.id], now)
                for key, one in laid.items()
            }
    for task in mo.workorder_ids:
        begun = task.state in ("progress", "done") and task.date_start
        if begun and not all(found.get(task.id, (None,))):
            # What has taken all its time, and is not done, goes on now.
            end = now if task.state == "progress" else task.date_finished
            found[task.id] = begun, max(begun, end or begun)
    return {key: span for key, span in found.items() if all(span)}


def _planned(task, times, now):
    """Return (start, end) of a task from when it was planned to begin."""
    time = times[task.workcenter_id.id]
    since = time.worked(max(task.schedule_begin, now))
    length = as_task(task).length
    end = time.moment(since + length)
    start = next(time.spans(since, since + length), (end,))[0] if end else None
    return (start or max(task.schedule_begin, now)), end or now


def _laid(laid, time, now):
    """Return (start, end) of a task that is laid before a deadline."""
    if laid.left:
        # It no longer fits in between.
        begin = laid.first or now
        end = time.moment(laid.left) or begin
        return begin, max([end, *(high for _low, high in laid.spans)])
    if laid.spans:
        return laid.spans[0][0], laid.spans[-1][1]
    return None, None


def _alone(mo, now):
    """Return [(start, end)] of an MO without tasks: as it was worked, or its lead."""
    if mo.state == "done":
        return [(mo.date_start, mo.date_finished)] if mo.date_finished else []
    if not mo.date_deadline or mo.state not in OPEN_STATES:
        return []
    end = max(mo.date_deadline, now)
    start = end - timedelta(days=mo.bom_id.produce_delay)
    return [(min(mo.date_begun or start, start), end)]
