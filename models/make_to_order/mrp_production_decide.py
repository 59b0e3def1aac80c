from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..base.guard import BY_SCHEDULE, internal, produces
from ..base.states import OPEN_STATES
from ..base.step import step
from . import messages
from .mrp_production_tell import ACTIVITY


class MrpProduction(models.Model):
    """What somebody decides about a flagged MO (behaviour 6)."""

    _inherit = "mrp.production"

    relink_refusal = fields.Char(
        compute="_compute_relink_refusal",
        help="Why this order cannot be linked to its sales order row again.",
    )

    @internal
    @step
    def action_keep_mts(self):
        """Keep flagged MOs as make to stock, with what they make now.

        Repeated, it does nothing more.

        :return: an action that says so and offers to undo it
        :raises UserError: for an MTO MO that no change waits for
        :raises AccessError: when the caller may not write the MOs
        """
        self._mto_check_change_access()
        self._mto_lock_flagged()
        mos = self.sudo().filtered(lambda mo: mo.state in OPEN_STATES)
        linked = mos.filtered("mto_line_id")
        for mo in linked.filtered(lambda mo: not mo.review_reason):
            raise UserError(
                messages.nothing_to_decide(
                    self.env, mo=mo.name, order=mo.mto_order_id.name
                )
            )
        kept = messages.kept_to_stock(self.env)
        rows, flagged = linked.mto_line_id, mos.filtered("unlink_reason")
        (linked | flagged)._mto_remember_flags()
        linked._mto_release(lambda line: kept)
        (rows - rows._mto_open().mto_line_id)._mto_release_surplus()
        flagged._message_log_batch(bodies={mo.id: kept for mo in flagged})
        (linked | flagged).with_context(schedule=BY_SCHEDULE).write(
            {"unlink_reason": False, "unlinked_line_id": False}
        )
        (linked | flagged).activity_unlink([ACTIVITY])
        # Its row waits for stock like any other now.
        rows._mto_give_back()
        return self._mto_decision_told(linked | flagged, messages.kept_mos)

    @internal
    @step
    def action_apply_change(self):
        """Do what the change that waits for a decision asks for (behaviour 9).

        Repeated, it does nothing more.

        :return: an action that says so and offers to undo it
        :raises AccessError: when the caller may not write the MOs
        """
        self._mto_check_change_access()
        self._mto_lock_flagged()
        flagged = self.sudo().filtered("review_reason")
        flagged._mto_remember_flags()
        flagged.mto_line_id._mto_apply_order_change(decided=True)
        return self._mto_decision_told(flagged, messages.applied_mos)

    def _mto_lock_flagged(self):
        """Lock these MOs and their orders: a decision gives ranks."""
        mos = self.sudo()
        orders = (mos.mto_line_id | mos.unlinked_line_id).order_id
        self.env["make.schedule.line"]._lock_first(orders, mos, ranks=True)

    def _mto_check_change_access(self):
        """Refuse callers who neither produce nor may write the sales orders.

        sale_mrp lets every salesman write MOs.

        :raises AccessError: then
        """
        self.check_access("write")
        if produces(self.env):
            return
        orders = (self.sudo().mto_line_id | self.sudo().unlinked_line_id).order_id
        if not orders:
            raise AccessError(messages.manufacturing_users_alone(self.env))
        orders.with_env(self.env).check_access("write")
