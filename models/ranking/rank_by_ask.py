"""**Rank by** asks first, and can be taken back (behaviour 12)."""

from odoo import models

from ..base.guard import internal
from ..base.told import refuse_changed, told
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
        ranked = self.sorted(lambda order: (order.sudo().schedule_rank, order.id))
        moves = self.schedule_rank_by(key)
        count = sum(old != new for old, new in moves.values())
        left = [order._schedule_rank_left() for order in self]
        undo = (self, "action_rank_back", [ranked.ids, left])
        message = messages.ranked(self.env, count=count)
        return told(message, undo if count else None)

    def _schedule_rank_left(self):
        """Return [id, rank] of this order."""
        return [self.id, self.sudo().schedule_rank]

    @internal
    def action_rank_back(self, ids=None, left=None):
        """Undo :meth:`action_rank_by`.

        :param list ids: of these orders, as they were ranked
        :param list left: [[id, rank]] of some of them, as they were left then
        :return: an action
        :raises UserError: as :meth:`schedule_rank_in_order`, and where somebody has
            moved one since
        :raises AccessError: as that
        """
        refuse_changed(left, {order: order._schedule_rank_left() for order in self})
        moves = self.schedule_rank_in_order(ids)
        count = sum(old != new for old, new in moves.values())
        return told(messages.ranked_back(self.env, count=count))
