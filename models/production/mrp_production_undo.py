from odoo import models

from ..base.guard import internal
from ..base.told import known_before, refuse_changed, told


class MrpProduction(models.Model):
    """What setting a status of production says, and its way back (behaviour 2)."""

    _inherit = "mrp.production"

    def _schedule_statuses_to_restore(self):
        """Return [[id, status, reason, work, whether none of it had begun, dates]] of
        these orders, to undo another one.

        The work is as of :meth:`_schedule_work`, dates as of :meth:`_schedule_dates`.
        """
        return [
            [
                *(mo.id, mo.production_status, mo.blocked_reason, mo._schedule_work()),
                *(mo.state == "confirmed", mo._schedule_dates()),
            ]
            for mo in self
        ]

    def _schedule_left_as(self):
        """Return [[id, state, status, reason, tasks, recorded]] of these orders.

        What they are when somebody has set their status: else it is not his to undo.
        Tasks as [id, state, ids of times]; recorded as of
        :meth:`_schedule_made_so_far`.
        """
        return [
            [
                *(mo.id, mo.state, mo.production_status, mo.blocked_reason),
                [
                    [task.id, task.state, sorted(task.time_ids.ids)]
                    for task in mo.workorder_ids.sorted("id")
                ],
                mo._schedule_made_so_far(),
            ]
            for mo in self
        ]

    def _schedule_made_so_far(self):
        """Return what is recorded of this order's making, not what is reserved.

        :return: [quantity, ids of lots, [[move id, quantity]] of what is consumed or
            put out beside it, [[task id, quantity]]]
        """
        # Sorted: what was just made stands elsewhere than where it is read again.
        moves = (self.move_raw_ids | self.move_byproduct_ids).filtered("picked")
        tasks = self.workorder_ids
        return [
            self.qty_producing,
            sorted(self.lot_producing_ids.ids),
            sorted([move.id, move.quantity] for move in moves),
            sorted([task.id, task.qty_produced] for task in tasks),
        ]

    @internal
    def action_restore_production_status(self, before=None, left=None):
        """Undo a change of status; what is done by now is taken back.

        :param list before: [[id, status, reason]] of some of these orders; with the
            work of each, as of :meth:`_schedule_work`, what is done gets it back; with
            whether nothing of it had begun, it is blocked as such; with its dates, as
            of :meth:`_schedule_dates`, what has not begun gets them back
        :param list left: of some of them, as of :meth:`_schedule_left_as`, as they were
            left then
        :return: an action
        :raises UserError: as :meth:`action_set_production_status`, and where one was
            changed since it was left so
        :raises AccessError: when the caller does not produce
        """
        self._schedule_check_produces()
        refuse_changed(left, dict(zip(self, self._schedule_left_as(), strict=True)))
        wanted, work, fresh, dates = {}, {}, self.browse(), {}
        for known in known_before(before, 3, 4, 5, 6):
            if known[0] in self.ids:
                mo_id, status, reason = known[:3]
                self._schedule_check_status(status)
                wanted.setdefault((status, str(reason or "")), []).append(mo_id)
                work[mo_id] = known[3] if len(known) > 3 else []
                if status == "blocked" and known[4:5] == [True]:
                    fresh |= self.browse(mo_id)
                if known[4:5] == [True]:
                    dates[mo_id] = known[5:] and known[5]
        # The time that has run since is nobody's work.
        begun = self.browse(dates).workorder_ids
        begun._schedule_running_time().unlink()
        fresh.filtered(
            lambda mo: mo.production_status == "in_progress"
        ).action_set_production_status("not_started")
        result, said = True, []
        for (status, reason), ids in wanted.items():
            mos = self.browse(ids)
            result = mos._schedule_restore_production_status(status, reason, work)
            said.append(mos._schedule_status_message(status))
        for mo in self.filtered(lambda mo: mo.state == "confirmed"):
            mo._schedule_give_dates_back(
                dates.get(mo.id), mo._schedule_open_tasks()[:1]
            )
        return told("\n".join(said)) if result is True else result

    def _schedule_restore_production_status(self, status, reason, work):
        """Bring these orders, or what goes on with them, back to a status.

        :param work: {id: work}, as of :meth:`_schedule_work`
        :return: True, or an action that opens the orders that need a decision
        """
        done = self.filtered(lambda mo: mo.state == "done")
        if status == "done":
            done = done.browse()
        if done:
            done.action_set_production_status("not_started")
            for mo in done:
                mo._schedule_give_work_back(work.get(mo.id))
        mos = self - done
        if status == "partially_complete":
            # What was made of it is in the books: it only goes on.
            mos._schedule_set_unblocked()
            return True
        # Work that was given back, or a rest that it went into, says how far they are.
        again = done.taken_back_id.filtered(
            lambda mo: status == "blocked" or mo.production_status == "not_started"
        )
        mos |= again if status != "not_started" else again.browse()
        if not mos:
            return True
        return mos.action_set_production_status(status, reason=reason or None)
