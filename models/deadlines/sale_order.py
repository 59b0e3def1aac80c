from odoo import models

from ..base.states import CONFIRMED_STATES


class SaleOrder(models.Model):
    """What is made for an order is due by its delivery deadline (behaviour 8)."""

    _inherit = "sale.order"

    def _mto_follow_deadline(self):
        """Bring the deadlines of what is made for confirmed orders to theirs."""
        confirmed = self.sudo().filtered(lambda order: order.state in CONFIRMED_STATES)
        confirmed.mto_production_ids._schedule_follow_deadline()
