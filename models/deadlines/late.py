"""Which rows and MOs come later than they are due (behaviour 2)."""

from odoo import models

from ..base.working_days import is_later_day
from .reckoning import reckoning_of


class SaleOrderLine(models.Model):
    """Rows that can be there, or were due, too late."""

    _inherit = "sale.order.line"

    def _schedule_late_rows(self):
        """Return the ids of those of these rows that are late (behaviour 2)."""
        reckoning = reckoning_of(self.env, planned=True)
        found = self._schedule_feasible(reckoning)
        late = self._schedule_late_of(found)
        return late | self._schedule_overdue(reckoning.now, found)

    def _schedule_late_of(self, found):
        """Return the ids of those of these rows that are there later than due.

        :param found: {row id: moment, or None}
        """
        return {
            row.id
            for row in self
            if found.get(row.id)
            and is_later_day(self.env, found[row.id], row.schedule_deadline)
        }

    def _schedule_overdue(self, now, found):
        """Return the ids of those of these rows that are still to be delivered, and
        were due before today.

        :param now: a moment
        :param found: as of :meth:`_schedule_feasible`: what is in it waits
        """
        return {
            row.id
            for row in self
            if is_later_day(self.env, now, row.schedule_deadline)
            and (row.id in found or row._schedule_is_to_deliver())
        }


class MrpProduction(models.Model):
    """MOs that can be done too late only."""

    _inherit = "mrp.production"

    def _schedule_late_mos(self):
        """Return the ids of those of these MOs that can be done too late only."""
        found = self._schedule_feasible(reckoning_of(self.env, planned=True))
        return {
            mo.id
            for mo in self
            if found[mo.id] and is_later_day(self.env, found[mo.id], mo.date_deadline)
        }
