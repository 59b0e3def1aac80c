from contextlib import suppress

from odoo import fields, models
from odoo.exceptions import UserError

from ..base.guard import BY_SCHEDULE, internal
from ..base.states import OPEN_STATES
from ..base.step import step
from ..base.told import SOFT_RELOAD, refuse_changed, told
from . import messages

FLAGS = ("unlink_reason", "review_reason")


class MrpProduction(models.Model):
    """The way back from Re-link and Keep (behaviour 2, 6)."""

    _inherit = "mrp.production"

    flags_before = fields.Json(
        "Flags before",
        copy=False,
        readonly=True,
        protected=True,
        technical=True,
        help="What an order was flagged with before somebody decided: its row, whether"
        " it was linked to that, the reasons, and what it was to make.",
    )

    def _mto_remember_flags(self):
        """Note what these orders, as superuser, are flagged with before a decision."""
        for mo in self:
            row = mo.mto_line_id or mo.unlinked_line_id
            mo.with_context(schedule=BY_SCHEDULE).flags_before = {
                "row": row.id,
                "linked": bool(mo.mto_line_id),
                "quantity": mo.product_qty,
                "base": [row.mto_base_qty, row.mto_base_lost_qty],
                "back": [] if mo.mto_line_id else mo._schedule_back([mo]),
                **{name: mo[name] for name in FLAGS},
            }

    def _mto_decision_told(self, decided, message):
        """Return the action that says what was decided of orders, with the way back.

        :param decided: those of these orders that it changed
        :param message: of messages, with ``mos``
        """
        decided = decided.with_env(self.env).exists()
        if not decided:
            return SOFT_RELOAD
        text = message(self.env, mos=", ".join(decided.mapped("name")))
        still = decided.filtered(lambda mo: mo.state in OPEN_STATES)
        left = list(still.sudo()._mto_decision_left().values())
        return told(text, (still, "action_undo_decision", [left]) if still else None)

    def _mto_decision_left(self):
        """Return {MO: [id, what it makes, for which row, flags, what that asks for]}.

        Of these orders, as superuser, that were flagged before: what a decision leaves.
        """
        rows = self.env["sale.order.line"]
        found = {}
        for mo in self.filtered("flags_before"):
            row = rows.browse(mo.flags_before["row"]).exists()
            made = [mo.product_qty, mo.mto_line_id.id, *(mo[name] for name in FLAGS)]
            asked = [row.product_uom_qty, row.product_uom_id.id, row.product_id.id]
            found[mo] = [mo.id, *made, *asked]
        return found

    @internal
    @step
    def action_undo_decision(self, left=None):
        """Flag orders again with what they were flagged with before the last decision.

        :param list left: what the decision told that it left, or None
        :return: an action
        :raises UserError: where an order or its row has changed since
        :raises AccessError: when the caller may not write the MOs
        """
        self._mto_check_change_access()
        self._mto_lock_flagged()
        mos = self.sudo().filtered("flags_before")
        refuse_changed(left, mos._mto_decision_left())
        text = messages.decided_again(self.env, mos=", ".join(mos.mapped("name")))
        for mo in mos:
            before = mo.flags_before
            row = self.env["sale.order.line"].sudo().browse(before["row"]).exists()
            if mo.state not in OPEN_STATES or not row:
                raise UserError(messages.row_is_closed(self.env, mo=mo.name))
            if before["linked"] and mo.mto_line_id == row:
                mo._mto_follow_to(before["quantity"], text)
            elif before["linked"]:
                mo._mto_link_to_review(row)
                # What was given up by the decision is not.
                base, lost = before["base"]
                row.with_context(schedule=BY_SCHEDULE).write(
                    {"mto_base_qty": base, "mto_base_lost_qty": lost}
                )
            elif mo.mto_line_id:
                mo._mto_release(lambda _row, before=before: before["unlink_reason"])
                mo._mto_follow_to(before["quantity"], text)
                row._mto_give_back()
                mo._mto_return_to_place(before["back"])
            again = {name: before[name] for name in FLAGS}
            mo.with_context(schedule=BY_SCHEDULE).write(
                {
                    **again,
                    "unlinked_line_id": not before["linked"] and row.id,
                    "flags_before": False,
                }
            )
            flag = before["review_reason"] or before["unlink_reason"]
            summary = messages.apply_or_keep(self.env)
            mo._mto_tell(mo._mto_responsible(), summary, flag or "")
        return told(text) if mos else SOFT_RELOAD

    def _mto_return_to_place(self, back):
        """Put this order where it stood, if what stood beside it is still there.

        :param back: as of :meth:`_schedule_back`
        """
        for _model, _id, beside, other, before in back:
            with suppress(UserError):
                self._schedule_put(self, beside, other, before)

    def _mto_link_to_review(self, row):
        """Link this order, as superuser, to the row whose change waits for a decision.

        :raises UserError: where another order is made for the row by now
        """
        if other := row._mto_open() - self:
            names = {"mo": self.name, "row": row.display_name}
            raise UserError(
                messages.made_by_another(self.env, other=other[0].name, **names)
            )
        row._mto_set_base()
        self.with_context(schedule=BY_SCHEDULE).write(
            {"mto_line_id": row.id, "schedule_key": 0}
        )
        self._schedule_enter()
        row._mto_unreserve()
