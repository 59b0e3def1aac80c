from datetime import timedelta
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ...engine.tests.random_steps import examples
from ..common import StockCase
from .crates import Crates

few, at, days = st.integers(1, 5), st.integers(0, 9), st.integers(-2, 9)
CLOSED = ("done", "cancel")


@tagged("post_install", "-at_install")
class TestRandomSteps(StockCase):
    """Random days in two workshops: after each step all that is said is one truth.

    Statuses, reservations, Customer and product figures, against pieces that somebody
    hands out by hand.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop = cls.env["stock.warehouse"].create(
            {
                "name": "Shop",
                "code": "SHOP",
                "company_id": cls.company.id,
                "delivery_steps": "pick_ship",
            }
        )
        cls.shelf = cls.env["stock.location"].create(
            {"name": "Shelf", "location_id": cls.stock.id}
        )
        cls.owner = cls.env["res.partner"].create({"name": "Owner"})
        cls.chip = cls.env["product.product"].create(
            {"name": "Chip", "type": "consu", "is_storable": True}
        )
        cls.bom_stool.byproduct_ids = [
            Command.create({"product_id": cls.chip.id, "product_qty": 1})
        ]
        cls.pair = cls.env["product.product"].create({"name": "Pair", "type": "consu"})
        cls.bom(cls.pair, {cls.stool: 1, cls.leg: 2}, type="phantom")
        # A kit in a kit.
        cls.suite = cls.env["product.product"].create(
            {"name": "Suite", "type": "consu"}
        )
        cls.bom(cls.suite, {cls.pair: 1, cls.chip: 1}, type="phantom")
        cls.red, cls.blue = cls.lamps()
        cls.made = [cls.stool, cls.red, cls.blue]
        cls.bolt = cls.product("Bolt", tracking="lot")
        cls.bolts = cls.lots(cls.bolt, "A", "B")
        cls.goods = [*cls.made, cls.chip, cls.leg, cls.bolt]
        cls.parts = {
            cls.stool: {cls.leg: 3},
            cls.red: {cls.leg: 1, cls.chip: 2},
            cls.blue: {cls.leg: 1},
        }
        cls.dozen = cls.env.ref("uom.product_uom_dozen")

    @classmethod
    def lamps(cls):
        """Create a lamp in two colours; a line of its bill is for the red one."""
        template, colours = cls.options("Lamp", "Red", "Blue", create_variant="always")
        red, blue = template.product_variant_ids
        cls.bom(red, {cls.leg: 1, cls.chip: 2}, product_id=False)
        lines = template.bom_ids.bom_line_ids
        lines.filtered(
            lambda line: line.product_id == cls.chip
        ).bom_product_template_attribute_value_ids = colours[0]
        return red, blue

    def test_random_steps(self):
        run_state_machine_as_test(
            partial(Steps, self),
            settings=examples(12, shrink=False, stateful_step_count=25),
        )


class Steps(RuleBasedStateMachine):
    """What happens in the workshops; each step is one that a user can take."""

    def __init__(self, case):
        super().__init__()
        self.case, self.env = case, case.env
        self.savepoint = self.env.cr.savepoint()
        self.savepoint.__enter__()
        self.own, self.typed, self.changed = {}, {}, False

    def teardown(self):
        self.savepoint.rollback()
        self.env.invalidate_all()
        return super().teardown()

    # -- what there is --------------------------------------------------------------

    def one(self, records, at):
        self.changed = True
        return records[at % len(records)] if records else records

    def warehouse(self, at):
        return self.case.shop if at % 2 else self.case.warehouse

    def good(self, at):
        return self.case.goods[at % len(self.case.goods)]

    def lot(self, product, at):
        """Return one of a product's lots, or none where it has none."""
        lots = self.case.bolts
        return lots[at % 2] if product == self.case.bolt else lots.browse()

    def date(self, days):
        return fields.Datetime.now().replace(second=0) + timedelta(days=days)

    def open_moves(self, *domain):
        return self.env["stock.move"].search(
            [
                ("company_id", "=", self.case.company.id),
                ("state", "not in", ("draft", *CLOSED)),
                *domain,
            ],
            order="id",
        )

    def on_hand(self, product, warehouse):
        quants = self.env["stock.quant"].search(
            [
                ("product_id", "=", product.id),
                ("location_id.usage", "=", "internal"),
                ("location_id.warehouse_id", "=", warehouse.id),
                ("owner_id", "=", False),
            ]
        )
        return int(sum(quants.mapped("quantity")))

    def lose(self, product, warehouse):
        """Note what of rows' own is gone: free goods first, then the lowest rank's."""
        rows = self.env["sale.order.line"].browse(self.own).exists()
        rows = rows.filtered(
            lambda row: row.product_id == product and row.warehouse_id == warehouse
        )
        gone = sum(self.own[row.id] for row in rows)
        gone -= max(0, self.on_hand(product, warehouse))
        for row in rows.sorted(lambda row: row._schedule_sort_key(), reverse=True):
            lost = max(0, min(gone, self.own[row.id]))
            self.own[row.id] -= lost
            gone -= lost

    def kept(self, row):
        """Note that surplus of a row is free, and stays so."""
        if row.id in self.own:
            left = row.product_uom_id._compute_quantity(
                row.product_uom_qty, row.product_id.uom_id
            )
            left = int(left) - self.shipped(row)
            self.own[row.id] = max(0, min(self.own[row.id], left))

    def shipped(self, row):
        """Return what has left the stock for a row's customer."""
        stock = row.warehouse_id.lot_stock_id
        return sum(
            int(move.quantity) * (1 if move.location_id._child_of(stock) else -1)
            for move in row.move_ids
            if move.state == "done"
            and (move.location_id._child_of(stock) or move.location_dest_id == stock)
        )

    # -- orders ---------------------------------------------------------------------

    @rule(at=at, quantities=st.lists(few, min_size=1, max_size=2), kind=at)
    def sell(self, at, quantities, kind):
        self.changed = True
        product = {8: self.case.suite, 9: self.case.pair}.get(kind, self.good(kind))
        order = self.env["sale.order"].create(
            {
                "partner_id": self.case.customer.id,
                "warehouse_id": self.warehouse(at).id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": 1 if kind == 7 else quantity,
                            "product_uom_id": self.case.dozen.id
                            if kind == 7
                            else product.uom_id.id,
                        }
                    )
                    for quantity in quantities
                ],
            }
        )
        order.action_confirm()

    @rule(at=at, quantity=few)
    def change(self, at, quantity):
        row = self.one(self.case.sell().order_line, at)
        if not row or row.product_uom_id == self.case.dozen:
            return
        mo = row._mto_open()
        done = row.move_ids.filtered(lambda move: move.state == "done")
        if not row.product_id.is_storable and done:
            return
        done = max(self.shipped(row), row.qty_delivered)
        if quantity < done or (mo and quantity <= row._mto_produced_qty()):
            return
        if self.busy(row.move_ids):
            return
        row.product_uom_qty = quantity
        self.kept(row)

    def busy(self, moves):
        """Tell whether somebody has entered something: what Odoo does then is its."""
        return any(
            move.id in self.typed or move.picked
            for move in moves
            if move.state not in CLOSED
        )

    @rule(at=at)
    def cancel(self, at):
        order = self.one(self.case.sell(), at)
        if order and not self.busy(order.order_line.move_ids):
            order._action_cancel()
            for row in order.order_line:
                self.own.pop(row.id, None)

    @rule(at=at, to=at)
    def move(self, at, to):
        orders = self.case.sell()
        order, target = self.one(orders, at), self.one(orders, to)
        if order and order != target:
            order.schedule_move(before_id=target.id)

    @rule(at=at, to=at)
    def move_mo(self, at, to):
        mos = self.case.schedule()
        mo, target = self.one(mos, at), self.one(mos, to)
        if mo and mo != target:
            mo.schedule_move(after_id=target.id)

    # -- making ---------------------------------------------------------------------

    @rule(at=at, kind=at, quantity=few, days=days)
    def make(self, at, kind, quantity, days):
        self.changed = True
        self.case.mo(
            self.case.made[kind % len(self.case.made)],
            quantity,
            date_deadline=self.date(days),
            picking_type_id=self.warehouse(at).manu_type_id.id,
        )

    @rule(at=at, days=days)
    def make_to_order(self, at, days):
        rows = self.case.sell().order_line.filtered("can_make_to_order")
        # What is lost in Output is asked for there, and nobody brings it.
        rows -= self.leaving().sale_line_id
        row = self.one(rows, at)
        if row and not self.busy(row.move_ids):
            row.order_id.commitment_date = self.date(days)
            row.action_make_to_order()

    @rule(at=at, quantity=few)
    def produce(self, at, quantity):
        mo = self.one(self.case.schedule(), at)
        if not mo:
            return
        possible = min(
            [
                *(quantity, mo.product_qty),
                *(
                    move.quantity // (move.product_uom_qty / mo.product_qty)
                    for move in mo.move_raw_ids
                ),
            ]
        )
        if possible >= 1:
            row = mo.mto_line_id
            self.case.produce(mo, possible)
            if row:
                self.own[row.id] = self.own.get(row.id, 0) + int(possible)

    @rule(at=at)
    def cancel_mo(self, at):
        mo = self.one(self.case.schedule(), at)
        if mo:
            mo.action_cancel()

    @rule(at=at)
    def take_apart(self, at):
        """Unbuild one piece of a done MO: what that made is lost first."""
        mos = self.env["mrp.production"].search(
            [("company_id", "=", self.case.company.id), ("state", "=", "done")]
        )
        mo = self.one(mos, at)
        if not mo or mo.unbuild_ids:
            return
        warehouse = mo.picking_type_id.warehouse_id
        free = self.on_hand(mo.product_id, warehouse)
        if free < 1 or self.on_hand(self.case.chip, warehouse) < 1:
            return
        row = mo.mto_line_id
        self.env["mrp.unbuild"].create(
            {
                "product_id": mo.product_id.id,
                "product_qty": 1,
                "mo_id": mo.id,
                "bom_id": mo.bom_id.id,
                "location_id": warehouse.lot_stock_id.id,
                "location_dest_id": warehouse.lot_stock_id.id,
            }
        ).action_unbuild()
        if self.own.get(row.id, 0) > 0:
            self.own[row.id] -= 1
        self.lose(mo.product_id, warehouse)
        self.lose(self.case.chip, warehouse)

    # -- goods that come and go -------------------------------------------------------

    @rule(at=at, kind=at, quantity=few, days=days, foreign=st.booleans())
    def expect(self, at, kind, quantity, days, foreign):
        self.changed = True
        warehouse = self.warehouse(at)
        picking = self.case.transfer(
            warehouse.in_type_id,
            self.env.ref("stock.stock_location_suppliers"),
            warehouse.lot_stock_id,
            self.good(kind),
            quantity * 2,
            self.date(days),
        )
        if foreign and quantity == 1:
            picking.owner_id = self.case.owner

    @rule(at=at)
    def receive(self, at):
        moves = self.open_moves(("location_id.usage", "in", ("supplier", "customer")))
        moves = moves.filtered(lambda move: move.state == "assigned")
        if picking := self.one(moves.picking_id, at):
            for line in picking.move_line_ids.filtered(lambda line: not line.lot_id):
                line.lot_id = self.lot(line.product_id, at)
            picking.button_validate()

    @rule(at=at)
    def ship(self, at):
        """Do a step of a delivery, or a transfer: all that is reserved or entered."""
        moves = self.open_moves(("location_id.usage", "=", "internal"))
        pickings = moves.picking_id.filtered(
            lambda picking: picking.state == "assigned"
        )
        picking = self.one(pickings, at)
        if not picking:
            return
        taken = [
            (move.sale_line_id, move.product_id, int(move.quantity), move)
            for move in picking.move_ids
        ]
        result = picking.with_context(skip_backorder=True).button_validate()
        if isinstance(result, dict):
            return
        for row, product, quantity, move in taken:
            warehouse = move.location_id.warehouse_id
            if move.state not in CLOSED:
                continue
            if row and move.location_id._child_of(row.warehouse_id.lot_stock_id):
                if row.id in self.own:
                    self.own[row.id] = max(0, self.own[row.id] - quantity)
            self.lose(product, warehouse)
            self.typed.pop(move.id, None)

    @rule(at=at, quantity=few)
    def bring_back(self, at, quantity):
        """A customer returns a piece, without ordering another one."""
        self.changed = True
        warehouse = self.warehouse(at)
        self.case.transfer(
            warehouse.in_type_id,
            self.env.ref("stock.stock_location_customers"),
            warehouse.lot_stock_id,
            self.good(quantity),
            1,
        )

    @rule(at=at, kind=at, quantity=few, days=days)
    def send(self, at, kind, quantity, days):
        """A transfer without an order: to the other workshop, out, or to a shelf."""
        self.changed = True
        warehouse, other = self.warehouse(at), self.warehouse(at + 1)
        target = (
            other.lot_stock_id,
            self.env.ref("stock.stock_location_customers"),
            self.case.shelf,
        )[quantity % 3]
        if target == self.case.shelf:
            warehouse = self.case.warehouse
        self.case.transfer(
            *(warehouse.int_type_id, warehouse.lot_stock_id, target),
            *(self.good(kind), quantity, self.date(days)),
        )

    @rule(at=at, kind=at, quantity=st.integers(0, 6))
    def count(self, at, kind, quantity):
        self.changed = True
        product, warehouse = self.good(kind), self.warehouse(at)
        lot = self.lot(product, quantity)
        quant = self.env["stock.quant"].search(
            [
                ("product_id", "=", product.id),
                ("lot_id", "=", lot.id),
                ("location_id", "=", warehouse.lot_stock_id.id),
                ("owner_id", "=", False),
            ],
            limit=1,
        )
        if not quant:
            quant = self.env["stock.quant"].create(
                {
                    "product_id": product.id,
                    "lot_id": lot.id,
                    "location_id": warehouse.lot_stock_id.id,
                    "inventory_quantity": quantity,
                }
            )
        quant.with_context(inventory_mode=True).inventory_quantity = quantity
        quant.action_apply_inventory()
        self.lose(product, warehouse)

    @rule(at=at, kind=at)
    def scrap(self, at, kind):
        self.changed = True
        product, warehouse = self.good(kind), self.warehouse(at)
        lot = self.lot(product, at + kind)
        there = self.env["stock.quant"]._get_available_quantity(
            product, warehouse.lot_stock_id, lot_id=lot, strict=True
        )
        if lot and there < 1:
            return
        self.env["stock.scrap"].create(
            {
                "product_id": product.id,
                "lot_id": lot.id,
                "scrap_qty": 1,
                "location_id": warehouse.lot_stock_id.id,
            }
        ).do_scrap()
        self.lose(product, warehouse)

    def leaving(self):
        """Return open deliveries out of the shop's Output."""
        output = self.case.shop.wh_output_stock_loc_id
        return self.open_moves(("location_id", "=", output.id))

    @rule(at=at)
    def lose_in_output(self, at):
        """A piece of what stands ready in the shop is gone."""
        move = self.one(self.leaving().filtered("quantity"), at)
        if not move or self.busy(move):
            return
        self.env["stock.scrap"].create(
            {
                "product_id": move.product_id.id,
                "lot_id": move.move_line_ids.lot_id[:1].id,
                "scrap_qty": 1,
                "location_id": move.location_id.id,
            }
        ).do_scrap()

    @rule(at=at, quantity=few, tick=st.booleans())
    def enter(self, at, quantity, tick):
        """Type a quantity in a delivery from stock, and maybe tick it."""
        moves = self.open_moves(("sale_line_id", "!=", False)).filtered(
            lambda move: (
                move.location_id == move.sale_line_id.warehouse_id.lot_stock_id
                and move.product_uom == move.product_id.uom_id
            )
        )
        move = self.one(moves, at)
        # Odoo asks which lot a bolt is of that is not reserved.
        if not move or (move.has_tracking != "none" and quantity > move.quantity):
            return
        move.picking_id.write(
            {"move_ids": [Command.update(move.id, {"quantity": quantity})]}
        )
        self.typed[move.id] = quantity
        if tick:
            move.picking_id.write(
                {"move_ids": [Command.update(move.id, {"picked": True})]}
            )

    @rule(at=at)
    def unreserve(self, at):
        moves = self.open_moves(("sale_line_id", "!=", False))
        move = self.one(moves, at)
        if move and not move.picked:
            move.picking_id.do_unreserve()
            for found in move.picking_id.move_ids:
                if not found.picked:
                    self.typed.pop(found.id, None)
            # It stands until the next step; so that all is settled, take one.
            move.picking_id.action_assign()

    # -- one truth --------------------------------------------------------------------

    @invariant()
    def all_agree(self):
        if not self.changed:
            return
        self.changed = False
        # As a commit would: what is read from here on may be read again later.
        self.env.cr.flush()
        self.env.invalidate_all()
        case = self.case
        crates = Crates(case, case.goods, case.parts, self.own, self.typed)
        case.check_causes(case.sell(), case.schedule())
        for row in case.sell().order_line:
            said = crates.sales_items(row)
            if said is None:
                continue
            case.assertEqual(row.sales_items_availability, said, row.order_id.name)
            owner = ("row", row.id)
            if row.product_id.is_storable:
                missing = row.product_id.uom_id._compute_quantity(
                    crates.missing[owner], row.product_uom_id, rounding_method="UP"
                )
                case.assertEqual(row.missing_qty, missing)
            if said == "expected":
                case.assertLess(
                    abs(row.availability_date - max(crates.dates[owner])),
                    timedelta(minutes=9),
                )
        self.agree_on_mos(crates)
        self.agree_on_reservations(crates)
        for product in case.goods:
            case.assertEqual(
                product.stock_calculated, crates.figures[product], product.name
            )

    def agree_on_mos(self, crates):
        customers = {}
        for mo in self.case.schedule():
            owners = [("raw", move.id) for move in mo.move_raw_ids]
            self.case.assertEqual(
                mo.ingredients_availability, crates.status(*owners), mo.name
            )
            if not mo.mto_line_id:
                for claim in mo.customer_claims:
                    if claim["uom"] == self.case.dozen.name:
                        # Said in hundredths of a dozen.
                        claim["quantity"] = round(claim["quantity"] * 12)
                    key = mo.id, claim["line_id"]
                    customers[key] = customers.get(key, 0) + claim["quantity"]
        self.case.assertEqual(customers, dict(crates.customers))

    def agree_on_reservations(self, crates):
        for move in crates.moves:
            if move.location_id.usage != "internal":
                continue
            held = sum(move.move_line_ids.mapped("quantity_product_uom"))
            self.case.assertEqual(held, crates.held[move.id], (move.reference, move.id))
