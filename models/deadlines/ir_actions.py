from odoo import api, models

PLAN = "make_schedule.action_plan_deadlines"
RANK_BY_PARTNER = "make_schedule.action_rank_by_partner"


class IrActionsActions(models.Model):
    """What can be done with a list of orders (behaviour 8)."""

    _inherit = "ir.actions.actions"

    @api.model
    def get_bindings(self, model_name):
        # Planning is offered where a warehouse has automatic deadlines, a ranking by
        # customer where a company says by what: elsewhere they could only be refused.
        found = super().get_bindings(model_name)
        companies, refused = self.env.companies, None
        if model_name == "mrp.production":
            wanted = self.env["make.schedule.deadlines"]._wanted(companies)
            refused = None if wanted else PLAN
        elif model_name == "sale.order":
            by = any(companies.sudo().mapped("rank_partner_field"))
            refused = None if by else RANK_BY_PARTNER
        if refused:
            refused = self.env["ir.model.data"]._xmlid_to_res_id(refused)
            found["action"] = [
                action for action in found.get("action", ()) if action["id"] != refused
            ]
        return found
