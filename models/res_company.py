from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .base import step as schedule_step
from .base.working_days import MOST_DAYS
from .deadlines import messages


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = ["res.company", "make.schedule.guard"]

    schedule_moves = fields.Integer(
        "Moves in the ranking",
        readonly=True,
        protected=True,
        help="Counts the moves in this company's ranking. Each move updates it"
        " first, so that two at the same time follow one another.",
    )
    reserve_by_rank = fields.Boolean(
        "Reservations follow the rank",
        default=True,
        help="Stock that arrives goes to the highest rank that waits for it, and an"
        " order that moves up takes reserved stock from lower ones, unless it is"
        " picked already. When an operation reserves stays as its type says.",
    )
    mts_lead_days = fields.Integer(
        "Days to make to stock",
        default=7,
        help="The production deadline of a new make-to-stock order is today and that"
        " many days.",
    )
    mto_change_policy = fields.Selection(
        [("follow", "Follow"), ("unlink", "Unlink")],
        "Sales order changes after work has started",
        default="follow",
        required=True,
        help="Follow: the planned quantity of the order's MO follows, recorded work"
        " stays. Unlink: the MO becomes make to stock, and is flagged.",
    )
    connector_change_policy = fields.Selection(
        [("apply", "Apply"), ("review", "Review"), ("ignore", "Ignore")],
        "Order changes from connectors",
        default="apply",
        required=True,
        help="What a change by a web shop's connector does to MOs. Apply: the same as"
        " one on screen. Review: the row changes, the MO waits for a decision. Ignore:"
        " the row changes, the MO does not.",
    )

    new_order_rank = fields.Selection(
        [("last", "Last"), ("deadline", "By delivery deadline")],
        "New sales orders enter",
        default="last",
        required=True,
        help="Where a sales order enters the ranking when it is confirmed. By delivery"
        " deadline: before the first open order with a later one. A quotation is"
        " promised at that place.",
    )
    rank_partner_field = fields.Selection(
        "_schedule_partner_fields",
        "Priority of customers",
        help="The field of the customer by which orders are ranked by customer"
        " priority, the highest first.",
    )

    @api.model
    def _schedule_partner_fields(self):
        """Return [(name, label)] of the fields of customers that say more or less."""
        partner = self.env["res.partner"]
        kinds = ("integer", "float", "monetary", "boolean", "selection", "date")
        return sorted(
            (
                (name, field._description_string(self.env))
                for name, field in partner._fields.items()
                if field.store and field.type in kinds and name != "id"
            ),
            key=lambda found: found[1] or found[0],
        )

    promise_buffer_days = fields.Integer(
        "Working days kept in hand",
        default=0,
        help="So many working days after the feasible date an order is promised.",
    )

    def write(self, vals):
        with schedule_step.running(self.env, "write") as step:
            if "reserve_by_rank" in vals:
                step.touched[self._name].update(self.ids)
            result = super().write(vals)
            if vals.get("reserve_by_rank") is False:
                # Nothing is kept for anybody while nobody reserves by rank.
                kept = [("company_id", "in", self.ids), ("firm_qty", ">", 0)]
                self.env["stock.move"].sudo().search(kept)._schedule_keep({})
            return result

    @api.constrains("promise_buffer_days")
    def _schedule_check_promise_buffer_days(self):
        for company in self:
            if not 0 <= company.promise_buffer_days <= MOST_DAYS:
                raise ValidationError(
                    messages.buffer_out_of_range(
                        self.env, company=company.name, most=MOST_DAYS
                    )
                )

    @api.constrains("mts_lead_days")
    def _schedule_check_mts_lead_days(self):
        for company in self:
            if not 0 <= company.mts_lead_days <= MOST_DAYS:
                raise ValidationError(
                    messages.days_to_stock_out_of_range(
                        self.env, company=company.name, most=MOST_DAYS
                    )
                )
