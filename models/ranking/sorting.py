"""Sorting by what is never stored, and the order of what is exported."""

import json

from odoo import api, models
from odoo.tools import SQL

from .places import places_of

# As many records as are sorted whether open or closed.
MOST = 5000


class MakeScheduleSorting(models.AbstractModel):
    """A model whose computed columns are sorted by (behaviour 2).

    ``_schedule_sorted`` names them. What each record has goes into the query as its
    place among all that are found, so that pages and limits stay PostgreSQL's.
    """

    _name = "make.schedule.sorting"
    _description = "Sorting by computed columns"
    _schedule_sorted = ()

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if field_name not in self._schedule_sorted:
            return super()._order_field_to_sql(
                alias, field_name, direction, nulls, query
            )
        self._check_field_access(self._fields[field_name], "read")
        ids = [record_id for (record_id,) in self.env.execute_query(query.select())]
        records = self.browse(ids)
        if len(ids) > MOST:
            # What is closed may be without number; what is open is sorted.
            records = records.search([*self._schedule_open_domain(), ("id", "in", ids)])
        known = records._schedule_known(field_name)
        return SQL(
            "(%s::jsonb ->> %s::text)::integer %s %s",
            json.dumps(places_of(field_name, known)),
            SQL.identifier(alias, "id"),
            direction,
            nulls if nulls.code else SQL("NULLS LAST"),
        )

    @api.model
    @api.readonly
    def search(self, domain, offset=0, limit=None, order=None):
        if not (order or limit) and self.env.context.get("schedule_ranking"):
            # Exported as it is listed (web.controllers.export gives no order).
            order = self._schedule_order
        return super().search(domain, offset=offset, limit=limit, order=order)
