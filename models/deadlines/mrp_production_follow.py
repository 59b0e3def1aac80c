"""Production deadlines follow their source (behaviour 2)."""

from datetime import datetime, timedelta

from odoo import models

from ..base.guard import BY_SCHEDULE
from ..base.states import OPEN_STATES

# What stands for none among the deadlines that automatic ones have replaced.
NO_DEADLINE = datetime(1970, 1, 1)


class MrpProduction(models.Model):
    """MOs whose deadline nobody set."""

    _inherit = "mrp.production"

    def _schedule_children_follow_deadline(self):
        """Bring the subassemblies' deadlines to these orders', each order once."""
        # Orders can be each other's parents.
        done = self.env.context.get("deadlines_followed", frozenset()) | set(self.ids)
        children = self._schedule_children().filtered(lambda mo: mo.id not in done)
        children.with_context(deadlines_followed=done)._schedule_follow_deadline()

    def _schedule_deadline_of_rest(self):
        """Return the values of this order's backorder: due as it is."""
        mo = self.sudo()
        names = ("date_deadline", "deadline_manual", "deadline_unplanned", "date_begun")
        return {name: mo[name] for name in names}

    def _schedule_follow_deadline(self):
        """Bring the deadlines that nobody edited to their sources'."""
        open_mos = self.filtered(
            lambda mo: (
                mo.state in OPEN_STATES
                and not mo.deadline_manual
                and not mo._schedule_has_automatic_deadline()
            )
        )
        for due, mos in open_mos.grouped(
            lambda mo: mo._schedule_deadline_source()
        ).items():
            late = mos.filtered(lambda mo, due=due: mo.date_deadline != due)
            if due and late:
                if due == NO_DEADLINE:
                    late._schedule_clear_deadline()
                else:
                    late.with_context(schedule=BY_SCHEDULE).date_deadline = due

    def _schedule_clear_deadline(self):
        """Take off the deadlines of these open orders."""
        # Core's _compute_date_deadline takes them from what is to be made.
        moves = self.move_finished_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        )
        moves.date_deadline = False
        self.with_context(schedule=BY_SCHEDULE).date_deadline = False

    def _schedule_deadline_source(self):
        """Return when this order is due for what it is made for, or NO_DEADLINE."""
        if self.mto_line_id:
            return self.sudo().mto_line_id.schedule_deadline
        if self.schedule_parent_id:
            return self.schedule_parent_id._schedule_components_due()
        return (
            self.deadline_unplanned
            or self.date_deadline
            or self._schedule_default_deadline(self.company_id)
        )

    def _schedule_components_due(self):
        """Return when what this order is made of has to be there."""
        if not self.date_deadline:
            return self.date_start
        return self.date_deadline - timedelta(days=self.bom_id.produce_delay)
