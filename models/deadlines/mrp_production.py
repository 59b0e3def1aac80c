from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.guard import internal
from ..base.states import OPEN_STATES
from ..base.told import told
from ..base.working_days import is_later_day
from . import messages


class MrpProduction(models.Model):
    """Production deadlines that nobody edited follow their source (behaviour 8)."""

    _inherit = "mrp.production"

    deadline_manual = fields.Boolean(
        "Deadline set by hand",
        copy=False,
        readonly=True,
        help="Somebody has set the production deadline: it no longer follows the sales"
        " order's delivery deadline.",
    )
    deadline_unplanned = fields.Datetime(
        "Deadline before it was planned",
        copy=False,
        readonly=True,
        protected=True,
        technical=True,
        help="The production deadline that automatic deadlines have replaced. Switched"
        " off, they give it back.",
    )
    deadline_late = fields.Boolean(
        "Late",
        compute="_compute_deadline_late",
        search="_search_deadline_late",
        help="The production deadline was before today, or is on a later day than the"
        " delivery deadline, or the order can be done on a later day only.",
    )
    schedule_deadline = fields.Datetime(
        "Delivery deadline",
        compute="_compute_schedule_deadline",
        compute_sudo=True,
        help="The delivery deadline of the row that this order is made for.",
    )
    date_begun = fields.Datetime(
        "Begun",
        compute="_compute_date_begun",
        store=True,
        copy=False,
        protected=True,
        help="When work on this order, or on the one that it is the rest of, began.",
    )

    @api.depends("mto_line_id.schedule_deadline")
    def _compute_schedule_deadline(self):
        for mo in self:
            mo.schedule_deadline = mo.mto_line_id.schedule_deadline

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if "date_deadline" in fields_list and not values.get("date_deadline"):
            values["date_deadline"] = self._schedule_default_deadline(self.env.company)
        return values

    @api.model
    def _schedule_default_deadline(self, company):
        """Return when what is made to stock is due, begun now."""
        return fields.Datetime.now() + timedelta(days=company.sudo().mts_lead_days)

    @api.depends("state", "date_deadline", "schedule_deadline", "availability_date")
    @api.depends_context("tz")
    def _compute_deadline_late(self):
        now, late = fields.Datetime.now(), self._origin.sudo()._schedule_late_mos()
        for mo in self:
            due = mo.state in OPEN_STATES and mo.date_deadline
            mo.deadline_late = bool(due) and (
                is_later_day(self.env, now, due)
                or is_later_day(self.env, due, mo.schedule_deadline)
                or mo._origin.id in late
            )

    def _search_deadline_late(self, operator, value):
        return self._schedule_search_flag("deadline_late", operator, value)

    @api.depends("state")
    def _compute_date_begun(self):
        now = fields.Datetime.now()
        for mo in self:
            begun = mo.state in ("progress", "to_close")
            mo.date_begun = mo.date_begun or (begun and now)

    def _schedule_has_automatic_deadline(self):
        """Tell whether the deadline follows the ranking and the work centers."""
        warehouse = self.picking_type_id.warehouse_id
        return warehouse.automatic_deadlines and not self.deadline_manual

    @internal
    def action_plan_deadlines(self):
        """Plan the automatic deadlines of these orders' companies now.

        :return: an action that says how many have changed
        :raises UserError: when no warehouse of theirs has automatic deadlines
        :raises AccessError: when the caller does not produce
        """
        self._schedule_check_produces()
        deadlines, changed = self.env["make.schedule.deadlines"], 0
        for company in self.company_id:
            if not deadlines._wanted(company):
                raise UserError(
                    messages.nothing_planned(self.env, company=company.name)
                )
            changed += len(deadlines._plan(company))
        return told(messages.deadlines_planned(self.env, count=changed))
