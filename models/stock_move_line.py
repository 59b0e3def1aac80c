from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import OrderedSet

from . import schedule_step
from .schedule_line import BY_SCHEDULE

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

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_mto_output()
        if any(not ENTERED.isdisjoint(vals) for vals in vals_list):
            lines._note_entered()
        return lines

    def write(self, vals):
        counted = {"quantity", "product_uom_id", "move_id", "picked"} & vals.keys()
        if counted:
            self._check_mto_done()
        result = super().write(vals)
        if counted:
            self.move_id._check_mto_recorded()
        if not ENTERED.isdisjoint(vals):
            self._note_entered()
        return result

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

    def _note_entered(self):
        """Note what somebody has typed here, or put in a pack."""
        if not schedule_step.of(self.env).is_typing:
            return
        # As superuser: who may write the line need not know of the ranking.
        lines = self.sudo().filtered(lambda line: line.state not in ("done", "cancel"))
        for line in lines:
            if line.schedule_entered != line.quantity_product_uom:
                line.with_context(
                    schedule=BY_SCHEDULE
                ).schedule_entered = line.quantity_product_uom

    def unlink(self):
        self._check_mto_done()
        step = schedule_step.of(self.env)
        if step.is_typing:
            # Let go by hand: that stands, as Unreserve does.
            step.let_go.update(self.move_id.ids)
        return super().unlink()

    def _check_mto_output(self):
        """Refuse to add to what an MTO MO produces (behaviour 5)."""
        self._check_mto_done()
        self.move_id._check_mto_recorded()

    def _check_mto_done(self):
        """Refuse to rewrite what an MTO MO has produced."""
        moves = self.move_id.filtered(lambda move: move.state == "done")
        moves._mto_outputs()._refuse_output_change()
