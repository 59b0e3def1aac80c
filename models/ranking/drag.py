from odoo import models

from ..base.guard import internal
from ..base.step import step
from ..base.told import told
from . import messages


class MakeScheduleMixin(models.AbstractModel):
    """A move in the ranking that can be taken back (behaviour 3.7).

    Both lists are one line: what one of them does not show stands between what it
    shows. So it is noted on the server what followed in the line.
    """

    _inherit = "make.schedule.mixin"

    @internal
    @step
    def schedule_drag(self, before_id=False, after_id=False, position=False):
        """Move these records, and note what takes that back.

        Drawn in docs/processes/drag.md.

        :param position: where the first of them shall stand; else one of the others,
            as of :meth:`schedule_move`
        :return: ``{"moves": as of schedule_move, "back": for schedule_drag_back}``, the
            latter empty where all stands where it stood
        :raises UserError: as :meth:`schedule_move` and :meth:`schedule_move_to`
        :raises AccessError: as :meth:`schedule_move`
        """
        self._schedule_check_access()
        records = self.sudo().exists()
        self.env["make.schedule.line"]._lock_first(records, ranks=True)
        units = records._schedule_units()
        back = self._schedule_back(units)
        order = len(units) == 1 and records._schedule_keys()
        if position is not False:
            moves = self.schedule_move_to(position)
        else:
            moves = self.schedule_move(before_id, after_id)
        if order and order != records._schedule_keys():
            # Only their block has another order.
            back = [["block", order], ["stood", records._schedule_keys()]]
        elif back == self._schedule_back(units):
            # All stands where it stood: nothing is to be taken back.
            back = []
        if back:
            back += self._schedule_stood(units)
        return {"moves": moves, "back": back}

    def _schedule_move_told(self, moves, back):
        """Return the action that says that this document moved, with Undo.

        :param moves: as of :meth:`schedule_move`; :param back: as of
            :meth:`schedule_drag`
        """
        old, new = moves[self.id]
        message = messages.moved_from(self.env, order=self.name, old=old, new=new)
        return told(message, (self, "action_drag_back", [back]))

    def _schedule_keys(self):
        """Return what the order inside these records' one block is, or nothing."""
        return []

    def _schedule_set_keys(self, keys):
        """Give these records' one block an order of :meth:`_schedule_keys`."""


class MrpProduction(models.Model):
    _inherit = "mrp.production"

    def _schedule_keys(self):
        return self[:1]._schedule_block().ids if self else []

    def _schedule_set_keys(self, keys):
        block = self[0]._schedule_block()
        place = {id_: at for at, id_ in enumerate(keys) if isinstance(id_, int)}
        # What has come meanwhile stays at the end.
        order = block.sorted(lambda mo: place.get(mo.id, len(keys)))
        for key, mo in enumerate(order, start=1):
            mo._schedule_set_key(key)
