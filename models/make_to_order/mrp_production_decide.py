from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..base import quantity
from ..base.guard import BY_SCHEDULE, internal
from ..base.states import CONFIRMED_STATES, OPEN_STATES
from ..base.step import step
from . import messages

ACTIVITY = "make_schedule.mail_activity_order_change"


class MrpProduction(models.Model):
    """What somebody decides about a flagged MO (behaviour 6)."""

    _inherit = "mrp.production"

    relink_refusal = fields.Char(
        compute="_compute_relink_refusal",
        help="Why this order cannot be linked to its sales order row again.",
    )

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
                raise UserError(refusal)
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

    @api.depends("state", "unlinked_line_id", "review_reason")
    @api.depends_context("uid", "allowed_company_ids", "lang")
    def _compute_relink_refusal(self):
        visible = self._schedule_orders_with_visible_names()
        for mo in self:
            row = mo.sudo().unlinked_line_id
            mo.relink_refusal = False
            if row and not mo.review_reason:
                refusal = mo._origin.sudo()._mto_relink_refusal(row)
                if refusal and row.order_id.id not in visible._ids:
                    refusal = messages.not_taken_again(self.env)
                mo.relink_refusal = refusal

    def _mto_relink_refusal(self, row):
        """Return why this MO cannot be linked to a row, or None."""
        self.ensure_one()
        if self.state not in OPEN_STATES:
            return messages.closed(self.env, mo=self.name)
        confirmed = row and row.state in CONFIRMED_STATES
        if not confirmed or not row._schedule_is_to_deliver():
            return messages.row_is_closed(self.env, mo=self.name)
        names = {"mo": self.name, "row": row.display_name}
        if other := row._mto_open():
            return messages.made_by_another(self.env, other=other[0].name, **names)
        warehouse = self.picking_type_id.warehouse_id
        if row.product_id != self.product_id or row.warehouse_id != warehouse:
            return messages.asks_for_another(self.env, **names)
        left = row.product_id.uom_id._compute_quantity(
            row._mto_left_qty(), self.product_uom_id, rounding_method="UP"
        )
        recorded = self._mto_recorded_qty()
        unit = self.product_uom_id
        if unit.compare(left, 0) <= 0 or unit.compare(left, recorded) < 0:
            return messages.recorded_more(
                self.env,
                left=quantity.text(self.env, max(0.0, left)),
                recorded=quantity.text(self.env, recorded),
                **names,
            )
        return None

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
        if self.env.su or self.env.user.has_group("mrp.group_mrp_user"):
            return
        orders = (self.sudo().mto_line_id | self.sudo().unlinked_line_id).order_id
        if not orders:
            raise AccessError(messages.manufacturing_users_alone(self.env))
        orders.with_env(self.env).check_access("write")
