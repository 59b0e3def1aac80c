from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.guard import internal
from ..ranking import messages as ranking_messages
from . import messages
from .trial import Trial

MOVED = ("sale.order", "mrp.production")
RECEIVED = ("stock.picking", "stock.move")


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

    def _schedule_change(self, change):
        """Return (document, change) of what a client wants to try.

        :raises UserError: where it is none
        """
        model, id_ = (
            [change.get("model"), change.get("id")]
            if isinstance(change, dict)
            else [None, None]
        )
        dated = isinstance(change, dict) and "date" in change
        known = (*MOVED, *RECEIVED) if dated else MOVED
        if model not in known or type(id_) is not int or not 0 < id_ < 2**31:
            raise UserError(messages.no_change(self.env, change))
        record = self.env[model].browse(id_)
        if not record.sudo().exists() or (dated and model == "sale.order"):
            raise UserError(messages.no_change(self.env, change))
        record.check_access("read")
        return record, change

    def _schedule_try_date(self, trial, record, date):
        """Let an MO be done, or a receipt come, on another date.

        :raises UserError: where it is no date, or no open receipt
        """
        try:
            moment = fields.Datetime.to_datetime(date)
        except (TypeError, ValueError):
            moment = None
        if not moment or not 1970 < moment.year < 9999:
            raise UserError(messages.no_change(self.env, date))
        if record._name == "mrp.production":
            record.sudo()._schedule_check_open(record.ids)
            trial.made[record.id] = moment
            return
        received = self._schedule_received(record.sudo())
        trial.received |= dict.fromkeys(received.ids, moment)

    def _schedule_received(self, receipt):
        """Return the open moves of a receipt, or of a move that is one, as superuser.

        :raises UserError: where there are none
        """
        moves = receipt.move_ids if receipt._name == "stock.picking" else receipt
        open_moves = moves.filtered(
            lambda move: (
                move.state not in ("done", "cancel")
                and move.location_dest_id.usage == "internal"
                and move.picking_code != "outgoing"
                and not move.raw_material_production_id
                and not move.production_id
            )
        )
        if not open_moves:
            raise UserError(messages.no_receipt(self.env, receipt.display_name))
        return open_moves


def _list(changes):
    """Return the changes that a client sends."""
    return changes if isinstance(changes, list) else []
