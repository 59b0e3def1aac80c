from odoo import api, fields, models

# What a module such as OCA's sale_order_line_date adds to rows: a date of their own.
OWN_DATE = "commitment_date"


class SaleOrderLine(models.Model):
    """The place of a row in the ranking: its order's (behaviour 3)."""

    _inherit = "sale.order.line"

    schedule_deadline = fields.Datetime(
        "Delivery deadline",
        compute="_compute_schedule_deadline",
        groups="base.group_user",
        help="The row's own delivery date where it has one, else its order's delivery"
        " deadline.",
    )

    @api.depends(
        lambda self: (
            "order_id.schedule_deadline",
            *([OWN_DATE] if OWN_DATE in self._fields else ()),
        )
    )
    def _compute_schedule_deadline(self):
        for row in self:
            own = row._schedule_own_date()
            row.schedule_deadline = own or row.order_id.schedule_deadline

    def _schedule_own_date(self):
        """Return the delivery date that this row has beside its order's, or False."""
        return OWN_DATE in self._fields and self[OWN_DATE]

    def _schedule_is_to_deliver(self):
        """Tell whether a delivery of this row is still to be made (behaviour 1)."""
        self.ensure_one()
        # Core puts an MO's finished move among its row's moves too.
        # What was picked and is put back is no delivery either.
        moves = self.move_ids.filtered(
            lambda move: (
                not move.production_id
                and (move.location_final_id or move.location_dest_id).usage
                not in ("internal", "view")
            )
        )
        returned = moves.filtered(lambda move: move.location_id.usage == "customer")
        while returned:
            # What comes back is put away, step by step.
            moves -= returned
            returned = moves & returned.move_dest_ids
        if not moves:
            return self.product_id.is_storable and self.product_uom_qty > 0
        return any(move.state not in ("done", "cancel") for move in moves)

    def _schedule_sort_key(self):
        """Return the key that sorts rows as they are served (behaviour 4)."""
        self.ensure_one()
        return self.order_id.schedule_rank, self.sequence, self.id
