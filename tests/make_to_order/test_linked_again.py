from odoo import Command
from odoo.tests import tagged

from ..common import StockCase
from .test_order_change import SHOP, OrderChangeCase


@tagged("post_install", "-at_install")
class TestLinkedAgain(StockCase, OrderChangeCase):
    """One MO of a row after the other: taken back, given up (behaviour 5)."""

    def test_the_first_is_taken_back(self):
        order = self.made(5)
        first, row = order.mto_production_ids, order.order_line
        for asked in (3, 8):
            row.product_uom_qty = asked
        self.assertEqual(self.mto(order).product_qty, 5)
        first.action_set_production_status("not_started")
        self.assertEqual(row._mto_open().product_qty, 8)

    def test_the_rest_is_taken_back(self):
        """What the first part made is the row's own all the same."""
        order = self.order((self.stool, 5))
        (rest,) = self.produce(self.mto(order), 2)
        self.produce(rest)
        order.order_line.product_uom_qty = 3
        rest.action_set_production_status("not_started")
        later = self.order((self.stool, 2))
        self.assertEqual(order.order_line._mto_open().product_qty, 1)
        self.assertEqual(self.held(order, later), [2, 0])

    def test_one_is_taken_back_after_a_loss(self):
        order = self.made(5)
        first, row = order.mto_production_ids, order.order_line
        self.scrap(self.stool, 2)
        self.mto(order)
        self.on_hand(self.stool, 10)
        first.action_set_production_status("not_started")
        self.assertEqual(row._mto_open().product_qty, 5)

    def test_made_for_an_exchange(self):
        """Before what comes back is in."""
        order = self.made(5)
        order.picking_ids.button_validate()
        wizard = self.env["stock.return.picking"].create(
            {"picking_id": order.picking_ids.id}
        )
        wizard.product_return_moves.quantity = 2
        wizard.action_create_exchanges()
        rival = self.order((self.stool, 2))
        rival.schedule_move_to(1)
        self.produce(self.mto(order))
        self.assertEqual(self.held(rival), [0])
        self.assertEqual(order.sales_items_availability, "in_stock")

    def test_an_exchange_takes_nothing_of_others(self):
        """Before it is made for, it ranks like any other."""
        order = self.made(5)
        order.picking_ids.button_validate()
        rival = self.order((self.stool, 10))
        rival.schedule_move_to(1)
        self.on_hand(self.stool, 10)
        wizard = self.env["stock.return.picking"].create(
            {"picking_id": order.picking_ids.filtered(lambda p: p.state == "done").id}
        )
        wizard.product_return_moves.quantity = 2
        wizard.action_create_exchanges()
        self.assertEqual(self.held(rival), [10])
        self.assertEqual(order.order_line._mto_own_qty(), 0)
        self.assertEqual(self.mto(order).product_qty, 2)

    def test_the_rest_of_what_was_given_up_is_cancelled_or_kept(self):
        for policy in ("ignore", "review", "keep"):
            with self.subTest(policy=policy), self.env.cr.savepoint() as savepoint:
                is_kept = policy == "keep"
                self.company.connector_change_policy = "review" if is_kept else policy
                row = self.order((self.stool, 5)).order_line
                (rest,) = self.produce(self.mto(row.order_id), 4)
                row.with_context(**SHOP).product_uom_qty = 2
                rest.action_keep_mts() if is_kept else rest.action_cancel()
                rival = self.order((self.stool, 2)).order_line
                rival.order_id.schedule_move_to(1)
                for asked in (2, 5):
                    row.with_context(**SHOP).product_uom_qty = asked
                    self.env.invalidate_all()
                    self.assertEqual(rival.missing_qty, 0)
                savepoint.rollback()

    def test_keep_there_and_back(self):
        self.company.connector_change_policy = "review"
        row = self.order((self.stool, 5)).order_line
        (rest,) = self.produce(self.mto(row.order_id), 4)
        row.with_context(**SHOP).product_uom_qty = 2
        undo = rest.action_keep_mts()["params"]["undo"]
        getattr(rest, undo["method"])(*undo["args"][1:])
        self.assertTrue(rest.review_reason)
        row.with_context(**SHOP).product_uom_qty = 5
        self.assertEqual((rest.product_qty, rest.review_reason), (1, False))

    def test_others_goods_in_post_production_hide_no_loss(self):
        self.warehouse.manufacture_steps = "pbm_sam"
        self.on_hand(self.leg, 100, self.warehouse.pbm_loc_id)
        order = self.made(5)
        self.store()
        self.produce(self.mo(self.stool, 3))
        rival = self.order((self.stool, 3))
        rival.schedule_move_to(1)
        self.scrap(self.stool, 3)
        self.assertEqual(self.status(order), ("not_available", 3))
        self.assertEqual(self.status(rival), ("expected", 0))
        self.assertTrue(order.order_line.can_make_to_order)
        self.store()
        self.assertEqual(self.status(order), ("not_available", 3))
        self.assertEqual(self.status(rival), ("in_stock", 0))

    def store(self):
        """Store what stands in Post-production."""
        self.env["stock.picking"].search(
            [
                ("picking_type_id", "=", self.warehouse.sam_type_id.id),
                ("state", "=", "assigned"),
            ]
        ).button_validate()

    def test_unlocked(self):
        """What was never to be delivered is not, whoever unlocks its order."""
        order = self.order((self.stool, 1))
        order.picking_ids.action_cancel()
        order.picking_ids.unlink()
        order.action_lock()
        order.action_unlock()
        self.assertFalse(order.order_line.move_ids)

    def test_what_is_imported_confirmed_and_locked(self):
        values = {
            "partner_id": self.customer.id,
            "state": "sale",
            "locked": True,
            "order_line": [Command.create({"product_id": self.stool.id})],
        }
        for context in ({}, SHOP):
            order = self.env["sale.order"].with_context(**context).create(dict(values))
            order.action_unlock()
            self.assertFalse(order.picking_ids | order.mto_production_ids.picking_ids)
            self.assertFalse(order.mto_production_ids)

    def test_a_component_on_two_lines(self):
        """Of the bill, as for two operations: it is brought for both, once."""
        self.bom_stool.bom_line_ids.product_qty = 2
        self.bom_stool.bom_line_ids = [
            Command.create({"product_id": self.leg.id, "product_qty": 1})
        ]
        for steps in ("pbm", "mrp_one_step"):
            with self.subTest(steps=steps), self.env.cr.savepoint() as savepoint:
                self.warehouse.manufacture_steps = "pbm"
                row = self.order((self.stool, 5)).order_line
                mo = self.mto(row.order_id)
                if steps == "pbm":
                    mo.picking_ids.move_ids.picked = True
                    mo.picking_ids.button_validate()
                self.warehouse.manufacture_steps = steps
                for asked in (3, 8):
                    row.product_uom_qty = asked
                    done = mo.picking_ids.move_ids.filtered(lambda m: m.state == "done")
                    waiting = mo.picking_ids.move_ids - done
                    waiting = waiting.filtered(lambda m: m.state != "cancel")
                    brought = sum((done + waiting).mapped("product_qty"))
                    self.assertEqual(brought, max(3 * asked, 15 * bool(done)))
                savepoint.rollback()

    def test_picked_put_back_and_the_rest_cancelled(self):
        self.warehouse.delivery_steps = "pick_ship"
        self.on_hand(self.stool, 5)
        order = self.order((self.stool, 5))
        pick = order.picking_ids
        pick.button_validate()
        out = order.picking_ids - pick
        self.give_back(pick, 5).button_validate()
        out.action_cancel()
        self.env.invalidate_all()
        self.assertEqual(order.sales_items_availability, "not_applicable")
