"""What of a linked MO is locked (behaviour 5)."""

from contextlib import contextmanager

from odoo import api, models
from odoo.exceptions import UserError

from ..base.quantity import text
from . import messages

LOCKED_FIELDS = ("mto_line_id", "product_id", "product_uom_id", "product_qty")
# Of these, core makes another product, or makes it in another warehouse.
LEADING_FIELDS = ("bom_id", "picking_type_id", "location_dest_id")


class MrpProduction(models.Model):
    """MOs of which the row says what and how much."""

    _inherit = "mrp.production"

    @api.model
    def _mto_check_vals(self, vals_list):
        """Refuse an MO that claims a row by itself."""
        if any(vals.get("mto_line_id") for vals in vals_list):
            if not self._schedule_is_writing():
                raise UserError(messages.linked_by_make_to_order_alone(self.env))

    def _mto_check_locks(self, vals):
        """Refuse what the row decides, whoever writes it.

        A value that is already there is no change: clients write whole records.
        """
        locked = [name for name in LOCKED_FIELDS + LEADING_FIELDS if name in vals]
        if self._schedule_is_writing() or not (locked or "qty_producing" in vals):
            return
        # As superuser: whoever writes an MO, a subcontractor's portal too, is refused.
        for mo in self.sudo():
            for name in locked:
                field = self._fields[name]
                if name != "mto_line_id" and not mo.mto_line_id:
                    continue
                if mo._mto_is_locked(name, vals[name]):
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

    def _mto_is_locked(self, name, value):
        """Tell whether the row decides that a field has no such value.

        A bill of the same product, and another operation of the same warehouse, are
        for those who make.
        """
        self.ensure_one()
        if not self._schedule_differs(name, value):
            return False
        if name in LOCKED_FIELDS:
            return True
        new = self.env[self._fields[name].comodel_name].browse(value)
        warehouse = self.picking_type_id.warehouse_id
        if name == "picking_type_id":
            return new.warehouse_id != warehouse
        if name == "location_dest_id":
            return not (new and new._child_of(warehouse.view_location_id))
        makes = new.product_id or self.product_id
        return bool(new) and (makes, new.product_tmpl_id) != (
            self.product_id,
            self.product_id.product_tmpl_id,
        )

    def _mto_refuse_elsewhere(self):
        """Refuse another warehouse to the row, or rows, that these are made for."""
        if self:
            raise UserError(
                messages.made_in_this_warehouse(
                    self.env,
                    order=", ".join(self.mto_order_id.mapped("name")),
                    mos=", ".join(self.mapped("name")),
                )
            )

    @contextmanager
    def _mto_keeping_names(self, vals):
        """Keep what these are called: core's ``write`` names them by operation.

        :param vals: that are written meanwhile
        """
        renamed = "picking_type_id" in vals and "name" not in vals
        linked = self.sudo().filtered("mto_line_id") if renamed else self.browse()
        names = {mo: mo.name for mo in linked}
        yield
        for mo, name in names.items():
            if mo.name != name:
                mo.name = name

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
