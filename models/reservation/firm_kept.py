"""What a firm promise keeps of what Odoo has let go (behaviour 14).

When somebody enters less than is reserved, delivers or makes a part, or a row asks for
less, Odoo unreserves more than that. What is reserved again is so at the end of the
step; what is not, since nobody tops up what was entered, is noted here.
"""

from odoo import fields, models
from odoo.tools import SQL

from ...engine.snapshot import EPSILON
from ..allocation.firm_moves import firm_orders
from ..base import step as schedule_step
from ..base.guard import BY_SCHEDULE

# By these somebody lets go of what is reserved, and means it.
BY_HAND = ("do_unreserve", "_do_unreserve")
KEPT = "SELECT id FROM stock_move WHERE id = ANY(%(moves)s) AND firm_qty > 0"


class StockMove(models.Model):
    """Moves for which more is kept than they have reserved."""

    _inherit = "stock.move"

    firm_qty = fields.Float(
        "Kept by a firm promise",
        digits="Product Unit",
        copy=False,
        readonly=True,
        protected=True,
        technical=True,
        groups="base.group_user",
        help="What of the stock is kept for it by a firm promise and is not reserved,"
        " since somebody has entered less. In the product's unit.",
    )

    def _do_unreserve(self):
        running = schedule_step.of(self.env).running
        if running and running[0] in BY_HAND:
            self._schedule_keep({})
        return super()._do_unreserve()

    def _schedule_keep(self, quantities):
        """Keep so much for these moves, besides what they have reserved.

        :param quantities: {move id: quantity}; nothing for the others
        """
        for move in self.sudo():
            quantity = quantities.get(move.id, 0.0)
            if abs(move.firm_qty - quantity) > EPSILON:
                move.with_context(schedule=BY_SCHEDULE).firm_qty = quantity


def keep_firmly(env, allocation):
    """Note what moves are kept beyond what is reserved, and forget it where it is.

    :param env: as superuser
    :param allocation: :class:`~engine.allocation.Allocation` that reservations follow
    """
    if not firm_orders(env):
        return
    moves = {move.id: move for move in allocation.snapshot.moves}
    rows = env.execute_query(SQL(KEPT, moves=list(moves)))
    firm = {id_ for id_, move in moves.items() if move.firm}
    found = env["stock.move"].browse(firm.union(id_ for (id_,) in rows))
    quantities = {}
    for move in found:
        held = move._schedule_held_at()
        entered = sum(line.quantity for line in moves[move.id].entered)
        more = moves[move.id].firm - max(0.0, held - entered)
        there = allocation.holds.get(move.id, 0.0) - held
        quantities[move.id] = max(0.0, min(more, there))
    found._schedule_keep(quantities)
