"""What of the stock is a row's own, because its make-to-order MO made it."""


class MtoShare:
    """The share of one row (behaviour 5).

    :param row: a ``sale.order.line`` with make-to-order MOs, as superuser
    """

    def __init__(self, row):
        self.row = row
        self.making = bool(row._mto_open())
        self._served = row._served_of_made_qty()
        made = row.mto_production_ids.move_finished_ids.filtered(
            lambda move: move.product_id == row.product_id
        )
        # After production in three steps the store transfer brings it to stock.
        self._arrived = [
            (line.location_dest_id, line.quantity_product_uom)
            for line in (made | made.move_dest_ids).move_line_ids
            if line.state == "done"
        ]

    def made(self, inside):
        """Return what of the row's own is at a place and still to be delivered.

        :param inside: path of a location
        :return: quantity in the product's unit
        """
        arrived = sum(
            quantity
            for place, quantity in self._arrived
            if place.parent_path.startswith(inside)
        )
        demand = sum(self._waiting().mapped("product_qty"))
        return max(0.0, min(arrived - self._served, demand))

    def left(self, location):
        """Return what of it the row's deliveries may still reserve.

        :return: quantity in the product's unit
        """
        reserved = sum(
            line.quantity_product_uom
            for line in self._waiting().move_line_ids
            if line.location_id.parent_path.startswith(location.parent_path)
        )
        return max(0.0, self.made(location.parent_path) - reserved)

    def _waiting(self):
        """Return the row's open moves that take from stock."""
        return self.row.move_ids.filtered(
            lambda move: (
                move.state not in ("draft", "done", "cancel") and not move.move_orig_ids
            )
        )
