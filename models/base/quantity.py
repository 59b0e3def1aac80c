"""Quantities and days in words."""

from math import isfinite

from odoo.tools import float_repr
from odoo.tools.misc import format_date, formatLang

from .guard import FLOATS
from .working_days import day_of

# Below it no language groups digits.
GROUPED = 1000


def is_quantity(value):
    """Tell whether a value is a number that a stock can hold."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and isfinite(value) and abs(value) < FLOATS


def text(env, quantity):
    """Return a quantity as people write it in their language: 8, not 8.00.

    :param quantity: in a unit that the sentence around it names
    """
    if 0 <= quantity < GROUPED and float(quantity).is_integer():
        return str(int(quantity))
    digits = env["decimal.precision"].precision_get("Product Unit")
    _whole, _point, decimals = float_repr(quantity, digits).rstrip("0").partition(".")
    return formatLang(env, quantity, digits=len(decimals))


def much(env, product, quantity, unit):
    """Return how much of a product in words: 4 Oak Table, 2 Dozens Chair.

    Pieces are no word that anybody would miss.

    :param unit: of the quantity
    """
    named = [unit.name] if unit != product.uom_id or not _is_piece(unit) else []
    if product.env.context.get("display_default_code", True):
        product = product.with_context(display_default_code=False)
    label = product.display_name
    return " ".join([text(env, quantity), *named, label])


def _is_piece(unit):
    """Tell whether a unit is the piece, in which things are counted."""
    known = unit.env["ir.model.data"]._xmlid_to_res_id("uom.product_uom_unit")
    return unit.id == known


def day_text(env, moment):
    """Return the day of a moment where the user is, as people write it.

    :param moment: a datetime in UTC
    """
    return format_date(env, day_of(moment, env.tz), date_format="medium")


def is_made(value):
    """Tell whether a client sends what can have been made: a quantity, or nothing."""
    return is_quantity(value) and value >= 0
