from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...engine import status
from ..base.guard import BY_SCHEDULE, internal
from ..base.quantity import is_quantity
from ..base.states import OPEN_STATES, PRODUCTION_STATUS
from . import messages
from .mrp_production_complete import NeedsDecision


class MrpProduction(models.Model):
    """How far an MO is, set by those who make it (behaviour 8)."""

    _inherit = "mrp.production"

    production_status = fields.Selection(
        PRODUCTION_STATUS,
        compute="_compute_production_status",
        compute_sudo=True,
        help="How far this order is made. Partially complete: part of it is in stock"
        " and this is the rest.",
    )
    blocked_reason = fields.Char(
        "Why blocked",
        copy=False,
        readonly=True,
        protected=True,
        help="Why work on this order cannot go on now.",
    )
    blocked_since = fields.Datetime(
        "Blocked since",
        copy=False,
        readonly=True,
        protected=True,
        help="When work on this order stopped.",
    )
    blocked_hours = fields.Float(
        "Time lost",
        copy=False,
        readonly=True,
        protected=True,
        help="Hours for which this order was blocked, until it went on.",
    )

    @api.depends(
        "state",
        "qty_producing",
        "move_raw_ids.picked",
        "workorder_ids.state",
        "production_group_id.production_ids.state",
        "blocked_reason",
        "taken_back_id",
    )
    def _compute_production_status(self):
        closed = {"done": "done", "cancel": "cancelled", "draft": "not_started"}
        for mo in self:
            if mo.taken_back_id:
                mo.production_status = "cancelled"
            elif mo.state in closed:
                mo.production_status = closed[mo.state]
            elif mo.blocked_reason:
                mo.production_status = "blocked"
            elif mo._schedule_has_made_part():
                mo.production_status = "partially_complete"
            else:
                started = mo._schedule_has_begun()
                mo.production_status = "in_progress" if started else "not_started"

    def _schedule_is_started(self):
        """Tell whether work has begun on this MO, or on one it is the rest of."""
        return self._schedule_has_begun() or self._schedule_has_made_part()

    def _schedule_has_begun(self):
        """Tell whether work has begun on this MO itself."""
        self.ensure_one()
        return (
            bool(self.blocked_reason)
            or self.state in ("progress", "to_close")
            or not self.product_uom_id.is_zero(self.qty_producing)
            or any(self.move_raw_ids.mapped("picked"))
            or any(wo.state in ("progress", "done") for wo in self.workorder_ids)
        )

    def _schedule_has_made_part(self):
        """Tell whether this is the rest of an order of which a part is in stock."""
        self.ensure_one()
        return any(
            mo.state == "done" and not mo.taken_back_id
            for mo in self.production_group_id.production_ids
        )

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
        undecided = self.browse()
        for mo in self:
            try:
                with self.env.cr.savepoint():
                    mo._schedule_set_production_status(
                        status, quantity, reason, consumed
                    )
            except NeedsDecision:
                undecided |= mo
        if undecided:
            return undecided._mto_open_action(messages.needs_input(self.env))
        return True

    def _schedule_check_produces(self):
        """Raise AccessError where the caller does not produce these orders."""
        self.check_access("write")
        if not (self.env.su or self.env.user.has_group("mrp.group_mrp_user")):
            raise AccessError(messages.status_by_manufacturing_users(self.env))

    def _schedule_check_status_access(self, status):
        self._schedule_check_produces()
        self._schedule_check_status(status)
        for mo in self.filtered(lambda mo: mo.state not in OPEN_STATES):
            back = ("not_started", "in_progress", "done")
            if status not in back or mo.state != "done":
                raise UserError(messages.closed_status(self.env, mo=mo.display_name))

    def _schedule_check_status(self, status):
        """Refuse what is no status, or none that anybody sets."""
        known = dict(PRODUCTION_STATUS)
        if not isinstance(status, str) or status not in known or status == "cancelled":
            raise UserError(
                messages.status_not_set(
                    self.env,
                    status=known.get(status, status)
                    if isinstance(status, str)
                    else status,
                )
            )

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

    @internal
    def action_ask_production_status(self, status=None):
        """Set a status from a screen; ask first what it needs to know.

        :param str status: as :meth:`action_set_production_status`, or None to ask
        :return: an action, or True
        """
        status = status or None
        if status:
            self._schedule_check_status(status)
        back = status != "done" and "done" in self.mapped("state")
        asks = back or (status == "done" and self._schedule_missing_text())
        if status in ("not_started", "in_progress", "done") and not asks:
            before = self._schedule_statuses_to_restore()
            result = self.action_set_production_status(status)
            return (
                self._schedule_status_told(status, before) if result is True else result
            )
        return self.env["make.schedule.status"]._open(self, status)

    def _schedule_could_start(self):
        """Tell whether nothing keeps this order from being started."""
        self.ensure_one()
        return (
            self.production_status == "not_started"
            and self.ingredients_availability
            not in (status.NOT_AVAILABLE, status.EXPECTED)
        )

    def _schedule_rest(self):
        """Return the backorder that a part of this order left, or none."""
        others = self.production_group_id.production_ids - self
        mine = others.filtered(lambda mo: mo.state in OPEN_STATES)
        return mine.sorted("backorder_sequence")[-1:]
