from odoo import models

from ..base.quantity import text
from ..base.states import OPEN_STATES
from . import messages


class MrpProduction(models.Model):
    """What completing MOs would take that is not there for them (behaviour 8)."""

    _inherit = "mrp.production"

    def _schedule_missing_text(self):
        """Return what these orders' open components lack, a line each, or False.

        What nobody has reserved at their place is there for them too; what is recorded
        as consumed beyond what is there is not. Said apart: what others have reserved,
        and what takes the stock below zero.
        """
        moves = self.filtered(lambda mo: mo.state in OPEN_STATES).move_raw_ids
        moves = moves.filtered(
            lambda move: (
                move.product_id.is_storable and move.state not in ("done", "cancel")
            )
        )
        free, held = moves._schedule_free_and_held()
        lines = []
        for move in moves:
            others, none = move._schedule_lacks(free, held)
            lines += [
                move._schedule_lack_text(messages.taken_from_others, others),
                move._schedule_lack_text(messages.missing_of_mo, none),
            ]
        return "\n".join(filter(None, lines)) or False


class StockMove(models.Model):
    """What is there for components (behaviour 8)."""

    _inherit = "stock.move"

    def _schedule_free_and_held(self):
        """Return what is there for these components together, where they take from.

        :return: {(product, location): quantity that nobody has reserved, less than
            nothing where more is taken than is there}, {the same: quantity that others
            have reserved}, in the product's unit
        """
        free, held = {}, {}
        for key, mine in self.grouped(
            lambda move: (move.product_id, move.location_id)
        ).items():
            quants = self.env["stock.quant"].sudo()._gather(*key)
            there = sum(quants.mapped("quantity"))
            reserved = sum(quants.mapped("reserved_quantity"))
            own = sum(mine.move_line_ids.mapped("quantity_product_uom"))
            free[key] = there - reserved
            held[key] = max(0.0, min(there, reserved - own))
        return free, held

    def _schedule_lacks(self, free, held):
        """Return what one component lacks, and take of both what there is for it.

        :param free: as of :meth:`_schedule_free_and_held`; :param held: likewise
        :return: (what others have reserved, what nobody has), in the product's unit
        """
        product, unit = self.product_id, self.product_uom
        key = product, self.location_id
        missing = max(0.0, self.product_uom_qty - self.quantity)
        lacks = unit._compute_quantity(missing, product.uom_id, round=False)
        taken = min(lacks, max(0.0, free[key]))
        if self.picked:
            used = unit._compute_quantity(self.quantity, product.uom_id)
            taken -= min(used, max(0.0, -free[key]))
        free[key] -= taken
        others = min(lacks - taken, held[key])
        held[key] -= others
        return others, lacks - taken - others

    def _schedule_lack_text(self, message, quantity):
        """Return that one component lacks a quantity of the product's unit, or None.

        :param message: function of ``messages``
        """
        product, unit = self.product_id, self.product_uom
        quantity = product.uom_id._compute_quantity(quantity, unit, round=False)
        if unit.compare(quantity, 0) <= 0:
            return None
        return message(
            self.env,
            mo=self.raw_material_production_id.name,
            quantity=text(self.env, quantity),
            unit=unit.name,
            product=product.display_name,
        )
