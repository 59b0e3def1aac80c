"""Domains that a client sends."""

from odoo.exceptions import UserError
from odoo.fields import Domain

from . import messages


def domain_of(records, value):
    """Return what a client sends as a domain of some documents.

    :param records: of their model; :param value: a list, or nothing for all
    :return: :class:`odoo.fields.Domain`
    :raises UserError: where that is no domain of theirs
    """
    try:
        found = Domain(value or [])
        found.validate(records)
    except (TypeError, ValueError) as error:
        raise UserError(messages.no_domain(records.env, value)) from error
    return found
