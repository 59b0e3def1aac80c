from odoo import models


class MrpProductionSplit(models.TransientModel):
    _inherit = "mrp.production.split"

    def action_split(self):
        # The wizard can be created without the button that checks.
        self.production_id._mto_check_split()
        # What is split off is no backorder.
        wizards = self.with_context(schedule_split=True)
        return super(MrpProductionSplit, wizards).action_split()
