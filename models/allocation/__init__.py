"""Who gets what, read from Odoo and shown in its fields (behaviour 4)."""
