from odoo import api, models

from .base.guard import BY_SCHEDULE
from .base.states import CONFIRMED_STATES
from .make_to_order.sale_order_line_locked import WITH_ORDER


class SaleOrder(models.Model):
    """What happens to a sales order, and in which order the topics see it."""

    _inherit = "sale.order"

    @api.model_create_multi
    def create(self, vals_list):
        # One dict may be given for several: core writes each one's name into it.
        vals_list = [dict(vals) for vals in vals_list]
        new = self.with_context(**{WITH_ORDER: BY_SCHEDULE})
        orders = super(SaleOrder, new).create(vals_list).with_env(self.env)
        orders.filtered(lambda o: o.state in CONFIRMED_STATES)._schedule_enter()
        if firm := orders.filtered("promise_firm"):
            firm._schedule_check_firm()
            firm._schedule_firm_written({"promise_firm": True})
        return orders

    def write(self, vals):
        self._mto_check_warehouse(vals)
        if "promise_firm" in vals:
            firm = bool(vals["promise_firm"])
            self.filtered(lambda one: one.promise_firm != firm)._schedule_check_firm()
        confirmed = self.browse()
        if vals.get("state") in CONFIRMED_STATES:
            confirmed = self.filtered(lambda order: order.state not in CONFIRMED_STATES)
        # Core cancels by a write of its own, and by none at all where it is imported.
        left = self.browse()
        if vals.get("state", "sale") not in CONFIRMED_STATES:
            left = self.filtered(lambda order: order.state in CONFIRMED_STATES)
        result = super().write(vals)
        if vals.get("state") == "cancel":
            # Nothing is held for it any more, nor when it is confirmed again.
            self.sudo().filtered("promise_firm").promise_firm = False
        self._schedule_firm_written(vals)
        confirmed._schedule_enter()
        confirmed.order_line._schedule_note_first_deadline()
        confirmed.order_line._mto_apply_order_change()
        left.order_line._mto_apply_order_change()
        # On confirmation nothing is made for it yet.
        if "state" not in vals and self._schedule_moves_delivery_deadline(vals):
            self._mto_follow_deadline()
        return result

    def unlink(self):
        # Whoever catches core's refusal finds the MOs as they were.
        self.check_access("unlink")
        self._unlink_except_draft_or_cancel()
        # Rows go by the database's cascade, without their own unlink().
        self.order_line._mto_release_done()
        self.order_line._mto_apply_order_change(gone=True)
        return super().unlink()

    def action_cancel(self):
        """Cancel these orders; a screen asks first where work has begun.

        :return: what core returns, or the action that asks
        """
        return self._mto_ask_before_cancel() or super().action_cancel()

    def action_unlock(self):
        """Unlock these orders; what was added while they were locked is procured.

        :return: what core returns
        """
        result = super().action_unlock()
        self.order_line._mto_procure_added()
        return result
