"""Who gets what of the stock, handed out piece by piece from what Odoo's books show.

Written from behaviour.md 4; knows nothing of the add-on's provider and engine. What is
somebody's own, and what was typed by hand, is what the test itself remembers.
"""

from collections import defaultdict

from odoo import fields

from ...engine.tests.pieces import Table, there

OPEN = ("waiting", "confirmed", "partially_available", "assigned")


class Want:
    """An open move, or what could be made for a row, that waits for pieces."""

    def __init__(self, place, owner, quantity, path, move=None, row=None, mo=None):
        self.place, self.owner, self.rest, self.path = place, owner, quantity, path
        self.move, self.row, self.mo = move, row, mo


class Crates:
    """
    :param case: a ``ScheduleCase``
    :param products: storable products, each before those that it is made of
    :param parts: {product: {component: pieces of it in one}}
    :param own: {row id: pieces that its MOs made and that are still there}
    :param typed: {move id: pieces that somebody typed and did not tick}
    """

    def __init__(self, case, products, parts, own, typed):
        self.case, self.env, self.parts = case, case.env, parts
        self.own, self.typed = defaultdict(int, own), typed
        self.now = fields.Datetime.now()
        self.demanded, self.picked = defaultdict(int), defaultdict(int)
        self.missing, self.dates = defaultdict(int), defaultdict(set)
        self.held, self.customers = defaultdict(int), defaultdict(int)
        self.figures = defaultdict(int)
        self.moves = self.env["stock.move"].search(
            [("company_id", "=", case.company.id), ("state", "in", OPEN)]
        )
        self.warehouses = self.env["stock.warehouse"].search(
            [("company_id", "=", case.company.id)]
        )
        self.virtual, self.fixed = [], set()
        for product in products:
            for warehouse in self.warehouses:
                self.serve(product, warehouse)

    def inside(self, location, warehouse):
        return location.parent_path.startswith(warehouse.lot_stock_id.parent_path)

    # -- what there is --------------------------------------------------------------

    def lay(self, product, warehouse):
        table = Table(self.now)
        quants = self.env["stock.quant"].search([("product_id", "=", product.id)])
        for quant in quants:
            mine = quant.owner_id <= self.case.company.partner_id
            place = quant.location_id
            if mine and place.usage == "internal" and place.warehouse_id == warehouse:
                if self.inside(place, warehouse) or quant.quantity < 0:
                    table.put(place.id, int(quant.quantity), place.parent_path)
                    self.figures[product] += int(quant.quantity)
        for move in self.moves.filtered(lambda move: move.product_id == product):
            source, target = move.location_id, move.location_dest_id
            mo = move.production_id
            if not self.inside(target, warehouse) or self.inside(source, warehouse):
                continue
            if move.picking_id.owner_id or (
                mo.mto_line_id and mo.product_id == product
            ):
                continue
            order = 2 if mo else 1 if source.usage == "internal" else 0
            date = (mo.date_deadline or mo.date_finished) if mo else move.date
            table.put(
                *(("move", move.id), int(move.product_qty), target.parent_path),
                *(date, order),
                mo=mo.id or None,
            )
            self.figures[product] += int(move.product_qty)
        table.sort()
        return table

    # -- who waits ------------------------------------------------------------------

    def wants(self, product, warehouse):
        found = [
            want
            for made, where, want in self.virtual
            if (made, where) == (product, warehouse)
        ]
        leaving, inside, ready = [], [], []
        for move in self.moves.filtered(lambda move: move.product_id == product):
            source, target = move.location_id, move.location_dest_id
            quantity, row = int(move.product_qty), move.sale_line_id
            if (
                row
                and source == warehouse.wh_output_stock_loc_id
                and (target.usage == "customer")
            ):
                place = (row.order_id.schedule_rank, row.sequence, row.id, move.id)
                ready.append((place, move))
                continue
            if not self.inside(source, warehouse):
                continue
            stays = self.inside(target, warehouse)
            mo, path = move.raw_material_production_id, source.parent_path
            if row and not stays:
                place = (row.order_id.schedule_rank, 0, row.sequence, row.id, move.id)
                owner = ("row", row.id)
                self.demanded[owner] += quantity
                found.append(Want(place, owner, quantity, path, move, row=row))
            elif mo:
                place = (mo.schedule_rank, 1, mo.schedule_key, move.id, 0)
                found.append(Want(place, ("raw", move.id), quantity, path, move, mo=mo))
            else:
                place = (move.date, move.id)
                want = Want(place, ("transfer", move.id), quantity, path, move)
                (inside if stays else leaving).append(want)
            self.figures[product] -= 0 if stays else quantity
        self.hand_over(ready, product, warehouse)
        for wants in (found, leaving, inside):
            wants.sort(key=lambda want: want.place)
        return found, leaving, inside

    def hand_over(self, ready, product, warehouse):
        """Hand out what the first step has brought to Output, as far as it is there.

        :param ready: [(place in the ranking, move)]
        """
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "=", product.id),
                ("location_id", "=", warehouse.wh_output_stock_loc_id.id),
            ]
        )
        left = max(0, int(sum(quants.mapped("quantity"))))
        for place, move in sorted(ready, key=lambda both: both[0]):
            owner, quantity = ("row", move.sale_line_id.id), int(move.product_qty)
            got = min(quantity, left)
            left -= got
            self.demanded[owner] += quantity
            self.picked[owner] += got
            self.held[move.id] += got
            self.missing[owner] += quantity - got
            self.figures[product] -= quantity - got
            if got < quantity:
                row = move.sale_line_id
                place = (place[0], 0, *place[1:])
                want = Want(place, owner, quantity - got, "", move, row=row)
                self.ask_for_parts(want, product, warehouse)

    def serve(self, product, warehouse):
        table = self.lay(product, warehouse)
        found, leaving, inside = self.wants(product, warehouse)
        for want in (*found, *leaving, *inside):
            self.serve_entered(table, want)
        for want in found:
            if want.row:
                self.serve_row(table, want)
        for want in (*leaving, *found):
            want.rest -= self.take(table, want, want.rest)
            self.missing[want.owner] += want.rest
            if want.row and want.rest and not want.row._mto_open():
                self.ask_for_parts(want, product, warehouse)
        for want in inside:
            self.take(table, want, want.rest, there)
        for move, quantity in table.held.items():
            self.held[move] += quantity
        self.note(table)

    def stock_path(self, want):
        return want.move.location_id.warehouse_id.lot_stock_id.parent_path

    def take(self, table, want, quantity, fits=None):
        """Take pieces; what was typed is not topped up in the books."""
        move = want.move.id if want.move and want.move.id not in self.fixed else None
        mo = want.mo.id if want.mo else None

        def may(piece):
            own = mo is not None and piece.get("mo") == mo
            return not own and (fits is None or fits(piece))

        return table.take(want.owner, quantity, want.path, move, may)

    def serve_entered(self, table, want):
        if want.move is None:
            return
        ticked = sum(
            line.quantity_product_uom for line in want.move.move_line_ids if line.picked
        )
        quantity = int(ticked or self.typed.get(want.move.id, 0))
        if not quantity:
            return
        self.fixed.add(want.move.id)
        got = table.take(want.owner, quantity, want.path, want.move.id, there)
        if want.path.startswith(self.stock_path(want)):
            beyond = max(0, quantity - want.rest)
            self.figures[want.move.product_id] += quantity - got - beyond
        table.held[want.move.id] += quantity - got
        want.rest = max(0, want.rest - quantity)
        if ticked:
            self.picked[want.owner] += quantity
        if want.row:
            self.own[want.row.id] = max(0, self.own[want.row.id] - quantity)

    def serve_row(self, table, want):
        row = want.row
        mine = min(want.rest, self.own[row.id])
        got = self.take(table, want, mine, there)
        self.own[row.id] -= got
        want.rest -= got
        making = row._mto_open()
        if making and making.product_id == want.move.product_id:
            part = min(want.rest, int(sum(making.mapped("product_qty"))))
            if part:
                self.dates[want.owner].add(max(making[0].date_deadline, self.now))
                want.rest -= part
                self.figures[want.move.product_id] += part

    def ask_for_parts(self, want, product, warehouse):
        for part, each in self.parts.get(product, {}).items():
            owner, stock = ("virtual", want.row.id), warehouse.lot_stock_id
            place = (want.place[0], 2, *want.place[2:])
            asked = Want(place, owner, each * want.rest, stock.parent_path)
            self.virtual.append((part, warehouse, asked))

    def note(self, table):
        for owner, names in table.got.items():
            for name, quantity in names.items():
                if not isinstance(name, tuple):
                    continue
                move = self.env["stock.move"].browse(name[1])
                mo = move.production_id
                date = (mo.date_deadline or mo.date_finished) if mo else move.date
                self.dates[owner].add(max(date, self.now))
                if owner[0] == "row" and mo and not mo.mto_line_id:
                    self.customers[mo.id, owner[1]] += quantity

    # -- what it says ---------------------------------------------------------------

    def status(self, *owners):
        if any(self.missing[owner] for owner in owners):
            return "not_available"
        return "expected" if any(self.dates[owner] for owner in owners) else "in_stock"

    def sales_items(self, row):
        owner = ("row", row.id)
        if not self.demanded[owner]:
            return None
        found = self.status(owner)
        if found != "not_available" and self.picked[owner] >= self.demanded[owner]:
            return "picked"
        return found
