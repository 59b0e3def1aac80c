"""The case of the change table that a changed row is (behaviour 6)."""

from odoo import models

from ...engine import change_table
from ...engine.change_table import Situation
from ..base import quantity
from ..base.told import tell_user
from . import messages


class SaleOrderLine(models.Model):
    """Rows that were changed."""

    _inherit = "sale.order.line"

    def _mto_tell_change(self, mos, action, planned):
        """Say to who changes a row what that did to its MO.

        :param mos: as superuser: the MO, and what may be cancelled with it
        :param action: of the change table
        :param planned: what it was planned to make before
        """
        mo = mos[0]
        name = mo.name
        if action == change_table.FOLLOW and planned != mo.product_qty:
            message = messages.mo_follows(
                self.env,
                mo=name,
                old=quantity.text(self.env, planned),
                new=quantity.text(self.env, mo.product_qty),
            )
            tell_user(self.env, message)
        elif action == change_table.CANCEL:
            gone = mos.filtered(lambda mo: mo.state == "cancel").mapped("name")
            tell_user(
                self.env,
                messages.cancelled_with_it(self.env, mo=name)
                if len(gone) < 2
                else messages.all_cancelled_with_it(self.env, mos=", ".join(gone)),
            )
        elif action == change_table.UNLINK:
            message = messages.goes_on_to_stock(self.env, mo=name)
            tell_user(self.env, message, "warning")

    def _mto_situation(self, mo, gone, connector):
        """Return the row and its MO as the change table sees them."""
        self.ensure_one()
        needed = self._mto_needed_of(mo)
        # All that it asks for was delivered before, and nothing was made.
        asks_nothing = (
            mo.product_uom_id.is_zero(needed) and not self._mto_produced_qty()
        )
        return Situation(
            planned=mo.product_qty,
            needed=needed,
            recorded=mo._mto_recorded_qty(),
            started=mo._schedule_is_started(),
            worked=mo._mto_is_worked(),
            gone=gone
            or asks_nothing
            or self.product_uom_id.is_zero(self._mto_ordered_qty()),
            same_product=self.product_id == mo.product_id,
            connector=connector,
            follow=self.company_id.mto_change_policy == "follow",
        )

    def _mto_needed_of(self, mo):
        """Return what the row's open MO shall make, in the MO's unit.

        Rounded up as core does: less would leave the row short for ever.
        """
        self.ensure_one()
        needed = self.product_id.uom_id.round(self._mto_needed_qty())
        method = "UP" if needed > 0 else "HALF-UP"
        return self.product_id.uom_id._compute_quantity(
            needed, mo.product_uom_id, rounding_method=method
        )

    def _mto_change_reason(self, gone, source):
        """Return in words what happened to the row, and where that came from."""
        self.ensure_one()
        order = self.order_id.name
        if gone:
            reason = messages.row_deleted(self.env, order=order)
        elif self.state == "cancel":
            reason = messages.order_cancelled(self.env, order=order)
        else:
            reason = messages.now_asks_for(
                self.env,
                order=order,
                what=quantity.much(
                    *(self.env, self.product_id),
                    *(self.product_uom_qty, self.product_uom_id),
                ),
            )
        return f"{source}: {reason}" if source else reason
