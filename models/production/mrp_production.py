from odoo import api, fields, models

from ...engine import status
from ..base.guard import internal
from ..base.states import OPEN_STATES, PRODUCTION_STATUS


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
        # Of their components and tasks nothing else is asked.
        self.move_raw_ids.fetch(["picked"])
        self.workorder_ids.fetch(["state"])
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

    def _schedule_blocked_by(self):
        """Return [[id, why it is blocked or False]] of these orders."""
        return [[mo.id, mo.blocked_reason or False] for mo in self]

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
            return self._schedule_status_told(status, before, result)
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
