"""The work that is planned, read from Odoo (behaviour 8)."""

from collections import defaultdict
from datetime import timedelta
from typing import Any, NamedTuple

from odoo import models

from ...engine.capacity import Order, Task
from ...engine.feeding import fed
from ..base.working_days import end_of_day, start_of_day, working_zone
from .lead_time import LEAD_TIME, begun

# What begins at midnight is the next day's.
SECOND = timedelta(seconds=1)


class MakeScheduleDeadlines(models.AbstractModel):
    """Orders and tasks for the planner."""

    _inherit = "make.schedule.deadlines"

    def _tasks_of(self, mos, centers, now):
        """Return {MO id: tuple of :class:`Task`}: what is still to do for MOs.

        :param centers: as of :meth:`_centers`
        """
        seen = {
            warehouse: self._frozen_until(warehouse, centers[LEAD_TIME], now)
            for warehouse in mos.picking_type_id.warehouse_id
        }
        return {
            mo.id: tuple(self._tasks(mo, seen.get(mo.picking_type_id.warehouse_id)))
            for mo in mos
        }

    def _orders(self, mos, tasks, waits):
        """Return MOs, in their order, as the engine takes them.

        :param tasks: as of :meth:`_tasks_of`; :param waits: as of :meth:`_waits`
        """
        children = mos.grouped("schedule_parent_id")
        return [
            self._order_of(
                *(mo, tasks[mo.id], waits.ready),
                {*children.get(mo, mos.browse()).ids, *waits.makers[mo.id]},
            )
            for mo in mos
        ]

    def _order_of(self, mo, tasks, ready, after):
        """Return an MO as the engine takes it.

        :param tasks: tuple of :class:`Task`
        :param ready: {MO id: date of the last receipt that it waits for}
        :param after: ids of the MOs that it waits for
        """
        return Order(
            mo.id,
            tasks,
            ready=ready.get(mo.id),
            after=tuple(after),
            pinned=mo.deadline_manual and mo.date_deadline or None,
        )

    def _frozen_until(self, warehouse, days, now):
        """Return until when tasks are seen by the workshop and do not move, or None.

        Until the last of these days is over: some work longer than the company.

        :param days: :class:`LeadTime` of the company's working days
        """
        if not warehouse.automatic_deadlines or warehouse.freeze_days < 1:
            return None
        zone = working_zone(warehouse.company_id)
        last = days.closing(start_of_day(now, zone), warehouse.freeze_days - 1)
        return last and end_of_day(last, zone) - SECOND

    def _tasks(self, mo, frozen_until=None):
        """Return what is still to do for an MO: its work orders, or its lead time.

        :param frozen_until: what is planned to begin before stays where it is
        """
        tasks = [
            task._schedule_as_task(open_before(task), frozen_until)
            for task in mo.workorder_ids
            if task.state not in ("done", "cancel")
        ]
        if any(task.length for task in tasks):
            return tasks
        days = 0 if mo.workorder_ids else mo.bom_id.produce_delay
        return [Task(LEAD_TIME, LEAD_TIME, days, since=begun(mo))]

    def _waits(self, mos, sweep):
        """Return what MOs' components are served from that is not in stock.

        :param sweep: their allocation
        :return: :class:`Waits`
        """
        waits = Waits({}, defaultdict(set), set())
        for mo_id in mos._ids:
            for part in sweep.parts_of.get(mo_id, ()):
                for _product, claim in sweep.claims.get(("raw", part), ()):
                    waits.note(mo_id, claim, sweep)
        return waits


class Waits(NamedTuple):
    """What MOs wait for.

    :param ready: {MO id: date of the last receipt}
    :param makers: {MO id: set of ids of the MOs}
    :param unfed: {MO id} of those to which a transfer brings what never comes
    """

    ready: dict
    makers: Any
    unfed: set

    def note(self, mo, claim, sweep):
        """Note what one claim of an MO's component makes it wait for."""
        kind, supply = claim.supply
        maker = sweep.maker_of.get(supply) if kind == "mo" else None
        if maker and maker != mo:
            self.makers[mo].add(maker)
        elif claim.date and not maker:
            self.ready[mo] = max(claim.date, self.ready.get(mo, claim.date))
            hangs = fed(sweep, claim.supply, claim.demand)
            if hangs and hangs.never:
                self.unfed.add(mo)
            for _product, leaf in hangs.leaves if hangs else ():
                self.note(mo, leaf, sweep)


def open_before(task):
    """Return the ids of the tasks that one has to wait for.

    One that somebody has finished out of turn hands on what it waited for itself.
    """
    found, stack, seen = set(), [task], {task}
    while stack:
        for before in stack.pop().blocked_by_workorder_ids:
            if before in seen:
                continue
            seen.add(before)
            if before.state in ("done", "cancel"):
                stack.append(before)
            else:
                found.add(before.id)
    return sorted(found)
