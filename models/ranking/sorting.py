"""Sorting by what is never stored, and the order of what is exported."""

import json
import unicodedata

from odoo import api, models
from odoo.tools import SQL

from ...engine import status

# As many records as are sorted whether open or closed.
MOST = 5000
# What a planner wants to see first comes first.
WORST_FIRST = {
    "sales_items_availability": status.SALES_ITEMS,
    "ingredients_availability": status.INGREDIENTS,
    "production_status": (
        *(status.TO_MAKE, status.BLOCKED, status.NOT_STARTED, status.IN_PROGRESS),
        *(status.PARTIALLY_COMPLETE, status.DONE, status.CANCELLED),
    ),
}


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
            json.dumps(_places(field_name, known)),
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


def _collated(value):
    """Return what a value is sorted by: words without case and accents."""
    if not isinstance(value, str):
        return value
    plain = unicodedata.normalize("NFKD", value.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char)), value


def _places(name, known):
    """Return {id: place} of some values by which records are sorted.

    :param name: of the field; :param known: {id: value}, those of nothing have no place
    """
    order = WORST_FIRST.get(name)
    if order:
        place = {value: at for at, value in enumerate(order)}
    else:
        values = {value for value in known.values() if value}
        place = {value: at for at, value in enumerate(sorted(values, key=_collated))}
    return {id_: place[value] for id_, value in known.items() if value in place}
