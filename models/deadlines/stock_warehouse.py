from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..base.guard import BY_SCHEDULE
from ..base.states import OPEN_STATES
from ..base.working_days import MOST_DAYS
from . import messages


class StockWarehouse(models.Model):
    """Which warehouses plan their orders' deadlines (behaviour 8)."""

    _name = "stock.warehouse"
    _inherit = ["stock.warehouse", "make.schedule.guard"]

    automatic_deadlines = fields.Boolean(
        "Automatic production deadlines",
        help="The production deadlines that nobody set by hand are when the ranking,"
        " the work centers' working hours and what is bought allow it.",
    )

    freeze_days = fields.Integer(
        "Days that stay as planned",
        help="With automatic deadlines, tasks planned to begin within so many working"
        " days keep their work center and their order, and nothing new goes between"
        " them: 1 is until the end of today, 0 none.",
    )

    @api.constrains("freeze_days")
    def _schedule_check_freeze_days(self):
        for warehouse in self:
            if not 0 <= warehouse.freeze_days <= MOST_DAYS:
                raise ValidationError(
                    messages.frozen_days_out_of_range(
                        self.env, warehouse=warehouse.name, most=MOST_DAYS
                    )
                )

    def _schedule_apply_automatic_deadlines(self):
        """Plan the deadlines soon, or give back what they have replaced."""
        automatic = self.filtered("automatic_deadlines")
        self.env["make.schedule.deadlines"]._plan_soon(automatic.company_id)
        mos = (
            self.env["mrp.production"]
            .sudo()
            .search(
                [
                    ("picking_type_id.warehouse_id", "in", (self - automatic).ids),
                    ("state", "in", OPEN_STATES),
                ]
            )
        )
        # Parents first: what they are due is what their subassemblies follow.
        roots = mos.filtered(lambda mo: not mo.schedule_parent_id)
        roots._schedule_follow_deadline()
        (mos - roots)._schedule_follow_deadline()
        planned = mos.filtered("deadline_unplanned")
        planned.with_context(schedule=BY_SCHEDULE).deadline_unplanned = False
        mos.workorder_ids._schedule_give_back_centers()
