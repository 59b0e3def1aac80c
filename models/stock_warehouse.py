from odoo import api, models


class StockWarehouse(models.Model):
    """What happens to a warehouse."""

    _inherit = "stock.warehouse"

    @api.model_create_multi
    def create(self, vals_list):
        warehouses = super().create(vals_list)
        automatic = warehouses.filtered("automatic_deadlines")
        self.env["make.schedule.deadlines"]._plan_soon(automatic.company_id)
        return warehouses

    def write(self, vals):
        result = super().write(vals)
        if "automatic_deadlines" in vals:
            self._schedule_apply_automatic_deadlines()
        elif "freeze_days" in vals:
            deadlines = self.env["make.schedule.deadlines"]
            deadlines._plan_soon(self.filtered("automatic_deadlines").company_id)
        return result
