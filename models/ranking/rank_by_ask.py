"""**Rank by** asks first, and can be taken back (behaviour 12)."""

from odoo import models
from odoo.exceptions import UserError

from ..base.guard import internal
from ..base.messages import changed_since
from ..base.told import are_ids, told
from . import messages


class SaleOrder(models.Model):
    """Orders that somebody ranks by a key."""

    _inherit = "sale.order"

    @internal
    def action_rank_by(self, key=None):
        """Do as :meth:`schedule_rank_by`, from a screen.

        :return: an action that says how many have moved and offers to undo it
        :raises UserError: as that
        :raises AccessError: as that
        """
        ranked = self._schedule_in_order()
        moves = self.schedule_rank_by(key)
        count = sum(old != new for old, new in moves.values())
        undo = (self, "action_rank_back", [ranked.ids, self._schedule_in_order().ids])
        message = messages.ranked(self.env, count=count)
        return told(message, undo if count else None)

    def _schedule_in_order(self):
        """Return these orders in the order of the ranking."""
        return self.sorted(lambda order: (order.sudo().schedule_rank, order.id))

    @internal
    def action_rank_back(self, ids=None, left=None):
        """Undo :meth:`action_rank_by`.

        :param list ids: of these orders, as they were ranked
        :param list left: ids of these orders, as they were left then
        :return: an action
        :raises UserError: as :meth:`schedule_rank_in_order`, and where somebody has
            moved one since
        :raises AccessError: as that
        """
        self._schedule_check_access()
        now = self.exists()._schedule_in_order()
        if are_ids(left) and left and left != now.ids:
            names = ", ".join(now.mapped("name"))
            raise UserError(changed_since(self.env, names=names))
        moves = self.schedule_rank_in_order(ids)
        count = sum(old != new for old, new in moves.values())
        return told(messages.ranked_back(self.env, count=count))
