"""What a bulk run does between two looks at it (behaviour 5)."""

import logging
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.guard import internal
from . import messages
from .run_values import ids_of, reasons_of, shortly

_logger = logging.getLogger(__name__)
# Orders that one request makes; a screen shows its progress after each.
AT_ONCE = 5


class MakeScheduleRun(models.Model):
    """Runs that are at work."""

    _inherit = "make.schedule.run"

    @internal
    def process(self):
        """Make the next few orders.

        :return: what :meth:`progress` does
        :raises AccessError: when it is somebody else's
        """
        self._schedule_check_one()
        self.check_access("read")
        self._lock_run()
        if self.state == "running":
            self._process()
        return self.progress()

    def _lock_run(self):
        """Let one part of this run at a time decide; then its orders."""
        line = self.env["make.schedule.line"]
        line._lock_first(self.sudo())
        now = ids_of(self.sudo().waiting)[:AT_ONCE]
        line._lock_first(self.env["sale.order"].sudo().browse(now).exists())

    def _give_up(self):
        """End this run, whose user may not do any of it any more."""
        reason = messages.no_longer_yours(self.env)
        orders = self.env["sale.order"].sudo().browse(ids_of(self.waiting)).exists()
        skipped = [[order.id, order.name, reason] for order in orders]
        self.sudo().write(
            {
                "state": "done",
                "waiting": [],
                "skipped": [*reasons_of(self.skipped), *skipped],
            }
        )

    def _process(self):
        """Decide the next few orders, each of them alone where one fails."""
        waiting = ids_of(self.waiting)
        now, later = waiting[:AT_ONCE], waiting[AT_ONCE:]
        orders, skipped = self._orders_to_make(now)
        enough = shortly(messages.available(self.env, ""))
        for order, found in self._make(orders).items():
            made = [fields.Command.link(mo) for mo in found["made"]]
            self.sudo().made_ids = made
            # Of an order of which something is made nobody asks what needed nothing.
            skipped += [
                [order, orders.browse(order).name, reason]
                for reason in map(shortly, dict(found["skipped"]).values())
                if reason != enough or not made
            ]
        self.sudo().write(
            {
                "waiting": later,
                "state": "running" if later else "done",
                "skipped": [*reasons_of(self.skipped), *skipped],
            }
        )

    def _orders_to_make(self, ids):
        """Return those of some orders that the caller may make, and why not the others.

        :return: ``(orders by rank, [[order id, name, reason]])``
        """
        found = self.env["sale.order"].browse(ids).exists()
        orders = found._filtered_access("write")
        another = found._schedule_another_order()
        skipped = [
            [order.id, another, messages.no_longer_yours(self.env)]
            for order in found - orders
        ]
        return orders.sorted(lambda order: (order.schedule_rank, order.id)), skipped

    def _make(self, orders):
        """Make orders to order: all at once, or one by one where that fails.

        :return: as ``sale.order.action_make_to_order``
        """
        try:
            with self.env.cr.savepoint():
                return orders.order_line._mto_make_to_order(orders, only_short=True)
        except OperationalError:
            # Odoo tries the whole request again.
            raise
        except Exception as error:
            # Whatever it is: one order must not stop the others (behaviour 5).
            if len(orders) > 1:
                return {
                    order_id: found
                    for order in orders
                    for order_id, found in self._make(order).items()
                }
            reason = str(error)
            if not isinstance(error, UserError):
                _logger.exception("Make to order of %s failed", orders.name)
                reason = messages.unexpected(self.env)
            return {
                order.id: {"made": [], "skipped": [[0, reason]]} for order in orders
            }

    @api.model
    def _cron_go_on(self):
        """Go on with what a closed browser left, as who started it."""
        cron = self.env["ir.cron"]
        quiet = fields.Datetime.now() - timedelta(minutes=2)
        left = self.search([("state", "=", "running"), ("write_date", "<", quiet)])
        cron._commit_progress(remaining=sum(len(ids_of(run.waiting)) for run in left))
        for run in left:
            try:
                run._go_on()
            except Exception:
                # The others' runs go on; this one is tried again later.
                self.env.cr.rollback()
                _logger.exception("Make to order of many orders, run %s", run.id)

    def _go_on(self):
        """Go on to the end as its user, in the companies that he still works for."""
        user = self.create_uid
        companies = (self.company_ids & user.company_ids) or user.company_id
        run = self.with_user(user).with_context(
            allowed_company_ids=companies.ids, lang=user.lang, tz=user.tz
        )
        if not run.has_access("read"):
            # He does not sell any more.
            self._give_up()
        while run.sudo().state == "running":
            before = len(ids_of(run.sudo().waiting))
            run._lock_run()
            run._process()
            done = before - len(ids_of(run.sudo().waiting))
            self.env["ir.cron"]._commit_progress(done)
