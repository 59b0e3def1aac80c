"""What of the stock is a row's own, because its make-to-order MO made it."""


class MtoShare:
    """The share of one row (behaviour 5).

    :param row: a ``sale.order.line`` with make-to-order MOs, as superuser
    """

    def __init__(self, row):
        self.row = row
        self.making = bool(row._mto_open())
        self._served = max(0.0, row._served_qty() - row.mto_base_qty)
        made = row.mto_production_ids.move_finished_ids.filtered(
            lambda move: move.product_id == row.product_id
        )
        # After production in three steps the store transfer brings it to stock.
        self._arrived = [
            (line.location_dest_id, line.quantity_product_uom)
            for line in (made | made.move_dest_ids).move_line_ids
            if line.state == "done"
        ]

    def left(self, location):
        """Return what the row's deliveries may still reserve of its own there.

        :return: quantity in the product's unit
        """
        inside = location.parent_path
        moves = self.row.move_ids.filtered(
            lambda move: (
                move.state not in ("draft", "done", "cancel") and not move.move_orig_ids
            )
        )
        demand = sum(moves.mapped("product_qty"))
        reserved = sum(
            line.quantity_product_uom
            for line in moves.move_line_ids
            if line.location_id.parent_path.startswith(inside)
        )
        arrived = sum(
            quantity
            for place, quantity in self._arrived
            if place.parent_path.startswith(inside)
        )
        return max(0.0, min(arrived - self._served, demand) - reserved)
