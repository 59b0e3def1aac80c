"""Where documents may be moved to (behaviour 3)."""

from odoo import models
from odoo.exceptions import UserError

from ..base.guard import check_works
from . import messages


class MakeScheduleMixin(models.AbstractModel):
    """Documents that are moved by those who may."""

    _inherit = "make.schedule.mixin"

    def _schedule_place_at(self, position):
        """Return where a position of the list is, as :meth:`schedule_move` takes it."""
        if type(position) is not int:
            raise UserError(messages.no_position(self.env))
        # As far down as PostgreSQL counts is the end of any list.
        position = min(max(1, position), 2**31)
        others = [
            ("company_id", "in", self.company_id.ids),
            ("id", "not in", self.sudo()._schedule_moving().ids),
            *self._schedule_open_domain(),
        ]
        everyone = self.sudo().with_context(active_test=False)
        place = everyone.search(
            others, order=self._schedule_order, offset=position - 1, limit=1
        )
        if place:
            return {"before_id": place.id}
        backwards = self._schedule_order.replace(",", " DESC,") + " DESC"
        last = everyone.search(others, order=backwards, limit=1)
        if not last:
            raise UserError(messages.nothing_else_ranked(self.env))
        return {"after_id": last.id}

    def _schedule_check_access(self):
        """Check the caller's own right to rank these records (behaviour 10)."""
        check_works(self.env)
        self.check_access("write")

    def _schedule_target(self, before_id, after_id):
        """Return the record to move next to, after every check of a move."""
        if bool(before_id) == bool(after_id):
            raise UserError(messages.before_or_after(self.env))
        records = self.sudo().exists()
        records._schedule_check_open(self.ids)
        wanted = before_id or after_id
        target = records.search(
            [
                # No bool, which Python counts among the integers.
                ("id", "=", wanted if type(wanted) is int and wanted < 2**31 else 0),
                ("company_id", "=", records.company_id.id),
                *self._schedule_open_domain(),
            ]
        )
        if not target:
            raise UserError(
                messages.no_open_order(
                    self.env,
                    order=self._schedule_name_of(wanted),
                    company=records.company_id.name,
                )
            )
        self._schedule_check_target(records, target)
        return target

    def _schedule_name_of(self, wanted):
        """Return the name of a document that a client names, or what it sent."""
        known = self.browse(wanted if type(wanted) is int and wanted < 2**31 else 0)
        found = known.exists()._filtered_access("read")
        return found.display_name or wanted

    def _schedule_check_open(self, ids):
        """Refuse where not all of some ids are open documents of one company."""
        if not self or len(set(self.ids)) != len(set(ids)):
            raise UserError(messages.order_gone(self.env))
        closed = self - self.filtered_domain(self._schedule_open_domain())
        if closed:
            raise UserError(
                messages.closed_unranked(
                    self.env, orders=", ".join(closed.mapped("display_name"))
                )
            )
        if len(self.company_id) > 1:
            raise UserError(messages.several_companies(self.env))

    def _schedule_check_target(self, records, target):
        """Refuse a target that itself moves."""
        if target in records:
            raise UserError(
                messages.next_to_itself(self.env, order=target.display_name)
            )
