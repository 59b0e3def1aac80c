from odoo import models

from ..engine.allocation import EPSILON
from .schedule_holds import Holds

WAITING = ("waiting", "confirmed", "partially_available", "assigned")


class Freed:
    """Moves that lost what they held to one that is being done.

    They reserve again when that is done: while it is, its quantity has left the
    stock already, and it still stands among the demands.
    """

    def __init__(self):
        self.moves = []


class StockMove(models.Model):
    """Reservations follow the rank (behaviour 4), and an MTO MO's output its row (5).

    Rank decides who, never when: what may be reserved is limited to what the
    allocation gives, and lower ranks let go of what a higher one is given.
    """

    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        freed = Freed()
        moves = super(StockMove, self.with_context(schedule_freed=freed))._action_done(
            cancel_backorder=cancel_backorder
        )
        moves = moves.with_env(self.env)
        self.browse(freed.moves).exists()._action_assign()
        made = moves | moves.move_orig_ids
        rows = made.sudo().production_id.mto_line_id
        # After the rule by which the operation type reserves: what was made for the
        # row is its own, on whatever day it ships.
        rows.move_ids.filtered(
            lambda move: move.state in ("confirmed", "partially_available")
        )._action_assign()
        return moves

    def _action_confirm(self, merge=True, merge_into=False, create_proc=True):
        moves = super()._action_confirm(
            merge=merge, merge_into=merge_into, create_proc=create_proc
        )
        # What comes serves rows that would else claim what they could be made of.
        moves.filtered(
            lambda move: (
                move.location_id.usage != "internal"
                and move.location_dest_id.usage == "internal"
            )
        )._reserve_by_rank()
        return moves

    def _action_cancel(self):
        waiting = self.filtered(lambda move: move.state in WAITING)
        result = super()._action_cancel()
        waiting._reserve_by_rank()
        return result

    def _trigger_assign(self):
        result = super()._trigger_assign()
        config = self.env["ir.config_parameter"].sudo()
        if not config.get_param("stock.picking_no_auto_reserve"):
            # Core looks at moves from the very location only, not from above it.
            self._reserve_by_rank()
        return result

    def _reserve_by_rank(self, until=None):
        """Bring reservations to the allocation, of these moves' products and parts.

        Parts too: a row that is short claims what it could be made of.

        :param until: the lowest rank that has changed, or None for all
        """
        for company, moves in self.sudo().grouped("company_id").items():
            products = moves.product_id.filtered("is_storable")
            if company.reserve_by_rank and products:
                products |= products.bom_ids.bom_line_ids.product_id
                products = products.filtered("is_storable")
                holds = Holds(self.env, products, company, until=until)
                self.browse()._assign_by_rank(holds, gain=True)

    def _action_assign(self, force_qty=False):
        if force_qty or isinstance(self.env.context.get("schedule_holds"), Holds):
            return super()._action_assign(force_qty=force_qty)
        if isinstance(freed := self.env.context.get("schedule_moving"), Freed):
            return freed.moves.extend(self.ids)
        takers = self.filtered(
            lambda move: (
                move.product_id.is_storable
                and move.state in WAITING
                and not move._should_bypass_reservation()
            )
        )
        result = super(StockMove, self - takers)._action_assign()
        for company, moves in takers.grouped("company_id").items():
            holds = Holds(self.env, moves.product_id, company, moves.sale_line_id)
            moves._assign_by_rank(holds)
        return result

    def _assign_by_rank(self, holds, gain=False):
        """Reserve these moves, and take from others what the ranking gives them.

        :param holds: :class:`Holds` of one company
        :param gain: also reserve others that are given more than they hold
        """
        losers = holds.losers()
        losers._do_unreserve()
        gainers = holds.gainers() if gain else self.browse()
        # As superuser: others' documents change hands by rank, whoever acts.
        moves = holds.sorted(self.sudo() | losers.sudo() | gainers.sudo())
        moves.with_context(schedule_holds=holds)._action_assign()

    def _update_reserved_quantity(self, need, location_id, *args, **kwargs):
        holds = self.env.context.get("schedule_holds")
        if isinstance(holds, Holds):
            need = holds.allowance(self, need, location_id)
            if need <= EPSILON:
                return 0.0
        return super()._update_reserved_quantity(need, location_id, *args, **kwargs)


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    def _action_done(self):
        # stock.move.line._free_reservation reassigns in here.
        freed = self.env.context.get("schedule_freed")
        return super(
            StockMoveLine, self.with_context(schedule_moving=freed)
        )._action_done()
