from odoo import api, models

from .schedule_guard import internal


class MakeScheduleTables(models.AbstractModel):
    """Documents that a screen shows in the tables Open and Done (behaviour 2)."""

    _name = "make.schedule.tables"
    _description = "Tables of a screen"

    def _schedule_open_domain(self):
        """Return the domain of the table Open."""
        raise NotImplementedError

    def _schedule_done_domain(self):
        """Return the domain of the table Done."""
        raise NotImplementedError

    @api.model
    @api.readonly
    @internal
    def schedule_counts(self):
        """Return how many documents the tables Open and Done hold.

        :return: ``{"open": n, "done": n}``, of what the caller may see
        """
        return {
            table: self.search_count(
                [("company_id", "in", self.env.companies.ids), *domain]
            )
            for table, domain in (
                ("open", self._schedule_open_domain()),
                ("done", self._schedule_done_domain()),
            )
        }
