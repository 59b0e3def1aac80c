"""Bars over the calendar (behaviour 13)."""
