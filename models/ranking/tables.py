from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..base.domain import domain_of
from ..base.guard import internal

# What the ranking is sorted by; of what is closed it says nothing.
RANKED = ("schedule_rank", "schedule_key")


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
    def schedule_counts(self, domain=None):
        """Return how many documents the tables Open and Done hold.

        :param list domain: of those that a screen was opened with; none for all
        :return: ``{"open": n, "done": n}``, of what the caller may see
        :raises UserError: where that is no domain of theirs
        """
        mine = Domain("company_id", "in", self.env.companies.ids)
        mine &= domain_of(self, domain)
        return {
            table: self.search_count(mine & Domain(own))
            for table, own in (
                ("open", self._schedule_open_domain()),
                ("done", self._schedule_done_domain()),
            )
        }

    @api.model
    def _search(self, domain, offset=0, limit=None, order=None, **kwargs):
        # What is done has no rank any more: the latest comes first.
        if self.env.context.get("schedule_done") and order:
            if order.startswith("schedule_rank"):
                # What is open stands before it, in its order.
                ranked = [part for part in order.split(", ") if part in RANKED]
                order = ", ".join([*ranked, self._schedule_latest])
        return super()._search(domain, offset, limit, order, **kwargs)

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if field_name not in RANKED or not self.env.context.get("schedule_done"):
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        return SQL(
            "CASE WHEN %s THEN %s END %s NULLS LAST",
            self._schedule_open_sql(alias, query),
            self._field_to_sql(alias, field_name, query),
            direction,
        )

    def _schedule_open_sql(self, alias, query):
        """Return the condition that a document is in the table Open."""
        raise NotImplementedError
