from odoo import api, models

from ..base.guard import internal
from ..base.told import told
from ..ranking import messages
from .trial import Trial


class SaleOrder(models.Model):
    """What another order of the ranking would change, before it is made."""

    _inherit = "sale.order"

    @internal
    @api.readonly
    def schedule_rank_by_preview(self, key=None):
        """Return what :meth:`schedule_rank_by` would change; nothing is written.

        :param str key: as that
        :return: as :meth:`schedule_preview`
        :raises UserError: as :meth:`schedule_rank_by`
        :raises AccessError: as that
        """
        orders = self._schedule_ranked_by(key)
        trial = Trial(orders.env, orders.company_id)
        old = orders._schedule_positions()
        trial.line.permute(orders.mapped("schedule_rank"))
        new = trial.positions(orders)
        moves = {id_: [old[id_], new[id_]] for id_ in orders._ids}
        return {"moves": moves, **self._schedule_outcome(trial, list(orders))}

    @internal
    def action_ask_rank_by(self, key=None):
        """Show what :meth:`schedule_rank_by` would change, and ask.

        :param str key: as that
        :return: an action; of no move one that says so
        :raises UserError: as :meth:`schedule_rank_by`
        :raises AccessError: as that
        """
        preview = self.schedule_rank_by_preview(key)
        count = sum(old != new for old, new in preview["moves"].values())
        if not count:
            return told(messages.ranked_already(self.env))
        return {
            "type": "ir.actions.client",
            "tag": "make_schedule.rank_by",
            "params": {
                "ids": self.ids,
                "key": key,
                "count": count,
                "orders": preview["orders"],
                "held": preview.get("held", []),
            },
        }
