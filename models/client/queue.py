"""Requests that change who gets what, beside each other and, where that fails, alone.

Reservations by rank touch other documents than one's own, so that under load two
requests often change the same rows; PostgreSQL lets the first one and fails the other
(REPEATABLE READ), and Odoo tries that again, five times. With few shared parts and many
users that is not enough, and the error reaches the user.

So requests share a lock, and one that has failed takes it alone: it waits until the
others are done, and who comes after it waits for it.
"""

from psycopg2.errors import LockNotAvailable

from odoo import api, models
from odoo.http import request
from odoo.tools import SQL

# What tells the lock from others in PostgreSQL, and how long somebody waits for it.
KEY = 0x6D616B65
PATIENCE = "5s"
# Models that move stock, beside those that the allocation is read from.
MOVERS = {
    *("stock.picking", "stock.return.picking", "stock.scrap", "mrp.unbuild"),
    *("stock.backorder.confirmation", "mrp.production.backorder"),
    *("change.production.qty", "mrp.consumption.warning", "purchase.order"),
}


class MakeScheduleQueue(models.AbstractModel):
    _name = "make.schedule.queue"
    _description = "Queue of requests that change who gets what"

    @api.model
    def _enter(self, alone):
        """Take the lock for this transaction, at its very beginning.

        :param alone: exclusively: it has failed beside others
        """
        cr = self.env.cr
        if cr.readonly or (not alone and self._try()):
            return
        if not self._is_untouched():
            # In the middle of something: as Odoo does without us.
            return
        kind = SQL("") if alone else SQL("_shared")
        try:
            cr.execute(SQL("SELECT set_config('lock_timeout', %s, true)", PATIENCE))
            cr.execute(SQL("SELECT pg_advisory_lock%s(%s)", kind, KEY))
        except LockNotAvailable:
            cr.rollback()
            return
        # A transaction sees what was there at its first statement, which was before the
        # wait. The session has the lock until the new transaction has.
        try:
            cr.rollback()
            cr.execute(SQL("SELECT pg_advisory_xact_lock%s(%s)", kind, KEY))
        finally:
            cr.execute(SQL("SELECT pg_advisory_unlock%s(%s)", kind, KEY))
        self.env.invalidate_all(flush=False)

    def _try(self):
        """Take the lock together with others, if nobody has or wants it alone."""
        self.env.cr.execute(SQL("SELECT pg_try_advisory_xact_lock_shared(%s)", KEY))
        return self.env.cr.fetchone()[0]

    def _is_untouched(self):
        """Tell whether this transaction has written nothing yet."""
        self.env.cr.execute(SQL("SELECT pg_current_xact_id_if_assigned() IS NULL"))
        return self.env.cr.fetchone()[0]


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    @classmethod
    def _dispatch(cls, endpoint):
        # Here, because nothing has been done yet; a method's own code is too late.
        if _queues(request.params):
            tries = getattr(request, "make_schedule_tries", 0)
            request.make_schedule_tries = tries + 1
            request.env["make.schedule.queue"]._enter(alone=bool(tries))
        return super()._dispatch(endpoint)


def _queues(params):
    """Tell whether a request calls a method that may change who gets what."""
    # As the web client's routes name them, and as /json/2 does.
    name = params.get("model") or params.get("__model__")
    method = params.get("method") or params.get("__method__")
    if not isinstance(name, str) or not isinstance(method, str) or not request.env.uid:
        return False
    if name not in request.env:
        return False
    model = request.env[name]
    ours = name.startswith("make.schedule.") or hasattr(model, "_schedule_shared")
    if method == "onchange" or not (ours or name in MOVERS):
        return False
    return not getattr(getattr(type(model), method, None), "_readonly", False)
