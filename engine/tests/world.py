"""A small world of orders: as a snapshot for the engine, and as pieces on tables."""

from datetime import datetime, timedelta

from engine.service import ORDER
from engine.snapshot import (
    COMPONENT,
    ROW,
    Entered,
    Making,
    Move,
    Snapshot,
    Stock,
    Warehouse,
)
from engine.tests.pieces import Table, there

NOW = datetime(2040, 1, 1)
# Each made of those that stand below it.
BILLS = {"TOP": {"FIN": 1, "PART": 1}, "FIN": {"PART": 2}, "PART": None}
STOCK = {"W1": "1/s/", "W2": "2/s/"}
PLACES = {"1/s/": "W1", "1/s/h/": "W1", "1/i/": "W1", "2/s/": "W2"}
WAREHOUSES = (Warehouse("W1", "1/s/", ("1/i/",)), Warehouse("W2", "2/s/"))


class Row:
    """A sales order row with one or two deliveries."""

    def __init__(self, id_, product, warehouse, rank, quantities):
        self.id, self.product, self.warehouse, self.rank = id_, product, warehouse, rank
        self.moves = [
            {"id": f"{id_}.{at}", "quantity": quantity, "entered": None}
            for at, quantity in enumerate(quantities)
        ]
        self.own, self.making = 0, None

    def sort_key(self, at):
        return (self.rank, ROW, 0, self.id, at)


class Order:
    """An MO to stock with one component, by-products and maybe a subassembly."""

    def __init__(self, id_, rank, made, quantity, days, part, needs, by):
        self.id, self.rank, self.made, self.quantity = id_, rank, made, quantity
        self.date = NOW + timedelta(days=days)
        self.part, self.needs, self.by = part, needs, by
        self.entered, self.sub, self.own = None, None, 0


class Want:
    """Somebody who waits, and for how many pieces still."""

    def __init__(self, sort_key, owner, move, quantity, entered, document):
        self.sort_key, self.owner, self.move = sort_key, owner, move
        self.rest, self.entered, self.document = quantity, entered, document


class World:
    """What there is, what comes and who waits, in whole pieces."""

    def __init__(self):
        self.stock, self.rows, self.orders = {}, [], []
        self.receipts, self.transfers = [], []

    # -- for the engine -----------------------------------------------------------

    def snapshot(self):
        return Snapshot(
            *(NOW, ORDER, WAREHOUSES),
            stock=tuple(
                Stock(product, "C", PLACES[path], path, path, quantity)
                for (product, path), quantity in self.stock.items()
            ),
            moves=tuple(self._moves()),
            own={
                **{("row", row.id): row.own for row in self.rows if row.own},
                **{
                    ("part", order.id, order.part): order.own
                    for order in self.orders
                    if order.own
                },
            },
            making=tuple(
                Making(f"MO of {row.id}", row.id, row.product, *row.making)
                for row in self.rows
                if row.making
            ),
            recipes={
                (row.id, row.product): BILLS[row.product]
                for row in self.rows
                if not row.making
            },
        )

    def _moves(self):
        for row in self.rows:
            for at, move in enumerate(row.moves):
                path = STOCK[row.warehouse]
                yield Move(
                    *(move["id"], row.product, "C", move["quantity"], NOW, path),
                    source_warehouse=row.warehouse,
                    row=row.id,
                    sort_key=row.sort_key(at),
                    entered=self._entered(path, move["entered"]),
                )
        for order in self.orders:
            to = {"target": STOCK["W1"], "target_warehouse": "W1"}
            yield Move(
                *(f"{order.id} part", order.part, "C", order.needs, NOW, "1/s/"),
                source_warehouse="W1",
                raw_mo=order.id,
                sort_key=(order.rank, COMPONENT, 0, order.id, 0),
                entered=self._entered("1/s/", order.entered),
            )
            yield Move(
                *(f"{order.id} made", order.made, "C", order.quantity, order.date),
                mo=order.id,
                **to,
            )
            if order.by:
                yield Move(
                    *(f"{order.id} by", order.by[0], "C", order.by[1], order.date),
                    mo=order.id,
                    **to,
                )
            if order.sub:
                yield Move(
                    *(f"{order.id} sub", order.part, "C", *order.sub),
                    mo=f"sub of {order.id}",
                    made_for=("part", order.id, order.part),
                    **to,
                )
        for name, product, warehouse, quantity, date, source in self.receipts:
            yield Move(
                *(name, product, "C", quantity, date, source),
                source_warehouse=source and "W1",
                target=STOCK[warehouse],
                target_warehouse=warehouse,
            )
        for name, product, source, target, quantity, date in self.transfers:
            yield Move(
                *(name, product, "C", quantity, date, source, PLACES[source]),
                target=target,
                target_warehouse=target and PLACES[target],
            )

    def _entered(self, path, entered):
        return (Entered(path, path, *entered),) if entered else ()

    # -- piece by piece -----------------------------------------------------------

    def tables(self):
        """Return {(product, warehouse): :class:`Table`} when all are served."""
        tables, virtual = {}, []
        for product in BILLS:
            for warehouse in STOCK:
                table = Table(NOW)
                self._lay(table, product, warehouse)
                self._serve(table, product, warehouse, virtual)
                tables[product, warehouse] = table
        return tables

    def _lay(self, table, product, warehouse):
        for (stocked, path), quantity in self.stock.items():
            if stocked == product and PLACES[path] == warehouse:
                table.put(path, quantity, path, stays=path == "1/i/")
        waiting = max(0, self.stock.get((product, "1/i/"), 0))
        for name, brought, to, quantity, date, source in sorted(
            self.receipts, key=lambda receipt: max(receipt[4], NOW)
        ):
            if brought == product and to == warehouse:
                order = 1 if source else 0
                if source:
                    # Expected as far as it is there.
                    quantity = min(quantity, waiting)
                    waiting -= quantity
                table.put(name, quantity, STOCK[to], date, order)
        for name, moved, source, target, quantity, date in self.transfers:
            if moved == product and target and PLACES[target] == warehouse:
                if PLACES[source] != warehouse:
                    table.put(name, quantity, target, date, 1)
        for order in self.orders if warehouse == "W1" else ():
            if order.made == product:
                name = f"{order.id} made"
                table.put(name, order.quantity, "1/s/", order.date, 2, mo=order.id)
            if order.by and order.by[0] == product:
                name = f"{order.id} by"
                table.put(name, order.by[1], "1/s/", order.date, 2, mo=order.id)
            if order.sub and order.part == product:
                name, whom = f"{order.id} sub", order.id
                table.put(name, order.sub[0], "1/s/", order.sub[1], 2, into=whom)
        table.sort()

    def _serve(self, table, product, warehouse, virtual):
        wants = self._wants(product, warehouse, virtual)
        stock = STOCK[warehouse]
        self._serve_entered(table, wants, stock)
        making = {row.id: row.making[0] for row in self.rows if row.making}
        for want in wants:
            if want.owner[0] == "row":
                self._serve_row(table, want, stock, making)
        for want in wants:
            if want.owner[0] == "raw":
                self._serve_part(table, want, stock)
        inside = self._serve_transfers(table, product, warehouse)
        for want in wants:
            mo = want.document.id if want.owner[0] == "raw" else object()
            want.rest -= table.take(
                *(want.owner, want.rest, stock, want.move),
                fits=lambda piece, mo=mo: piece.get("mo") != mo,
            )
            table.missing[want.owner] += want.rest
            if want.rest and want.owner[0] == "row" and not want.document.making:
                for part, each in (BILLS[product] or {}).items():
                    whom = ("virtual", want.document.id)
                    where = (want.sort_key[0], 2, *want.sort_key[2:])
                    virtual.append((where, whom, part, each * want.rest, warehouse))
        for name, source, quantity in inside:
            table.take(("transfer", name), quantity, source, name, there)

    def _wants(self, product, warehouse, virtual):
        wants = []
        for row in self.rows:
            if row.product == product and row.warehouse == warehouse:
                for at, move in enumerate(row.moves):
                    values = move["id"], move["quantity"], move["entered"], row
                    wants.append(Want(row.sort_key(at), ("row", row.id), *values))
        for order in self.orders:
            if order.part == product and warehouse == "W1":
                name = f"{order.id} part"
                place = (order.rank, COMPONENT, 0, order.id, 0)
                values = name, order.needs, order.entered, order
                wants.append(Want(place, ("raw", name), *values))
        for place, owner, made, quantity, where in virtual:
            if made == product and where == warehouse:
                wants.append(Want(place, owner, None, quantity, None, None))
        return sorted(wants, key=lambda want: want.sort_key)

    def _serve_entered(self, table, wants, stock):
        self.left = {id(one): one.own for one in (*self.rows, *self.orders)}
        for want in wants:
            if want.entered:
                quantity = want.entered[0]
                got = table.take(want.owner, quantity, stock, want.move, there)
                table.got[want.owner][stock] += quantity - got
                table.held[want.move] += quantity - got
                want.rest = max(0, want.rest - quantity)
                self.left[id(want.document)] -= quantity

    def _serve_own(self, table, want, stock):
        mine = max(0, min(want.rest, self.left[id(want.document)]))
        got = table.take(want.owner, mine, stock, want.move, there)
        self.left[id(want.document)] -= got
        want.rest -= got

    def _serve_row(self, table, want, stock, making):
        self._serve_own(table, want, stock)
        row = want.document
        while want.rest and making.get(row.id, 0):
            making[row.id] -= 1
            want.rest -= 1
            table.got[want.owner][f"MO of {row.id}"] += 1

    def _serve_part(self, table, want, stock):
        self._serve_own(table, want, stock)
        want.rest -= table.take(
            *(want.owner, want.rest, stock, want.move),
            fits=lambda piece: piece.get("into") == want.document.id,
        )

    def _serve_transfers(self, table, product, warehouse):
        """Serve what leaves; return what only goes from shelf to shelf."""
        inside, leaving = [], [t for t in self.transfers if t[1] == product]
        leaving += [
            (name, product, source, None, quantity, date)
            for name, brought, _to, quantity, date, source in self.receipts
            if brought == product and source
        ]
        for name, _product, source, target, quantity, _date in sorted(
            leaving, key=lambda transfer: (transfer[5], transfer[0])
        ):
            if PLACES[source] != warehouse:
                continue
            if target and target.startswith(STOCK[warehouse]):
                inside.append((name, source, quantity))
                continue
            owner = ("transfer", name)
            got = table.take(owner, quantity, source, name)
            table.missing[owner] += quantity - got
        return inside
