from odoo import fields
from odoo.exceptions import AccessError

from . import messages


class ChangeReason(fields.Char):
    """What was changed of an MO's sales order: hidden with that."""

    def convert_to_read(self, value, record, use_display_name=True):
        value = super().convert_to_read(value, record, use_display_name)
        return value if not value else self._told(value, record)

    def convert_to_export(self, value, record):
        value = super().convert_to_export(value, record)
        return value if not value else self._told(value, record)

    def condition_to_sql(self, field_expr, operator, value, model, alias, query):
        """@override: whether there is one may be asked, not what it says."""
        if operator not in ("in", "not in") or set(value or ()) - {False, ""}:
            self._refuse_hidden(model)
        return super().condition_to_sql(
            field_expr, operator, value, model, alias, query
        )

    def _refuse_hidden(self, model):
        """Refuse to find by what is hidden from some.

        :raises AccessError: for who may see only own documents
        """
        if not model.env.su and model.env["sale.order"]._schedule_hides_names():
            name = self._description_string(model.env)
            raise AccessError(messages.found_by_hidden(model.env, field=name))

    def _told(self, value, record):
        if record.env.su or record._schedule_tells_reason():
            return value
        return record.env["sale.order"]._schedule_another_order()
