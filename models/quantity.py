"""Quantities in words."""

from odoo.tools import float_repr


def text(env, quantity):
    """Return a quantity as people write it: 8, not 8.00, and never in powers of ten.

    :param quantity: in a unit that the sentence around it names
    """
    digits = env["decimal.precision"].precision_get("Product Unit")
    written = float_repr(quantity, digits)
    return written.rstrip("0").rstrip(".") if "." in written else written
