"""What is shown live is searched (behaviour 4)."""

import operator as python

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

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
    """Fields that nothing is stored of."""

    _inherit = "make.schedule.grouping"

    def _schedule_search(self, field, operator, value):
        """Return the domain of the records with one of some statuses."""
        if operator != "in":
            return NotImplemented
        live = Domain(self._schedule_read_domain())
        known = self.search(live)._schedule_known(field)
        found = [record_id for record_id, status in known.items() if status in value]
        closed = Domain.OR(
            Domain(self._schedule_closed_domain(field, status)) for status in value
        )
        return Domain("id", "in", found) | (~live & closed)

    def _schedule_search_number(self, field, operator, value):
        """Return the domain of the records whose number or date compares so.

        What is not live has nothing left to say: 0, or no date.
        """
        compare = COMPARE.get(operator)
        if compare is None:
            return NotImplemented
        live = Domain(self._schedule_live_domain())
        known = self.search(live)._schedule_known(field)
        nothing = False if self._fields[field].type == "datetime" else 0.0
        # A date is neither before nor after none.
        ordered = operator in ("in", "not in") or nothing is not False
        try:
            if isinstance(value, str):
                value = fields.Datetime.to_datetime(value)
            found = [
                record_id
                for record_id, number in known.items()
                if (number or ordered) and compare(number or nothing, value)
            ]
            if ordered and compare(nothing, value):
                return Domain("id", "in", found) | ~live
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
