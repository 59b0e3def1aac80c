from odoo import models
from odoo.exceptions import UserError

from ..base.quantity import text
from . import messages


class NeedsDecision(Exception):
    """An MO that Odoo asks something about before it can be completed."""


class MrpProduction(models.Model):
    """Completing an MO, or a part of it, as its form does (behaviour 8)."""

    _inherit = "mrp.production"

    def _schedule_complete(self, quantity, consumed=None):
        """Complete the order, or a part of it with a backorder for the rest.

        :param quantity: the part, or None for all
        :param consumed: as :meth:`_schedule_set_production_statuses`
        :raises NeedsDecision: where Odoo asks for lots, or about the consumption
        """
        unit, whole = self.product_uom_id, self.product_qty
        if quantity is not None and unit.compare(quantity, whole) > 0:
            raise UserError(
                messages.more_than_planned(
                    self.env, mo=self.name, whole=text(self.env, whole)
                )
            )
        self._schedule_record(quantity)
        context = {"skip_redirection": True}
        if quantity is not None:
            self._schedule_consume(consumed or {})
            if consumed and self.consumption == "warning":
                # Who says what was consumed has been asked.
                context["skip_consumption"] = True
            if unit.compare(quantity, whole) < 0:
                context.update(skip_backorder=True, mo_ids_to_backorder=self.ids)
        # The caller may produce (_schedule_check_status_access). As superuser, because
        # mrp.workorder._create_or_update_analytic_entry_for_record of mrp_account
        # reads analytic lines, which core shows to no plain manufacturing user.
        done = self.sudo().with_context(**context)
        try:
            result = done.button_mark_done()
        except UserError as error:
            if self._schedule_is_tracked():
                raise NeedsDecision(str(error)) from error
            raise
        if (
            isinstance(result, dict)
            and result.get("res_model")
            and self.state != "done"
        ):
            raise NeedsDecision(result.get("name") or messages.needs_input(self.env))

    def _schedule_record(self, quantity):
        """Record what is produced, where Odoo's buttons need it recorded.

        :param quantity: a part, or None for all
        :raises NeedsDecision: where serial numbers say another quantity
        """
        lots, unit = self.lot_producing_ids, self.product_uom_id
        if quantity is not None:
            self.qty_producing = quantity
            self._set_qty_producing()
            if unit.compare(self.qty_producing, quantity):
                # As many as there are serial numbers, whatever was said.
                raise NeedsDecision(messages.other_serials(self.env, len(lots)))
        elif lots and unit.is_zero(self.qty_producing):
            # As the form does when lots are entered there.
            serial = self.product_tracking == "serial"
            whole = self.product_qty
            self.qty_producing = min(whole, len(lots)) if serial else whole
            self._set_qty_producing()

    def _schedule_consume(self, consumed):
        """Record what is consumed: {``stock.move`` of a component: quantity}.

        :raises UserError: for a component of another order
        """
        for move, used in consumed.items():
            if move.raw_material_production_id != self:
                product = move.product_id.display_name
                raise UserError(
                    messages.not_needed(self.env, mo=self.name, product=product)
                )
            move.write({"quantity": used, "picked": True})

    def _schedule_is_tracked(self):
        """Tell whether this order makes or takes anything with lots or serials."""
        moves = self.move_raw_ids | self.move_finished_ids
        return any(move.has_tracking != "none" for move in moves)
