from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .mrp_production import OPEN_STATES
from .schedule_line import BY_SCHEDULE


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

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if "date_deadline" in fields_list and not values.get("date_deadline"):
            days = self.env.company.mts_lead_days
            values["date_deadline"] = fields.Datetime.now() + timedelta(days=days)
        return values

    def write(self, vals):
        if "date_deadline" in vals and not self._by_schedule():
            vals = {**vals, "deadline_manual": bool(vals["date_deadline"])}
        return super().write(vals)

    def _get_backorder_mo_vals(self):
        vals = super()._get_backorder_mo_vals()
        vals["date_deadline"] = self.date_deadline
        vals["deadline_manual"] = self.deadline_manual
        return vals

    def _has_automatic_deadline(self):
        """Tell whether the deadline follows the ranking and the work centers."""
        warehouse = self.picking_type_id.warehouse_id
        return warehouse.automatic_deadlines and not self.deadline_manual

    def action_plan_deadlines(self):
        """Plan the automatic deadlines of these orders' companies now.

        :raises UserError: when no warehouse of theirs has automatic deadlines
        :raises AccessError: when the caller may not write the orders
        """
        self.check_access("write")
        deadlines = self.env["make.schedule.deadlines"]
        for company in self.company_id:
            if not deadlines._wanted(company):
                raise UserError(
                    self.env._(
                        "No warehouse of %s has automatic production deadlines: choose"
                        " them under Make → Settings.",
                        company.name,
                    )
                )
            deadlines._plan(company)
        return True

    def _follow_deadline(self):
        """Bring the deadlines that nobody edited to their sales orders'."""
        open_mos = self.filtered(
            lambda mo: (
                mo.state in OPEN_STATES
                and not mo.deadline_manual
                and not mo._has_automatic_deadline()
            )
        )
        for order, mos in open_mos.grouped("mto_order_id").items():
            deadline = order.schedule_deadline
            late = mos.filtered(lambda mo, due=deadline: mo.date_deadline != due)
            if deadline and late:
                late.with_context(schedule=BY_SCHEDULE).date_deadline = deadline


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def write(self, vals):
        result = super().write(vals)
        if "commitment_date" in vals:
            self.sudo().mto_production_ids._follow_deadline()
        return result


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def write(self, vals):
        result = super().write(vals)
        if "customer_lead" in vals:
            self.sudo().order_id.mto_production_ids._follow_deadline()
        return result
