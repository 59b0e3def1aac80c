"""A move is noted, and told in the chatter (behaviour 3)."""

from odoo import models

from ..base import step as schedule_step
from . import messages


class MakeScheduleMixin(models.AbstractModel):
    """Documents that were moved."""

    _inherit = "make.schedule.mixin"

    def _schedule_note_move(self):
        """Note in the running step what waits at other ranks now."""
        ranked = schedule_step.of(self.env).ranked
        for unit in self._schedule_units():
            ranked["stock.move"].update(unit._schedule_demands().ids)

    def _schedule_demands(self):
        """Return the open stock moves that a unit of the number line waits for."""
        raise NotImplementedError

    def _schedule_log(self, moves):
        """Record in the chatter who moved what from where to where."""
        self.sudo()._message_log_batch(
            bodies={
                record.id: messages.moved(
                    self.env, old=moves[record.id][0], new=moves[record.id][1]
                )
                for record in self
            },
            author_id=self.env.user.partner_id.id,
        )
