from odoo import api, fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    reserve_by_rank = fields.Boolean(
        related="company_id.reserve_by_rank", readonly=False
    )
    mts_lead_days = fields.Integer(related="company_id.mts_lead_days", readonly=False)
    mto_change_policy = fields.Selection(
        related="company_id.mto_change_policy", readonly=False
    )
    connector_change_policy = fields.Selection(
        related="company_id.connector_change_policy", readonly=False
    )
    automatic_warehouse_ids = fields.Many2many(
        "stock.warehouse",
        string="Automatic production deadlines",
        domain="[('company_id', '=', company_id)]",
        help="The warehouses whose production deadlines are when the ranking, the work"
        " centers' working hours and what is bought allow it.",
    )

    @api.model
    def get_values(self):
        automatic = self.env["stock.warehouse"].search(
            [
                ("company_id", "=", self.env.company.id),
                ("automatic_deadlines", "=", True),
            ]
        )
        return {**super().get_values(), "automatic_warehouse_ids": automatic.ids}

    def set_values(self):
        result = super().set_values()
        # As superuser: res.config.settings.execute lets only administrators get here,
        # and not all of them manage warehouses.
        warehouses = self.env["stock.warehouse"].sudo()
        warehouses = warehouses.search([("company_id", "=", self.company_id.id)])
        for wanted, some in warehouses.grouped(
            lambda warehouse: warehouse in self.automatic_warehouse_ids
        ).items():
            changed = some.filtered(lambda w, to=wanted: w.automatic_deadlines != to)
            changed.automatic_deadlines = wanted
        return result
