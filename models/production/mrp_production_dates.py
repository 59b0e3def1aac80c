"""The dates that a status overwrites (behaviour 8)."""

from odoo import fields, models


class MrpProduction(models.Model):
    """MOs that get back the dates they had."""

    _inherit = "mrp.production"

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
