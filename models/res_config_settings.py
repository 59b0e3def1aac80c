from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    reserve_by_rank = fields.Boolean(
        related="company_id.reserve_by_rank", readonly=False
    )
