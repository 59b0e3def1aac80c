from odoo import models


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Tell the client which documents its global + offers (behaviour 2, 10)."""
        result = super().session_info()
        if self.env.user._is_internal():
            result["make_schedule_create"] = {
                "sell": self.env["sale.order"].has_access("create"),
                "make": self.env.user.has_group("mrp.group_mrp_user"),
            }
        return result
