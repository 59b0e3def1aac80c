"""**Production** is set (behaviour 8)."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..base.guard import BY_SCHEDULE, internal
from ..base.quantity import is_quantity
from ..base.told import tell_user
from . import messages
from .mrp_production_complete import NeedsDecision


class MrpProduction(models.Model):
    """MOs whose status somebody sets."""

    _inherit = "mrp.production"

    @internal
    def action_set_production_status(self, status, quantity=None, reason=None):
        """Bring these orders to a status of production.

        Stock moves and work orders are Odoo's own. Those that need lots or a decision
        stay as they are and open, the others complete. Done ones can be taken back to
        not started or in progress: :meth:`_mto_take_back`. Drawn in
        docs/processes/done.md.

        :param str status: ``not_started``, ``blocked``, ``in_progress``,
            ``partially_complete`` or ``done``
        :param float quantity: what is made now, in the order's unit; for
            ``partially_complete``
        :param str reason: why it is blocked; for ``blocked``
        :return: True, or an action that opens the orders that need a decision
        :raises UserError: where the status cannot be had, or something is missing
        :raises AccessError: when the caller does not produce
        """
        return self._schedule_set_production_statuses(status, quantity, reason)

    def _schedule_set_production_statuses(
        self, status, quantity, reason, consumed=None
    ):
        """Do as :meth:`action_set_production_status` says.

        :param consumed: {``stock.move`` of a component: what is consumed of it, in its
            unit}, where that is not what the bill says; for ``partially_complete``
        """
        self._schedule_check_status_access(status)
        if quantity is not None and not is_quantity(quantity):
            raise UserError(messages.no_quantity(self.env))
        # A part leaves a rest, taking back an order that goes on, and what is done may
        # leave subassemblies: all are given ranks at the end of long steps.
        mos = self.sudo()
        back = status != "done" and "done" in self.mapped("state")
        leaves = status == "done" and mos._schedule_children()
        ranks = bool(back or leaves or status == "partially_complete")
        self.env["make.schedule.line"]._lock_first(
            *(mos.mto_order_id, mos), ranks=ranks
        )
        undecided = {}
        for mo in self:
            try:
                with self.env.cr.savepoint():
                    mo._schedule_set_production_status(
                        status, quantity, reason, consumed
                    )
            except NeedsDecision as asked:
                undecided[mo] = str(asked)
        if undecided:
            return self._schedule_ask_decisions(undecided)
        return True

    def _schedule_ask_decisions(self, reasons):
        """Return the action that opens orders of which Odoo asks something.

        What it asks is said beside them: its message was lost on the way.

        :param reasons: {``mrp.production``: text}
        """
        asked = [(mo.name, why) for mo, why in reasons.items()]
        message = messages.needs_input_for(self.env, asked)
        tell_user(self.env, message, kind="warning")
        undecided = self.browse().union(*reasons)
        return undecided._mto_open_action(messages.needs_input(self.env))

    def _schedule_set_production_status(self, status, quantity, reason, consumed=None):
        self.ensure_one()
        if self.state == "done":
            return None if status == "done" else self._mto_take_back(status)
        if status == "blocked":
            return self._schedule_set_blocked(reason)
        self._schedule_set_unblocked()
        if status == "partially_complete":
            if self.product_uom_id.compare(quantity or 0, 0) <= 0:
                raise UserError(messages.how_much(self.env, mo=self.name))
            return self._schedule_complete(quantity, consumed)
        if status == "done":
            return self._schedule_complete(None)
        return getattr(self, f"_schedule_set_{status}")()

    def _schedule_set_blocked(self, reason):
        if not isinstance(reason, str) or not reason.strip() or "\0" in reason:
            raise UserError(messages.no_reason(self.env, mo=self.name))
        self.workorder_ids._schedule_note_blocked()
        self.workorder_ids.end_all()
        self.with_context(schedule=BY_SCHEDULE).write(
            {
                "blocked_reason": reason.strip(),
                "blocked_since": self.blocked_since or fields.Datetime.now(),
            }
        )
        self._message_log(body=messages.blocked(self.env, reason=reason.strip()))

    def _schedule_set_unblocked(self):
        """Go on, and note for how long that was not possible."""
        tasks = self.workorder_ids.filtered("blocked_users")
        if tasks:
            tasks.with_context(schedule=BY_SCHEDULE).blocked_users = False
        for mo in self.filtered("blocked_reason"):
            lost = (fields.Datetime.now() - mo.blocked_since).total_seconds() / 3600
            mo._message_log(
                body=messages.was_blocked(
                    self.env, hours=lost, reason=mo.blocked_reason
                )
            )
            mo.with_context(schedule=BY_SCHEDULE).write(
                {
                    "blocked_reason": False,
                    "blocked_since": False,
                    "blocked_hours": mo.blocked_hours + lost,
                }
            )

    def _schedule_set_not_started(self):
        """Take back that work has begun, as long as nothing is recorded of it."""
        if self._schedule_has_made_part() or self.workorder_ids.filtered(
            lambda wo: wo.state == "done" or wo.qty_produced
        ):
            raise UserError(messages.has_started(self.env, mo=self.name))
        self.workorder_ids._schedule_unstart()
        reserved = self.move_raw_ids.filtered("quantity")
        if self.product_tracking == "serial":
            # Core would go on with as many as there are numbers.
            self.lot_producing_ids = False
        if not self.product_uom_id.is_zero(self.qty_producing):
            self.qty_producing = 0
            self._set_qty_producing(False)
        self.move_raw_ids.filtered(
            lambda move: move.picked and move.state not in ("done", "cancel")
        ).picked = False
        self.state = "confirmed"
        self.with_context(schedule=BY_SCHEDULE).date_begun = False
        if reserved:
            self.action_assign()

    def _schedule_set_in_progress(self):
        """Start: the first work order that is to be done, or the order itself."""
        tasks = self._schedule_open_tasks()
        if tasks and all(tasks.time_ids.mapped("date_end")):
            tasks[0].button_start()
        if self.state == "confirmed":
            self.action_start()

    def _schedule_open_tasks(self):
        """Return the tasks of these orders that are still to be done."""
        return self.workorder_ids.filtered(
            lambda wo: wo.state not in ("done", "cancel")
        )
