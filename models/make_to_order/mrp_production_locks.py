"""What of a linked MO is locked (behaviour 5)."""

from odoo import api, models
from odoo.exceptions import UserError

from ..base.quantity import text
from . import messages

LOCKED_FIELDS = ("mto_line_id", "product_id", "product_uom_id", "product_qty")


class MrpProduction(models.Model):
    """MOs of which the row says what and how much."""

    _inherit = "mrp.production"

    @api.model
    def _mto_check_vals(self, vals_list):
        """Refuse an MO that claims a row by itself."""
        if any(vals.get("mto_line_id") for vals in vals_list):
            if not self._by_schedule():
                raise UserError(messages.linked_by_make_to_order_alone(self.env))

    def _mto_check_locks(self, vals):
        """Refuse what the row decides, whoever writes it.

        A value that is already there is no change: clients write whole records.
        """
        locked = [name for name in LOCKED_FIELDS if name in vals]
        if self._by_schedule() or not (locked or "qty_producing" in vals):
            return
        # As superuser: whoever writes an MO, a subcontractor's portal too, is refused.
        for mo in self.sudo():
            for name in locked:
                field = self._fields[name]
                if name != "mto_line_id" and not mo.mto_line_id:
                    continue
                if mo._schedule_differs(name, vals[name]):
                    raise UserError(
                        messages.row_decides(
                            self.env,
                            field=field._description_string(self.env),
                            mo=mo.name,
                            order=mo.mto_order_id.name
                            or messages.the_sales_order(self.env),
                        )
                    )
            if mo.mto_line_id and "qty_producing" in vals:
                mo._mto_check_producing(vals["qty_producing"] or 0.0)

    def _mto_check_producing(self, quantity):
        """Refuse to produce more than the row asks for, or to change what is done."""
        self.ensure_one()
        unit = self.product_uom_id
        if self.state == "done" and unit.compare(quantity, self.qty_producing):
            raise UserError(messages.quantity_is_done(self.env, mo=self.name))
        if unit.compare(quantity, self.product_qty) > 0:
            raise UserError(
                messages.more_than_ordered(
                    self.env,
                    mo=self.name,
                    planned=text(self.env, self.product_qty),
                    order=self.sudo().mto_order_id.name,
                    quantity=text(self.env, quantity),
                )
            )

    def _mto_check_quantity(self):
        """Refuse to finish an MTO MO with less and no backorder.

        ``skip_backorder`` is how core's wizard says that the user has decided.
        """
        if not self.env.context.get("skip_backorder"):
            return
        backordered = self.env.context.get("mo_ids_to_backorder") or []
        for mo in self.sudo().filtered("mto_line_id"):
            if (
                mo.id not in backordered
                and mo._mto_has_rest()
                and mo.picking_type_id.create_backorder != "never"
            ):
                raise UserError(
                    messages.row_waits_for_rest(
                        self.env, mo=mo.name, order=mo.sudo().mto_order_id.name
                    )
                )

    def _mto_check_split(self):
        """Refuse core's Split and Merge: one row, one MO."""
        for mo in self.sudo().filtered("mto_line_id"):
            raise UserError(
                messages.not_split(
                    self.env, mo=mo.name, order=mo.sudo().mto_order_id.name
                )
            )
