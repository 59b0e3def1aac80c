from odoo import fields, models

from ..base.guard import BY_SCHEDULE


class MrpProduction(models.Model):
    """What became of output that was made for somebody (behaviour 4, class c)."""

    _inherit = "mrp.production"

    output_lost_qty = fields.Float(
        "Output lost",
        digits="Product Unit",
        copy=False,
        readonly=True,
        protected=True,
        groups="base.group_user",
        technical=True,
        help="What of its output is gone (scrapped, counted off, shipped to somebody"
        " else) before it served what it was made for, in the product's unit.",
    )

    def _schedule_output_left_qty(self):
        """Return what of this order's product was made and is not lost.

        Less what was taken apart; in the product's unit.
        """
        self.ensure_one()
        made = sum(
            line.quantity_product_uom
            for move in self.move_finished_ids
            if move.state == "done" and move.product_id == self.product_id
            for line in move.move_line_ids
        )
        apart = sum(
            unbuild.product_uom_id._compute_quantity(
                unbuild.product_qty, self.product_id.uom_id
            )
            for unbuild in self.unbuild_ids
            if unbuild.state == "done" and unbuild.product_id == self.product_id
        )
        return max(0.0, made - apart - self.output_lost_qty)

    def _schedule_lose_output(self, quantity):
        """Note that so much of what these orders made is gone, the last one's first.

        :param quantity: in the product's unit
        """
        for mo in self.sorted("id", reverse=True):
            lost = min(quantity, mo._schedule_output_left_qty())
            if lost > 0:
                mo.with_context(schedule=BY_SCHEDULE).output_lost_qty += lost
                quantity -= lost
