"""Make and complete in one step, where every ingredient is in stock (behaviour 8)."""

from odoo import models
from odoo.exceptions import UserError

from ..base.guard import internal
from . import messages


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    @internal
    def action_make_and_complete(self):
        """Make these rows to order and complete that, all or nothing.

        :return: as :meth:`action_make_to_order`, or an action that opens the MOs that
            need lots or a decision
        :raises UserError: when a row cannot be made or lacks an ingredient in stock
        :raises AccessError: when the caller may not write the rows, or does not produce
        """
        result = self.action_make_to_order()
        made = [mo for found in result.values() for mo in found["made"]]
        mos = self.env["mrp.production"].browse(made)
        skipped = [why for found in result.values() for _row, why in found["skipped"]]
        if skipped:
            raise UserError("\n".join(skipped))
        mos._schedule_check_produces()
        mos.action_assign()
        for mo in mos.filtered(lambda mo: mo.ingredients_availability != "in_stock"):
            raise UserError(
                messages.ingredients_missing(
                    self.env, row=mo.sudo().mto_line_id.display_name
                )
            )
        mos._mto_bring_components()
        undecided = mos.action_set_production_status("done")
        return result if undecided is True else undecided

    @internal
    def action_make_and_complete_notify(self):
        """Do :meth:`action_make_and_complete` from a button and tell what was made."""
        result = self.action_make_and_complete()
        if "res_model" in result:
            return result
        return self._mto_make_to_order_notification(result)


class SaleOrder(models.Model):
    _inherit = "sale.order"

    @internal
    def action_make_and_complete(self):
        """Make and complete the rows that are Not available, all or nothing.

        :return: as on rows
        :raises UserError: as on rows, and when no row can be made
        """
        return self._mto_rows_to_complete().action_make_and_complete()

    @internal
    def action_make_and_complete_notify(self):
        """Do :meth:`action_make_and_complete` from a button and tell what was made."""
        return self._mto_rows_to_complete().action_make_and_complete_notify()

    def _mto_rows_to_complete(self):
        self.check_access("write")
        rows = self._mto_rows_to_make()
        if not rows:
            raise UserError(
                messages.no_row_to_make(self.env, orders=", ".join(self.mapped("name")))
            )
        return rows
