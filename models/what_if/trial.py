"""Moves and dates that are tried on one allocation: nothing is written."""

from copy import copy
from functools import cached_property

from odoo.tools import SQL
from odoo.tools.gc import disabling_gc

from ...engine import status
from ...engine.again import allocate_again
from ...engine.causes import SHORT
from ...engine.trial import Line, affected, changed_products, tried
from ..base.states import OPEN_STATES
from ..deadlines.causes import Causes
from ..deadlines.holders import Holders
from ..deadlines.reckoning import Reckoning


class Trial:
    """What would be in a company, if documents stood elsewhere.

    :param env: as superuser; :param company: ``res.company``
    :ivar keys: {MO id: place in its block} of those that moved inside their blocks
    :ivar made: {MO id: production deadline} as if set by hand
    :ivar received: {stock move id: moment at which it comes}
    """

    def __init__(self, env, company):
        self.env, self.company = env, company
        env.flush_all()
        ranks = env.execute_query(
            SQL(
                "SELECT schedule_rank FROM sale_order"
                " WHERE schedule_open AND company_id = %(company)s UNION"
                " SELECT schedule_rank FROM mrp_production"
                " WHERE state IN %(states)s AND company_id = %(company)s",
                company=company.id,
                states=OPEN_STATES,
            )
        )
        self.ranks = [rank for (rank,) in ranks]
        self.line = Line(self.ranks)
        self.keys, self.made, self.received = {}, {}, {}

    def sort_key(self, record):
        """Return where a document would stand, to sort by."""
        key = 0
        if record._name == "mrp.production":
            key = self.keys.get(record.id, record.schedule_key)
        return self.line.sort_key(record.schedule_rank), key, record.id

    def move(self, records, target, *, before):
        """Place records next to another one (behaviour 3.2).

        :param records: checked, as superuser; :param target: likewise
        """
        units, block = records._schedule_units(), target._schedule_blocked(self)
        if units == target._schedule_units() and block:
            order = records._schedule_reordered(block, target, before)
            self.keys |= {id_: key for key, id_ in enumerate(order, start=1)}
            return
        # A block is never torn apart: below its first document is below all of it.
        above = before and (not block or target == block[0])
        self.line.move(
            [unit.schedule_rank for unit in units], target.schedule_rank, before=above
        )

    def positions(self, records):
        """Return {id: place from 1 on} that documents of one model would have."""
        order = self.in_order(records)
        places = {record.id: at for at, record in enumerate(order, start=1)}
        return {record.id: places[record.id] for record in records}

    def in_order(self, records, without=None):
        """Return a list of all that is open of a model, as it would stand.

        :param records: of that model, as superuser
        :param without: records of it that are left out, or None
        """
        everyone = records.with_context(active_test=False).search(
            [("company_id", "=", self.company.id), *records._schedule_open_domain()]
        )
        left = everyone - without if without else everyone
        return sorted(left, key=self.sort_key)

    def above(self, order, rank):
        """Return another trial, of the same allocation, with an order above a rank."""
        trial = copy(self)
        trial.now, trial.line = self.now, Line(self.ranks)
        trial.line.move([order.schedule_rank], rank, before=True)
        return trial

    # -- what that changes ------------------------------------------------------

    def outcome(self, moved):
        """Return what would change of orders, and what stays by a firm promise.

        :param moved: list of records that move, each with its own, as superuser
        :return: [(``sale.order``, its facts as it is, as it would be)] by their new
            rank, as of :func:`_facts`; ``sale.order`` records that keep what ``moved``
            wait for (behaviour 14)
        """
        then = self._then()
        return self._changes(then), self._held_firmly(moved, then)

    def _changes(self, then):
        """Return what would change of orders: :meth:`outcome`'s first.

        :param then: the allocation as it would be
        """
        now = self.now
        orders = self._open_orders()
        # Work centers hand on to everybody what takes their time.
        if not (self.made or self.env["make.schedule.deadlines"]._wanted(self.company)):
            rows = self.env["sale.order.line"].browse(affected(now, then))
            orders &= rows.order_id
        as_it_is = Reckoning(self.env, now)
        before = _facts(orders, as_it_is)
        after = _facts(orders, Reckoning(self.env, then, self, like=as_it_is))
        return [
            (order, before[order.id], after[order.id])
            for order in sorted(orders, key=self.sort_key)
            if before[order.id] != after[order.id]
        ]

    def _held_firmly(self, moved, then):
        """Return the orders that keep what documents wait for: :meth:`outcome`'s last.

        :param then: the allocation as it would be
        """
        firm = {move.product for move in then.snapshot.moves if move.firm}
        found = self.env["sale.order"]
        if firm:
            holders = Holders(self.env, then)
            for one in moved:
                keep = self._firm_holders(one, holders, firm)
                found |= keep - one._schedule_promised_to()
        return found

    def _firm_holders(self, documents, holders, firm):
        """Return the orders that keep what documents wait for, their own among them.

        :param holders: :class:`~.deadlines.holders.Holders` as it would be
        :param firm: set of the products that are held firmly
        """
        found, then = {"sale.order": set(), "mrp.production": set()}, holders.sweep
        for owner in documents._schedule_owners():
            waits = [(product, None) for product in then.short.get(owner, ())]
            waits += [both for both in then.claims.get(owner, ()) if both[1].date]
            for product, claim in waits:
                if product not in firm:
                    continue
                for holder in holders.before(owner, product, claim):
                    model, id_ = holder.document
                    # What ranks before has it by its rank; transfers are for either.
                    if holder.firm and holder.behind and model in found:
                        found[model].add(id_)
        return self.env["sale.order"].union(
            *(
                self.env[model].browse(ids)._schedule_promised_to()
                for model, ids in found.items()
            )
        )

    def facts(self, order):
        """Return (availability, feasible date, late) that one order would have."""
        return _facts(order, Reckoning(self.env, self._then(), self))[order.id]

    def chain(self, order):
        """Return the :class:`~.deadlines.causes.Cause` s that would delay one order."""
        reckoning = Reckoning(self.env, self._then(), self)
        return order._schedule_causes(Causes(self.env, reckoning))[order.id]

    def missing(self, order):
        """Return the products that an order would still lack, or its MOs."""
        lacking = order.order_line._schedule_lacking(self._then())
        return lacking or lacking.browse(
            {cause.product for cause in self.chain(order) if cause.link.kind == SHORT}
        )

    def _open_orders(self):
        everyone = self.env["sale.order"].with_context(active_test=False)
        return everyone.search(
            [("company_id", "=", self.company.id), ("schedule_open", "=", True)]
        )

    @cached_property
    def now(self):
        """The allocation of all that is open, as it is."""
        return self.env["make.schedule.allocation"]._sweep_all(self.company)

    def _then(self):
        """Return the allocation as it would be."""
        changes = self.keys, self.made, self.received
        # Many small values that all stay: looking for garbage among them is in vain.
        with disabling_gc():
            return allocate_again(
                self.now,
                lambda snapshot: tried(
                    snapshot, self.company.id, self.line.sort_key, *changes
                ),
                changed_products(self.now, self.line.has_moved, *changes),
            )


def _facts(orders, reckoning):
    """Return {order id: (availability, feasible date, late)}.

    :param reckoning: :class:`~.deadlines.reckoning.Reckoning` with its allocation
    """
    sweep, rows = reckoning.sweep, orders.order_line
    items = rows._schedule_items(sweep)
    feasible = rows._schedule_feasible(reckoning)
    last = orders._schedule_last_rows(feasible)
    late = rows._schedule_late_of(feasible)
    late |= rows._schedule_overdue(reckoning.now, feasible)
    found = {}
    for order in orders:
        mine = order.order_line._ids
        found[order.id] = (
            status.worst(status.SALES_ITEMS, map(items.get, mine)),
            last[order.id] or False,
            not late.isdisjoint(mine),
        )
    return found
