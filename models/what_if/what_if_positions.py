"""Where documents would stand (behaviour 12)."""

from odoo import api, models
from odoo.exceptions import UserError

from ..base.guard import internal
from . import messages
from .what_if_changes import MOVED


class SaleOrder(models.Model):
    """The ranking, as it is tried."""

    _inherit = "sale.order"

    @api.model
    @api.readonly
    @internal
    def schedule_what_if_positions(self, changes=None, model=None, ids=None):
        """Return where documents would stand after several changes.

        :param list changes: as of :meth:`schedule_what_if`
        :param str model: ``sale.order`` or ``mrp.production``
        :param list ids: of that model; those that are closed, or that the caller may
            not read, are left out
        :return: {id: position}
        :raises UserError: as :meth:`schedule_what_if`
        :raises AccessError: as that
        """
        trial, _moved = self._schedule_try(changes)
        known = isinstance(ids, list) and all(type(id_) is int for id_ in ids)
        if model not in MOVED or not known:
            raise UserError(messages.no_change(self.env, model))
        records = self.env[model].browse(ids)._filtered_access("read")
        found = records.sudo().filtered_domain(
            [
                ("company_id", "=", trial.company.id),
                *records._schedule_open_domain(),
            ]
        )
        return trial.positions(found)
