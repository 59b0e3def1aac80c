"""What setting **Production** did, in words (behaviour 8)."""

from odoo import models

from ..base.quantity import text
from ..base.told import told
from . import messages

RESTORED = {"not_started", "in_progress", "blocked", "partially_complete"}


class MrpProduction(models.Model):
    """MOs whose status was set."""

    _inherit = "mrp.production"

    def _schedule_status_told(self, status, before, result=True):
        """Return the client action that says that a status is set.

        :param before: as of :meth:`_schedule_statuses_to_restore`, of before
        :param result: as of :meth:`action_set_production_status`; those that need a
            decision are opened when it is said what became of the others
        """
        if result is not True:
            was = {known[0]: known[1] for known in before}
            others = self.filtered(lambda mo: mo.production_status != was[mo.id])
            if not others:
                return result
            known = [known for known in before if known[0] in others.ids]
            action = others._schedule_status_told(status, known)
            action["params"]["next"] = result
            return action
        part = status == "partially_complete"
        message = self._schedule_status_message(status)
        # The rest of a part is what a part can be made of again.
        changed = [known for known in before if part or known[1] != status]
        may = RESTORED.issuperset(known[1] for known in changed)
        left = self.browse([known[0] for known in changed])._schedule_left_as()
        undo = (self, "action_restore_production_status", [changed, left])
        return told(message, undo if changed and may else None)

    def _schedule_status_message(self, status):
        """Return in words that these orders have a status now."""
        label = dict(self._fields["production_status"]._description_selection(self.env))
        if len(self) > 1:
            return messages.statuses_set(
                self.env, count=len(self), status=label[status]
            )
        if again := self.taken_back_id:
            return messages.goes_on_with(self.env, mo=again.name)
        if status == "partially_complete" and self.state == "done":
            if rest := self._schedule_rest():
                return messages.part_made(
                    self.env,
                    mo=self.name,
                    made=text(self.env, self.qty_produced),
                    whole=text(self.env, self.qty_produced + rest.product_qty),
                    rest=rest.name,
                )
            # All of it was made, by the one who makes a part.
            status = "done"
        name = self.display_name
        return messages.status_set(self.env, mo=name, status=label[status])
