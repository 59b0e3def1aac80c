from odoo import fields


class ChangeReason(fields.Char):
    """What was changed of an MO's sales order: hidden with that."""

    def convert_to_read(self, value, record, use_display_name=True):
        value = super().convert_to_read(value, record, use_display_name)
        return value if not value else self._told(value, record)

    def convert_to_export(self, value, record):
        value = super().convert_to_export(value, record)
        return value if not value else self._told(value, record)

    def _told(self, value, record):
        if record.env.su or record._schedule_tells_reason():
            return value
        return record.env["sale.order"]._schedule_another_order()
