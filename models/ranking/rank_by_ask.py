"""**Rank by** asks first, and can be taken back (behaviour 12)."""

from odoo import models

from ..base.guard import internal
from ..base.told import told
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
        undo = (self, "action_rank_back", [ranked.ids])
        message = messages.ranked(self.env, count=count)
        return told(message, undo if count else None)

    @internal
    def action_rank_back(self, ids=None):
        """Undo :meth:`action_rank_by`.

        :param list ids: of these orders, as they were ranked
        :return: an action
        :raises UserError: as :meth:`schedule_rank_in_order`
        :raises AccessError: as that
        """
        moves = self.schedule_rank_in_order(ids)
        count = sum(old != new for old, new in moves.values())
        return told(messages.ranked_back(self.env, count=count))
