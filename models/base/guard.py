"""The one door that all values of this add-on's fields pass through.

Whoever brings them: a screen, an import, a copy, a default of the context or the API.
"""

import json
from functools import wraps
from math import isfinite

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.orm.identifiers import NewId

from . import messages
from .by_id import by_id

# What only code of this add-on can put into a context: an object has no JSON, so
# no RPC call, import or server action can claim to be the row or the ranking.
BY_SCHEDULE = object()

MODULE = "make_schedule"
SELLERS, MAKERS = "sales_team.group_sale_salesman", "mrp.group_mrp_user"
WORKS = (SELLERS, MAKERS)
# As much as a quantity, a number of days or an id of PostgreSQL's can be.
INTEGERS = 2**31
FLOATS = 1e12
# What clients offer to do with a field.
OFFERED = ("searchable", "groupable", "sortable", "exportable")
COMMANDS = [command.value for command in Command]


def produces(env):
    """Tell whether the caller manufactures. sale_mrp lets salesmen write MOs, too."""
    return env.su or env.user.has_group(MAKERS)


def internal(method):
    """Let a public method answer internal users alone (behaviour 10).

    :raises AccessError: from the method, for portal and public users
    """

    @wraps(method)
    def answer(self, *args, **kwargs):
        if not (self.env.su or self.env.user._is_internal()):
            raise AccessError(messages.internal_users_alone(self.env))
        return by_id(method(self, *args, **kwargs))

    answer.schedule_internal = True
    return answer


def check_works(env):
    """Check that the caller works with the schedule: sells, or produces (behaviour 10).

    Core lets others write sales orders, too: who picks, who invoices.

    :raises AccessError: when he does neither
    """
    user = env.user
    if not (env.su or any(map(user.has_group, WORKS))):
        raise AccessError(messages.sales_and_manufacturing_alone(env))


def is_technical(field):
    """Tell whether a field is for this add-on's own code alone."""
    return getattr(field, "technical", False)


def is_ours(field):
    """Tell whether this add-on, and no other before it, defines a field."""
    return field._modules[:1] == (MODULE,)


class MakeScheduleGuard(models.AbstractModel):
    """A model with fields of this add-on.

    Those with ``protected=True`` are written by its own code alone; those with
    ``technical=True`` are offered in no menu. None is seen by
    portal or public users, and none takes what it cannot hold.
    """

    _name = "make.schedule.guard"
    _description = "Guard of the make schedule's fields"

    def _valid_field_parameter(self, field, name):
        own = name in ("protected", "technical")
        return own or super()._valid_field_parameter(field, name)

    @api.model
    @api.readonly
    def fields_get(self, allfields=None, attributes=None):
        # What is no planner's is in no menu that lists all fields.
        found = super().fields_get(allfields, attributes)
        for name in OFFERED:
            for field, description in found.items():
                if name in description and is_technical(self._fields[field]):
                    description[name] = False
        return found

    @api.model
    def _get_view_field_attributes(self):
        # Core's export of what a list shows asks for it, and its views do not say it.
        return [*super()._get_view_field_attributes(), "exportable"]

    @api.model
    def _has_field_access(self, field, operation):
        allowed = super()._has_field_access(field, operation)
        if not allowed or self.env.su or not is_ours(field):
            return allowed
        return self.env.user._is_internal()

    def _schedule_is_writing(self):
        """Tell whether this add-on's own code acts."""
        return self.env.context.get("schedule") is BY_SCHEDULE

    @api.model
    def _schedule_protected(self, names):
        """Return those of some fields' names that only this add-on's code writes."""
        fields = self._fields
        return [name for name in names if getattr(fields.get(name), "protected", False)]

    def _schedule_differs(self, name, value):
        """Tell whether writing a field would change it: clients write whole records."""
        self.ensure_one()
        field = self._fields[name]
        try:
            new = field.convert_to_cache(value, self)
        except (TypeError, ValueError, OverflowError):
            return True
        return new != field.convert_to_cache(self[name], self)

    def _schedule_check_one(self):
        """Refuse to do for none, or for several, what is done for one record.

        :raises UserError: then
        """
        if len(self) != 1:
            raise UserError(messages.choose_one(self.env))

    # -- every way in ---------------------------------------------------------

    @api.model
    def default_get(self, fields):
        # A default of the context is a value that somebody else brings.
        values = super().default_get(fields)
        return self._schedule_without_protected(values)

    @api.model_create_multi
    def create(self, vals_list):
        if not self._schedule_is_writing():
            vals_list = [self._schedule_without_protected(vals) for vals in vals_list]
        vals_list = [dict(vals) for vals in vals_list]
        for vals in vals_list:
            self._schedule_check_values(vals)
        self._schedule_set(vals_list)
        return super().create(vals_list)

    def _schedule_set(self, vals_list):
        """Set in create values what this add-on decides of new records. A hook."""

    def write(self, vals):
        self._schedule_check_values(vals)
        if not self._schedule_is_writing():
            for name in self._schedule_protected(vals):
                self._schedule_refuse_change(name, vals[name])
        return super().write(vals)

    def onchange(self, values, field_names, fields_spec):
        # What a screen shows while somebody types is none of his to invent either.
        return super().onchange(
            self._schedule_without_protected(values),
            [name for name in field_names if not self._schedule_protected([name])],
            fields_spec,
        )

    def _schedule_without_protected(self, vals):
        protected = self._schedule_protected(vals)
        return {name: vals[name] for name in vals if name not in protected}

    def _schedule_refuse_change(self, name, value):
        for record in self:
            if record._schedule_differs(name, value):
                raise UserError(
                    messages.set_by_the_ranking(
                        self.env,
                        field=self._fields[name]._description_string(self.env),
                        document=record.display_name,
                    )
                )

    # -- values ---------------------------------------------------------------

    def _schedule_check_values(self, vals):
        """Refuse what a field of ours cannot hold, before PostgreSQL does.

        :raises UserError: then, naming the field
        """
        for name, value in vals.items():
            field = self._fields.get(name)
            if field is None or not is_ours(field):
                continue
            if value is None or value is False:
                # Numbers and yes or no have a value for nothing.
                if not field.required or field.type in ("boolean", "integer", "float"):
                    continue
            try:
                fits = self._schedule_fits(field, value)
            except (TypeError, ValueError, OverflowError, IndexError, KeyError):
                fits = False
            if not fits:
                raise UserError(
                    messages.no_value(
                        self.env,
                        value=str(value)[:64],
                        field=field._description_string(self.env),
                    )
                )

    def _schedule_fits(self, field, value):
        """Tell whether a field can hold a value that is not nothing."""
        if field.type in ("one2many", "many2many"):
            return self._schedule_fits_many(field, value)
        if field.type == "many2one":
            return _exists(self.env[field.comodel_name], [_one(value)])
        if field.type in ("integer", "float"):
            limit = INTEGERS if field.type == "integer" else FLOATS
            return isfinite(float(value)) and abs(float(value)) < limit
        if field.type in ("char", "text"):
            return isinstance(value, str) and "\0" not in value
        if field.type == "selection":
            # Core takes anything where a method says what there is.
            return value in field.get_values(self.env)
        if field.type == "json":
            return r"\u0000" not in json.dumps(value, allow_nan=False)
        field.convert_to_cache(value, self)
        return True

    def _schedule_fits_many(self, field, value):
        """Tell whether a field to many can hold a list of commands, or of ids."""
        if isinstance(value, models.BaseModel):
            return True
        if not isinstance(value, (list, tuple)):
            return False
        ids = []
        for command in value:
            if type(command) is int:
                ids.append(command)
                continue
            code, *rest = command
            if code in (Command.LINK, Command.UPDATE):
                ids.append(rest[0])
            elif code == Command.SET:
                ids += rest[1]
            if code in (Command.CREATE, Command.UPDATE) and not isinstance(
                rest[1], dict
            ):
                return False
            if code not in COMMANDS:
                return False
        return _exists(self.env[field.comodel_name], ids)


def _one(value):
    """Return the id in a value of a field to one."""
    return value.id if isinstance(value, models.BaseModel) else value


def _exists(comodel, ids):
    """Tell whether there are records of all of some ids; what is typed has none yet."""
    real = {id_ for id_ in ids if not isinstance(id_, NewId)}
    if not all(type(id_) is int and 0 < id_ < INTEGERS for id_ in real):
        return False
    return len(comodel.browse(real).exists()) == len(real)
