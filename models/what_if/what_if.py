from odoo import api, models
from odoo.exceptions import UserError

from ..base.guard import internal
from ..ranking import messages as ranking_messages
from . import messages
from .trial import Trial


class SaleOrder(models.Model):
    """Several moves and dates, tried together (behaviour 12)."""

    _inherit = "sale.order"

    @api.model
    @api.readonly
    @internal
    def schedule_what_if(self, changes=None):
        """Return what several changes would do together; nothing is written.

        :param list changes: ``{model, id, before_id | after_id | date}``, applied in
            this order. A date is an MO's production deadline set by hand, or when a
            receipt (named as in ``supply_claims``) comes, in UTC
        :return: as :meth:`schedule_preview`; ``moves`` has the positions of before the
            first change and after the last, by ``"model,id"``
        :raises UserError: as ``schedule_move``, and for what is none of these
        :raises AccessError: when the caller may not rank, or not read, what changes
        """
        trial, moved = self._schedule_try(changes)
        moves = {}
        for record, old in moved.items():
            new = trial.positions(record.sudo())[record.id]
            moves[f"{record._name},{record.id}"] = [old, new]
        documents = [record.sudo() for record in moved]
        return {"moves": moves, **self._schedule_outcome(trial, documents)}

    def _schedule_try(self, changes):
        """Return a trial of several changes, and where what moves stood before.

        :param changes: as a client sends them
        :return: :class:`Trial`, {record: position}
        """
        tried = [self._schedule_change(change) for change in _list(changes)]
        documents = {record for record, _change in tried}
        companies = {record.company_id for record in documents}
        if len(companies) != 1:
            refusal = ranking_messages.several_companies(self.env)
            raise UserError(refusal if companies else messages.no_change(self.env, "-"))
        trial = Trial(self.sudo().env, *companies)
        moved = {}
        for record, change in tried:
            if "date" in change:
                self._schedule_try_date(trial, record, change["date"])
                continue
            where = {key: change.get(key) for key in ("before_id", "after_id")}
            record._schedule_check_access()
            target = record._schedule_target(**where)
            moved.setdefault(record, record.sudo()._schedule_positions()[record.id])
            trial.move(record.sudo(), target, before=bool(where["before_id"]))
        return trial, moved


def _list(changes):
    """Return the changes that a client sends."""
    return changes if isinstance(changes, list) else []
