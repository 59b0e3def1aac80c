from odoo import api, models

PLAN = "make_schedule.action_plan_deadlines"


class IrActionsActions(models.Model):
    """What can be done with a list of orders (behaviour 8)."""

    _inherit = "ir.actions.actions"

    @api.model
    def get_bindings(self, model_name):
        # Planning is offered where a warehouse has automatic deadlines: elsewhere it
        # could only be refused.
        found = super().get_bindings(model_name)
        if model_name != "mrp.production":
            return found
        if not self.env["make.schedule.deadlines"]._wanted(self.env.companies):
            plan = self.env["ir.model.data"]._xmlid_to_res_id(PLAN)
            found["action"] = [
                action for action in found.get("action", ()) if action["id"] != plan
            ]
        return found
