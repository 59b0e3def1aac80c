from odoo import Command
from odoo.tests import tagged

from ...models.make_to_order.mrp_production_tell import ACTIVITY
from ..common import ScheduleCase

SHOP = {"order_change_source": "Web shop"}


class OrderChangeCase(ScheduleCase):
    """A row of 5 stools with its MO, in any state of work."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.on_hand(cls.leg, 100)
        cls.bench = cls.env["mrp.workcenter"].create({"name": "Bench"})
        cls.bom_stool.company_id = cls.company
        cls.other = cls.order((cls.table, 1))

    def begin(self, state):
        """Return (row, its open MO or the done one) in a state of work."""
        operations = {"first_order": 1, "two_orders": 2}.get(state, 0)
        self.bom_stool.operation_ids.unlink()
        self.bom_stool.operation_ids = [
            Command.create({"name": f"Step {at}", "workcenter_id": self.bench.id})
            for at in range(operations)
        ]
        sale = self.order((self.stool, 5))
        mo = self.mto(sale)
        getattr(self, f"be_{state}")(mo)
        return sale.order_line, sale.order_line._mto_open() or mo

    def be_not_started(self, mo):
        pass

    def be_recorded(self, mo):
        mo.qty_producing = 2
        mo._set_qty_producing()

    def be_consumed(self, mo):
        mo.move_raw_ids.write({"quantity": 6, "picked": True})

    def be_first_order(self, mo):
        mo.workorder_ids.button_start()

    def be_two_orders(self, mo):
        mo.qty_producing = 2
        mo._set_qty_producing()
        mo.workorder_ids[0].button_start()
        mo.workorder_ids[0].button_finish()

    def be_partial(self, mo):
        self.produce(mo, 2)

    def be_partial_recorded(self, mo):
        (rest,) = self.produce(mo, 2)
        rest.qty_producing = 1
        rest._set_qty_producing()

    def be_done(self, mo):
        self.produce(mo)

    def assertDelivers(self, row):
        """The delivery asks for what the row asks for; nothing strays."""
        moves = row.order_id.picking_ids.move_ids.filtered(
            lambda move: move.state != "cancel"
        )
        asked = row.product_uom_qty if row.state == "sale" else 0
        of_row = moves.filtered(lambda move: move.sale_line_id == row)
        self.assertEqual(sum(of_row.mapped("product_uom_qty")), asked)
        self.assertEqual(
            moves.sale_line_id, moves.sale_line_id & row.order_id.order_line
        )
        for move in moves:
            self.assertGreaterEqual(move.product_uom_qty, 0)
            self.assertEqual(move.location_dest_id.usage, "customer")

    def activities(self, mo):
        return mo.activity_search([ACTIVITY])


@tagged("post_install", "-at_install")
class TestOrderChange(OrderChangeCase):
    """Every cell of the table of behaviour 6, on the documents."""

    # state of work, change: what happens to the MO
    CELLS = {
        ("not_started", 8): "follow",
        ("not_started", 3): "follow",
        ("not_started", 0): "cancel",
        ("not_started", "cancel"): "cancel",
        ("not_started", "product"): "cancel",
        ("recorded", 8): "follow",
        ("recorded", 2): "follow",
        ("recorded", 1): "refuse",
        ("recorded", 0): "unlink",
        ("recorded", "cancel"): "unlink",
        ("recorded", "product"): "unlink",
        ("consumed", 8): "follow",
        ("consumed", 0): "unlink",
        ("first_order", 8): "follow",
        ("first_order", 1): "follow",
        ("first_order", 0): "unlink",
        ("first_order", "cancel"): "unlink",
        ("two_orders", 8): "follow",
        ("two_orders", 2): "follow",
        ("two_orders", 1): "refuse",
        ("two_orders", "cancel"): "unlink",
        ("partial", 8): "follow",
        ("partial", 3): "follow",
        ("partial", 2): "cancel",
        ("partial", 1): "refuse",
        ("partial", 0): "unlink",
        ("partial", "cancel"): "unlink",
        ("partial", "product"): "unlink",
        ("partial_recorded", 8): "follow",
        ("partial_recorded", 3): "follow",
        ("partial_recorded", 2): "unlink",
        ("partial_recorded", 1): "refuse",
        ("partial_recorded", 0): "unlink",
        ("done", 8): "none",
        ("done", 3): "none",
        ("done", 0): "none",
        ("done", "cancel"): "none",
    }
    # What differs where the company unlinks started MOs, and for a connector.
    UNLINKING = {cell: "unlink" for cell, found in CELLS.items() if found == "follow"}
    UNLINKING.update({("not_started", 8): "follow", ("not_started", 3): "follow"})
    CONNECTOR = {cell: "unlink" for cell, found in CELLS.items() if found == "refuse"}

    def change(self, row, change):
        if change == "cancel":
            row.order_id._action_cancel()
        elif change == "product":
            row.order_id.picking_ids.action_cancel()
            row.product_id = self.leg
        else:
            row.product_uom_qty = change

    def check(self, cells, context=None):
        for (state, change), outcome in cells.items():
            with self.subTest(state=state, change=change, outcome=outcome):
                with self.env.cr.savepoint() as savepoint:
                    row, mo = self.begin(state)
                    before = (mo.state, mo.qty_producing, mo.move_raw_ids.quantity)
                    target = row.with_context(**(context or {}))
                    if outcome == "refuse":
                        self.assertRefused(self.change, target, change, reason=mo.name)
                    else:
                        self.change(target, change)
                        # The same change twice leaves the same result.
                        self.change(target, change)
                    getattr(self, f"assert_{outcome}")(row, mo, before, change)
                    if change != "product":
                        self.assertDelivers(row)
                    source = (context or {}).get("order_change_source")
                    if source and outcome not in ("none", "refuse"):
                        self.assertIn(source, str(mo.message_ids.mapped("body")))
                    savepoint.rollback()
                self.env.invalidate_all()

    def assert_follow(self, row, mo, before, quantity):
        produced = row._mto_produced_qty()
        self.assertEqual(mo.product_qty, quantity - produced)
        self.assertEqual(mo.mto_line_id, row)
        recorded = min(before[1], mo.product_qty)
        self.assertEqual(mo.qty_producing, recorded, "Recorded work has changed")
        self.assertEqual(mo.move_raw_ids.product_uom_qty, 3 * mo.product_qty)
        if before[1] and before[1] == recorded:
            self.assertEqual(mo.move_raw_ids.quantity, before[2])
        finished = mo.move_finished_ids.filtered(lambda move: move.state != "cancel")
        self.assertEqual(finished.product_uom_qty, mo.product_qty)
        for order in mo.workorder_ids:
            self.assertEqual(order.qty_production, mo.product_qty)
        self.assertFalse(mo.schedule_flag)
        self.assertFalse(self.activities(mo))
        said = [body for body in mo.message_ids.mapped("body") if "asks for" in body]
        self.assertEqual(len(said), 1)

    def assert_cancel(self, row, mo, before, change):
        self.assertEqual(mo.state, "cancel")
        self.assertEqual(set(mo.move_raw_ids.mapped("state")), {"cancel"})
        self.assertIn(row.order_id.name, mo.message_ids[0].body)
        self.assertFalse(mo.schedule_flag)
        self.assertFalse(row._mto_open())

    def assert_unlink(self, row, mo, before, change):
        self.assertNotEqual(mo.state, "cancel")
        self.assertEqual((mo.state, mo.qty_producing), before[:2])
        self.assertEqual(mo.make_type, "mts")
        self.assertEqual(mo.unlinked_line_id, row)
        self.assertIn(row.order_id.name, mo.unlink_reason)
        self.assertEqual(mo.schedule_flag, mo.unlink_reason)
        self.assertEqual(len(self.activities(mo)), 1)
        self.assertFalse(row._mto_open())
        self.assertNotEqual(mo.schedule_rank, row.order_id.schedule_rank)

    def assert_refuse(self, row, mo, before, change):
        self.assertEqual(row.product_uom_qty, 5)
        self.assertEqual(row._mto_open(), mo)

    def assert_none(self, row, mo, before, change):
        """What a done MO made beyond what is asked is free stock."""
        self.assertEqual(mo.state, "done")
        asked = 0 if change == "cancel" else change
        free = max(0, 5 - asked)
        rival = self.order((self.stool, 5))
        self.assertEqual(rival.order_line.missing_qty, 5 - free)
        if asked > 5:
            self.assertEqual(row.missing_qty, asked - 5)
            self.assertTrue(row.can_make_to_order)

    def test_from_the_screen(self):
        self.check(self.CELLS)

    def test_where_started_work_is_unlinked(self):
        self.company.mto_change_policy = "unlink"
        self.check({**self.CELLS, **self.UNLINKING})

    def test_from_a_connector(self):
        cells = {cell: self.CELLS[cell] for cell in [("partial", 2), ("recorded", 8)]}
        self.check({**cells, **self.CONNECTOR}, SHOP)

    def test_below_what_is_delivered_is_refused(self):
        row, mo = self.begin("partial")
        row.order_id.picking_ids.action_assign()
        picking = row.order_id.picking_ids
        picking.move_ids.write({"quantity": 2, "picked": True})
        action = picking.button_validate()
        self.env["stock.backorder.confirmation"].with_context(
            **action["context"]
        ).create({"pick_ids": [Command.set(picking.ids)]}).process()
        self.assertRefused(row.write, {"product_uom_qty": 1})
        row.product_uom_qty = 9
        self.assertEqual(mo.product_qty, 7)
        row.product_uom_qty = 2
        self.assertEqual(mo.state, "cancel")
        self.assertEqual(row.qty_delivered, 2)

    def test_cancelled_and_confirmed_again(self):
        row, mo = self.begin("partial")
        sale = row.order_id
        sale._action_cancel()
        sale.action_draft()
        sale.action_confirm()
        self.assertFalse(row._mto_open())
        mo.action_relink()
        self.assertEqual(row._mto_open(), mo)
        # The two that were made have been free stock since.
        self.assertEqual(mo.product_qty, 5)
        self.assertDelivers(row)

    def test_a_locked_order_refuses(self):
        row, mo = self.begin("not_started")
        row.order_id.action_lock()
        self.assertRefused(row.write, {"product_uom_qty": 8}, reason="locked")
        shop = row.with_context(**SHOP)
        self.assertRefused(shop.unlink, reason="locked")
        self.assertEqual(mo.product_qty, 5)

    def test_begun_for_what_was_delivered_before(self):
        """4 of 10 came from stock; of the 6 that are begun nothing is thrown away."""
        self.on_hand(self.stool, 4)
        order = self.order((self.stool, 10))
        move = order.order_line.move_ids
        move.quantity, move.picked = 4, True
        backorder = move.picking_id.button_validate()
        wizard = self.env[backorder["res_model"]].with_context(**backorder["context"])
        wizard.create({}).process()
        mo = self.mto(order)
        self.assertEqual(mo.product_qty, 6)
        mo.action_set_production_status("blocked", reason="Saw")
        order.order_line.product_uom_qty = 4
        self.assertEqual((mo.state, mo.mto_line_id.ids), ("confirmed", []))
        self.assertTrue(mo.unlink_reason)

    def test_several_leave_a_block_in_their_order(self):
        order = self.order((self.stool, 5), (self.stool, 3))
        first, second = self.mto(order)
        other = self.mo(self.stool, 1)
        for mo in first + second:
            mo.action_set_production_status("in_progress")
        order.with_context(disable_cancel_warning=True).action_cancel()
        self.assertFalse((first + second).mto_line_id)
        self.assertEqual(list(self.schedule())[-3:], [first, second, other])

    def test_a_route_to_another_warehouse(self):
        other = self.env["stock.warehouse"].create({"name": "Two", "code": "TWO"})
        order = self.order((self.stool, 5))
        other.delivery_route_id.sale_selectable = True
        order.order_line.route_ids = other.delivery_route_id
        self.assertEqual(order.order_line.warehouse_id, other)
        order.order_line.route_ids = False
        mo = self.mto(order)
        route = {"route_ids": [Command.set(other.delivery_route_id.ids)]}
        self.assertRefused(order.order_line.write, route, reason=mo.name)
        self.assertEqual(order.order_line.warehouse_id, self.warehouse)
