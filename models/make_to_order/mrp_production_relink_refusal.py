"""Why an unlinked MO cannot be its row's again (behaviour 6)."""

from odoo import api, models

from ..base import quantity
from ..base.states import CONFIRMED_STATES, OPEN_STATES
from . import messages


class MrpProduction(models.Model):
    """MOs that perhaps cannot be given back."""

    _inherit = "mrp.production"

    @api.depends("state", "unlinked_line_id", "review_reason")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_relink_refusal(self):
        visible = self._schedule_orders_with_visible_names()
        for mo in self:
            row = mo.sudo().unlinked_line_id
            mo.relink_refusal = False
            if row and not mo.review_reason:
                refusal = mo._origin.sudo()._mto_relink_refusal(row)
                if refusal and row.order_id.id not in visible._ids:
                    refusal = messages.not_taken_again(self.env)
                mo.relink_refusal = refusal

    def _mto_relink_refusal(self, row):
        """Return why this MO cannot be linked to a row, or None."""
        self.ensure_one()
        if self.state not in OPEN_STATES:
            return messages.closed(self.env, mo=self.name)
        confirmed = row and row.state in CONFIRMED_STATES
        if not confirmed or not row._schedule_is_to_deliver():
            return messages.row_is_closed(self.env, mo=self.name)
        names = {"mo": self.name, "row": row.display_name}
        if other := row._mto_open():
            return messages.made_by_another(self.env, other=other[0].name, **names)
        warehouse = self.picking_type_id.warehouse_id
        if row.product_id != self.product_id or row.warehouse_id != warehouse:
            return messages.asks_for_another(self.env, **names)
        left = row.product_id.uom_id._compute_quantity(
            row._mto_left_qty(), self.product_uom_id, rounding_method="UP"
        )
        recorded = self._mto_recorded_qty()
        unit = self.product_uom_id
        if unit.compare(left, 0) <= 0 or unit.compare(left, recorded) < 0:
            return messages.recorded_more(
                self.env,
                left=quantity.text(self.env, max(0.0, left)),
                recorded=quantity.text(self.env, recorded),
                **names,
            )
        return None
