"""Quantities in words."""

from math import isfinite

from odoo.tools import float_repr
from odoo.tools.misc import formatLang

from .schedule_guard import FLOATS


def is_quantity(value):
    """Tell whether a value is a number that a stock can hold."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and isfinite(value) and abs(value) < FLOATS


def text(env, quantity):
    """Return a quantity as people write it in their language: 8, not 8.00.

    :param quantity: in a unit that the sentence around it names
    """
    digits = env["decimal.precision"].precision_get("Product Unit")
    _whole, _point, decimals = float_repr(quantity, digits).rstrip("0").partition(".")
    return formatLang(env, quantity, digits=len(decimals))
