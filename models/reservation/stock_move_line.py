from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import OrderedSet

from ..base import step as schedule_step
from ..base.guard import BY_SCHEDULE

# Moves whose goods were brought to where they take them, for a row or an MO.
BROUGHT = [
    *(("company_id.reserve_by_rank", "=", True), ("move_orig_ids", "!=", False)),
    *("|", ("sale_line_id", "!=", False), ("raw_material_production_id", "!=", False)),
]
# What somebody types of a line. Also which lot it is, or where it is taken.
ENTERED = {
    *("quantity", "result_package_id", "lot_id", "location_id", "package_id"),
    *("owner_id", "quant_id"),
}


class StockMoveLine(models.Model):
    """What somebody has in his hands, and what Odoo alone has reserved."""

    _inherit = "stock.move.line"

    schedule_entered = fields.Float(
        "Entered by hand",
        digits="Product Unit",
        copy=False,
        readonly=True,
        protected=True,
        groups="base.group_user",
        help="What somebody has entered, or put in a pack, in the product's unit."
        " Unlike what Odoo has reserved it stays, whatever moves up the ranking.",
    )

    _schedule_entered_idx = models.Index("(move_id) WHERE schedule_entered > 0")

    def _free_reservation(
        self,
        product_id,
        location_id,
        quantity,
        lot_id=None,
        package_id=None,
        owner_id=None,
        ml_ids_to_ignore=None,
    ):
        # Core takes back what is reserved of goods that are gone. What somebody has
        # entered is in his hands, whatever the books show.
        kept = Domain("schedule_entered", ">", 0)
        by_rank = product_id.tracking == "none" and not (package_id or owner_id)
        if by_rank and not location_id.child_ids:
            # Core would also forget who had them brought; the step's end takes them
            # from the lowest rank.
            here = ("location_id", "=", location_id.id)
            kept |= Domain("move_id", "any", [here, *BROUGHT])
        kept &= Domain(
            [
                ("product_id", "=", product_id.id),
                ("location_id", "=", location_id.id),
                ("state", "not in", ("done", "cancel")),
            ]
        )
        ignored = OrderedSet([*(ml_ids_to_ignore or ()), *self.search(kept).ids])
        return super()._free_reservation(
            *(product_id, location_id, quantity, lot_id, package_id, owner_id),
            ml_ids_to_ignore=ignored,
        )

    def _schedule_note_entered(self, *vals_list):
        """Note what somebody has typed here, or put in a pack.

        :param vals_list: values that were written, where that is to be found out
        """
        if vals_list and all(map(ENTERED.isdisjoint, vals_list)):
            return
        step = schedule_step.of(self.env)
        if not step.is_typing:
            return
        # As superuser: who may write the line need not know of the ranking.
        lines = self.sudo().filtered(lambda line: line.state not in ("done", "cancel"))
        # Nothing is entered too: it stands as long as Unreserve does.
        emptied = lines.filtered(lambda line: not line.quantity_product_uom)
        step.let_go.update(emptied.move_id.ids)
        emptied.move_id._schedule_keep({})
        for line in lines:
            if line.schedule_entered != line.quantity_product_uom:
                line.with_context(
                    schedule=BY_SCHEDULE
                ).schedule_entered = line.quantity_product_uom

    def _schedule_note_let_go(self):
        """Note that somebody is about to let go what these lines hold."""
        step = schedule_step.of(self.env)
        if step.is_typing:
            # By hand: that stands, as Unreserve does.
            step.let_go.update(self.move_id.ids)
            self.move_id._schedule_keep({})

    def _schedule_cut_to(self, quantity):
        """Give this line a smaller quantity of its product, exactly.

        In its own unit where that can be told so, as core's
        ``stock.move._prepare_move_line_vals`` does.
        """
        if self.quantity_product_uom <= quantity:
            return
        unit, own = self.product_uom_id, self.product_id.uom_id
        told = own._compute_quantity(quantity, unit, rounding_method="HALF-UP")
        back = unit._compute_quantity(told, own, rounding_method="HALF-UP")
        if own.compare(back, quantity) == 0:
            self.quantity = told
        else:
            self.write({"quantity": quantity, "product_uom_id": own.id})
