from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.guard import internal
from ..base.step import step
from ..base.told import are_ids, known_before, refuse_changed, told
from . import messages


class SaleOrder(models.Model):
    """What was tried is done, and taken back, in one go (behaviour 12)."""

    _inherit = "sale.order"

    @api.model
    @internal
    @step
    def action_apply_what_if(self, changes=None):
        """Make the changes that :meth:`schedule_what_if` tried.

        :param list changes: as of that, applied in this order
        :return: an action that says so and offers one way back
        :raises UserError: as :meth:`schedule_what_if`, and where a change cannot be
            made; nothing is changed then
        :raises AccessError: when the caller may not make one of them
        """
        # All that a trial refuses is refused here too.
        self._schedule_try(changes)
        back = [self._schedule_apply(change) for change in changes]
        # A later change may move what an earlier one did: where it stands in the end.
        stood = self._schedule_stood_last(back)
        message = messages.applied(self.env)
        return told(
            message, (self.browse(), "action_what_if_back", [[*stood, *back[::-1]]])
        )

    @internal
    @step
    def action_what_if_back(self, back=None):
        """Undo :meth:`action_apply_what_if`.

        :param list back: what that told, from the last change to the first
        :return: an action
        :raises UserError: where one of them cannot be taken back; none is then
        :raises AccessError: when the caller may not take one back
        """
        for change in back if isinstance(back, list) else ():
            match change:
                case ["at", "sale.order" | "mrp.production" as model, id_, *_place]:
                    if are_ids([id_]):
                        unit = self.env[model].browse(id_).exists()
                        unit._schedule_refuse_moved([change], {(model, id_): unit})
                case ["moved", "sale.order" | "mrp.production" as model, id_, places]:
                    if not are_ids([id_]):
                        raise UserError(messages.no_change(self.env, change))
                    self.env[model].browse(id_).schedule_drag_back(places)
                case ["due", ids, before, left] if are_ids(ids):
                    mos = self.env["mrp.production"].browse(ids).exists()
                    mos.schedule_restore_deadline(before, left)
                case ["received", before, left]:
                    for id_, date in known_before(before, 2):
                        moves = self.env["stock.move"].browse(id_).exists()
                        moves.check_access("write")
                        refuse_changed(left, {move: _dated(move) for move in moves})
                        self._schedule_received(moves.sudo()).with_env(
                            self.env
                        ).date = self._schedule_to_date(date)
                case _:
                    raise UserError(messages.no_change(self.env, change))
        return told(messages.applied_back(self.env))

    def _schedule_stood_last(self, back):
        """Return [["at", model, id, rank]] of what was moved, as it stands now.

        :param back: of :meth:`_schedule_apply`; where each move left what it moved is
            taken out of it
        """
        units = {}
        for kind, *_what, places in back:
            if kind == "moved":
                stood = [place for place in places if place[0] == "at"]
                units |= dict.fromkeys((model, id_) for _at, model, id_, *_ in stood)
                places[:] = [place for place in places if place not in stood]
        return self._schedule_stood(
            [self.env[model].sudo().browse(id_) for model, id_ in units]
        )

    def _schedule_apply(self, change):
        """Make a change that was tried; return what takes it back."""
        record, change = self._schedule_change(change)
        if "date" not in change:
            where = {key: change.get(key) or False for key in ("before_id", "after_id")}
            back = record.schedule_drag(**where)["back"]
            return ["moved", record._name, record.id, back]
        if record._name == "mrp.production":
            undo = record.schedule_set_deadline(change["date"])["params"]["undo"]
            return ["due", *undo["args"]]
        moves = self._schedule_received(record.sudo()).with_env(self.env)
        before = list(map(_dated, moves))
        moves.date = self._schedule_to_date(change["date"])
        return ["received", before, list(map(_dated, moves))]


def _dated(move):
    """Return [id, date] of a receipt's move."""
    return [move.id, fields.Datetime.to_string(move.date)]
