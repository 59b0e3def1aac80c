from odoo import models

from ..models.base.step import step
from ..models.make_to_order.later import rules_waiting


class ChangeProductionQty(models.TransientModel):
    _inherit = "change.production.qty"

    @step
    def change_prod_qty(self):
        mos = self.mo_id
        billed = mos._mto_moves_by_the_bill()
        # Until subassemblies make what is missing.
        with rules_waiting(self) as wizards:
            result = super(ChangeProductionQty, wizards).change_prod_qty()
            billed._mto_follow_bill()
            mos._schedule_subassemblies_follow()
        return result
