from odoo import fields, models

from ..base.guard import internal
from ..base.quantity import text
from ..base.told import known_before, told
from . import messages

# What an order can be brought back to; what is done goes on with another order.
RESTORED = {"not_started", "in_progress", "blocked", "partially_complete"}


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

    def _schedule_dates(self):
        """Return when this order and its tasks are to be worked at.

        :return: [[start, end], …] of the order, then of each task, for JSON; starting
            one of them overwrites them (core's ``button_start``)
        """
        self.ensure_one()
        return [
            [
                fields.Datetime.to_string(moment) or False
                for moment in (document.date_start, document.date_finished)
            ]
            for document in (self, *self.workorder_ids)
        ]

    def _schedule_give_dates_back(self, dates, taken_back):
        """Give back the dates of what has not begun after all, of an order.

        :param dates: as of :meth:`_schedule_dates`, of before; rubbish says nothing
        :param taken_back: the tasks that had been started
        """
        self.ensure_one()
        tasks, begun = self.workorder_ids, self._mto_orders_begun()
        known = _moments(dates)
        if len(known) != 1 + len(tasks) or not all(known[0]):
            return
        for task, (start, end) in zip(tasks, known[1:], strict=True):
            if task in begun or task not in taken_back or task.state == "cancel":
                continue
            if not (start and end):
                task.leave_id.unlink()
            task.with_context(bypass_duration_calculation=True).write(
                {"date_start": start, "date_finished": end}
            )
        if not begun:
            start, end = known[0]
            self.with_context(force_date=True).write(
                {"date_start": start, "date_finished": end}
            )

    def _schedule_status_told(self, status, before):
        """Return the client action that says that a status is set.

        :param before: as of :meth:`_schedule_statuses_to_restore`, of before
        """
        part = status == "partially_complete"
        message = self._schedule_status_message(status)
        # The rest of a part is what a part can be made of again.
        changed = [known for known in before if part or known[1] != status]
        may = RESTORED.issuperset(known[1] for known in changed)
        undo = (self, "action_restore_production_status", [changed])
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

    @internal
    def action_restore_production_status(self, before=None):
        """Undo a change of status; what is done by now is taken back.

        :param list before: [[id, status, reason]] of some of these orders; with the
            work of each, as of :meth:`_schedule_work`, what is done gets it back; with
            whether nothing of it had begun, it is blocked as such; with its dates, as
            of :meth:`_schedule_dates`, what has not begun gets them back
        :return: an action
        :raises UserError: as :meth:`action_set_production_status`
        :raises AccessError: when the caller does not produce
        """
        self._schedule_check_produces()
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


def _moments(dates):
    """Return [(start, end)] of what a client sends for dates, none of rubbish."""
    try:
        return [
            tuple(
                fields.Datetime.to_datetime(moment) or False for moment in (start, end)
            )
            for start, end in dates or ()
        ]
    except (TypeError, ValueError):
        return []
