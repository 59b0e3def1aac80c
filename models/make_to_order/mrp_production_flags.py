from markupsafe import escape

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..base import quantity
from ..base.change_reason import ChangeReason
from ..base.guard import BY_SCHEDULE, internal
from ..base.states import OPEN_STATES
from ..base.step import step
from . import messages

ACTIVITY = "make_schedule.mail_activity_order_change"


class MrpProduction(models.Model):
    """What flags an MO, and the ways out: re-link, keep, apply (behaviour 6, 9)."""

    _inherit = "mrp.production"

    review_reason = ChangeReason(
        "To review",
        copy=False,
        readonly=True,
        protected=True,
        help="What a connector changed of the sales order, while this order stayed as"
        " it was: apply it, or keep the order as make to stock.",
    )
    schedule_flag = fields.Char(
        "Flag",
        compute="_compute_schedule_flag",
        help="Why somebody should look at this order: it is no longer made for its"
        " sales order, or a change of that waits for a decision.",
    )
    mto_difference = fields.Char(
        "Difference",
        compute="_compute_mto_difference",
        help="What the sales order row asks for, where this order makes another"
        " quantity.",
    )

    @api.depends("state", "unlink_reason", "review_reason")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_schedule_flag(self):
        visible = self._schedule_orders_with_visible_names()
        for mo in self:
            whole = mo.sudo()
            flag = whole.review_reason or whole.unlink_reason
            order = whole.mto_order_id or whole.unlinked_line_id.order_id
            if flag and order and order.id not in visible._ids:
                flag = order._schedule_another_order()
            mo.schedule_flag = flag if mo.state in OPEN_STATES else False

    relink_refusal = fields.Char(
        compute="_compute_relink_refusal",
        help="Why this order cannot be linked to its sales order row again.",
    )

    @api.depends("state", "product_qty", "mto_line_id.product_uom_qty")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_mto_difference(self):
        visible = self._schedule_orders_with_visible_names()
        for mo in self:
            row = mo.sudo().mto_line_id
            needed = row._mto_needed_of(mo) if row else 0.0
            unit = mo.product_uom_id
            mo.mto_difference = False
            if (
                row.order_id.id in visible._ids
                and mo.state in OPEN_STATES
                and unit.compare(needed, mo.product_qty)
            ):
                mo.mto_difference = messages.difference(
                    self.env,
                    order=row.order_id.name,
                    needed=quantity.text(self.env, max(0.0, needed)),
                    unit=unit.name,
                    planned=quantity.text(self.env, mo.product_qty),
                )

    def _mto_release(self, reason):
        """Turn MOs into make to stock that remember their row and why.

        :param reason: what turns the row into a text
        """
        for mo in self:
            line, rank = mo.mto_line_id, mo.schedule_rank
            mo.with_context(schedule=BY_SCHEDULE).write(
                {
                    "mto_line_id": False,
                    "unlinked_line_id": line.id,
                    "unlink_reason": reason(line),
                    "review_reason": False,
                }
            )
            mo._schedule_leave(rank)
            mo._message_log(body=mo.unlink_reason)

    # -- review ---------------------------------------------------------------

    def _mto_review(self, reason):
        """Flag the MO with a connector's change that waits for a decision.

        :param reason: text, or False when row and MO agree again
        """
        self.ensure_one()
        if not reason:
            return self._mto_reviewed()
        text = messages.change_to_review(
            self.env,
            reason=reason,
            planned=quantity.text(self.env, self.product_qty),
            unit=self.product_uom_id.name,
        )
        if text == self.review_reason:
            return None
        self.activity_unlink([ACTIVITY])
        self.with_context(schedule=BY_SCHEDULE).review_reason = text
        self._message_log(body=text)
        summary = messages.apply_or_keep(self.env)
        return self._mto_tell(self._mto_responsible(), summary, text)

    def _mto_reviewed(self):
        """Take the flag of a change that is decided, or undone, off these MOs."""
        flagged = self.sudo().filtered("review_reason")
        flagged.with_context(schedule=BY_SCHEDULE).review_reason = False
        flagged.activity_unlink([ACTIVITY])

    def _mto_responsible(self):
        """Return who is told about this MO: its responsible, the seller, the caller."""
        self.ensure_one()
        users = self.user_id | self.mto_order_id.user_id | self.env.user
        people = users.filtered(
            lambda user: (
                user.active
                and user._is_internal()
                and self.company_id in user.company_ids
            )
        )
        return (people or self.env.user)[0]

    def _mto_tell(self, user, summary, note):
        self.activity_schedule(
            ACTIVITY, user_id=user.id, summary=summary, note=escape(note)
        )

    # -- the ways out ---------------------------------------------------------

    @internal
    @step
    def action_relink(self):
        """Make flagged MOs their rows' own again, with what these need now.

        Repeated, it does nothing more.

        :raises UserError: when a row is closed, has another open MO, or needs less
            than is made already
        :raises AccessError: when the caller may not write the MOs
        """
        self._mto_check_change_access()
        self._mto_lock_flagged()
        for mo in self.sudo().filtered(lambda mo: not mo.mto_line_id):
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
        if not row or row.state != "sale" or not row._schedule_is_to_deliver():
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
        linked._mto_release(lambda line: kept)
        flagged._message_log_batch(bodies={mo.id: kept for mo in flagged})
        (linked | flagged).with_context(schedule=BY_SCHEDULE).write(
            {"unlink_reason": False, "unlinked_line_id": False}
        )
        (linked | flagged).activity_unlink([ACTIVITY])
        # Its row waits for stock like any other now.
        rows._mto_give_back()

    @internal
    @step
    def action_apply_change(self):
        """Do what the change that waits for a decision asks for (behaviour 9).

        Repeated, it does nothing more.

        :raises AccessError: when the caller may not write the MOs
        """
        self._mto_check_change_access()
        self._mto_lock_flagged()
        flagged = self.sudo().filtered("review_reason")
        flagged.mto_line_id._mto_apply_order_change(decided=True)

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

    # -- flags of what closes -------------------------------------------------

    def _mto_closed(self):
        """Take the flags off those of these MOs that have closed."""
        closed = self.sudo().filtered(
            lambda mo: mo.state not in (*OPEN_STATES, "draft")
        )
        closed._mto_reviewed()
        closed.filtered("unlink_reason").activity_unlink([ACTIVITY])

    def _mto_flag_rests(self):
        """Tell the responsible about these backorders of flagged MOs."""
        for mo in self.sudo().filtered("schedule_flag"):
            summary = messages.backorder_of_flagged(self.env)
            mo._mto_tell(mo._mto_responsible(), summary, mo.schedule_flag)
