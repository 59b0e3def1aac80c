from odoo import models
from odoo.fields import Domain


class StockRule(models.Model):
    _inherit = "stock.rule"

    def _make_mo_get_domain(self, procurement, bom):
        # Core grows any confirmed MO that shares the procurement's reference, which
        # an MTO MO does: its row alone decides its quantity.
        domain = super()._make_mo_get_domain(procurement, bom)
        return Domain(domain) & Domain("mto_line_id", "=", False)
