from odoo import api, models

from odoo.addons.make_schedule.models.make_to_order.messages import Reason


class SaleOrderLine(models.Model):
    """Rows of orders with the tag Unpaid are not made to order."""

    _inherit = "sale.order.line"

    @api.depends("order_id.tag_ids")
    def _compute_can_make_to_order(self):
        return super()._compute_can_make_to_order()

    def _mto_refusal(self, kit, bom):
        if reason := super()._mto_refusal(kit, bom):
            return reason
        tags = self.order_id.sudo().with_context(lang="en_US").tag_ids
        if "Unpaid" in tags.mapped("name"):
            # A module of one's own has its sentences translated, by self.env._().
            name = self.display_name
            return Reason(f"{name} is not paid yet.", "It is not paid yet.")
        return None
