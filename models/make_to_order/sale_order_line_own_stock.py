from odoo import models
from odoo.fields import Command


class SaleOrderLine(models.Model):
    """The stock of rows made to order: what they let go and what is their own."""

    _inherit = "sale.order.line"

    def _mto_unchain(self):
        """Let the rows' deliveries take from stock, whatever Odoo chained before them.

        That is a purchase or an MO of Replenish on Order, or a resupply: with a chain
        each change of the row would leave a move behind (behaviour 5). The steps of
        a delivery stay chained to each other.
        """
        chained = self.move_ids.filtered(
            lambda move: (
                move.state not in ("done", "cancel")
                and move._mto_takes_from_row_stock()
                and (move.move_orig_ids or move.procure_method == "make_to_order")
            )
        )
        values = {
            "procure_method": "make_to_stock",
            "move_orig_ids": [Command.clear()],
            "created_production_id": False,
        }
        if "created_purchase_line_ids" in chained._fields:
            values["created_purchase_line_ids"] = [Command.clear()]
        chained.write(values)
        chained._recompute_state()

    def _mto_unreserve(self):
        """Free the stock that deliveries hold for rows made to order now.

        Where reservations follow the rank, the step's end does so.
        What is entered or picked by hand stays: it wins (behaviour 4).
        """
        held = self.move_ids.filtered(
            lambda move: (
                not move.picked
                and not move.move_orig_ids
                and move.state in ("assigned", "partially_available")
                and not move.company_id.reserve_by_rank
            )
        )
        lines = held.move_line_ids.filtered(lambda line: not line.picked)
        entered = lines.filtered("schedule_entered")
        self.env["make.schedule.reservation"]._release(
            held.env,
            {
                line.id: line.quantity_product_uom
                - min(line.schedule_entered, line.quantity_product_uom)
                for line in lines
            },
        )
        # What earlier MOs of theirs made stays theirs.
        (held - entered.move_id)._action_assign()

    def _mto_give_back(self):
        """Let rows without an MO wait for stock like any other again."""
        self.sudo().move_ids.filtered(
            lambda move: (
                move.state in ("confirmed", "partially_available")
                and move._should_assign_at_confirm()
            )
        )._action_assign()
