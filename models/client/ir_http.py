from odoo import models
from odoo.http import request
from odoo.tools import config

from ..allocation.change import CHANGED_SOMETHING
from ..base.guard import MAKERS, SELLERS

# Cookie of who has changed something, and for how many seconds no replica answers him.
CHANGED = "make_schedule_changed"
LAG = 10


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def session_info(self):
        """Tell the client which documents the user may enter (behaviour 2, 10)."""
        result = super().session_info()
        if self.env.user._is_internal():
            result["make_schedule_create"] = {
                "sell": self.env["sale.order"].has_access("create"),
                "open": self.env.user.has_group(SELLERS),
                "make": self.env.user.has_group(MAKERS),
                "buy": self.env["product.replenish"].has_access("create"),
                "deliver": self.env.user.has_group("stock.group_stock_user"),
            }
        return result

    @classmethod
    def _post_dispatch(cls, response):
        if config["db_replica_host"] and request.env.cr.cache.get(CHANGED_SOMETHING):
            request.future_response.set_cookie(
                CHANGED, "1", max_age=LAG, httponly=True, samesite="Lax"
            )
        return super()._post_dispatch(response)
