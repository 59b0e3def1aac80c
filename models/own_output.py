"""What of the stock is rows' own, where a company does not reserve by rank."""


class OwnOutput:
    """What MTO MOs made of a product for open rows (behaviour 5).

    :param move: the ``stock.move`` that wants to reserve it
    """

    def __init__(self, move):
        self.move = move
        row = move.sudo().sale_line_id
        mos = move.env["mrp.production"].sudo()
        mos = mos.search(
            [
                ("product_id", "=", move.product_id.id),
                ("mto_order_id.schedule_open", "=", True),
                "|",
                ("mto_line_id", "=", row.id or 0),
                ("move_finished_ids.state", "=", "done"),
            ]
        )
        self.rows = mos.mto_line_id

    def allowance(self, need, location):
        """Return how much of its need the move may reserve at a location.

        A row with an open MO takes what that made, others what is free beyond it.
        """
        row = self.move.sudo().sale_line_id
        if row in self.rows and row._mto_open():
            return min(need, self._left(row, location))
        others = sum(self._left(other, location) for other in self.rows - row)
        if not others:
            return need
        free = self.move._get_available_quantity(location, strict=False)
        return min(need, max(0.0, free - others))

    def _left(self, row, location):
        """Return what of its own a row's deliveries may still reserve."""
        waiting = row.move_ids.filtered(
            lambda move: (
                move.state not in ("draft", "done", "cancel") and not move.move_orig_ids
            )
        )
        own = min(row._own_qty(), sum(waiting.mapped("product_qty")))
        reserved = sum(
            line.quantity_product_uom
            for line in waiting.move_line_ids
            if line.location_id.parent_path.startswith(location.parent_path)
        )
        return max(0.0, own - reserved)
