"""A deadline is given back (behaviour 2)."""

from odoo import models

from ..base.guard import BY_SCHEDULE, internal
from ..base.states import OPEN_STATES
from ..base.told import SOFT_RELOAD, known_before, refuse_changed, told
from . import messages


class MakeScheduleMixin(models.AbstractModel):
    """Documents of which a deadline was set."""

    _inherit = "make.schedule.mixin"

    @internal
    def schedule_restore_deadline(self, before=None, left=None):
        """Take a change of deadlines back.

        :param list before: [[id, values of the fields]] of some of these documents
        :param list left: [[id, UTC text or False]] of some of them: the deadlines that
            were set by hand then
        :return: an action
        :raises UserError: as :meth:`schedule_set_deadline`, and where one was changed
            since then
        :raises AccessError: as :meth:`schedule_set_deadline`
        """
        names = self._schedule_deadline_fields
        changing = self - self._schedule_deadlines_gone_on(before)
        changing._schedule_check_deadlines()
        now = {record: record._schedule_deadline_left() for record in changing}
        refuse_changed(left, now)
        for known in known_before(before, len(names) + 1):
            if known[0] in changing.ids:
                record = self.browse(known[0])
                record._schedule_restore_deadline(
                    dict(zip(names, known[1:], strict=True))
                )
        if not self:
            return SOFT_RELOAD
        date = (
            messages.deadline_as_before(self.env)
            if len(self) > 1
            else self._schedule_day(self[self._schedule_deadline_shown])
        )
        return told(self._schedule_deadline_message(date))

    def _schedule_deadlines_gone_on(self, before):
        """Return those of these documents whose deadlines are left as they are by now.

        :param before: as of :meth:`schedule_restore_deadline`
        """
        return self.browse()

    def _schedule_restore_deadline(self, vals):
        """Write what the fields of a deadline were before."""
        name, *_others = self._schedule_deadline_fields
        self.write({name: self._schedule_to_date(vals[name])})


class MrpProduction(models.Model):
    _inherit = "mrp.production"

    def _schedule_deadlines_gone_on(self, before):
        by_hand = {
            mo
            for mo, _due, manual, _unplanned in known_before(before, 4)
            if manual is True
        }
        return self.filtered("schedule_parent_id").filtered(
            lambda mo: (
                mo.schedule_parent_id in self
                and (
                    mo.state not in ("draft", *OPEN_STATES)
                    or (mo.deadline_manual and mo.id not in by_hand)
                )
            )
        )

    def _schedule_restore_deadline(self, vals):
        self.with_context(schedule=BY_SCHEDULE).write(
            {
                "date_deadline": self._schedule_to_date(vals["date_deadline"]),
                "deadline_manual": bool(vals["deadline_manual"]),
                "deadline_unplanned": self._schedule_to_date(
                    vals["deadline_unplanned"]
                ),
            }
        )
