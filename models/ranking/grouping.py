"""Searching and grouping by what is never stored: the statuses of the allocation."""

import json
import operator as python

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from . import messages

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
        known = self.search(live)._schedule_known(field)
        found = [record_id for record_id, status in known.items() if status in value]
        closed = Domain.OR(
            Domain(self._schedule_closed_domain(field, status)) for status in value
        )
        return Domain("id", "in", found) | (~live & closed)

    def _schedule_known(self, field):
        """Return {id: value} of these records, computed together.

        Reading them would compute a thousand at a time. What the transaction knows is
        not computed again: a client asks for a page and for how many there are.

        :param field: name of a computed field
        """
        field = self._fields[field]
        missing = self.browse(field._cache_missing_ids(self))
        if not all(missing._ids):
            # Typed and not saved: each by what it was.
            field.compute_value(missing)
        elif missing:
            missing._schedule_compute(field)
        cache = field._get_cache(self.env)
        return {record_id: cache[record_id] for record_id in self._ids}

    def _schedule_keep(self, known, otherwise):
        """Have the cache know the statuses of these records that it does not know.

        :param known: {id: named tuple of values, named as the fields}
        :param otherwise: such a tuple for records that are not in it
        """
        found = [known.get(record_id, otherwise) for record_id in self._ids]
        for name, values in zip(
            otherwise._fields, zip(*found, strict=True), strict=True
        ):
            self._fields[name]._insert_cache(self, values)

    def _schedule_compute(self, field):
        """Compute a field of these records together.

        :param field: the field; other fields may be computed with it
        """
        field.compute_value(self)

    def _schedule_search_number(self, field, operator, value):
        """Return the domain of the live records whose number or date compares so."""
        compare = COMPARE.get(operator)
        if compare is None:
            return NotImplemented
        known = self.search(self._schedule_live_domain())._schedule_known(field)
        try:
            if isinstance(value, str):
                value = fields.Datetime.to_datetime(value)
            found = [
                record_id
                for record_id, number in known.items()
                if number is not None and compare(number, value)
            ]
        except (TypeError, ValueError) as error:
            raise UserError(
                messages.not_comparable(
                    self.env,
                    field=self._fields[field]._description_string(self.env),
                    value=value,
                )
            ) from error
        return [("id", "in", found)]

    def _search_availability_date(self, operator, value):
        return self._schedule_search_number("availability_date", operator, value)

    def _schedule_search_flag(self, field, operator, value):
        """Return the domain of the live records of which a flag is true, or not."""
        if operator != "in":
            return NotImplemented
        if True in value and False in value:
            return Domain.TRUE
        known = self.search(self._schedule_live_domain())._schedule_known(field)
        true = Domain("id", "in", [one for one, is_true in known.items() if is_true])
        return true if True in value else ~true

    def _search_availability_late(self, operator, value):
        return self._schedule_search_flag("availability_late", operator, value)

    def _read_group_groupby(self, alias, groupby_spec, query):
        if groupby_spec not in self._schedule_grouped:
            return super()._read_group_groupby(alias, groupby_spec, query)
        # As core does for what is stored.
        self._check_field_access(self._fields[groupby_spec], "read")
        ids = [record_id for (record_id,) in self.env.execute_query(query.select())]
        return SQL(
            "(%s::jsonb ->> %s::text)",
            json.dumps(self.browse(ids)._schedule_known(groupby_spec)),
            SQL.identifier(alias, "id"),
        )
