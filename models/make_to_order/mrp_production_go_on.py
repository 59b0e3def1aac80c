"""An order goes on in the place of one that was taken back (behaviour 8)."""

from odoo import fields, models

from ..base.guard import BY_SCHEDULE
from ..base.states import OPEN_STATES
from . import messages


class MrpProduction(models.Model):
    """MOs whose work is still to be done."""

    _inherit = "mrp.production"

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

    def _mto_go_on_after(self, row, own):
        """Return the open order that makes again what this one made.

        :param row: the ``sale.order.line`` that it was made for, as superuser
        :param own: what was the row's own before this one was taken apart
        """
        mine = self.with_context(schedule=BY_SCHEDULE)
        mine.mto_line_id = False
        again = self.browse()
        if row:
            row._mto_set_base(own)
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
        self._mto_parts_go_to(again)
        return again

    def _mto_parts_go_to(self, again):
        """Let the open subassemblies of this order be made for the one that goes on."""
        mine, theirs = self.sudo().production_group_id, again.sudo().production_group_id
        parts = mine.child_ids.production_ids.filtered(
            lambda mo: mo.state in OPEN_STATES and not mo.mto_line_id
        )
        if parts and mine != theirs:
            parts.production_group_id.parent_ids = [fields.Command.link(theirs.id)]
            parts._schedule_enter()

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
        if not self.date_deadline:
            again._schedule_clear_deadline()
        made = self._mto_made_in(self.product_uom_id)
        if self.product_uom_id.compare(made, again.product_qty):
            again._mto_change_planned(made)
        if again._schedule_root() == again:
            again._schedule_leave(self.schedule_rank)
        return again.with_env(self.env)
