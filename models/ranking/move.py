from odoo import models

from ..base.guard import internal
from ..base.step import step


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

    def _schedule_stand_before(self, units, rank):
        """Place units of these records before a rank, whatever is shown there.

        They are locked.

        :return: (as of :meth:`schedule_move`, what takes it back)
        """
        records = self.sudo()
        old, back = records._schedule_positions(), records._schedule_back(units)
        line = self.env["make.schedule.line"]
        line._place(units, records.company_id, rank, before=True)
        moves = self._schedule_moved(records, old)
        return moves, back + records._schedule_stood(units)

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

    def _schedule_moving(self):
        """Return the records of this model that move when these do."""
        return self

    def web_resequence(self, specification, field_name="sequence", offset=0):
        # Core writes 0, 1, 2… into the field: ranks of orders that the client's
        # filter hides would be met again. Keep the order asked for, as one move.
        if field_name != "schedule_rank":
            return super().web_resequence(specification, field_name, offset)
        if len(self) > 1:
            self[1:].schedule_move(after_id=self[0].id)
        return self.web_read(specification)
