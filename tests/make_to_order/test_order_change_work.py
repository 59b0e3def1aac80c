from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .test_order_change import SHOP, OrderChangeCase


@tagged("post_install", "-at_install")
class TestRecordedWork(OrderChangeCase):
    """Recorded work stays as recorded, whatever the sales order does (behaviour 6)."""

    def test_a_removed_component_is_no_obstacle(self):
        row, mo = self.begin("not_started")
        mo.move_raw_ids = [
            Command.create({"product_id": self.board.id, "product_uom_qty": 1})
        ]
        mo.move_raw_ids.filtered(
            lambda move: move.product_id == self.board
        )._action_cancel()
        self.be_recorded(mo)
        row.product_uom_qty = 8
        self.assertEqual((mo.product_qty, mo.qty_producing), (8, 2))

    def test_lots_and_by_products_stay(self):
        self.leg.tracking = "lot"
        lots = self.env["stock.lot"].create(
            [{"name": name, "product_id": self.leg.id} for name in "AB"]
        )
        for lot in lots:
            self.env["stock.quant"]._update_available_quantity(
                self.leg, self.stock, 20, lot_id=lot
            )
        self.bom_stool.byproduct_ids = [
            Command.create({"product_id": self.board.id, "product_qty": 1})
        ]
        row, mo = self.begin("not_started")
        mo.qty_producing = 2
        mo._set_qty_producing()
        legs = mo.move_raw_ids
        legs.move_line_ids.unlink()
        for lot, quantity in zip(lots, (2, 4), strict=True):
            self.env["stock.move.line"].create(
                {
                    "move_id": legs.id,
                    "product_id": self.leg.id,
                    "lot_id": lot.id,
                    "quantity": quantity,
                    "picked": True,
                    "location_id": self.stock.id,
                    "location_dest_id": legs.location_dest_id.id,
                }
            )
        mo.move_byproduct_ids.quantity = 1.5

        def recorded():
            return sorted(
                (line.lot_id.name, line.quantity) for line in legs.move_line_ids
            )

        for quantity in (8, 3, 8):
            row.product_uom_qty = quantity
            self.assertEqual(recorded(), [("A", 2), ("B", 4)])
            self.assertEqual(mo.move_byproduct_ids.quantity, 1.5)
        row.product_uom_qty = 0
        row.product_uom_qty = 8
        mo.action_relink()
        self.assertEqual(recorded(), [("A", 2), ("B", 4)])

    def test_time_on_the_rest_is_not_thrown_away(self):
        row, rest = self.begin("first_order")
        (rest,) = self.produce(rest, 2)
        rest.workorder_ids.button_start()
        row.product_uom_qty = 2
        self.assertEqual(rest.state, "progress")
        self.assertTrue(rest.unlink_reason)

    def test_output_recorded_before_any_work_order_counts(self):
        row, mo = self.begin("first_order")
        self.assertTrue(mo.workorder_ids)
        mo.workorder_ids.button_pending()
        mo.workorder_ids.time_ids.unlink()
        mo.workorder_ids.state = "ready"
        mo.qty_producing = 3
        self.assertRefused(row.write, {"product_uom_qty": 2}, reason=mo.name)

    def test_a_refused_deletion_leaves_the_mo(self):
        row, mo = self.begin("not_started")
        for record in (row, row.order_id):
            try:
                record.unlink()
                self.fail("Deleted")
            except UserError:
                self.assertEqual(mo.state, "confirmed")
                self.assertEqual(mo.mto_line_id, row)

    def test_what_is_delivered_is_no_surplus(self):
        self.company.connector_change_policy = "review"
        row, rest = self.begin("partial")
        picking = row.order_id.picking_ids
        picking.move_ids.write({"quantity": 2, "picked": True})
        picking.with_context(skip_backorder=True).button_validate()
        sale = row.order_id.with_context(**SHOP)
        sale._action_cancel()
        row.order_id.action_draft()
        row.order_id.action_confirm()
        self.assertEqual(row._mto_open(), rest)
        self.assertEqual(rest.product_qty, 3)
        self.assertFalse(rest.schedule_flag)

    def test_flags_move_on_to_the_rest(self):
        self.company.connector_change_policy = "review"
        row, mo = self.begin("not_started")
        row.with_context(**SHOP).product_uom_qty = 8
        (rest,) = self.produce(mo, 2)
        self.assertFalse(mo.review_reason)
        self.assertFalse(self.activities(mo))
        self.assertTrue(rest.review_reason)
        self.assertEqual(len(self.activities(rest)), 1)
        mo.action_keep_mts()
        self.assertEqual(mo.mto_line_id, row, "What is done stays its row's")
        rest.action_apply_change()
        self.assertEqual(rest.product_qty, 6)
        self.assertFalse(self.activities(rest))
        row.with_context(**SHOP).product_uom_qty = 9
        rest.action_cancel()
        self.assertFalse(self.activities(rest))
        self.assertFalse(rest.review_reason)

    def test_after_keep_the_row_gets_what_is_there(self):
        self.company.connector_change_policy = "review"
        row, mo = self.begin("not_started")
        self.on_hand(self.stool, 10)
        row.with_context(**SHOP).product_uom_qty = 6
        mo.action_keep_mts()
        self.assertEqual(sum(row.move_ids.mapped("quantity")), 6)

    def test_an_mo_in_dozens_makes_enough(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.bom_stool.product_uom_id = dozen
        row, mo = self.begin("not_started")
        row.product_uom_qty = 7
        mo = row._mto_open()
        self.assertGreaterEqual(
            mo.product_uom_id._compute_quantity(mo.product_qty, self.stool.uom_id), 7
        )

    def test_salesmen_decide_about_their_own_orders_only(self):
        row, mo = self.begin("recorded")
        row.product_uom_qty = 0
        row.product_uom_qty = 5
        seller = self.user("seller", "sales_team.group_sale_salesman")
        self.other.user_id = row.order_id.user_id = self.env.user
        with self.assertRaises(AccessError):
            mo.with_user(seller).action_relink()
        with self.assertRaises(AccessError):
            mo.with_user(seller).action_keep_mts()
        row.order_id.user_id = seller
        mo.with_user(seller).action_relink()
        self.assertEqual(row._mto_open(), mo)

    def test_notes_are_text(self):
        self.stool.name = "Bolt <M8> & co"
        row, mo = self.begin("recorded")
        row.product_uom_qty = 0
        self.assertIn("&lt;M8&gt;", self.activities(mo).note)

    def test_a_removal_of_what_is_gone_already_changes_nothing(self):
        row, _mo = self.begin("not_started")
        row.product_uom_qty = 0
        row.order_id.action_lock()
        row.with_context(**SHOP).unlink()
        self.assertEqual(row.product_uom_qty, 0)
