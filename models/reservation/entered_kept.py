"""What somebody has entered stays when a move asks for less (behaviour 4)."""

from odoo import models

# Context key, of what core does deep inside (stock.move.write calls _do_unreserve): ids
# of the moves that ask for less. What that cancels lets go of all.
KEEPS_ENTERED = "make_schedule_keeps_entered"


class StockMove(models.Model):
    """Moves of which core unreserves all, when they ask for less than they hold.

    It spares what is ticked; what is typed is in somebody's hands as well.
    """

    _inherit = "stock.move"

    def _do_unreserve(self):
        asks_less = self.env.context.get(KEEPS_ENTERED) or ()
        if not set(asks_less).intersection(self._ids):
            return super()._do_unreserve()
        # As superuser: who may write the move need not see what is entered.
        lines = self.sudo().move_line_ids.filtered(
            lambda line: not line.picked and line.move_id.id in asks_less
        )
        entered = lines.filtered(lambda line: line.schedule_entered > 0)
        moves = entered.move_id
        (lines & moves.move_line_ids - entered).unlink()
        for line in entered:
            line._schedule_cut_to(line.schedule_entered)
        moves._recompute_state()
        return super(StockMove, self - moves.with_env(self.env))._do_unreserve()
