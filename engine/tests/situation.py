"""Reads a situation (:mod:`situations`) and asks the engine who gets what in it.

Statuses are worded here from claims and shortages, not by the add-on's own code.
"""

from collections import defaultdict
from datetime import datetime, timedelta

from engine.allocation import allocate
from engine.figures import figures
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

NOW = datetime(2040, 1, 1)
PATHS = {
    None: ("1/stock/", "W1"),
    "SHELF": ("1/stock/shelf/", "W1"),
    "INPUT": ("1/input/", "W1"),
    "POST": ("1/post/", "W1"),
    "OUTPUT": ("1/output/", "W1"),
    "W2": ("2/stock/", "W2"),
}
WAREHOUSES = (
    Warehouse("W1", "1/stock/", ("1/input/", "1/post/"), ("1/output/",)),
    Warehouse("W2", "2/stock/"),
)


def check(table):
    """Play a situation and compare what its ``expect`` lines say."""
    situation = Situation()
    for line in filter(None, map(str.strip, table.splitlines())):
        word, *rest = line.split()
        getattr(situation, f"do_{word}")(*rest)
    assert situation.checked, "A situation without an expectation"


def day(text):
    return None if text in ("-", "*") else NOW + timedelta(days=int(text[1:]))


class Situation:
    def __init__(self):
        self.stock, self.supplies, self.bills = [], [], {}
        self.demands, self.making = {}, {}
        self.kits, self.byproducts = {}, {}
        self._said, self.checked = None, 0

    # -- what there is ----------------------------------------------------------

    def do_stock(self, product, quantity, *rest):
        words = dict(zip(rest[::2], rest[1::2], strict=True))
        if "of" not in words:
            self.stock.append((product, float(quantity), words.get("at")))

    def do_bill(self, product, _is, *words):
        kit, by = "kit" in words, None
        words = [word for word in words if word not in ("+", "kit")]
        if "by" in words:
            at = words.index("by")
            by, words = (words[at + 2], float(words[at + 1])), words[:at]
        parts = dict(zip(words[1::2], map(float, words[::2]), strict=True))
        (self.kits if kit else self.bills)[product] = parts
        if by:
            self.byproducts[product] = by

    def do_supply(self, name, kind, product, quantity, when, *rest):
        words = dict(zip(rest[::2], rest[1::2], strict=True))
        supply = (name, kind, product, float(quantity), day(when), words)
        self.supplies.append(supply)

    def do_demand(self, rank, name, kind, product, quantity, *rest):
        keys = dict(word.split("=") for word in rest)
        factor = 12 if keys.pop("unit", None) == "dozen" else 1
        keys["where"] = keys.pop("at", None)
        self.demands[name] = {
            "rank": None if rank == "-" else float(rank),
            "at": len(self.demands),
            "kind": kind,
            "product": product,
            "factor": factor,
            "quantity": float(quantity) * factor - float(keys.pop("shipped", 0)),
            **keys,
        }

    # -- what happens -----------------------------------------------------------

    def do_do(self, verb, *words):
        getattr(self, f"happen_{verb}")(*words)
        self._said = None

    def happen_move(self, moved, _before, target):
        to = self.demands[target]["rank"]
        for name, demand in self.demands.items():
            if name.split(".")[0] == moved:
                demand["rank"] = to - 0.5

    def happen_arrive(self, product, quantity):
        self.stock.append((product, float(quantity), None))

    def happen_drop(self, name):
        self.demands[name]["quantity"] = 0.0

    def happen_make(self, *names):
        rows = [
            row
            for row in sorted(self.demands, key=self.sort_key)
            if row in names or row.split(".")[0] in names
        ]
        made = [row for row in rows if row in names and "." in row]
        asked = [row for row in rows if row not in made]
        short = self.allocation(makeable=asked).short
        for row in rows:
            if row in made or ("row", row) in short:
                demand = self.demands[row]
                mo = f"MO of {row}"
                self.making[row] = mo
                made_for = {"for": row}
                self.supplies.append(
                    (mo, "mto", demand["product"], demand["quantity"], NOW, made_for)
                )
                for part, each in self.parts(demand["product"]).items():
                    self.demands[f"{mo} {part}"] = {
                        **{"rank": demand["rank"], "at": len(self.demands)},
                        **{"kind": "part", "product": part, "factor": 1, "mo": mo},
                        "quantity": each * demand["quantity"],
                    }

    # -- what the engine is asked -----------------------------------------------

    def sort_key(self, name):
        demand = self.demands[name]
        kind = ROW if demand["kind"] == "row" else COMPONENT
        return demand["rank"] or 0, kind, demand["at"], demand["at"]

    def parts(self, product):
        found = defaultdict(float)
        for part, each in self.bills.get(product, {}).items():
            for leaf, pieces in self.leaves(part).items():
                found[leaf] += each * pieces
        return dict(found)

    def leaves(self, part):
        if part not in self.kits:
            return {part: 1.0}
        found = defaultdict(float)
        for inner, each in self.kits[part].items():
            for leaf, pieces in self.leaves(inner).items():
                found[leaf] += each * pieces
        return found

    def allocation(self, makeable=()):
        rows = {n: d for n, d in self.demands.items() if d["kind"] == "row"}
        recipes = {
            (name, row["product"]): self.parts(row["product"])
            if row["product"] in self.bills
            else None
            for name, row in rows.items()
        }
        moves = [move for name in self.demands for move in self.moves_of(name)]
        moves += [move for supply in self.supplies for move in self.moves_in(*supply)]
        return allocate(
            Snapshot(
                *(NOW, ORDER, WAREHOUSES),
                stock=tuple(
                    Stock(
                        product, "C", PATHS[at][1], at or "stock", PATHS[at][0], pieces
                    )
                    for product, pieces, at in self.stock
                ),
                moves=tuple(moves),
                own={
                    ("row", name): float(row["made"])
                    for name, row in rows.items()
                    if "made" in row
                },
                making=tuple(
                    Making(name, words["for"], product, pieces, date)
                    for name, kind, product, pieces, date, words in self.supplies
                    if kind == "mto"
                ),
                recipes=recipes,
                makeable=frozenset(makeable),
            )
        )

    def moves_of(self, name):
        demand = self.demands[name]
        if not demand["quantity"] and "picked" not in demand:
            return
        path, warehouse = PATHS[demand.get("where")]
        entered = tuple(
            Entered("stock", path, float(demand[key]), ticked)
            for key, ticked in (("picked", True), ("typed", False))
            if key in demand
        )
        values = {"source": path, "source_warehouse": warehouse, "entered": entered}
        if demand["kind"] == "row":
            values |= {"row": name, "sort_key": self.sort_key(name)}
        elif demand["kind"] == "part":
            mo = demand.get("mo", name)
            values |= {"raw_mo": mo, "sort_key": self.sort_key(name)}
        quantity = demand["quantity"]
        if "output" in demand:
            values |= {"source": PATHS["OUTPUT"][0], "chained": True}
        yield Move(
            *(("move", name), demand["product"], "C", quantity),
            date=day(demand.get("day", "-")) or NOW,
            firm=float(demand.get("firm", 0)),
            **values,
        )

    def moves_in(self, name, kind, product, quantity, date, words):
        path, warehouse = PATHS["W2" if words.get("at") == "W2" else None]
        to = {"target": path, "target_warehouse": warehouse, "date": date}
        if kind in ("receipt", "return"):
            yield Move(name, product, "C", quantity, **to)
        elif kind == "moving":
            step = next(at for p, _q, at in self.stock if p == product and at)
            made = [("row", n) for n, d in self.demands.items() if "made" in d]
            yield Move(
                *(name, product, "C", quantity),
                source=PATHS[step][0],
                source_warehouse="W1",
                made_for=made[0] if made and step == "POST" else None,
                **to,
            )
        elif kind in ("mts", "sub", "mto"):
            for_whom = {
                "mts": None,
                "sub": ("part", words.get("for"), product),
                "mto": ("row", words.get("for")),
            }[kind]
            yield Move(name, product, "C", quantity, mo=name, made_for=for_whom, **to)
            if product in self.byproducts:
                by, each = self.byproducts[product]
                yield Move(f"{name} by", by, "C", quantity * each, mo=name, **to)

    @property
    def said(self):
        self._said = self._said or self.allocation()
        return self._said

    # -- what is expected -------------------------------------------------------

    def do_expect(self, name, status, missing, date, claims, held):
        self.checked += 1
        demand, said = self.demands[name], self.said
        row = demand["kind"] == "row"
        owner = ("row", name) if row else ("raw", ("move", name))
        owner = ("transfer", ("move", name)) if demand["kind"] == "out" else owner
        found = [claim for _product, claim in said.claims.get(owner, ())]
        short = sum(said.short.get(owner, {}).values())
        dates = [claim.date for claim in found if claim.date]
        if short:
            worded = "not_available"
        elif row and said.picked[owner] >= demand["quantity"]:
            worded = "picked"
        else:
            worded = "expected" if dates else "in_stock"
        assert worded == status, (name, worded, found)
        assert short / demand["factor"] == float(missing), (name, short)
        if date != "*":
            latest = max(dates) if dates and status == "expected" else None
            assert latest == day(date), name
        if claims != "*":
            assert self.summed(found) == self.wanted(claims), name
        assert said.holds.get(("move", name), 0) == float(held), name

    def summed(self, claims):
        found = defaultdict(float)
        for claim in claims:
            kind, name = claim.supply
            name = "stock" if kind == "stock" else str(name).removesuffix(" by")
            found[name] += claim.quantity
        return dict(found)

    def wanted(self, text):
        pairs = [] if text == "-" else [part.split(":") for part in text.split(",")]
        return {name: float(quantity) for name, quantity in pairs}

    def do_ingredients(self, name, status):
        self.checked += 1
        said = self.said
        owners = [("virtual", name)]
        if name in self.making:
            mo = self.making[name]
            owners = [
                ("raw", ("move", part))
                for part, demand in self.demands.items()
                if demand.get("mo") == mo
            ]
        claims = [c for owner in owners for _p, c in said.claims.get(owner, ())]
        if any(said.short.get(owner) for owner in owners):
            found = "not_available"
        else:
            found = "expected" if any(c.date for c in claims) else "in_stock"
        assert found == status, name

    def do_customers(self, mo, rows):
        self.checked += 1
        found = {
            row: quantity
            for (row, _product), quantity in self.said.rows_served_by([mo]).items()
        }
        assert found == self.wanted(rows), mo

    def do_figures(self, product, *numbers):
        self.checked += 1
        found = figures(self.said, ["W1"])[product]
        calculated = found.in_stock - found.committed + found.expected
        assert [*found, calculated] == list(map(float, numbers))
