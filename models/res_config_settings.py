from odoo import fields, models


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
