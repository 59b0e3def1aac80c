"""Searching and grouping by what is never stored: the statuses of the allocation."""

import json

from odoo import models
from odoo.tools import SQL


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

    def _schedule_read_domain(self):
        """Return the domain of the records whose statuses no other domain tells."""
        return self._schedule_live_domain()

    def _schedule_closed_domain(self, field, value):
        """Return the domain of the records that have a status, of those that
        :meth:`_schedule_read_domain` leaves out."""
        raise NotImplementedError

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
