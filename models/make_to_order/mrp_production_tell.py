"""Who is told what became of a linked MO (behaviour 6)."""

from markupsafe import escape

from odoo import models

from ..base.guard import BY_SCHEDULE
from ..base.states import OPEN_STATES
from . import messages

ACTIVITY = "make_schedule.mail_activity_order_change"


class MrpProduction(models.Model):
    """MOs about which somebody has to know."""

    _inherit = "mrp.production"

    def _mto_responsible(self):
        """Return who is told about this MO: its responsible, the seller, the caller.

        Or whoever began the one or the other, where a connector calls.
        """
        self.ensure_one()
        # What is unlinked was made for somebody.
        order = self.mto_order_id or self.unlinked_line_id.order_id
        users = self.user_id | order.user_id | self.env.user
        users |= self.create_uid | order.create_uid | order.team_id.user_id
        if people := self._mto_people(users):
            return people[0]
        # Nobody has a hand in it, as in what a connector has brought.
        managers = self.env.ref("mrp.group_mrp_manager").sudo().all_user_ids
        return (self._mto_people(managers).sorted("id") or self.env.user)[0]

    def _mto_people(self, users):
        """Return those of some users who can be told about this MO."""
        return users.filtered(
            lambda user: (
                user.active
                and user._is_internal()
                and self.company_id in user.company_ids
            )
        )

    def _mto_in_their_language(self):
        """Return this MO in the language of who is told about it.

        Its flag is read by them, and who changes the row is often a connector.
        """
        return self.with_context(lang=self._mto_responsible().lang)

    def _mto_tell(self, user, summary, note):
        self.activity_schedule(
            ACTIVITY, user_id=user.id, summary=summary, note=escape(note)
        )

    def _mto_closed(self):
        """Take the flags off those of these MOs that have closed."""
        closed = self.sudo().filtered(
            lambda mo: mo.state not in (*OPEN_STATES, "draft")
        )
        closed._mto_reviewed()
        # What waited for a decision, or was left, waits no longer.
        rows = closed.mto_line_id
        (rows - rows._mto_open().mto_line_id)._mto_release_surplus()
        closed.filtered("unlink_reason").activity_unlink([ACTIVITY])

    def _mto_flag_rests(self):
        """Tell the responsible about these backorders of flagged MOs."""
        mos = self.sudo()
        for mo in mos.filtered(lambda mo: mo.mto_line_id and mo.review_reason):
            # Of its own quantity, not of what it is the rest of.
            row = mo.mto_line_id.with_env(mo._mto_in_their_language().env)
            text = mo._mto_review_text(row._mto_change_reason(False, mo.review_source))
            mo.with_context(schedule=BY_SCHEDULE).review_reason = text
        for mo in mos.filtered("schedule_flag"):
            summary = messages.backorder_of_flagged(mo._mto_in_their_language().env)
            mo._mto_tell(mo._mto_responsible(), summary, mo.schedule_flag)
