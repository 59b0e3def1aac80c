from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.guard import BY_SCHEDULE, internal
from ..base.states import OPEN_STATES
from ..base.told import told
from ..base.working_days import is_later_day
from . import messages

# What stands for none among the deadlines that automatic ones have replaced.
NO_DEADLINE = datetime(1970, 1, 1)


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
        " delivery deadline.",
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

    @api.onchange("date_deadline")
    def _onchange_date_deadline(self):
        """Tell what is typed into a new order from the default; write does later."""
        if not self._origin:
            due, default = (
                self.date_deadline,
                self._schedule_default_deadline(self.company_id),
            )
            self.deadline_manual = due and abs(due - default) > timedelta(minutes=1)

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

    def _schedule_deadline_vals(self, vals):
        """Return the values of a new order, with who set its deadline.

        Who gives one sets it by hand; a procurement says that nobody did.
        """
        if not vals.get("date_deadline"):
            return vals
        return {"deadline_manual": not self._by_schedule(), **vals}

    def _schedule_deadline_edited(self, vals):
        """Return those of these orders whose deadline somebody changes by hand.

        :param vals: that are about to be written
        """
        if "date_deadline" not in vals or self._by_schedule():
            return self.browse()
        due = vals["date_deadline"]
        return self.filtered(lambda mo: mo._schedule_differs("date_deadline", due))

    def _schedule_deadline_written(self, vals, edited):
        """Let what depends on a deadline follow it.

        :param vals: that were written
        :param edited: as of :meth:`_schedule_deadline_edited`
        """
        if "date_deadline" not in vals:
            return
        if edited:
            edited.deadline_manual = bool(vals["date_deadline"])
            edited._schedule_follow_deadline()
        if not self.env.context.get("deadlines_planned"):
            self._schedule_children_follow_deadline()

    def _schedule_children_follow_deadline(self):
        """Bring the subassemblies' deadlines to these orders', each order once."""
        # Orders can be each other's parents.
        done = self.env.context.get("deadlines_followed", frozenset()) | set(self.ids)
        children = self._schedule_children().filtered(lambda mo: mo.id not in done)
        children.with_context(deadlines_followed=done)._schedule_follow_deadline()

    def _schedule_deadline_of_rest(self):
        """Return the values of this order's backorder: due as it is."""
        mo = self.sudo()
        names = ("date_deadline", "deadline_manual", "deadline_unplanned", "date_begun")
        return {name: mo[name] for name in names}

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

    def _schedule_follow_deadline(self):
        """Bring the deadlines that nobody edited to their sources'."""
        open_mos = self.filtered(
            lambda mo: (
                mo.state in OPEN_STATES
                and not mo.deadline_manual
                and not mo._schedule_has_automatic_deadline()
            )
        )
        for due, mos in open_mos.grouped(
            lambda mo: mo._schedule_deadline_source()
        ).items():
            late = mos.filtered(lambda mo, due=due: mo.date_deadline != due)
            if due and late:
                if due == NO_DEADLINE:
                    late._schedule_clear_deadline()
                else:
                    late.with_context(schedule=BY_SCHEDULE).date_deadline = due

    def _schedule_clear_deadline(self):
        """Take off the deadlines of these open orders."""
        # Core's _compute_date_deadline takes them from what is to be made.
        moves = self.move_finished_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        moves.date_deadline = False
        self.with_context(schedule=BY_SCHEDULE).date_deadline = False

    def _schedule_deadline_source(self):
        """Return when this order is due for what it is made for, or NO_DEADLINE."""
        if self.mto_line_id:
            return self.sudo().mto_line_id.schedule_deadline
        if self.schedule_parent_id:
            return self.schedule_parent_id._schedule_components_due()
        return (
            self.deadline_unplanned
            or self.date_deadline
            or self._schedule_default_deadline(self.company_id)
        )

    def _schedule_components_due(self):
        """Return when what this order is made of has to be there."""
        if not self.date_deadline:
            return self.date_start
        return self.date_deadline - timedelta(days=self.bom_id.produce_delay)
