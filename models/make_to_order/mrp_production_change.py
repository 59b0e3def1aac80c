from odoo import models
from odoo.exceptions import UserError

from ..base.guard import BY_SCHEDULE
from . import messages

ONE_STEP = "mrp_one_step"


class MrpProduction(models.Model):
    """What a change of the row does to its MO (behaviour 6).

    The names of ``_mto_<action>`` are those of ``engine/change_table.py``.
    """

    _inherit = "mrp.production"

    # -- what the change table does -------------------------------------------

    def _mto_follow(self, situation, reason):
        """Bring the planned quantity to what the row needs; keep recorded work."""
        self._mto_follow_to(situation.needed, reason)

    def _mto_follow_to(self, needed, reason):
        """Bring the planned quantity to another; keep recorded work.

        :param needed: in the order's unit
        :param reason: for the chatter
        """
        self.ensure_one()
        self._message_log(body=reason)
        if not self.product_uom_id.compare(needed, self.product_qty):
            return
        recorded, kept = self.qty_producing, self._mto_recorded_lines()
        self._mto_change_planned(needed)
        if kept or recorded:
            # change_prod_qty() produces the whole new quantity on an MO with work.
            # What only a started work order filled in may be more than that.
            self.qty_producing = min(recorded, needed)
            self._set_qty_producing(False)
            if recorded == self.qty_producing:
                for move, lines in kept.items():
                    move._mto_restore_lines(lines)

    def _mto_change_planned(self, quantity):
        """Bring this MO to a planned quantity, in its unit, as core's button does."""
        self.ensure_one()
        wizard = self.env["change.production.qty"].with_context(
            skip_activity=True, schedule=BY_SCHEDULE
        )
        wizard.create({"mo_id": self.id, "product_qty": quantity}).change_prod_qty()
        self._mto_bring_picks()

    def _mto_bring_picks(self):
        """Bring what components are picked by to what this MO needs.

        Core asks its rules for each difference: also for what an earlier pick has
        brought already, and for nothing where the warehouse no longer picks.
        """
        picks_no_more = self.picking_type_id.warehouse_id.manufacture_steps == ONE_STEP
        for components in self.move_raw_ids.grouped("product_id").values():
            picks = components.move_orig_ids.filtered(lambda m: m.state != "cancel")
            open_picks = picks.filtered(lambda m: m.state != "done" and not m.picked)
            others = picks.move_dest_ids - components
            if not open_picks or any(
                move.state not in ("done", "cancel") for move in others
            ):
                continue
            brought = _moved(picks - open_picks) - _moved(others)
            asked = sum(open_picks.mapped("product_qty"))
            more = sum(components.mapped("product_qty")) - brought - asked
            if picks_no_more or more < 0:
                open_picks.sorted("id", reverse=True)._mto_pick_more(more)

    def _mto_cancel_because(self, reason):
        """Cancel MOs, with the reason in their chatter."""
        if self:
            self.with_context(skip_activity=True).action_cancel()
            self._message_log_batch(bodies=dict.fromkeys(self.ids, reason))

    def _mto_cancel(self, situation, reason):
        """Cancel the MO, with the reason in its chatter."""
        self.ensure_one()
        self._mto_cancel_because(reason)

    def _mto_refuse(self, situation, reason):
        """Refuse the change of the row: more is made than it asks for."""
        self.ensure_one()
        made = (self.production_group_id.production_ids | self).filtered(
            lambda mo: mo.mto_line_id == self.mto_line_id and mo._mto_has_made()
        )
        others = made - self
        if not others:
            raise UserError(
                messages.made_more_already(self.env, reason=reason, mo=self.name)
            )
        raise UserError(
            messages.others_made_more(
                self.env,
                reason=reason,
                mo=self.name,
                others=", ".join(others.mapped("name")),
            )
        )

    def _mto_unlink(self, situation, reason):
        """Turn the MO into make to stock, flagged, and tell the responsible."""
        self.ensure_one()
        user, theirs = self._mto_responsible(), self._mto_in_their_language()
        self._mto_release(lambda line: reason)
        summary = messages.no_longer_for_its_order(theirs.env)
        self._mto_tell(user, summary, reason)


def _moved(moves):
    """Return what moves have moved, or are about to, in the product's unit."""
    return sum(
        line.quantity_product_uom
        for move in moves
        if move.state == "done" or move.picked
        for line in move.move_line_ids
    )
