from odoo import models


class ChangeProductionQty(models.TransientModel):
    _inherit = "change.production.qty"

    def change_prod_qty(self):
        result = super().change_prod_qty()
        self.mo_id._subassemblies_follow()
        return result
