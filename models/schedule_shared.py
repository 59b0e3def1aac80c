"""Allocations that later requests of the same worker can use, while nothing changes."""

from datetime import timedelta
from typing import Any, NamedTuple

from odoo import api, fields, models
from odoo.sql_db import Cursor

# Attribute of the registry: [Known], the newest first.
SHARED = "make_schedule_shared"
# One for Sell, one for Schedule; an allocation of 10,000 rows takes some 40 MiB.
MOST = 2
# What is overdue counts as now, which goes on.
PATIENCE = timedelta(minutes=10)


class Known(NamedTuple):
    """An allocation, and for whom it is true.

    :param seen: what a transaction sees for which it is true; see
        :meth:`make.schedule.change._seen`
    :param until: moment at which time alone makes it another one
    :param scope: :class:`~.schedule_provider.Scope`
    """

    seen: Any
    until: Any
    scope: Any
    allocation: Any


class MakeScheduleShared(models.AbstractModel):
    """Keeps what was allocated last, across requests and users (read as superuser).

    It is true for whoever sees the same changes: never for a transaction that changes
    something itself, until that is committed.
    """

    _name = "make.schedule.shared"
    _description = "Allocations across requests"

    @api.model
    def _known(self, scope):
        """Return (scope, allocation) that says all of a scope, or None.

        :param scope: :class:`~.schedule_provider.Scope`
        """
        if not scope.is_plain or (seen := self._seen()) is None:
            return None
        now = fields.Datetime.now()
        shared = getattr(self.pool, SHARED, ())
        for known in shared:
            if known.seen == seen and now < known.until and known.scope.covers(scope):
                return known.scope, known.allocation
        allocation = self.env["make.schedule.allocation"]._read(scope)
        known = Known(seen, _until(allocation.snapshot), scope, allocation)
        others = [
            other
            for other in shared
            if other.seen == seen and not scope.covers(other.scope)
        ]
        setattr(self.pool, SHARED, [known, *others][:MOST])
        return scope, allocation

    def _seen(self):
        """Return what this transaction sees, None where others would not see it."""
        if not isinstance(self.env.cr, Cursor):
            # A test's cursor sees what another one has not committed.
            return None
        return self.env["make.schedule.change"]._seen()


def _until(snapshot):
    """Return when a snapshot is another one, though nothing has changed."""
    moments = [
        *(move.date for move in snapshot.moves),
        *(supply.date for supply in snapshot.supplies),
        *(making.date for making in snapshot.making),
        *(stock.expires for stock in snapshot.stock),
    ]
    coming = [moment for moment in moments if moment and moment > snapshot.now]
    return min([*coming, snapshot.now + PATIENCE])
