"""The chain of causes of a document: kinds and values (behaviour 11)."""

from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from ...engine import causes
from ...engine.causes import Link
from ...engine.feeding import fed
from ..base.working_days import is_later_day
from .holders import Holders
from .reckoning import makers_of, reckoning_of


class Cause(NamedTuple):
    """A link of a chain with what it is about.

    :param link: :class:`~engine.causes.Link`
    :param product: id of the product that is waited for, made or missing, or None
    :param quantity: of it, in its unit
    :param supply: key of what comes, of a receipt
    :param late: it should have come already
    :param by_rank: whether who is served before is so by rank alone
    :param firm: whether by a firm promise
    :param helps: whether standing before it would bring what is waited for earlier
    :param more: how many other products are missing too
    :param elsewhere: it is so where a transfer takes from
    """

    link: Any
    product: Any = None
    quantity: float = 0.0
    supply: Any = None
    late: bool = False
    by_rank: bool = False
    firm: bool = False
    helps: bool = False
    more: int = 0
    elsewhere: bool = False


class Causes:
    """Finds chains of causes, from one reckoning of what is feasible.

    :param env: as superuser
    :param reckoning: :class:`~.reckoning.Reckoning` of what is tried; of what is, else
    """

    def __init__(self, env, reckoning=None):
        self.env, self.reckoning = env, reckoning or reckoning_of(env)
        # {allocation: what it says of holders}
        self._holders = {}
        # Ids of the MOs that lead to the one whose chain is told: they can wait for
        # each other.
        self._walked = set()

    @property
    def now(self):
        return self.reckoning.now

    def of_rows(self, rows):
        """Return {row id: [:class:`Cause`]} of rows that something delays."""
        reckoning = self.reckoning
        moments = rows._schedule_feasible(reckoning)
        sweep = reckoning.sweep_of(rows, rows.mto_production_ids)
        vendors = rows._schedule_sent_by_vendors(self.now)
        found = {}
        for row in rows._ids:
            if row in vendors:
                found[row] = self._sent_by_vendor(row, vendors[row])
            elif row in moments:
                found[row] = self._of_demand(
                    Link(causes.ROW, row, moments[row], moments[row]),
                    *(("row", row), sweep),
                )
        return found

    def of_mos(self, mos):
        """Return {MO id: [:class:`Cause`]} of open MOs."""
        self.reckoning.reckon(mos)
        return {
            mo.id: self._delaying(mo) for mo in mos if mo.id in self.reckoning.found
        }

    def _delaying(self, mo):
        """Return the chain of an MO, empty where it can be done now, and in time."""
        chain = self._of_mo(mo.id)
        start, end = chain[0].link.start, chain[0].link.end
        is_free = len(chain) == 1 and start == end
        late = is_free and is_later_day(self.env, end, mo.date_deadline)
        return [] if is_free and not late else chain

    def of_tasks(self, tasks):
        """Return {task id: [:class:`Cause`]} of open work orders.

        Where work centers are not planned, it is its order that is delayed.
        """
        self.reckoning.reckon(tasks.production_id)
        found = {}
        for task in tasks:
            mo = task.production_id.id
            reckoned, _sweep = self.reckoning.found.get(mo, (None, None))
            links = []
            if reckoned and reckoned.plans(task.id):
                links = reckoned.task_links(task.id, self._blocked)
            if links and links[0].kind == causes.WORK:
                found[task.id] = self._told(mo, links)
            elif reckoned and (chain := self._delaying(task.production_id)):
                end = self.reckoning.done[mo]
                own = Cause(Link(causes.WORK, task.id, end, end))
                found[task.id] = [own, *chain]
        return found

    # -- one document -----------------------------------------------------------

    def _of_demand(self, own, owner, sweep):
        """Return the chain of what waits for supplies itself.

        :param own: its own link; :param owner: of the demand
        """
        short = sweep.short.get(owner)
        if short:
            product, quantity = next(iter(short.items()))
            held = self._held(sweep, owner, product, None, own.end)
            link = Link(causes.SHORT, own.key, None, None)
            more = len(self._lacked_too(sweep, owner, product))
            return [Cause(own), *held, Cause(link, product, quantity, more=more)]
        claims = [both for both in sweep.claims.get(owner, ()) if both[1].date]
        if not claims:
            return []
        moments = self.reckoning.moments([claim for _p, claim in claims], sweep)
        # Never is later than anything.
        product, claim = max(
            claims,
            key=lambda both: (moments[both[1]] is None, moments[both[1]] or self.now),
        )
        held = self._held(sweep, owner, product, claim, own.end)
        maker = makers_of([claim.supply], sweep).get(claim.supply)
        if maker:
            making = self._of_mo(maker) if maker in self.reckoning.found else []
            return [Cause(own), *held, *making]
        brought = self._brought(own.key, product, claim, own.end, sweep)
        return [Cause(own), *held, *brought]

    def _sent_by_vendor(self, row, moment):
        """Return the chain of a row that a vendor sends to the customer himself."""
        moves = self.env["sale.order.line"].browse(row)._schedule_vendor_moves()
        late = max(moves.mapped("date")) < self.now
        return [
            Cause(Link(causes.ROW, row, moment, moment)),
            Cause(
                Link(causes.RECEIPT, row, self.now, moment),
                supply=(causes.VENDOR, row),
                late=late,
            ),
        ]

    def _receipt(self, key, product, claim, end, start):
        link = Link(causes.RECEIPT, key, start, end)
        return Cause(link, product, claim.quantity, claim.supply, claim.late)

    def _brought(self, key, product, claim, end, sweep):
        """Return the links of what brings something: of a transfer, what feeds it too.

        :param key: of the row or MO that waits for it; others as of :meth:`_held`
        :param end: when it is there, None for never
        """
        hangs = fed(sweep, claim.supply, claim.demand)
        if hangs and hangs.never:
            never = self._receipt(key, product, claim, None, None)
            link = Link(causes.SHORT, key, None, None)
            lacks = [Cause(link, *hangs.short, elsewhere=True)] if hangs.short else []
            return [never, *lacks]
        moments = self._leaf_moments(hangs, sweep) if hangs else {}
        last = max(moments, key=lambda at: moments[at] or datetime.max, default=None)
        start = moments.get(last, self.now)
        # What is there before it is to leave delays nothing.
        if start is not None and (start <= self.now or start < (claim.date or start)):
            return [self._receipt(key, product, claim, end, self.now)]
        return [
            self._receipt(key, product, claim, end, start),
            *self._leaf(key, *hangs.leaves[last], start, sweep),
        ]

    def _leaf_moments(self, hangs, sweep):
        """Return {place among the leaves: moment, or None} of what feeds a transfer."""
        leaves = [leaf for _product, leaf in hangs.leaves]
        moments = self.reckoning.moments(leaves, sweep)
        return {at: moments[leaf] for at, leaf in enumerate(leaves)}

    def _leaf(self, key, product, claim, end, sweep):
        """Return the links of what comes, or is made, where a transfer takes it."""
        maker = makers_of([claim.supply], sweep).get(claim.supply)
        if not maker:
            return [self._receipt(key, product, claim, end, self.now)]
        if maker in self._walked or maker not in self.reckoning.found:
            return []
        self._walked.add(maker)
        try:
            return self._of_mo(maker)
        finally:
            self._walked.discard(maker)

    def _of_mo(self, mo):
        """Return the chain of an MO."""
        reckoned, _sweep = self.reckoning.found[mo]
        return self._told(mo, reckoned.links(mo, self._blocked))

    @cached_property
    def _blocked(self):
        """The ids of the MOs that are blocked."""
        mos = self.env["mrp.production"].browse(self.reckoning.found)
        return set(mos.filtered("blocked_reason")._ids)

    def _told(self, mo, links):
        """Return links of the engine with what each is about.

        :param mo: whose they are: of a task, its MO
        """
        _reckoned, sweep = self.reckoning.found[mo]
        found, before = [], mo
        for at, link in enumerate(links):
            if link.kind == causes.SHORT and link.key in self.reckoning.unfed:
                owner, product, claim = self._unfed(link.key, sweep)
                found += self._held(sweep, owner, product, claim, link.end)
                found += self._brought(link.key, product, claim, None, sweep)
            elif link.kind == causes.SHORT:
                owner, product, quantity = self._short(link.key, sweep)
                found += self._held(sweep, owner, product, None, link.end)
                more = len(self._lacked_too(sweep, owner, product))
                found.append(Cause(link, product, quantity, more=more))
            elif link.kind == causes.RECEIPT:
                owner, product, claim = self._last_receipt(link.key, sweep)
                found += self._held(sweep, owner, product, claim, link.end)
                found += self._brought(link.key, product, claim, link.end, sweep)
            elif link.kind == causes.MO and at:
                owner, product, claim = self._made(before, link.key, sweep)
                if claim:
                    found += self._held(sweep, owner, product, claim, link.end)
                found.append(Cause(link))
            else:
                found.append(Cause(link))
            if link.kind == causes.MO:
                before = link.key
        return found

    def _parts(self, mo, sweep):
        """Yield (owner, product, claim) of what serves an MO's components."""
        for part in sweep.parts_of.get(mo, ()):
            for product, claim in sweep.claims.get(("raw", part), ()):
                yield ("raw", part), product, claim

    def _short(self, mo, sweep):
        """Return (owner, product, quantity) of what an MO lacks."""
        for part in sweep.parts_of.get(mo, ()):
            for product, quantity in sweep.short.get(("raw", part), {}).items():
                return ("raw", part), product, quantity
        raise ValueError(mo)

    def _last_receipt(self, mo, sweep):
        """Return (owner, product, claim) of the last that an MO waits for."""
        makers = makers_of(
            [claim.supply for *_, claim in self._parts(mo, sweep)], sweep
        )
        brought = [
            found
            for found in self._parts(mo, sweep)
            if found[2].date and makers.get(found[2].supply) in (None, mo)
        ]
        moments = self.reckoning.moments([found[2] for found in brought], sweep)
        return max(brought, key=lambda one: moments[one[2]] or datetime.max)

    def _unfed(self, mo, sweep):
        """Return (owner, product, claim) of what a transfer never brings an MO."""
        return next(
            found
            for found in self._parts(mo, sweep)
            if (hangs := fed(sweep, found[2].supply, found[2].demand)) and hangs.never
        )

    def _made(self, mo, maker, sweep):
        """Return (owner, product, claim) of what another MO makes for one, or None."""
        for owner, product, claim in self._parts(mo, sweep):
            if makers_of([claim.supply], sweep).get(claim.supply) == maker:
                return owner, product, claim
        return None, None, None

    # -- who is served before -----------------------------------------------------

    def _held(self, sweep, owner, product, claim, moment):
        """Return the link that names who has what came before a supply.

        :param claim: what is waited for, None for what nothing serves
        :return: list of one :class:`Cause` or none
        """
        if id(sweep) not in self._holders:
            self._holders[id(sweep)] = Holders(self.env, sweep)
        held = self._holders[id(sweep)].before(owner, product, claim)
        if not held:
            return []
        first, *others = held
        link = Link(
            *(causes.STOCK_HELD, first.document, moment, moment),
            others=tuple(other.document for other in others),
        )
        return [
            Cause(
                *(link, product, first.quantity),
                by_rank=first.by_rank,
                firm=first.firm,
                helps=first.helps and not self._lacked_too(sweep, owner, product),
            )
        ]

    def _lacked_too(self, sweep, owner, product):
        """Return the other products that whom a demand is of lacks besides one."""
        owners = [owner]
        if owner[0] == "raw":
            mo = self.env["stock.move"].browse(owner[1]).raw_material_production_id.id
            owners = [("raw", part) for part in sweep.parts_of.get(mo, ())]
        lacked = {name for one in owners for name in sweep.short.get(one, ())}
        return lacked - {product}
