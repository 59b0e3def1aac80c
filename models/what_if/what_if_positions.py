"""Where documents would stand (behaviour 12)."""

from odoo import api, models
from odoo.exceptions import UserError

from ..base.guard import internal
from ..base.told import are_ids
from ..ranking import messages as ranking_messages
from . import messages
from .trial import Trial
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
        records = self._schedule_tried_records(model, ids)._filtered_access("read")
        found = records.sudo().filtered_domain(
            [
                ("company_id", "=", trial.company.id),
                *records._schedule_open_domain(),
            ]
        )
        return trial.positions(found)

    @api.model
    @api.readonly
    @internal
    def schedule_what_if_place(self, changes=None, model=None, ids=None, position=None):
        """Return where documents have to go to stand at a position after changes.

        :param list changes: as of :meth:`schedule_what_if`, made before; may be none
        :param str model: as of :meth:`schedule_what_if_positions`
        :param list ids: those that shall move, as one block, open ones of one company
        :param int position: from 1 on, of the first of them
        :return: ``{"before_id": id}`` or ``{"after_id": id}``, for a further change
        :raises UserError: as :meth:`schedule_what_if`, and where nothing else is ranked
        :raises AccessError: as that
        """
        records = self._schedule_tried_records(model, ids)
        records._schedule_check_access()
        records = records.sudo().exists()
        records._schedule_check_open(ids)
        if type(position) is not int:
            raise UserError(ranking_messages.no_position(self.env))
        trial = (
            self._schedule_try(changes)[0]
            if changes
            else Trial(self.sudo().env, records.company_id)
        )
        others = trial.in_order(records, without=records._schedule_moving())
        if not others:
            raise UserError(ranking_messages.nothing_else_ranked(self.env))
        at = max(1, position) - 1
        if at < len(others):
            return {"before_id": others[at].id}
        return {"after_id": others[-1].id}

    def _schedule_tried_records(self, model, ids):
        """Return the documents that a client names."""
        if model not in MOVED or not are_ids(ids):
            raise UserError(messages.no_change(self.env, model))
        return self.env[model].browse(ids)
