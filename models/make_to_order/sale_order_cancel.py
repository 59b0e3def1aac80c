from odoo import fields, models

from ..base.states import OPEN_STATES


class SaleOrder(models.Model):
    """A cancelled order gives up its MOs; work in progress goes on (behaviour 6)."""

    _inherit = "sale.order"

    mto_begun = fields.Boolean(
        "Work has begun",
        compute="_compute_mto_begun",
        technical=True,
        help="Work has begun on a manufacturing order that is made for this order"
        " alone: it goes on when this order is cancelled.",
    )

    def _compute_mto_begun(self):
        # A customer in the portal learns nothing about the workshop.
        internal = self.env.user._is_internal()
        for order in self:
            order.mto_begun = internal and bool(order._mto_begun())

    def _mto_begun(self):
        """Return the MOs, as superuser, that go on when these orders are cancelled.

        :raises AccessError: when the caller may not read the orders
        """
        self.check_access("read")
        return self.sudo().mto_production_ids.filtered(
            lambda mo: mo.state in OPEN_STATES and mo._schedule_is_started()
        )

    def _mto_ask_before_cancel(self):
        """Return the action that asks a screen's user first, or None.

        Where work has begun on what is made for these orders: that goes on.
        """
        locked = any(order.locked for order in self)
        asks = self.env.context.get("schedule_asks") and not locked
        if not asks or not self._mto_begun():
            return None
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "sale.action_mass_cancel_orders"
        )
        return {**action, "context": {"active_ids": self.ids}}
