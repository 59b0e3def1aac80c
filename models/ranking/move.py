from odoo import models
from odoo.exceptions import UserError

from ..base import step as schedule_step
from ..base.guard import internal
from ..base.step import step
from . import messages


class MakeScheduleMixin(models.AbstractModel):
    """Moves in the ranking: their checks, what they note and log (behaviour 3.2)."""

    _inherit = "make.schedule.mixin"

    @internal
    @step
    def schedule_move(self, before_id=False, after_id=False):
        """Place these records as a block next to another one (behaviour 3.2).

        Exactly one of the two is given.

        :param int before_id: id of the open record to stand directly above
        :param int after_id: id of the open record to stand directly below
        :return: {id: [old position, new position]} of these records
        :raises UserError: when a record or the target is closed, unknown or of
            another company, or the target moves with the records; nothing moves
        :raises AccessError: when the caller may not write the records
        """
        self._schedule_check_access()
        self.env["make.schedule.line"]._lock_first(self.sudo().exists(), ranks=True)
        target = self._schedule_target(before_id, after_id)
        records = self.sudo()
        old = records._schedule_positions()
        records._schedule_place(target, before=bool(before_id))
        return self._schedule_moved(records, old)

    def _schedule_moved(self, records, old):
        """Note, log and return a move that is made.

        :param records: these, as superuser
        :param old: {id: position} of before
        :return: {id: [old position, new position]}
        """
        records._schedule_note_move()
        self.env.flush_all()
        records.invalidate_recordset(["schedule_position"])
        new = records._schedule_positions()
        moves = {record.id: [old[record.id], new[record.id]] for record in self}
        moved = self.filtered(lambda record: len(set(moves[record.id])) > 1)
        moved._schedule_log(moves)
        return moves

    @internal
    def schedule_move_to(self, position):
        """Place these records as a block at a position of the list, from 1 on.

        A position beyond the last one is the last; the others close the gap.

        :param int position: where the first of them shall stand
        :return: as :meth:`schedule_move`
        :raises UserError: as :meth:`schedule_move`, and where nothing else is open
        """
        return self.schedule_move(**self._schedule_place_at(position))

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

    def _schedule_moving(self):
        """Return the records of this model that move when these do."""
        return self

    def _schedule_check_access(self):
        """Check the caller's own right to rank these records (behaviour 10)."""
        self.check_access("write")

    def _schedule_note_move(self):
        """Note in the running step what waits at other ranks now."""
        ranked = schedule_step.of(self.env).ranked
        for unit in self._schedule_units():
            ranked["stock.move"].update(unit._schedule_demands().ids)

    def _schedule_demands(self):
        """Return the open stock moves that a unit of the number line waits for."""
        raise NotImplementedError

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
        if not self or len(self) != len(set(ids)):
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

    def web_resequence(self, specification, field_name="sequence", offset=0):
        # Core writes 0, 1, 2… into the field: ranks of orders that the client's
        # filter hides would be met again. Keep the order asked for, as one move.
        if field_name != "schedule_rank":
            return super().web_resequence(specification, field_name, offset)
        if len(self) > 1:
            self[1:].schedule_move(after_id=self[0].id)
        return self.web_read(specification)
