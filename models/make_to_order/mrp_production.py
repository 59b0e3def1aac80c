from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.change_reason import ChangeReason
from ..base.quantity import text
from ..base.states import OPEN_STATES
from . import messages

# What the row alone decides on its MO (behaviour 5).
LOCKED_FIELDS = ("mto_line_id", "product_id", "product_uom_id", "product_qty")


class MrpProduction(models.Model):
    """The link between an MO and the sales order row it is made for (behaviour 5)."""

    _inherit = "mrp.production"

    mto_line_id = fields.Many2one(
        "sale.order.line",
        "Sales order row",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        protected=True,
        help="The sales order row that this order is made for, and for it alone. The"
        " row decides product and quantity.",
    )
    mto_order_id = fields.Many2one(
        related="mto_line_id.order_id",
        string="Made for order",
        store=True,
        index="btree_not_null",
        protected=True,
        help="The sales order whose row this order is made for.",
    )
    make_type = fields.Selection(
        [("mto", "Make to order"), ("mts", "Make to stock")],
        "Made to order or to stock",
        compute="_compute_make_type",
        store=True,
        protected=True,
        help="Make to order: for one sales order row alone. Make to stock: for"
        " whoever the ranking serves.",
    )
    unlink_reason = ChangeReason(
        "Why unlinked",
        copy=False,
        readonly=True,
        protected=True,
        help="Why this order is no longer made for its sales order row.",
    )
    unlinked_line_id = fields.Many2one(
        "sale.order.line",
        "Row it was made for",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        protected=True,
        help="The sales order row that this order was made for until it was unlinked.",
    )

    @api.depends("mto_line_id")
    def _compute_make_type(self):
        for mo in self:
            mo.make_type = "mto" if mo.mto_line_id else "mts"

    # -- locks ----------------------------------------------------------------

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

    def _mto_backordering(self):
        """Return these orders so that core leaves a backorder of each MTO MO.

        Its row waits for the rest, whatever the operation type says.
        """
        never = self.sudo().filtered(
            lambda mo: (
                mo.mto_line_id
                and mo.picking_type_id.create_backorder == "never"
                and mo._mto_has_rest()
            )
        )
        if not never:
            return self
        ids = {*self.env.context.get("mo_ids_to_backorder", ()), *never.ids}
        return self.with_context(mo_ids_to_backorder=list(ids))

    def _mto_of_rest(self):
        """Return the values of this order's backorder: it goes on for the same row."""
        mo = self.sudo()
        vals = {"schedule_key": mo.schedule_key}
        if mo.mto_line_id:
            vals["mto_line_id"] = mo.mto_line_id.id
        # The flag is the rest's: what is made is no longer to be decided.
        for name in ("unlink_reason", "unlinked_line_id", "review_reason"):
            vals[name] = mo._fields[name].convert_to_write(mo[name], mo)
        if not self.env.context.get("schedule_split"):
            vals["rest_of_id"] = self.id
        return vals

    def _mto_forget_row(self, vals_list):
        """Take whom these orders are made for out of the values of their copies."""
        for mo, vals in zip(self.sudo(), vals_list, strict=True):
            if mo.mto_line_id or mo.unlinked_line_id:
                moves = vals.get("move_raw_ids", []) + vals["move_finished_ids"]
                for own in (vals, *(move_vals for _code, _id, move_vals in moves)):
                    own.pop("reference_ids", None)

    def _mto_has_rest(self):
        """Tell whether closing this MO now would leave a part unmade."""
        self.ensure_one()
        unit = self.product_uom_id
        return not unit.is_zero(self.qty_producing) and (
            unit.compare(self.qty_producing, self.product_qty) < 0
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

    def _mto_outputs_of(self):
        """Return this MO's moves of the product that it makes."""
        return self.move_finished_ids.filtered(
            lambda move: move.product_id == self.product_id and move.state != "cancel"
        )

    def _mto_open_lines(self):
        """Return the rows that these MOs, where open, are made for."""
        return self.sudo().filtered(lambda mo: mo.state in OPEN_STATES).mto_line_id
