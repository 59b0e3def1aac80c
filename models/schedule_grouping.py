"""Searching and grouping by what is never stored: the statuses of the allocation."""

import json
import operator as python

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

COMPARE = {
    "<": python.lt,
    "<=": python.le,
    ">": python.gt,
    ">=": python.ge,
    "in": lambda found, values: found in values,
    "not in": lambda found, values: found not in values,
}


class MakeScheduleGrouping(models.AbstractModel):
    """A model whose computed statuses are searched and grouped by.

    ``_schedule_grouped`` names the fields. When grouping, the status of each record
    goes into the query as a map, so that counts and sums stay PostgreSQL's.
    """

    _name = "make.schedule.grouping"
    _description = "Searching and grouping by statuses"
    _schedule_grouped = ()

    def _schedule_live_domain(self):
        """Return the domain of the records whose statuses change by themselves."""
        raise NotImplementedError

    def _schedule_closed_domain(self, field, value):
        """Return the domain of the other records that have a status."""
        raise NotImplementedError

    def _schedule_search(self, field, operator, value):
        """Return the domain of the records with one of some statuses."""
        if operator != "in":
            return NotImplemented
        live = Domain(self._schedule_live_domain())
        records = self.search(live)
        # At once: reading them would compute a thousand at a time.
        self._fields[field].compute_value(records)
        found = records.filtered(lambda record: record[field] in value)
        closed = Domain.OR(
            Domain(self._schedule_closed_domain(field, status)) for status in value
        )
        return Domain("id", "in", found.ids) | (~live & closed)

    def _schedule_search_number(self, field, operator, value):
        """Return the domain of the live records whose number or date compares so."""
        compare = COMPARE.get(operator)
        if compare is None:
            return NotImplemented
        records = self.search(self._schedule_live_domain())
        self._fields[field].compute_value(records)
        try:
            if isinstance(value, str):
                value = fields.Datetime.to_datetime(value)
            found = records.filtered(
                lambda record: (
                    record[field] is not False and compare(record[field], value)
                )
            )
        except (TypeError, ValueError) as error:
            raise UserError(
                self.env._(
                    "%(field)s cannot be compared with %(value)s.",
                    field=self._fields[field]._description_string(self.env),
                    value=value,
                )
            ) from error
        return [("id", "in", found.ids)]

    def _search_availability_date(self, operator, value):
        return self._schedule_search_number("availability_date", operator, value)

    def _search_availability_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = self._schedule_search_number("availability_late", "in", [True])
        return late if True in value else ["!", *late]

    def _read_group_groupby(self, alias, groupby_spec, query):
        if groupby_spec not in self._schedule_grouped:
            return super()._read_group_groupby(alias, groupby_spec, query)
        ids = [record_id for (record_id,) in self.env.execute_query(query.select())]
        records = self.browse(ids)
        self._fields[groupby_spec].compute_value(records)
        statuses = {record.id: record[groupby_spec] or None for record in records}
        return SQL(
            "(%s::jsonb ->> %s::text)",
            json.dumps(statuses),
            SQL.identifier(alias, "id"),
        )
