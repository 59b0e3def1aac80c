from functools import partial

from odoo import api, fields, models

from ...engine.status import NOT_AVAILABLE
from ..base.states import CONFIRMED_STATES
from . import messages


class SaleOrderLine(models.Model):
    """Which rows can be made to order, by which bill, and why others cannot be."""

    _inherit = "sale.order.line"

    can_make_to_order = fields.Boolean(
        compute="_compute_can_make_to_order",
        groups="base.group_user",
        help="This row can be made to order now.",
    )

    @api.depends(
        *("state", "product_id", "product_uom_qty", "mto_production_ids.state"),
        "move_ids.state",
    )
    def _compute_can_make_to_order(self):
        rows = self._origin.filtered(lambda line: not line.display_type)
        boms = rows._mto_boms()
        for line in self:
            row = line._origin
            line.can_make_to_order = row in boms and not row._mto_refusal(*boms[row])

    def _mto_refusal(self, kit, bom):
        """Return why a row cannot be made to order, or None.

        :param kit: the row's bill where it is a kit; :param bom: the one to make it by
        :return: :class:`~.messages.Reason`
        """
        self.ensure_one()
        product, warehouse, name = self.product_id, self.warehouse_id, self.display_name
        if self.state not in CONFIRMED_STATES:
            return messages.not_confirmed(self.env, name)
        if product.type != "consu":
            return messages.service(self.env, name)
        if self.sudo()._schedule_is_dropshipped():
            return messages.dropshipped(self.env, name)
        if kit:
            return messages.kit(self.env, name)
        if not bom and not self._mto_has_route():
            return messages.no_bill(self.env, name)
        if not warehouse._schedule_manufacturing():
            place = warehouse.name or messages.none(self.env)
            return messages.no_manufacture_here(self.env, name, place)
        if place := self._mto_ships_elsewhere():
            return messages.ships_elsewhere(self.env, name, place, warehouse.name)
        if open_mo := self._mto_open():
            return messages.already_made(self.env, name, open_mo[0].name)
        if not self._schedule_is_to_deliver():
            return messages.nothing_left(self.env, name)
        if self._mto_left_qty() <= 0:
            if self.sudo().sales_items_availability == NOT_AVAILABLE:
                return messages.out_of_reach(self.env, name)
            return messages.nothing_left(self.env, name)
        return None

    def _mto_left_qty(self):
        """Return what an MO made now would have to make, in the product's unit."""
        self.ensure_one()
        left = self._mto_ordered_qty() - self._mto_base() - self._mto_produced_qty()
        return self.product_id.uom_id.round(left)

    def _mto_ships_elsewhere(self):
        """Return the name of another warehouse that delivers this row, or None."""
        waiting = self.sudo().move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        here, places = self.warehouse_id, waiting.location_id.warehouse_id
        return None if here in places else places[:1].name

    def _mto_has_route(self):
        """Tell whether a manufacture rule applies to the row's product."""
        self.ensure_one()
        routes = self.product_id.route_ids | self.product_id.categ_id.total_route_ids
        return "manufacture" in routes.sudo().rule_ids.mapped("action")

    def _mto_boms(self):
        """Return {row: (kit, bill of materials)} that the rows are made by.

        Searches once per company and warehouse, as core's manufacture rule does:
        a bill of the warehouse's own operation type first, then any.
        """
        boms = {}
        for (company, warehouse), rows in self.grouped(
            lambda line: (line.company_id, line.warehouse_id)
        ).items():
            find = partial(
                self.env["mrp.bom"].sudo()._bom_find,
                rows.product_id,
                company_id=company.id,
            )
            kits = find(bom_type="phantom")
            own = find(bom_type="normal", picking_type=warehouse.manu_type_id)
            others = find(bom_type="normal")
            for row in rows:
                product = row.product_id
                boms[row] = (kits[product], own[product] or others[product])
        return boms
