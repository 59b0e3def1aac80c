"""A deadline set in its row: what was done is said, and taken back exactly."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..base.guard import check_works, internal
from ..base.quantity import day_text
from ..base.states import OPEN_STATES
from ..base.told import told
from . import messages


class MakeScheduleMixin(models.AbstractModel):
    _inherit = "make.schedule.mixin"
    # The field that a click on a deadline writes, and what else it was before; the
    # one that it shows.
    _schedule_deadline_fields, _schedule_deadline_shown = (), None

    @internal
    def schedule_set_deadline(self, date=False):
        """Set the deadline of these documents, and offer the way back.

        :param date: UTC text, or False to let it follow its source again
        :return: an action that says what was done
        :raises UserError: where a document is closed or locked, or that is no date
        :raises AccessError: when the caller may not change them
        """
        self._schedule_check_deadlines()
        names = self._schedule_deadline_fields
        followers = self._schedule_deadline_followers()
        before = [
            [record.id, *(self._schedule_plain(record[name]) for name in names)]
            for record in followers.sudo()
        ]
        wanted = self._schedule_to_date(date)
        if wanted and not wanted.min.year < wanted.year < wanted.max.year:
            # No calendar, and no time zone, has a day there.
            raise UserError(messages.no_date(self.env, value=date))
        self.write({names[0]: wanted})
        left = [record._schedule_deadline_left() for record in followers]
        undo = (followers, "schedule_restore_deadline", [before, left])
        # Cleared, it follows its source again: one is named with that date.
        shown = date if date or len(self) != 1 else self[self._schedule_deadline_shown]
        return told(self._schedule_deadline_message(self._schedule_day(shown)), undo)

    def _schedule_deadline_left(self):
        """Return [id, the deadline that somebody set, or False] of this document.

        Without one it follows its source, whatever that does meanwhile.
        """
        return [self.id, self._schedule_plain(self[self._schedule_deadline_fields[0]])]

    def _schedule_deadline_followers(self):
        """Return these documents, and those whose deadlines follow theirs."""
        return self

    def _schedule_deadline_message(self, date):
        """Return in words that these documents have a deadline now."""
        if len(self) == 1:
            name = self.display_name
            return messages.deadline_set(self.env, name=name, date=date)
        return messages.deadlines_set(self.env, count=len(self), date=date)

    def _schedule_day(self, date):
        """Return the day of a deadline in words, as lists show it."""
        moment = self._schedule_to_date(date)
        return day_text(self.env, moment) if moment else "–"

    def _schedule_check_deadlines(self):
        """Refuse where the deadline of one of these documents cannot be changed."""
        raise NotImplementedError

    def _schedule_plain(self, value):
        """Return a value as JSON can carry it."""
        moment = not isinstance(value, bool) and value
        return fields.Datetime.to_string(moment) if moment else value

    def _schedule_to_date(self, value):
        try:
            return fields.Datetime.to_datetime(value or False) or False
        except (TypeError, ValueError) as error:
            raise UserError(messages.no_date(self.env, value=value)) from error


class SaleOrder(models.Model):
    _inherit = "sale.order"
    _schedule_deadline_fields = ("commitment_date",)
    _schedule_deadline_shown = "schedule_deadline"

    def _schedule_check_deadlines(self):
        check_works(self.env)
        self.check_access("write")
        if closed := self.filtered(
            lambda order: order.locked or not order.schedule_open
        ):
            raise UserError(
                messages.closed_or_locked(
                    self.env, orders=", ".join(closed.mapped("display_name"))
                )
            )


class MrpProduction(models.Model):
    _inherit = "mrp.production"
    _schedule_deadline_fields = (
        *("date_deadline", "deadline_manual", "deadline_unplanned"),
    )
    _schedule_deadline_shown = "date_deadline"

    def _schedule_check_deadlines(self):
        self._schedule_check_produces()
        if closed := self.filtered(lambda mo: mo.state not in ("draft", *OPEN_STATES)):
            raise UserError(
                messages.closed_or_locked(
                    self.env, orders=", ".join(closed.mapped("display_name"))
                )
            )

    def _schedule_deadline_left(self):
        mo, due = super()._schedule_deadline_left()
        return [mo, self.sudo().deadline_manual and due]

    def _schedule_deadline_followers(self):
        found, level = self, self
        while level := (level._schedule_children() - found).with_env(self.env):
            level = level.filtered(lambda mo: mo.state in OPEN_STATES)
            found |= level
        return found
