"""**Re-link**: an unlinked MO is its row's again (behaviour 6)."""

from odoo import models
from odoo.exceptions import UserError

from ..base.guard import BY_SCHEDULE, internal
from ..base.step import step
from . import messages
from .mrp_production_tell import ACTIVITY


class MrpProduction(models.Model):
    """MOs that can be given back to their row."""

    _inherit = "mrp.production"

    @internal
    @step
    def action_relink(self):
        """Make flagged MOs their rows' own again, with what these need now.

        Repeated, it does nothing more.

        :return: an action that says so and offers to undo it
        :raises UserError: when a row is closed, has another open MO, or needs less
            than is made already
        :raises AccessError: when the caller may not write the MOs
        """
        self._mto_check_change_access()
        self._mto_lock_flagged()
        linked = self.sudo().filtered(lambda mo: not mo.mto_line_id)
        linked._mto_remember_flags()
        for mo in linked:
            row = mo.unlinked_line_id
            if refusal := mo._mto_relink_refusal(row):
                # As its form says it: without names that the caller may not see.
                raise UserError(mo.with_env(self.env).relink_refusal or refusal)
            row._mto_set_base()
            mo.with_context(schedule=BY_SCHEDULE).write(
                {
                    "mto_line_id": row.id,
                    "unlinked_line_id": False,
                    "unlink_reason": False,
                    "schedule_key": 0,
                }
            )
            mo._schedule_enter()
            reason = messages.linked_again(self.env, order=row.order_id.name)
            situation = row._mto_situation(mo, gone=False, connector=False)
            mo._mto_follow(situation, reason)
            mo._schedule_follow_deadline()
            mo.activity_unlink([ACTIVITY])
            row._mto_unreserve()
        return self._mto_decision_told(linked, messages.linked_mos)
