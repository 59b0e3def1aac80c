"""What of the stock is rows' own, where a company does not reserve by rank."""

from collections import defaultdict


def rows_with_output(moves):
    """Return {product: rows for which its MOs make or made something}.

    One search for all.

    :param moves: ``stock.move`` records that want to reserve
    """
    mos = moves.env["mrp.production"].sudo()
    mos = mos.search(
        [
            ("product_id", "in", moves.product_id.ids),
            ("mto_order_id.schedule_open", "=", True),
            "|",
            ("mto_line_id", "in", moves.sudo().sale_line_id.ids),
            ("move_finished_ids.state", "=", "done"),
        ]
    )
    found = defaultdict(lambda: mos.mto_line_id.browse())
    for row in mos.mto_line_id:
        found[row.product_id] |= row
    return found


class OwnOutput:
    """What MTO MOs made of a product for open rows (behaviour 5).

    :param move: the ``stock.move`` that wants to reserve it
    :param rows: as of :func:`rows_with_output`, of its product
    """

    def __init__(self, move, rows):
        self.move, self.rows = move, rows

    def allowance(self, need, location):
        """Return how much of its need the move may reserve at a location.

        A row with an open MO takes what that made, and of what is free beyond others'
        what its MO does not cover; others what is free.
        """
        row = self.move.sudo().sale_line_id
        others = sum(self._left(other, location) for other in self.rows - row)
        making = row in self.rows and row._mto_open()
        if not (others or making):
            return need
        free = self.move._get_available_quantity(location, strict=False) - others
        if not making:
            return min(need, max(0.0, free))
        own = self._left(row, location)
        covered = own + sum(making.mapped("product_uom_qty"))
        beyond = min(self._unreserved(row) - covered, free - own)
        return min(need, own + max(0.0, beyond))

    def _unreserved(self, row):
        """Return what a row's deliveries have not reserved yet."""
        waiting = self._waiting(row)
        reserved = sum(waiting.move_line_ids.mapped("quantity_product_uom"))
        return sum(waiting.mapped("product_qty")) - reserved

    def _waiting(self, row):
        """Return the deliveries of a row that take from stock."""
        return row.move_ids.filtered(
            lambda move: (
                move.state not in ("draft", "done", "cancel") and not move.move_orig_ids
            )
        )

    def _left(self, row, location):
        """Return what of its own a row's deliveries may still reserve."""
        waiting = self._waiting(row)
        own = min(row._mto_own_qty(), sum(waiting.mapped("product_qty")))
        reserved = sum(
            line.quantity_product_uom
            for line in waiting.move_line_ids
            if line.location_id.parent_path.startswith(location.parent_path)
        )
        return max(0.0, own - reserved)
