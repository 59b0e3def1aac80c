from odoo import models


class MrpProductionSplit(models.TransientModel):
    _inherit = "mrp.production.split"

    def action_split(self):
        # The wizard can be created without the button that checks.
        self.production_id._check_mto_split()
        return super().action_split()
