from odoo import models

from ..models.base.step import step
from ..models.make_to_order.later import MIRROR_FIRST, Later


class ChangeProductionQty(models.TransientModel):
    _inherit = "change.production.qty"

    @step
    def change_prod_qty(self):
        mos = self.mo_id
        billed = mos._mto_moves_by_the_bill()
        later = Later()
        wizards = self.with_context(**{MIRROR_FIRST: later})
        result = super(ChangeProductionQty, wizards).change_prod_qty()
        billed._mto_follow_bill()
        mos._schedule_subassemblies_follow()
        # Now that subassemblies make what is missing.
        later.trigger(self.env)
        return result
