"""What is said of documents, kept with the allocation that says it (architecture 2)."""

from typing import Any, NamedTuple

from odoo import api, fields, models

from ..base.working_days import this_minute
from .shared import UNTIL

# The same for every user who sees the same, and told by what an allocation is true
# for: of what else may be shown (names, rights) nothing is kept.
STATUSES = frozenset(
    (
        *("sales_items_availability", "ingredients_availability"),
        *("production_status", "availability_date", "availability_late"),
        *("availability_risk", "availability_risk_reason"),
        *("unclaimed_qty", "serves_nobody"),
    )
)
# What is reckoned from now on, and with it what hangs on that.
RECKONED = frozenset(("feasible_date", "schedule_late", "deadline_late"))
# Whoever looks at one document reads it: a look at what is kept costs a query.
FEW = 2


class Said(NamedTuple):
    """What is said of a field.

    :param as_of: day of who reads, or minute, as of which it is
    :param until: moment at which time alone changes it
    :param values: {id: value, as the cache has it}
    """

    as_of: Any
    until: Any
    values: dict


class MakeScheduleGrouping(models.AbstractModel):
    """Statuses that are worked out once, whoever asks next."""

    _inherit = "make.schedule.grouping"

    def _compute_field_value(self, field):
        if not self._schedule_is_said(field):
            return super()._compute_field_value(field)
        as_of = self._schedule_as_of(field)
        missing = self._schedule_recall(field, as_of)
        if missing:
            super(MakeScheduleGrouping, missing)._compute_field_value(field)
            missing._schedule_say(field, as_of)
        return None

    def _schedule_known(self, field):
        said = self._fields[field]
        missing = self.browse(said._cache_missing_ids(self))
        if missing._schedule_is_said(said):
            as_of = self._schedule_as_of(said)
            missing = missing._schedule_recall(said, as_of)
            known = super()._schedule_known(field)
            missing._schedule_say(said, as_of)
            return known
        return super()._schedule_known(field)

    def _schedule_is_said(self, field):
        """Tell whether what a field says of these records is kept."""
        return (
            (field.name in STATUSES or field.name in RECKONED)
            and len(self) >= FEW
            and all(self._ids)
        )

    def _schedule_as_of(self, field):
        """Return the day or minute as of which a field is read now."""
        if field.name in RECKONED:
            return this_minute()
        return fields.Date.context_today(self)

    def _schedule_recall(self, field, as_of):
        """Let the cache know what was said of these records; return the others."""
        kept = self.env["make.schedule.shared"]._said(self._schedule_said_key(field))
        if kept is None or kept.as_of != as_of:
            return self
        known = self.browse(id_ for id_ in self._ids if id_ in kept.values)
        field._insert_cache(known, map(kept.values.get, known._ids))
        return self - known if known else self

    def _schedule_say(self, field, as_of):
        """Keep what is said of these records, of all that is computed with a field."""
        shared = self.env["make.schedule.shared"]
        for one in self.pool.field_computed[field]:
            same = (one.name in RECKONED) == (field.name in RECKONED)
            if same and self._schedule_is_said(one):
                cache = one._get_cache(self.env)
                values = {id_: cache[id_] for id_ in self._ids if id_ in cache}
                shared._say(self._schedule_said_key(one), as_of, values)

    def _schedule_said_key(self, field):
        """Return what tells a field from others, and who reads it from others."""
        return self._name, field.name, self.env.lang, str(self.env.tz)


class MakeScheduleShared(models.AbstractModel):
    """Keeps what is said with the allocations that say it."""

    _inherit = "make.schedule.shared"

    @api.model
    def _said(self, key):
        """Return the :class:`Said` that is true for this transaction, or None."""
        if not self._shared() or (seen := self._seen()) is None:
            return None
        said = self._all_said(seen).get(key)
        if not said or said.until <= fields.Datetime.now():
            return None
        self._heed(said.until)
        return said

    @api.model
    def _say(self, key, as_of, values):
        """Keep what this transaction says for those that see the same.

        :param as_of: day or minute; what was said as of another is forgotten
        :param values: {id: value}
        """
        # What was never shared hangs on moments that nobody has told.
        until = self.env.cr.cache.get(UNTIL)
        if until is None or (seen := self._seen()) is None:
            return
        kept = self._all_said(seen)
        known = kept.get(key)
        if known and known.as_of == as_of and known.until > fields.Datetime.now():
            values = known.values | values
            until = min(until, known.until)
        kept[key] = Said(as_of, until, values)
