"""Reads what a feasible date depends on, and has it reckoned (behaviour 11)."""

from ...engine.capacity import Task
from ...engine.feasible import Feasible
from ...engine.feeding import fed
from ..base.states import OPEN_STATES
from ..base.working_days import this_minute
from .lead_time import LEAD_TIME


def reckoning_of(env, planned=False):
    """Return the :class:`Reckoning` of what is, the same until something changes.

    :param env: as superuser; :param planned: as of :class:`Reckoning`
    """
    # Where nothing is planned, all is as it was planned.
    wanted = planned and env["make.schedule.deadlines"]._wanted()
    planned = bool(wanted) and not env["make.schedule.plan.request"]._is_behind(wanted)
    return env["make.schedule.allocation"]._kept(
        (Reckoning, planned, this_minute()), lambda: Reckoning(env, planned=planned)
    )


class Reckoning:
    """Reckons when supplies can be there, however far they rely on others.

    :param env: as superuser
    :param sweep: the allocation of all that is reckoned, or None to read it
    :param trial: :class:`~.what_if.trial.Trial` of which it is, or None
    :param planned: take automatic deadlines as they were planned last, so that nothing
        is planned to know whether something is late
    :param like: another one, as of whose moment it is, and that has read the work
    """

    def __init__(self, env, sweep=None, trial=None, planned=False, like=None):
        self.env, self.now = env, like.now if like else this_minute()
        # {company: its work centers}, {MO id: tasks}
        self.work = like.work if like else ({}, {})
        self.sweep, self.trial, self.planned = sweep, trial, planned
        self.allocation = env["make.schedule.allocation"]
        self.deadlines = env["make.schedule.deadlines"]
        # {MO id: moment, or None}
        self.done = {}
        # Ids of the MOs for which a transfer brings what never comes.
        self.unfed = set()
        # {MO id: (what its moment hangs on, the allocation that says so)}
        self.found = {}

    def served(self, demands, sweep):
        """Return {key: moment, or None} at which demands can be served.

        :param demands: {key: (whether something of it is short, its claims)}
        :param sweep: their allocation
        """
        claims = [claim for _short, found in demands.values() for claim in found]
        moments = self.moments(claims, sweep)
        return {
            key: None
            if is_short
            else last_of([self.now, *(moments[claim] for claim in found)])
            for key, (is_short, found) in demands.items()
        }

    def moments(self, claims, sweep):
        """Return {claim: moment, or None} at which what serves it can be there.

        :param claims: iterable of claims; :param sweep: the allocation they are of
        """
        dated = {claim.supply for claim in claims if claim.date}
        makers = makers_of(dated, sweep)
        self.reckon(self.env["mrp.production"].browse(set(makers.values())))
        hangs = {
            claim: found
            for claim in claims
            if claim.date and (found := fed(sweep, claim.supply, claim.demand))
        }
        leaves = {leaf for found in hangs.values() for _product, leaf in found.leaves}
        made = makers_of({leaf.supply for leaf in leaves}, sweep)
        self.reckon(self.env["mrp.production"].browse(set(made.values())))
        leaf_moments = {
            leaf: self.done.get(made[leaf.supply]) if leaf.supply in made else leaf.date
            for leaf in leaves
        }

        def moment(claim):
            if claim.supply in makers:
                return self.done.get(makers[claim.supply])
            own = claim.date or self.now
            if claim not in hangs:
                return own
            found = hangs[claim]
            moments = [leaf_moments[leaf] for _product, leaf in found.leaves]
            return None if found.never else last_of([own, *moments])

        return {claim: moment(claim) for claim in claims}

    def sweep_of(self, rows=None, mos=None):
        """Return the allocation of some rows and MOs."""
        return self.sweep or self.allocation._sweep(rows, mos)

    def reckon(self, mos):
        """Find when MOs can be done, those that they wait for and, where work centers
        are planned, all that take their time."""
        mos = mos.filtered(lambda mo: mo.id not in self.done)
        for company, found in mos.grouped("company_id").items():
            if not self.planned and self.deadlines._wanted(company):
                self._by_centers(company, found)
            else:
                self._by_lead_times(company, found)

    def _by_centers(self, company, mos):
        mos, waits = self._with_makers(mos | self._in_front(company, mos))
        mos = self._by_rank(mos)
        centers, tasks = self._read_work(company, mos)
        self._feasible(mos, self.deadlines._orders(mos, tasks, waits), centers)

    def _read_work(self, company, mos):
        """Return the work centers of MOs, on which nothing is laid yet, and tasks.

        :return: as of ``make.schedule.deadlines``' ``_centers`` and ``_tasks_of``
        """
        centers, tasks = self.work
        if more := mos.filtered(lambda mo: mo.id not in tasks):
            centers[company] = self.deadlines._centers(mos, company, self.now)
            tasks |= self.deadlines._tasks_of(more, centers[company], self.now)
        empty = {key: center.emptied() for key, center in centers[company].items()}
        return empty, tasks

    def _in_front(self, company, mos):
        """Return the open MOs whose tasks can take the time of some MOs' tasks.

        Those that do not rank below: what ranks lower takes what is left. But what the
        workshop has seen stays where it is, and a trial has ranks of its own.
        """
        domain = [("company_id", "=", company.id), ("state", "in", OPEN_STATES)]
        freezes = [("company_id", "=", company.id), ("freeze_days", ">", 0)]
        if not (self.trial or self.env["stock.warehouse"].search_count(freezes)):
            domain.append(("schedule_rank", "<=", max(mos.mapped("schedule_rank"))))
        return self.env["mrp.production"].search(domain)

    def _with_makers(self, mos):
        """Return MOs and all those that they wait for, and what they wait for.

        Those with their subassemblies, which are made before them.

        :return: ``mrp.production`` records, as of ``make.schedule.deadlines._waits``
        """
        waits = self.deadlines._waits(mos, self.sweep_of(mos=mos))
        while more := {mo for found in waits.makers.values() for mo in found} - set(
            mos._ids
        ):
            more = mos.browse(more)
            parts = more._schedule_with_parts()
            mos |= more | parts.filtered(lambda mo: mo.state in OPEN_STATES)
            waits = self.deadlines._waits(mos, self.sweep_of(mos=mos))
        self.unfed |= waits.unfed
        return mos, waits

    def _by_lead_times(self, company, mos):
        mos, waits = self._with_makers(mos)
        wanted = self.planned and self.deadlines._wanted(company)
        if wanted and any(map(_takes_unplanned_time, mos)):
            self._by_centers(company, mos)
            return
        mos = self._by_rank(mos)
        orders = [
            self.deadlines._order_of(
                *(mo, _lead_time(mo), waits.ready, waits.makers[mo.id])
            )
            for mo in mos
        ]
        if self.planned:
            orders = list(map(_as_planned, orders, mos))
        since = [task.since for order in orders for task in order.tasks]
        centers = self.deadlines._centers(mos.browse(), company, self.now, since)
        self._feasible(mos, orders, centers)
        if wanted and any(map(self._is_not_kept, mos)):
            # What it waits for comes later than it was planned on.
            self.done = {k: v for k, v in self.done.items() if k not in mos._ids}
            self._by_centers(company, mos)

    def _is_not_kept(self, mo):
        """Tell whether an MO comes later than its plan has it."""
        if not mo._schedule_has_automatic_deadline() or not mo.date_deadline:
            return False
        done = self.done.get(mo.id)
        return bool(done) and done > max(mo.date_deadline, self.now)

    def _by_rank(self, mos):
        """Return MOs in the order in which they are served."""
        if self.trial:
            return mos.sorted(self.trial.sort_key)
        return mos._schedule_by_rank()

    def _feasible(self, mos, orders, centers):
        """Find when MOs can be done; a date set by hand is not undercut."""
        sweep = self.sweep_of(mos=mos)
        lacking = {
            mo
            for mo in mos._ids
            if mo in self.unfed
            or any(("raw", part) in sweep.short for part in sweep.parts_of.get(mo, ()))
        }
        made = self.trial.made if self.trial else {}
        pinned = {order.key: made.get(order.key, order.pinned) for order in orders}
        orders = [
            order._replace(
                pinned=None,
                not_before=pinned[order.key] and max(pinned[order.key], self.now),
            )
            for order in orders
        ]
        found = Feasible(orders, centers, self.now, lacking)
        self.done |= found.done
        self.found |= dict.fromkeys(found.done, (found, sweep))


def last_of(moments):
    """Return the last of some moments, None where one of them is never."""
    return None if None in moments else max(moments, default=None)


def makers_of(supplies, sweep):
    """Return {supply: MO id} of those of some supplies that MOs make.

    :param sweep: the allocation that they are of
    """
    found = {key: key[1] for key in supplies if key[0] == "mto"}
    for key in supplies:
        if key[0] == "mo" and key[1] in sweep.maker_of:
            found[key] = sweep.maker_of[key[1]]
    return found


def _takes_unplanned_time(mo):
    """Tell whether an MO waits for work centers, and no plan says until when."""
    return bool(mo.workorder_ids) and not mo._schedule_has_automatic_deadline()


def _as_planned(order, mo):
    """Return an order that is done when it was planned to be, where that is planned."""
    if not mo._schedule_has_automatic_deadline():
        return order
    return order._replace(tasks=(), pinned=mo.date_deadline or None)


def _lead_time(mo):
    """Return what is to do for an MO where no work center is planned."""
    if not (days := mo.bom_id.produce_delay):
        return ()
    starts = mo._mto_orders_begun().mapped("date_start")
    since = min(filter(None, starts), default=mo.date_begun)
    return (Task(LEAD_TIME, LEAD_TIME, days, since=since or None),)
