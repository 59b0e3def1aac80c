from odoo import api, models

from ..base.guard import internal


class MakeScheduleTables(models.AbstractModel):
    """Documents that a screen shows in the tables Open and Done (behaviour 2).

    A model says which of its records stand in each, and in which order those do that
    are done, the latest first (``_schedule_latest``).
    """

    _name = "make.schedule.tables"
    _description = "Tables of a screen"
    _schedule_latest = "date_finished desc nulls last, id desc"

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

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        # What is done has no rank any more: the latest comes first.
        if self.env.context.get("schedule_done") and order:
            if order.startswith("schedule_rank"):
                order = self._schedule_latest
        return super()._search(domain, offset, limit, order, **kwargs)
