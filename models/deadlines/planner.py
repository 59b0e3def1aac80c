"""Automatic production deadlines: when the ranking and the work centers allow it."""

import logging
from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.capacity import plan
from ..base.guard import BY_SCHEDULE
from ..base.states import OPEN_STATES
from .lead_time import LEAD_TIME
from .mrp_production_follow import NO_DEADLINE

_logger = logging.getLogger(__name__)
# Working hours are read in pieces of that many days, as far ahead as Odoo plans.
DAYS, PIECES = 50, 14
# Deadlines are said in steps, so that minutes do not move all of them all the time.
STEP = timedelta(minutes=15)
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


def _never_working(centers, now):
    """Return the ids of those work centers that have no working time ahead."""
    return {
        key
        for key, center in centers.items()
        if key != LEAD_TIME and center.end(now, 1) is None
    }


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


def _to_step(moment):
    """Return a moment, rounded to the minute and then up to the next step."""
    if not moment:
        return moment
    minutes = datetime.min + timedelta(
        minutes=round((moment - datetime.min) / timedelta(minutes=1))
    )
    return minutes + (datetime.min - minutes) % STEP
