from odoo import fields


class JsonList(fields.Json):
    """A list without a column of its own: an empty one is a list, not False."""

    def convert_to_record(self, value, record):
        return super().convert_to_record(value, record) or []
