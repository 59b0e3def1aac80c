from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..base.guard import BY_SCHEDULE
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
        self._mto_unbuild_all()
        again = self._mto_go_on_after(row)
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

    def _mto_cancel_storing(self):
        """Cancel what would still put the product into stock (3-step manufacturing)."""
        steps = self.move_finished_ids.move_dest_ids.filtered(
            lambda move: (
                move.state not in ("done", "cancel")
                and move.location_dest_id.usage == "internal"
                and not move.sale_line_id
                and not move.raw_material_production_id
            )
        )
        steps._action_cancel()

    # -- taking apart ---------------------------------------------------------

    def _mto_unbuild_all(self):
        """Take all that this order made apart, lot by lot, where it is."""
        parts = self._mto_parts_to_unbuild()
        self._mto_check_components(parts)
        for lot, quantity, place in parts:
            self._mto_unbuild(lot, quantity, place)

    def _mto_parts_to_unbuild(self):
        """Return what there is of all that this order made: [(lot, quantity, place)].

        :raises UserError: when that is not all
        """
        inside, parts = self.picking_type_id.warehouse_id.view_location_id, []
        for lot, made in self._mto_made_lines().grouped("lot_id").items():
            rest = sum(made.mapped("quantity_product_uom"))
            for place, free in self._mto_free_at(self.product_id, lot, inside).items():
                taken = min(rest, free)
                if self.product_id.uom_id.compare(taken, 0) > 0:
                    parts.append((lot, taken, place))
                    rest -= taken
            if self.product_id.uom_id.compare(rest, 0) > 0:
                raise UserError(
                    messages.product_gone(
                        self.env,
                        mo=self.name,
                        product=(lot or self.product_id).display_name,
                    )
                )
        return parts

    def _mto_check_components(self, parts):
        """Refuse where Odoo could not tell which component was used for which part.

        ``mrp.unbuild.action_unbuild`` takes the first lots for each part anew; of
        serial numbers it leaves out those that earlier unbuilds of a lot gave back.
        """
        if len(parts) < 2:
            return
        for move in self.move_raw_ids.filtered(lambda move: move.state == "done"):
            told = move.has_tracking == "serial" and self.product_tracking != "none"
            if move.has_tracking != "none" and len(move.lot_ids) > 1 and not told:
                raise UserError(
                    messages.several_lots_used(
                        self.env, mo=self.name, component=move.product_id.display_name
                    )
                )

    def _mto_free_at(self, product, lot, inside):
        """Return {location: quantity} of a product that nobody else has.

        That is picked, packed, or reserved for a row that another MO made it for.
        """
        at = [
            ("product_id", "=", product.id),
            ("lot_id", "=", lot.id),
            ("owner_id", "=", False),
            ("package_id", "=", False),
            ("location_id", "child_of", inside.id),
        ]
        there = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [*at, ("location_id.usage", "=", "internal")],
                ["location_id"],
                ["quantity:sum"],
            )
        )
        others = Domain("picked", "=", True) | (
            Domain("move_id.sale_line_id.mto_production_ids", "!=", False)
            & Domain("move_id.sale_line_id", "!=", self.sudo().mto_line_id.id)
        )
        taken = dict(
            self.env["stock.move.line"]
            .sudo()
            ._read_group(
                others & Domain([*at, ("state", "not in", ("done", "cancel"))]),
                ["location_id"],
                ["quantity_product_uom:sum"],
            )
        )
        return {
            location.with_env(self.env): quantity - taken.get(location, 0.0)
            for location, quantity in there
        }

    def _mto_unbuild(self, lot, quantity, place):
        """Take a part apart with an unbuild order of Odoo's own.

        :param quantity: in the product's unit
        :param place: the location where it is
        """
        self._mto_check_byproducts_there(quantity / self._mto_made_qty(), place)
        self.env["mrp.unbuild"].create(
            {
                "mo_id": self.id,
                "product_id": self.product_id.id,
                "product_uom_id": self.product_id.uom_id.id,
                "product_qty": quantity,
                "lot_id": lot.id,
                "company_id": self.company_id.id,
                "location_id": place.id,
                "location_dest_id": self.picking_type_id.warehouse_id.lot_stock_id.id,
            }
        ).action_unbuild()

    def _mto_check_byproducts_there(self, part, place):
        """Refuse when a by-product that would have to be taken back is not there."""
        for move in self.move_byproduct_ids.filtered(lambda m: m.state == "done"):
            for lot, lines in move.move_line_ids.grouped("lot_id").items():
                wanted = part * sum(lines.mapped("quantity_product_uom"))
                free = self._mto_free_at(move.product_id, lot, place).get(place, 0.0)
                if move.product_id.uom_id.compare(free, wanted) < 0:
                    raise UserError(
                        messages.by_product_gone(
                            self.env,
                            mo=self.name,
                            product=(lot or move.product_id).display_name,
                            place=place.display_name,
                        )
                    )

    # -- going on -------------------------------------------------------------

    def _mto_go_on_after(self, row):
        """Return the open order that makes again what this one made.

        :param row: the ``sale.order.line`` that it was made for, as superuser
        """
        mine = self.with_context(schedule=BY_SCHEDULE)
        mine.mto_line_id = False
        again = self.browse()
        if row:
            # What goes on is no longer the rest of something made.
            mine.taken_back_id = going_on = row._mto_open()[:1]
            row._mto_take_back_into(going_on)
            boms = row._mto_boms()
            again = row._mto_open()[:1]
            if not again and not row._mto_refusal(*boms[row]):
                again = row._mto_create()
        again = again.with_env(self.env) or self._mto_go_on_in_rest()
        again = again or self._mto_go_on_to_stock()
        mine.taken_back_id = again
        return again

    def _mto_go_on_in_rest(self):
        """Return the open order that makes the rest of this one, and this again.

        Not what core's Split made beside it.

        :return: the ``mrp.production``, or none
        """
        rest = self._schedule_rest().filtered("rest_of_id")
        if rest and not rest.sudo().mto_line_id:
            reason = messages.goes_on_with(self.env, mo=rest.name)
            made = self._mto_made_in(rest.product_uom_id)
            rest._mto_follow_to(rest.product_qty + made, reason)
        return rest

    def _mto_made_in(self, unit):
        """Return what this done order made, in a unit."""
        made = self.product_id.uom_id._compute_quantity(
            self._mto_made_qty(), unit, round=False
        )
        return unit.round(made)

    def _mto_go_on_to_stock(self):
        """Return a make-to-stock order in this one's place, below what precedes it."""
        # As superuser, for mrp_account: no manufacturing user may copy its WIP entries.
        again = self.sudo().copy(
            {
                "date_deadline": self.date_deadline,
                "deadline_manual": self.deadline_manual,
            }
        )
        parents = self.production_group_id.parent_ids
        again.production_group_id.parent_ids = [fields.Command.set(parents.ids)]
        again.action_confirm()
        made = self._mto_made_in(self.product_uom_id)
        if self.product_uom_id.compare(made, again.product_qty):
            again._mto_change_planned(made)
        if again._schedule_root() == again:
            again._schedule_leave(self.schedule_rank)
        return again.with_env(self.env)
