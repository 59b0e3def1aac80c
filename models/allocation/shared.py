"""Allocations that later requests of the same worker can use, while nothing changes."""

from datetime import timedelta
from typing import Any, NamedTuple

from odoo import api, fields, models
from odoo.sql_db import Cursor

# Attribute of the registry: [Known], the newest first.
SHARED = "make_schedule_shared"
# One for Sell, one for Schedule; an allocation of 10,000 rows takes some 40 MiB.
MOST = 2
# In a transaction: until when what it has read is true.
UNTIL = "make_schedule.until"
# What is overdue counts as now, which goes on.
PATIENCE = timedelta(minutes=10)


class Asked(NamedTuple):
    """Documents that an allocation says everything of: sets of ids.

    :param rows: of ``sale.order.line``
    :param mos: of ``mrp.production``
    :param served: of ``mrp.production`` of which it also says whom they serve
    """

    rows: Any
    mos: Any
    served: Any

    def covers(self, other):
        """Tell whether everything asked for by another is asked for by this."""
        return all(map(set.issuperset, self, other))

    def add(self, other):
        """Ask for what another asks for, too."""
        for ids, more in zip(self, other, strict=True):
            ids.update(more)


class Known(NamedTuple):
    """An allocation, and for whom it is true.

    :param seen: what a transaction sees for which it is true; see
        :meth:`make.schedule.change._seen`
    :param until: moment at which time alone makes it another one
    :param scope: :class:`~.allocation.provider.Scope`
    :param asked: :class:`Asked`, what has been answered from it
    :param said: {key: :class:`~.allocation.said.Said`} of whoever sees the same
    """

    seen: Any
    until: Any
    scope: Any
    allocation: Any
    asked: Asked
    said: dict


class MakeScheduleShared(models.AbstractModel):
    """Keeps what was allocated last, across requests and users (read as superuser).

    It is true for whoever sees the same changes: never for a transaction that changes
    something itself, until that is committed.
    """

    _name = "make.schedule.shared"
    _description = "Allocations across requests"

    @api.model
    def _answer(self, asked):
        """Return (scope, allocation) of which the same was asked before, or None.

        Nothing has changed since: what these documents wait for is the same, too.

        :param asked: :class:`Asked`
        """
        known = self._true(lambda known: known.asked.covers(asked))
        return known and self._told(known)

    @api.model
    def _known(self, scope, asked=None):
        """Return (scope, allocation) that says all of a scope, or None.

        :param scope: :class:`~.allocation.provider.Scope`
        :param asked: :class:`Asked` that is of this scope, to be answered at once the
            next time; or None
        """
        if not scope.is_plain or (seen := self._seen()) is None:
            return None
        known = self._true(lambda known: known.scope.covers(scope), seen)
        if not known:
            allocation = self.env["make.schedule.allocation"]._read(scope)
            known = Known(
                *(seen, until_of(allocation.snapshot), scope, allocation),
                Asked(set(), set(), set()),
                self._all_said(seen),
            )
            others = [
                other
                for other in self._shared()
                if other.seen == seen and not scope.covers(other.scope)
            ]
            # A quotation is looked at by one: it takes the place of nothing.
            first = [*others, known] if scope.quotations else [known, *others]
            setattr(self.pool, SHARED, first[:MOST])
        if asked:
            known.asked.add(asked)
        return self._told(known)

    def _bearing(self, scope):
        """Return (scope, allocation) that quotations can be served on top of, or None.

        :param scope: :class:`~.allocation.provider.Scope` of the quotations
        """
        known = self._true(lambda known: known.scope.can_bear(scope))
        return known and self._told(known)

    def _told(self, known):
        """Return (scope, allocation) of a :class:`Known`, whose ``until`` is heeded."""
        self._heed(known.until)
        return known.scope, known.allocation

    def _heed(self, until):
        """Note that what this transaction says from now on hangs on a moment."""
        cache = self.env.cr.cache
        cache[UNTIL] = min(until, cache.get(UNTIL, until))

    def _all_said(self, seen):
        """Return {key: Said} of those that see the same, to be added to."""
        return next((known.said for known in self._shared() if known.seen == seen), {})

    def _shared(self):
        return getattr(self.pool, SHARED, ())

    def _true(self, covers, seen=None):
        """Return a :class:`Known` that is true for this transaction, or None.

        :param covers: function of a :class:`Known`: whether it says all that is asked
        :param seen: what the transaction sees, where that has been read
        """
        found = [known for known in self._shared() if covers(known)]
        if not found:
            # What is seen costs a query.
            return None
        now, seen = fields.Datetime.now(), seen or self._seen()
        true = (known for known in found if known.seen == seen and now < known.until)
        return next(true, None)

    def _seen(self):
        """Return what this transaction sees, None where others would not see it."""
        if not isinstance(self.env.cr, Cursor):
            # A test's cursor sees what another one has not committed.
            return None
        return self.env["make.schedule.change"]._seen()


def until_of(snapshot):
    """Return when a snapshot is another one, though nothing has changed."""
    moments = [
        *(move.date for move in snapshot.moves),
        *(supply.date for supply in snapshot.supplies),
        *(making.date for making in snapshot.making),
        *(stock.expires for stock in snapshot.stock),
    ]
    coming = [moment for moment in moments if moment and moment > snapshot.now]
    tomorrow = snapshot.today + timedelta(days=1)
    return min([*coming, tomorrow, snapshot.now + PATIENCE])
