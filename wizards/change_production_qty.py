from odoo import models

from ..models.stock_move import MIRROR_FIRST


class ChangeProductionQty(models.TransientModel):
    _inherit = "change.production.qty"

    def change_prod_qty(self):
        mos = self.mo_id
        billed = mos._moves_by_the_bill()
        later = self.with_context(**{MIRROR_FIRST: True})
        result = super(ChangeProductionQty, later).change_prod_qty()
        billed._follow_bill()
        mos._subassemblies_follow()
        # Now that subassemblies make what is missing: what core does last.
        mos.filtered(
            lambda mo: mo.state in ("confirmed", "progress")
        ).move_raw_ids._trigger_scheduler()
        return result
