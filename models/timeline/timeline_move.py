"""A bar is dropped on another (behaviour 13)."""

from odoo import models
from odoo.exceptions import UserError

from ..base.guard import internal
from ..base.step import step
from ..base.told import told
from . import messages


class MrpProduction(models.Model):
    """MOs that are bars."""

    _inherit = "mrp.production"

    @internal
    @step
    def action_timeline_move(self, before_id=False, after_id=False):
        """Move one MO in the ranking, as its bar is dropped on another's.

        :param int before_id: id of the MO before which it goes
        :param int after_id: or of the one behind which it goes
        :return: an action that says so, with Undo
        :raises UserError: as :meth:`schedule_drag`
        :raises AccessError: as that
        """
        if len(self) != 1:
            raise UserError(messages.one_order(self.env))
        drag = self.schedule_drag(before_id=before_id, after_id=after_id)
        if drag["back"]:
            return self._schedule_move_told(**drag)
        _old, place = drag["moves"][self.id]
        return told(
            messages.stays(self.env, order=self.name, place=place), None, "info"
        )
