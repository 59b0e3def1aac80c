from collections import defaultdict
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from .common import ScheduleCase

FIRST_DAY = datetime(2040, 1, 1)
OPEN = ("confirmed", "waiting", "partially_available", "assigned")
number = st.integers(0, 9)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("order", "order", "make", "mto", "produce", "deliver"),
                *("move", "move_mo", "change", "receive", "expect", "cancel"),
            ]
        ),
        number,
        st.integers(1, 5),
    ),
    min_size=4,
    max_size=14,
)


class Crates:
    """Who gets what, handed out piece by piece from what the database holds.

    Knows nothing of the add-on's loaders: stools are made of three legs, goods move
    in one step, and there is one warehouse.
    """

    def __init__(self, case):
        self.case, self.env = case, case.env
        self.from_stock = defaultdict(int)
        self.missing = defaultdict(int)
        self.late = defaultdict(set)
        self.virtual = []
        self.serve(case.stool)
        self.serve(case.leg)

    def open_moves(self, product, *domain):
        return self.env["stock.move"].search(
            [
                ("product_id", "=", product.id),
                ("company_id", "=", self.case.company.id),
                (
                    "state",
                    "in",
                    ("confirmed", "waiting", "partially_available", "assigned"),
                ),
                *domain,
            ]
        )

    def pieces(self, product):
        """Return the pieces in stock (None) and those that come, by date."""
        quants = self.env["stock.quant"].search(
            [("product_id", "=", product.id), ("location_id", "=", self.case.stock.id)]
        )
        coming = self.open_moves(
            product, ("location_id.usage", "in", ("supplier", "production"))
        ).filtered(lambda move: not move.production_id.mto_line_id)
        dated = [
            (move.production_id.date_deadline or move.date, move.id, move)
            for move in coming
        ]
        return [None] * int(sum(quants.mapped("quantity"))) + [
            date
            for date, _id, move in sorted(dated, key=lambda found: found[:2])
            for _piece in range(int(move.product_qty))
        ]

    def serve(self, product):
        pieces = self.pieces(product)
        queue = []
        for move in self.open_moves(product, ("location_id", "=", self.case.stock.id)):
            wanted, row = int(move.product_qty), move.sale_line_id
            if not row:
                mo = move.raw_material_production_id
                place = (mo.schedule_rank, 1, mo.schedule_key, move.id)
                queue.append((place, ("raw", move.id), wanted, move))
                continue
            own = self.own(row, move)
            self.take(pieces, ("row", row.id), min(own, wanted), move)
            making = row.mto_production_ids.filtered(
                lambda mo: mo.state in ("confirmed", "progress", "to_close")
            )
            if making:
                self.late["row", row.id].add(making.date_deadline)
                continue
            place = (row.order_id.schedule_rank, 0, row.sequence, row.id)
            queue.append((place, ("row", row.id), wanted - min(own, wanted), move))
        if product == self.case.leg:
            queue += self.virtual
        for _place, owner, wanted, move in sorted(queue, key=lambda demand: demand[0]):
            short = self.take(pieces, owner, wanted, move)
            if short and owner[0] == "row" and product == self.case.stool:
                row = self.env["sale.order.line"].browse(owner[1])
                at = (row.order_id.schedule_rank, 2, row.sequence, row.id)
                self.virtual.append((at, ("virtual", row.id), short * 3, move.browse()))

    def own(self, row, move):
        """Return what the row's MOs made and has not left yet."""
        made = sum(
            finished.quantity
            for finished in row.mto_production_ids.move_finished_ids
            if finished.state == "done"
        )
        return int(max(0, made - max(0, row.qty_delivered - row.mto_base_qty)))

    def take(self, pieces, owner, wanted, move):
        for _piece in range(wanted):
            if not pieces:
                break
            wanted -= 1
            date = pieces.pop(0)
            if date is None:
                self.from_stock[move] += 1
            else:
                self.late[owner].add(date)
        self.missing[owner] += wanted
        return wanted

    def status(self, *owners):
        if any(self.missing[owner] for owner in owners):
            return "not_available"
        return "expected" if any(self.late[owner] for owner in owners) else "in_stock"


@tagged("post_install", "-at_install")
class TestAllocationRandom(ScheduleCase):
    """Random days of a workshop, and the crates that somebody hands out by hand."""

    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.integers(1, 12), st.integers(1, 20), STEPS)
    def test_statuses_and_reservations(self, stools, legs, steps):
        with self.env.cr.savepoint() as savepoint:
            self.on_hand(self.stool, stools)
            self.on_hand(self.leg, legs)
            for step, at, quantity in steps:
                getattr(self, f"do_{step}")(at, quantity)
            self.env.invalidate_all()
            self.compare()
            savepoint.rollback()
        self.env.invalidate_all()

    def compare(self):
        crates = Crates(self)
        for order in self.sell():
            row = order.order_line
            owner = ("row", row.id)
            self.assertEqual(
                row.sales_items_availability, crates.status(owner), order.name
            )
            self.assertEqual(order.sales_items_availability, crates.status(owner))
            self.assertEqual(row.missing_qty, crates.missing[owner])
            if crates.missing[owner]:
                self.assertEqual(
                    row.ingredients_availability, crates.status(("virtual", row.id))
                )
            elif crates.late[owner]:
                self.assertEqual(row.availability_date, max(crates.late[owner]))
        for mo in self.schedule():
            owners = [("raw", move.id) for move in mo.move_raw_ids]
            self.assertEqual(
                mo.ingredients_availability, crates.status(*owners), mo.name
            )
        moves = self.sell().order_line.move_ids | self.schedule().move_raw_ids
        for move in moves.filtered(lambda move: move.state not in ("done", "cancel")):
            self.assertEqual(move.quantity, crates.from_stock[move], move.reference)

    # -- what happens in a workshop -------------------------------------------

    def some(self, records, at):
        return records[at % len(records)] if records else records

    def do_order(self, at, quantity):
        self.order((self.stool, quantity))

    def do_make(self, at, quantity):
        self.mo(self.stool, quantity, date_deadline=FIRST_DAY + timedelta(days=at))

    def do_expect(self, at, quantity):
        product = self.leg if at % 2 else self.stool
        self.receipt(product, quantity, FIRST_DAY + timedelta(days=at))

    def do_receive(self, at, quantity):
        product = self.leg if at % 2 else self.stool
        self.receipt(product, quantity * 2).button_validate()

    def do_mto(self, at, quantity):
        order = self.some(self.sell(), at)
        if order and not order.order_line._mto_open():
            row = order.order_line
            if row.can_make_to_order:
                order.commitment_date = FIRST_DAY + timedelta(days=at)
                row.action_make_to_order()

    def do_produce(self, at, quantity):
        mo = self.some(self.schedule(), at)
        possible = min(
            [quantity, mo.product_qty, *(m.quantity // 3 for m in mo.move_raw_ids)]
            if mo
            else [0]
        )
        if possible >= 1:
            self.produce(mo, possible)

    def do_deliver(self, at, quantity):
        order = self.some(self.sell(), at)
        ready = order.picking_ids.filtered(lambda p: p.state == "assigned")
        ready[:1].button_validate()

    def do_move(self, at, quantity):
        orders = self.sell()
        order, target = self.some(orders, at), self.some(orders, quantity)
        if order != target:
            order.schedule_move(before_id=target.id)

    def do_move_mo(self, at, quantity):
        mos = self.schedule()
        mo, target = self.some(mos, at), self.some(mos, quantity)
        if mo != target:
            mo.schedule_move(after_id=target.id)

    def do_change(self, at, quantity):
        order = self.some(self.sell(), at)
        if order and quantity >= order.order_line.qty_delivered:
            mo = order.order_line._mto_open()
            if not mo or quantity > order.order_line._produced_qty():
                order.order_line.product_uom_qty = quantity

    def do_cancel(self, at, quantity):
        order = self.some(self.sell(), at)
        if order and quantity == 1:
            order._action_cancel()
