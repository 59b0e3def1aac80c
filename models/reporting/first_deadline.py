from odoo import fields, models

from ..base.guard import BY_SCHEDULE
from ..base.states import CONFIRMED_STATES


class SaleOrderLine(models.Model):
    """The deadline that a row had when it was confirmed (behaviour 13)."""

    _inherit = "sale.order.line"

    schedule_first_deadline = fields.Datetime(
        "Deadline at confirmation",
        copy=False,
        readonly=True,
        protected=True,
        groups="base.group_user",
        help="The delivery deadline when the row was confirmed: what the customer was"
        " told first.",
    )

    def _schedule_note_first_deadline(self):
        """Note the deadlines of rows that are confirmed now."""
        rows = self.sudo().filtered(
            lambda row: (
                row.state in CONFIRMED_STATES
                and not row.display_type
                and not row.schedule_first_deadline
            )
        )
        ours = rows.with_context(schedule=BY_SCHEDULE)
        for deadline, found in ours.grouped("schedule_deadline").items():
            found.schedule_first_deadline = deadline
