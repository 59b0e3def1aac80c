"""Comparisons with stock Odoo; see the README. Not loaded by the add-on."""
