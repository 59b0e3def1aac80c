from odoo import api, fields, models

from ..base import quantity
from ..base.change_reason import ChangeReason
from ..base.guard import BY_SCHEDULE
from ..base.states import OPEN_STATES
from . import messages
from .mrp_production_tell import ACTIVITY


class MrpProduction(models.Model):
    """What flags an MO, and who is told (behaviour 6, 9)."""

    _inherit = "mrp.production"

    review_reason = ChangeReason(
        "To review",
        copy=False,
        readonly=True,
        protected=True,
        help="What a connector changed of the sales order, while this order stayed as"
        " it was: apply it, or keep the order as make to stock.",
    )
    review_source = fields.Char(
        "Changed by",
        copy=False,
        readonly=True,
        protected=True,
        technical=True,
        help="Which connector brought the change that waits for a decision.",
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

    @api.depends(
        *("state", "product_qty", "mto_line_id.product_uom_qty"),
        "mto_line_id.product_id",
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_mto_difference(self):
        visible = self._schedule_orders_with_visible_names()
        for mo in self:
            row = mo.sudo().mto_line_id
            needed = row._mto_needed_of(mo) if row else 0.0
            unit = mo.product_uom_id
            mo.mto_difference = False
            if row.order_id.id not in visible._ids or mo.state not in OPEN_STATES:
                continue
            if row.product_id != mo.product_id:
                asked = row.product_id, row.product_uom_qty, row.product_uom_id
                makes = mo.product_id, mo.product_qty, unit
                mo.mto_difference = messages.other_product(
                    self.env,
                    order=row.order_id.name,
                    needed=quantity.much(self.env, *asked),
                    planned=quantity.much(self.env, *makes),
                )
            elif unit.compare(needed, mo.product_qty):
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
        for mo in self._schedule_by_rank()[::-1]:
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

    def _mto_review(self, reason, source):
        """Flag the MO with a connector's change that waits for a decision.

        :param reason: text, or False when row and MO agree again
        :param source: name of the connector
        """
        self.ensure_one()
        if not reason:
            return self._mto_reviewed()
        told = self._mto_in_their_language().env
        text = self._mto_review_text(reason)
        if text == self.review_reason:
            return None
        self.activity_unlink([ACTIVITY])
        ours = self.with_context(schedule=BY_SCHEDULE)
        ours.write({"review_reason": text, "review_source": source})
        self._message_log(body=text)
        summary = messages.apply_or_keep(told)
        return self._mto_tell(self._mto_responsible(), summary, text)

    def _mto_review_text(self, reason):
        """Return what is to be decided: what was changed, and what this makes."""
        theirs = self._mto_in_their_language()
        return messages.change_to_review(
            theirs.env,
            reason=reason,
            planned=quantity.text(theirs.env, self.product_qty),
            unit=theirs.product_uom_id.name,
        )

    def _mto_reviewed(self):
        """Take the flag of a change that is decided, or undone, off these MOs."""
        flagged = self.sudo().filtered("review_reason")
        flagged.with_context(schedule=BY_SCHEDULE).review_reason = False
        flagged.activity_unlink([ACTIVITY])
