from odoo import api, fields, models

from ..base.guard import BY_SCHEDULE
from ..base.states import OPEN_STATES
from . import messages


class MrpProduction(models.Model):
    """Orders that automatic deadlines find no time for (behaviour 8)."""

    _inherit = "mrp.production"

    unplanned_by = fields.Json(
        copy=False,
        readonly=True,
        protected=True,
        technical=True,
        help="Ids of the work centers without free working hours and of the orders that"
        " keep this one from being planned.",
    )
    unplanned_reason = fields.Char(
        "Cannot be planned",
        compute="_compute_unplanned_reason",
        help="Why the work centers and the ranking allow no production deadline.",
    )

    @api.depends("unplanned_by", "state", "deadline_manual", "picking_type_id")
    @api.depends_context("lang")
    def _compute_unplanned_reason(self):
        for mo in self:
            planned = mo.state in OPEN_STATES and mo._schedule_has_automatic_deadline()
            mo.unplanned_reason = planned and mo._schedule_unplanned_text()

    def _schedule_unplanned_text(self):
        """Return why this order cannot be planned, in the reader's language."""
        self.ensure_one()
        if not self.unplanned_by:
            return False
        orders = self.sudo().browse(self.unplanned_by["mos"]).exists()
        centers = self.env["mrp.workcenter"].sudo().browse(self.unplanned_by["centers"])
        if centers := centers.exists():
            return messages.no_free_hours(
                self.env, centers=", ".join(centers.mapped("name"))
            )
        if orders:
            return messages.waits_for_unplanned(
                self.env, orders=", ".join(orders.mapped("name"))
            )
        return messages.no_working_days(self.env)

    def _schedule_note_unplanned(self, done, after, never):
        """Note which of these orders no time was found for, and what keeps them.

        :param done: {MO id: moment, or None}
        :param after: {MO id: ids of the MOs that it waits for}
        :param never: ids of work centers without free working hours
        """
        for mo in self:
            found = False
            if not done[mo.id] and mo._schedule_has_automatic_deadline():
                waits = [other for other in after[mo.id] if not done.get(other, True)]
                centers = mo._schedule_open_tasks().workcenter_id.ids
                found = {
                    "mos": sorted(waits),
                    "centers": []
                    if waits
                    else [center for center in centers if center in never] or centers,
                }
            if mo.unplanned_by != found:
                vals = {"unplanned_by": found}
                if found and mo.date_deadline:
                    vals["date_deadline"] = False
                    vals["deadline_unplanned"] = (
                        mo.deadline_unplanned or mo.date_deadline
                    )
                mo.with_context(schedule=BY_SCHEDULE, deadlines_planned=True).write(
                    vals
                )
