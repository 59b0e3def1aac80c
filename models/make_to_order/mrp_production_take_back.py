from odoo import fields, models
from odoo.exceptions import UserError

from . import messages


class MrpProduction(models.Model):
    """Taking back what is done, as far as Odoo's documents allow (behaviour 8).

    Odoo undoes no move: an unbuild order takes the product apart into what was
    consumed, and an order goes on in the place of the one that was done.
    """

    _inherit = "mrp.production"

    rest_of_id = fields.Many2one(
        "mrp.production",
        "Backorder of",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        protected=True,
        help="The order that was completed in part, and left this one.",
    )
    taken_back_id = fields.Many2one(
        "mrp.production",
        "Replaced by",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        protected=True,
        help="This order was done and taken back: what it made was taken apart, and"
        " that order makes it again.",
    )

    def _schedule_done_domain(self):
        # What was taken back is done anew with the order that goes on.
        return [*super()._schedule_done_domain(), ("taken_back_id", "=", False)]

    def _mto_take_back(self, status):
        """Take this done order apart, and go on with one in its place.

        :param status: ``not_started`` or ``in_progress``, of the order that goes on
        :raises UserError: when what it made is no longer all there, or Odoo refuses
        """
        self.ensure_one()
        if self.taken_back_id:
            raise UserError(
                messages.taken_back_already(
                    self.env, mo=self.name, next=self.taken_back_id.name
                )
            )
        self._mto_check_whole()
        self._mto_check_row_kept()
        self._mto_cancel_storing()
        rest = self._schedule_rest()
        begun = rest and (
            rest.state in ("progress", "to_close") or rest._mto_is_worked()
        )
        row = self.sudo().mto_line_id
        own = row._mto_own_qty() if row else 0.0
        self._mto_unbuild_all()
        again = self._mto_go_on_after(row, own)
        # What was recorded of the rest meanwhile stays.
        if not (begun and again == rest or again._schedule_has_made_part()):
            getattr(again, f"_schedule_set_{status}")()
        self._message_log(body=messages.goes_on_with(self.env, mo=again.name))
        again._message_log(body=messages.goes_on_for(self.env, mo=self.name))

    def _mto_check_whole(self):
        """Refuse when part of what this order made is taken apart already.

        What a subcontractor made came with his receipt, which Odoo has to return.
        """
        if self.bom_id.type == "subcontract":
            raise UserError(messages.made_by_subcontractor(self.env, mo=self.name))
        if by_hand := self.unbuild_ids.filtered(
            lambda unbuild: unbuild.state == "done"
        ):
            raise UserError(
                messages.taken_apart_already(
                    self.env, mo=self.name, unbuild=", ".join(by_hand.mapped("name"))
                )
            )

    def _mto_check_row_kept(self):
        """Refuse when the row's customer has got what this order made for it."""
        row = self.sudo().mto_line_id
        if not row:
            return
        # Surplus that was released lowers the base, and has not left.
        served = max(0.0, row._mto_served_qty() - max(0.0, row.mto_base_qty))
        kept = row._mto_produced_qty() - served
        if self.product_id.uom_id.compare(kept, self._mto_made_qty()) < 0:
            raise UserError(
                messages.delivered_already(
                    self.env, mo=self.name, order=row.order_id.name
                )
            )

    def _mto_made_lines(self):
        """Return the lines of what this done order made of its product."""
        return self._mto_outputs_of().move_line_ids.filtered(
            lambda line: line.state == "done"
        )

    def _mto_made_qty(self):
        """Return what this done order made, in the product's unit."""
        return sum(self._mto_made_lines().mapped("quantity_product_uom"))
