"""Plays the named situations of ``engine/tests/situations.py`` on Odoo's documents."""

from collections import defaultdict
from datetime import datetime, time, timedelta

from odoo import fields
from odoo.fields import Command

from ...models.base.guard import BY_SCHEDULE

OPEN = ("waiting", "confirmed", "partially_available", "assigned")


class Situation:
    """One situation, read line by line; built when something is asked of it.

    :param case: a ``ScheduleCase``
    """

    def __init__(self, case):
        self.case, self.env = case, case.env
        self.lines = defaultdict(list)
        self.products, self.orders, self.rows, self.mos = {}, {}, {}, {}
        self.moves, self.built = {}, False
        now = fields.Datetime.now()
        self.today = datetime.combine(now.date(), time(12)) + timedelta(days=1)

    def play(self, table):
        for line in filter(None, map(str.strip, table.splitlines())):
            word, *rest = line.split()
            if word in ("stock", "bill", "supply", "demand"):
                self.lines[word].append(rest)
                continue
            self.build()
            getattr(self, f"do_{word}")(*rest)

    def product(self, name):
        if name not in self.products:
            kit = any(bill[0] == name and "kit" in bill for bill in self.lines["bill"])
            self.products[name] = self.env["product.product"].create(
                {"name": name, "type": "consu", "is_storable": not kit}
            )
        return self.products[name]

    def day(self, text):
        return self.today + timedelta(days=int(text[1:]))

    # -- building -------------------------------------------------------------

    def build(self):
        if self.built:
            return
        self.built = True
        self.set_steps()
        for line in self.lines["bill"]:
            self.make_bill(*line)
        for line in sorted(self.lines["demand"], key=lambda line: line[1]):
            if line[2] == "row":
                self.make_order(*line)
        self.confirm_orders()
        for line in self.lines["supply"]:
            self.make_supply(*line)
        for line in self.lines["demand"]:
            if line[2] == "part" and line[1] not in self.mos:
                self.make_parent(line[1])
            elif line[2] == "out":
                self.make_transfer_out(*line)
        self.set_ranks()
        self.set_stock()
        for line in self.lines["demand"]:
            self.enter(*line)

    def set_steps(self):
        text = str(self.lines)
        values = {}
        if "INPUT" in text:
            values["reception_steps"] = "two_steps"
        if "POST" in text:
            values["manufacture_steps"] = "pbm_sam"
        if "OUTPUT" in text:
            values["delivery_steps"] = "pick_ship"
        self.case.warehouse.write(values)
        self.places = {
            None: self.case.stock,
            "INPUT": self.case.warehouse.wh_input_stock_loc_id,
            "POST": self.case.warehouse.sam_loc_id,
            "OUTPUT": self.case.warehouse.wh_output_stock_loc_id,
        }
        if "SHELF" in text:
            self.places["SHELF"] = self.env["stock.location"].create(
                {"name": "Shelf", "location_id": self.case.stock.id}
            )
        if "W2" in text:
            self.shop = self.env["stock.warehouse"].create(
                {"name": "W2", "code": "W2", "company_id": self.case.company.id}
            )
            self.places["W2"] = self.shop.lot_stock_id

    def make_bill(self, product, _is, *words):
        kit, by = "kit" in words, []
        words = [word for word in words if word not in ("+", "kit")]
        if "by" in words:
            at = words.index("by")
            by = [(self.product(words[at + 2]), float(words[at + 1]))]
            words = words[:at]
        self.case.bom(
            self.product(product),
            {
                self.product(part): float(quantity)
                for quantity, part in zip(words[::2], words[1::2], strict=True)
            },
            type="phantom" if kit else "normal",
            byproduct_ids=[
                Command.create({"product_id": made.id, "product_qty": quantity})
                for made, quantity in by
            ],
        )

    def keys(self, words):
        return dict(word.split("=") for word in words)

    def make_order(self, _rank, name, _kind, product, quantity, *words):
        keys = self.keys(words)
        order_name = name.split(".")[0]
        if order_name not in self.orders:
            values = {"partner_id": self.case.customer.id}
            if keys.get("at") == "W2":
                values["warehouse_id"] = self.shop.id
            self.orders[order_name] = self.env["sale.order"].create(values)
        first = float(keys.get("made", quantity))
        if self.mto_supply(name):
            first = float(quantity)
        unit = self.product(product).uom_id
        if keys.get("unit") == "dozen":
            unit = self.env.ref("uom.product_uom_dozen")
        self.rows[name] = self.env["sale.order.line"].create(
            {
                "order_id": self.orders[order_name].id,
                "product_id": self.product(product).id,
                "product_uom_qty": first,
                "product_uom_id": unit.id,
            }
        )

    def mto_supply(self, row):
        for line in self.lines["supply"]:
            if line[1] == "mto" and line[-1] == row:
                return line
        return None

    def confirm_orders(self):
        for _name, order in sorted(self.orders.items()):
            order.action_confirm()
        for _rank, name, kind, product, quantity, *words in self.lines["demand"]:
            keys = self.keys(words)
            if kind != "row":
                continue
            row = self.rows[name]
            if "made" in keys or self.mto_supply(name):
                if not row.product_id.bom_ids:
                    self.case.bom(row.product_id, {})
                row.action_make_to_order()
                made = float(keys.get("made", 0))
                if made:
                    mo = row._mto_open()
                    part = made < mo.product_qty
                    self.case.produce(mo, made if part else None)
            if row.product_uom_qty != float(quantity):
                row.product_uom_qty = float(quantity)
            if "shipped" in keys:
                self.case.on_hand(self.product(product), float(keys["shipped"]))
                self.ship(row, float(keys["shipped"]))
            if "output" in keys:
                self.case.on_hand(self.product(product), float(keys["output"]))
                pick = row.move_ids.filtered(lambda m: m.location_id == self.case.stock)
                pick.picking_id.action_assign()
                self.ship(row, float(keys["output"]), pick)

    def ship(self, row, quantity, moves=None):
        picking = (moves or row.move_ids).picking_id
        picking.move_ids.quantity = quantity
        picking.move_ids.picked = True
        picking.with_context(skip_backorder=True).button_validate()

    def make_supply(self, name, kind, product, quantity, when, *words):
        words = dict(zip(words[::2], words[1::2], strict=True))
        product, quantity, date = self.product(product), float(quantity), self.day(when)
        if kind == "mto":
            self.mos[name] = self.rows[words["for"]]._mto_open()
            self.mos[name].date_deadline = date
        elif kind in ("mts", "sub", "draft"):
            if kind == "sub":
                self.make_parent(words["for"])
            mo = self.env["mrp.production"].create(
                {
                    "product_id": product.id,
                    "product_qty": quantity,
                    "date_deadline": date,
                }
            )
            if not mo.bom_id:
                self.add_parts(mo, name)
            if kind == "sub":
                mo.production_group_id.parent_ids = [
                    Command.link(self.mos[words["for"]].production_group_id.id)
                ]
            if kind != "draft":
                mo.action_confirm()
            self.mos[name] = mo
        elif kind == "moving":
            self.find_moving(name, product, quantity, date)
        else:
            self.make_receipt(name, kind, product, quantity, date)

    def make_receipt(self, name, kind, product, quantity, date):
        source = "customers" if kind == "return" else "suppliers"
        picking = self.case.transfer(
            self.case.warehouse.in_type_id,
            self.env.ref(f"stock.stock_location_{source}"),
            self.case.stock,
            product,
            quantity,
            date,
        )
        if kind == "owned":
            picking.owner_id = self.owner()
        self.moves[name] = picking.move_ids

    def find_moving(self, name, product, quantity, date):
        step = next(line[-1] for line in self.lines["stock"] if line[0] == product.name)
        moves = self.env["stock.move"].search(
            [
                ("product_id", "=", product.id),
                ("location_id", "=", self.places[step].id),
                ("state", "in", OPEN),
            ]
        )
        if not moves:
            moves = self.case.transfer(
                self.case.warehouse.int_type_id,
                self.places[step],
                self.case.stock,
                product,
                quantity,
                date,
            ).move_ids
        moves.date = date
        self.moves[name] = moves

    def owner(self):
        return self.env["res.partner"].search([("name", "=", "OTHER")]) or self.env[
            "res.partner"
        ].create({"name": "OTHER"})

    def add_parts(self, mo, name):
        parts = [line for line in self.lines["demand"] if line[1:3] == [name, "part"]]
        mo.move_raw_ids = [
            Command.create(
                {
                    "product_id": self.product(product).id,
                    "product_uom_qty": float(quantity),
                    "location_id": mo.location_src_id.id,
                    "location_dest_id": mo.production_location_id.id,
                }
            )
            for _rank, _name, _kind, product, quantity, *_words in parts
        ]

    def make_parent(self, name):
        if name not in self.mos:
            made = self.product(f"What {name} makes")
            mo = self.env["mrp.production"].create(
                {"product_id": made.id, "product_qty": 1}
            )
            self.add_parts(mo, name)
            mo.action_confirm()
            self.mos[name] = mo

    def make_transfer_out(self, _rank, name, _kind, product, quantity, *words):
        date = self.day(self.keys(words)["day"])
        picking = self.case.shipment(self.product(product), float(quantity), date)
        self.moves[name] = picking.move_ids

    def set_ranks(self):
        ranked = defaultdict(list)
        for rank, name, kind, *_rest in self.lines["demand"]:
            if kind == "row":
                ranked[float(rank)].append(self.orders[name.split(".")[0]])
            elif kind == "part":
                ranked[float(rank)].append(self.mos[name])
        for rank, documents in ranked.items():
            for document in documents:
                document.with_context(schedule=BY_SCHEDULE).schedule_rank = rank

    def set_stock(self):
        """Bring what is there to what the situation says."""
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "in", [p.id for p in self.products.values()]),
                ("location_id.usage", "=", "internal"),
            ]
        )
        there = defaultdict(float)
        for quant in quants:
            there[quant.product_id, quant.location_id, quant.owner_id] += quant.quantity
        wanted = defaultdict(float)
        for product, quantity, *rest in self.lines["stock"]:
            words = dict(zip(rest[::2], rest[1::2], strict=True))
            owner = self.owner() if "of" in words else self.env["res.partner"]
            place = self.places[words.get("at")]
            wanted[self.product(product), place, owner] += float(quantity)
        for key in {*there, *wanted}:
            if difference := wanted[key] - there[key]:
                product, place, owner = key
                self.env["stock.quant"]._update_available_quantity(
                    product, place, difference, owner_id=owner
                )

    def enter(self, _rank, name, kind, _product, _quantity, *words):
        keys = self.keys(words)
        move = self.open_moves(name)
        for key in ("typed", "picked"):
            if key in keys:
                move.quantity = float(keys[key])
                move.picked = key == "picked"

    def open_moves(self, name):
        if name in self.rows:
            row = self.rows[name]
            return row.move_ids.filtered(lambda m: m.state in OPEN)
        if name in self.mos:
            return self.mos[name].move_raw_ids
        return self.moves[name]

    # -- what happens ---------------------------------------------------------

    def do_do(self, verb, *words):
        getattr(self, f"happen_{verb}")(*words)

    def happen_move(self, moved, _before, target):
        self.orders[moved].schedule_move(before_id=self.orders[target].id)

    def happen_make(self, *names):
        orders = self.env["sale.order"].union(
            *(self.orders[name] for name in names if "." not in name)
        )
        rows = self.env["sale.order.line"].union(
            *(self.rows[name] for name in names if "." in name)
        )
        if rows:
            # Rows are made whatever they have, as orders' rows in one call.
            (rows | orders.order_line).action_make_to_order()
        else:
            orders.action_make_to_order()

    def happen_arrive(self, product, quantity):
        picking = self.case.receipt(self.product(product), float(quantity))
        picking.button_validate()

    def happen_drop(self, name):
        move = self.open_moves(name)
        move.quantity = 0
        move.picking_id.action_cancel()

    # -- what is expected -----------------------------------------------------

    def do_expect(self, name, status, missing, date, claims, held):
        self.env.invalidate_all()
        case = self.case
        if name in self.rows:
            row = self.rows[name]
            case.assertEqual(row.sales_items_availability, status, name)
            case.assertEqual(row.missing_qty, float(missing), name)
            if date != "*":
                self.check_date(row.availability_date, date, name)
            if claims != "*":
                case.assertEqual(self.claims_of(row), self.wanted(claims), name)
        elif name in self.mos:
            case.assertEqual(self.mos[name].ingredients_availability, status, name)
            if date != "*":
                self.check_date(self.mos[name].availability_date, date, name)
        case.assertEqual(
            sum(
                line.quantity_product_uom
                for line in self.open_moves(name).move_line_ids
            ),
            float(held),
            name,
        )

    def check_date(self, found, date, name):
        wanted = False if date == "-" else self.day(date)
        if date == "d0":
            # Overdue counts as now.
            wanted = found and found.date() == fields.Datetime.now().date() and found
        self.case.assertEqual(found, wanted, name)

    def claims_of(self, row):
        named = {mo: name for name, mo in self.mos.items()}
        named.update({moves.picking_id: name for name, moves in self.moves.items()})
        found = defaultdict(float)
        for claim in row.supply_claims:
            source = self.env[claim["source_model"]].browse(claim["source_id"])
            stock = claim["source_model"] == "stock.location"
            unit = row.product_uom_id
            quantity = unit._compute_quantity(claim["quantity"], row.product_id.uom_id)
            found["stock" if stock else named[source]] += quantity
        return dict(found)

    def wanted(self, text):
        pairs = [] if text == "-" else [part.split(":") for part in text.split(",")]
        return {name: float(quantity) for name, quantity in pairs}

    def do_ingredients(self, name, status):
        self.env.invalidate_all()
        row = self.rows.get(name) or self.orders[name].order_line
        self.case.assertEqual(row.ingredients_availability, status, name)

    def do_customers(self, mo, rows):
        self.env.invalidate_all()
        named = {row.id: name for name, row in self.rows.items()}
        found = {
            named[claim["line_id"]]: claim["quantity"]
            for claim in self.mos[mo].customer_claims
        }
        self.case.assertEqual(found, self.wanted(rows))

    def do_figures(self, product, *numbers):
        self.env.invalidate_all()
        product = self.product(product).with_context(
            warehouse_id=self.case.warehouse.id
        )
        found = [
            product.stock_in_stock,
            product.stock_committed,
            product.stock_expected,
            product.stock_calculated,
        ]
        self.case.assertEqual(found, list(map(float, numbers)))
