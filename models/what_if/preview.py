from odoo import api, models

from ..base.guard import internal
from .trial import Trial


class MakeScheduleMixin(models.AbstractModel):
    """What a move would change, before it is made (behaviour 12)."""

    _inherit = "make.schedule.mixin"

    @internal
    @api.readonly
    def schedule_preview(self, before_id=False, after_id=False):
        """Return what :meth:`schedule_move` would change; nothing is written.

        Drawn in docs/processes/preview.md.

        :param int before_id: id of the open record to stand directly above
        :param int after_id: id of the open record to stand directly below
        :return: ``{"moves": {id: [old position, new position]}, "orders": [{order_id,
            order, partner, availability: [old, new], date: [old, new], late: [old,
            new]}]}``: the orders of which one of these changes, by their new rank;
            ``date`` is ``feasible_date``, in UTC, or False. One that the reader may
            not see is *another order*, without id and partner. With ``held``, names of
            orders, where a firm promise keeps what these wait for
        :raises UserError: as :meth:`schedule_move`
        :raises AccessError: as :meth:`schedule_move`
        """
        self._schedule_check_access()
        target = self._schedule_target(before_id, after_id)
        records = self.sudo()
        trial = Trial(records.env, records.company_id)
        old = records._schedule_positions()
        trial.move(records, target, before=bool(before_id))
        new = trial.positions(records)
        moves = {id_: [old[id_], new[id_]] for id_ in records._ids}
        return {"moves": moves, **self._schedule_outcome(trial, [records])}

    @internal
    @api.readonly
    def schedule_preview_to(self, position=None):
        """Return what :meth:`schedule_move_to` would change; nothing is written.

        :param int position: where the first of them shall stand
        :return: as :meth:`schedule_preview`
        :raises UserError: as :meth:`schedule_move_to`
        :raises AccessError: as :meth:`schedule_move_to`
        """
        self._schedule_check_access()
        return self.schedule_preview(**self._schedule_place_at(position))

    def _schedule_outcome(self, trial, moved):
        """Return ``orders`` and, where there are some, ``held`` of a trial.

        :param trial: :class:`Trial`; :param moved: as of :meth:`Trial.outcome`
        :return: as of :meth:`schedule_preview`
        """
        changes, held = trial.outcome(moved)
        told = {"orders": self._schedule_told(changes)}
        return told | ({"held": self._schedule_named(held)} if held else {})

    def _schedule_blocked(self, trial):
        """Return the documents that share this one's unit, in their order, or none."""
        return []

    def _schedule_owners(self):
        """Return the owners of the demands of these documents, as a snapshot has them.

        A model has its own.
        """
        raise NotImplementedError

    def _schedule_promised_to(self):
        """Return the sales orders for which these documents hold something."""
        raise NotImplementedError


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _schedule_owners(self):
        rows = self.order_line
        mine = [(kind, row) for row in rows._ids for kind in ("row", "virtual")]
        return mine + rows.mto_production_ids._schedule_owners()

    def _schedule_promised_to(self):
        return self


class MrpProduction(models.Model):
    _inherit = "mrp.production"

    def _schedule_owners(self):
        return [("raw", move) for move in self._schedule_with_parts().move_raw_ids._ids]

    def _schedule_promised_to(self):
        tops = self.union(*(mo._schedule_top() or mo for mo in self))
        return tops.mto_order_id

    def _schedule_blocked(self, trial):
        return self._schedule_block().sorted(trial.sort_key)
