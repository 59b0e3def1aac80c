"""Automatic production deadlines: when the ranking and the work centers allow it."""

import logging
from collections import defaultdict
from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.capacity import Order, Task, plan
from ..base.guard import BY_SCHEDULE
from ..base.states import OPEN_STATES
from .mrp_production import NO_DEADLINE

_logger = logging.getLogger(__name__)
# Working hours are read in pieces of that many days, as far ahead as Odoo plans.
DAYS, PIECES = 50, 14
# Deadlines are said in steps, so that minutes do not move all of them all the time.
STEP = timedelta(minutes=15)
LEAD_TIME = "lead time"
# What tells the lock of a plan from others in PostgreSQL.
PLAN_LOCK = 0x6D616B65


class MakeScheduleDeadlines(models.AbstractModel):
    """Finite forward scheduling by rank (behaviour 8).

    Every work center of a company is one queue, whatever the warehouse. An MO without
    operations takes its bill's lead time, in working days of the company, and is due
    when a day ends; so is one with nothing left to do. What comes from a vendor
    is waited for, and so is what other open MOs make for an MO. Only the deadlines of
    warehouses that want it, and that nobody set by hand, are written.
    """

    _name = "make.schedule.deadlines"
    _description = "Automatic production deadlines"

    @api.model
    def _plan_soon(self, companies):
        """Have deadlines planned in the background, soon after this commits.

        :param companies: those of them that have automatic deadlines count
        """
        if wanted := self._wanted(companies):
            self.env["make.schedule.plan.request"]._ask(wanted)

    @api.model
    def _wanted(self, companies=None):
        """Return those of some, or of all, companies that have automatic deadlines."""
        domain = [("automatic_deadlines", "=", True)]
        if companies is not None:
            domain.append(("company_id", "in", companies.ids))
        return self.env["stock.warehouse"].sudo().search(domain).company_id

    @api.model
    def _cron_plan(self):
        """Plan the deadlines of all companies: time passes without any change.

        Hourly, so that it is also the time to remove what is old of the changes.
        """
        self.env["make.schedule.change"]._gc_changes()
        request = self.env["make.schedule.plan.request"]
        for company in self._wanted():
            request._plan(company)
            self.env["ir.cron"]._commit_progress(1)

    @api.model
    def _plan(self, company):
        """Plan the deadlines and loads of a company and write those that change.

        :return: the ``mrp.production`` records whose deadline has changed
        """
        # One at a time, whoever asks.
        self.env.execute_query(
            SQL("SELECT pg_advisory_xact_lock(%s, %s)", PLAN_LOCK, company.id)
        )
        env = self.sudo().with_context(schedule=BY_SCHEDULE, deadlines_planned=True).env
        mos = env["mrp.production"].search(
            [("company_id", "=", company.id), ("state", "in", OPEN_STATES)],
            order=env["mrp.production"]._schedule_order,
        )
        now = fields.Datetime.now()
        centers = self._centers(mos, company, now)
        sweep = env["make.schedule.allocation"]._sweep(mos=mos)
        tasks = self._tasks_of(mos, centers, now)
        orders = self._orders(mos, tasks, self._waits(mos, sweep))
        planned = plan(orders, centers, now)
        done = planned.done
        mos.workorder_ids._schedule_place_tasks(planned.centers)
        mos.workorder_ids._schedule_set_load(centers)
        changed = _write_deadlines(mos, done)
        _logger.info(
            "%s of %s production deadlines of %s changed.",
            *(len(changed), len(mos), company.name),
        )
        waits = {order.key: order.after for order in orders}
        mos._schedule_note_unplanned(done, waits, _never_working(centers, now))
        if never := mos.filtered("unplanned_by"):
            _logger.warning(
                "No working hours within %s days for: %s.",
                *(DAYS * PIECES, ", ".join(never.mapped("name"))),
            )
        return changed

    # -- what is planned --------------------------------------------------------

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
        ready, makers = waits
        children = mos.grouped("schedule_parent_id")
        return [
            self._order_of(
                *(mo, tasks[mo.id], ready),
                {*children.get(mo, mos.browse()).ids, *makers[mo.id]},
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

        :param days: :class:`LeadTime` of the company's working days
        """
        if not warehouse.automatic_deadlines or warehouse.freeze_days < 1:
            return None
        return days.closing(now, warehouse.freeze_days - 1)

    def _tasks(self, mo, frozen_until=None):
        """Return what is still to do for an MO: its work orders, or its lead time.

        :param frozen_until: what is planned to begin before stays where it is
        """
        tasks = [
            task._schedule_as_task(_open_before(task), frozen_until)
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
        :return: {MO id: date of the last receipt}, {MO id: set of ids of the MOs}
        """
        ready, makers = {}, defaultdict(set)
        for mo_id in mos._ids:
            for part in sweep.parts_of.get(mo_id, ()):
                for _product, claim in sweep.claims.get(("raw", part), ()):
                    kind, supply = claim.supply
                    maker = sweep.maker_of.get(supply) if kind == "mo" else None
                    if maker and maker != mo_id:
                        makers[mo_id].add(maker)
                    elif claim.date and not maker:
                        ready[mo_id] = max(claim.date, ready.get(mo_id, claim.date))
        return ready, makers


def _open_before(task):
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


def _never_working(centers, now):
    """Return the ids of those work centers that have no working time ahead."""
    return {
        key
        for key, center in centers.items()
        if key != LEAD_TIME and center.end(now, 1) is None
    }


def begun(mo):
    """Return when an MO without work orders was begun, or None."""
    return not mo.workorder_ids and mo.date_begun or None


def _to_step(moment):
    """Return a moment, rounded to the minute and then up to the next step."""
    if not moment:
        return moment
    minutes = datetime.min + timedelta(
        minutes=round((moment - datetime.min) / timedelta(minutes=1))
    )
    return minutes + (datetime.min - minutes) % STEP


def _write_deadlines(mos, done):
    """Write the automatic deadlines that have changed; return whose.

    :param mos: ``mrp.production`` records
    :param done: {id: moment at which it is done, or None}
    """
    changed = mos.browse()
    for mo in mos.filtered(lambda mo: mo._schedule_has_automatic_deadline()):
        deadline = _to_step(done[mo.id])
        if deadline and mo.date_deadline != deadline:
            before = mo.deadline_unplanned or mo.date_deadline or NO_DEADLINE
            mo.write({"date_deadline": deadline, "deadline_unplanned": before})
            changed |= mo
    return changed
