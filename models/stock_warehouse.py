from odoo import api, fields, models

from .mrp_production import OPEN_STATES


class StockWarehouse(models.Model):
    _inherit = "stock.warehouse"

    automatic_deadlines = fields.Boolean(
        "Automatic production deadlines",
        help="The production deadlines that nobody set by hand are when the ranking,"
        " the work centers' working hours and what is bought allow it.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        warehouses = super().create(vals_list)
        if any(warehouses.mapped("automatic_deadlines")):
            self.env["make.schedule.deadlines"]._plan_soon()
        return warehouses

    def write(self, vals):
        result = super().write(vals)
        if "automatic_deadlines" in vals:
            self._apply_automatic_deadlines()
        return result

    def _apply_automatic_deadlines(self):
        """Plan the deadlines soon, or give them back to the sales orders."""
        if any(self.mapped("automatic_deadlines")):
            self.env["make.schedule.deadlines"]._plan_soon()
        by_hand = self.filtered(lambda warehouse: not warehouse.automatic_deadlines)
        self.env["mrp.production"].sudo().search(
            [
                ("picking_type_id.warehouse_id", "in", by_hand.ids),
                ("mto_line_id", "!=", False),
                ("state", "in", OPEN_STATES),
            ]
        )._follow_deadline()
