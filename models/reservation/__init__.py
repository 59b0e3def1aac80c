"""Odoo's reservations brought to the allocation (behaviour 4)."""
