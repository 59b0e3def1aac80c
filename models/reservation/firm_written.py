"""Who may make a promise firm, and what then follows (behaviour 14)."""

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..allocation.firm_moves import forget_firm_orders
from ..base.states import OPEN_MOVES
from . import messages
from .touched import touch

MANAGERS = "sales_team.group_sale_manager"


class SaleOrder(models.Model):
    """Orders whose promise is made firm."""

    _inherit = "sale.order"

    can_make_firm = fields.Boolean(
        "Can be made firm",
        compute="_compute_can_make_firm",
        technical=True,
        help="You may say whether this order's promise is firm: it is yours, or you are"
        " a sales manager.",
    )

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_can_make_firm(self):
        others = self._schedule_firm_of_others()
        for order in self:
            order.can_make_firm = order not in others

    def _schedule_firm_of_others(self):
        """Return those of these orders whose promise the caller may not make firm."""
        if self.env.su or self.env.user.has_group(MANAGERS):
            return self.browse()
        return self.filtered(lambda order: order.user_id != self.env.user)

    def _schedule_check_firm(self):
        """Refuse who may not say whether these orders' promises are firm.

        :raises AccessError: where one is somebody else's, for who is no sales manager
        """
        if others := self._schedule_firm_of_others():
            raise AccessError(
                messages.firm_by_others(
                    self.env, orders=", ".join(others.mapped("display_name"))
                )
            )

    def _schedule_firm_written(self, vals):
        """Have what is held for these orders settled anew.

        :param vals: that were written
        """
        if "promise_firm" in vals:
            forget_firm_orders(self.env)
            mos = self.sudo().mto_production_ids._schedule_with_parts()
            moves = self.sudo().order_line.move_ids | mos.move_raw_ids
            self._schedule_claim_moves(moves.browse(moves._rollup_move_origs()))
            touch(mos, ["mto_line_id"])

    def _schedule_claim_moves(self, moves):
        """Let nobody take at this moment what moves hold that are promised firmly.

        Written, so that a move of the ranking that has begun before, and does not see
        the promise, is tried again. What was kept before is not any more.
        """
        self.env.execute_query(
            SQL(
                "UPDATE stock_move SET firm_qty = 0"
                " WHERE id = ANY(%s) AND state IN %s RETURNING id",
                *(moves.ids, OPEN_MOVES),
            )
        )
        moves.invalidate_recordset(["firm_qty"], flush=False)
