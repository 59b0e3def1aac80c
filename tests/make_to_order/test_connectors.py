from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_order_change import SHOP, OrderChangeCase


@tagged("post_install", "-at_install")
class TestConnectors(OrderChangeCase):
    """Changes that a connector brings (behaviour 9)."""

    def test_a_removed_row_goes_to_zero(self):
        row, mo = self.begin("not_started")
        self.assertRefused(row.unlink, reason="confirmed")
        for _turn in range(2):
            row.with_context(**SHOP).unlink()
        self.assertTrue(row.exists())
        self.assertEqual(row.product_uom_qty, 0)
        self.assertEqual(mo.state, "cancel")
        self.assertIn("Web shop", mo.message_ids[0].body)
        self.assertDelivers(row)

    def test_or_to_what_is_delivered(self):
        row, mo = self.begin("partial")
        picking = row.order_id.picking_ids
        picking.move_ids.write({"quantity": 2, "picked": True})
        picking.with_context(skip_backorder=True).button_validate()
        self.assertEqual(row.qty_delivered, 2)
        row.with_context(**SHOP).unlink()
        self.assertEqual(row.product_uom_qty, 2)
        self.assertEqual(mo.state, "cancel")

    def test_what_a_combo_is_made_up_of_goes_with_it(self):
        combo = self.env["product.combo"].create(
            {
                "name": "Set",
                "combo_item_ids": [Command.create({"product_id": self.stool.id})],
            }
        )
        product = self.env["product.product"].create(
            {"name": "Set", "type": "combo", "combo_ids": [Command.set(combo.ids)]}
        )
        order = self.quotation((product, 2))
        parent = order.order_line
        order.order_line = [
            Command.create(
                {
                    "product_id": self.stool.id,
                    "product_uom_qty": 2,
                    "combo_item_id": combo.combo_item_ids.id,
                    "linked_line_id": parent.id,
                }
            )
        ]
        order.action_confirm()
        mo = self.mto(order)
        child = order.order_line - parent
        parent.with_context(**SHOP).unlink()
        self.assertEqual((child.product_uom_qty, mo.state), (0, "cancel"))

    def test_a_row_is_not_added_to_a_locked_order(self):
        """Nobody would deliver it; unlocked, it is delivered."""
        order = self.order((self.stool, 5))
        order.action_lock()
        row = {"product_id": self.stool.id, "product_uom_qty": 2}
        added = {"order_line": [Command.create(row)]}
        self.assertRefused(
            order.with_context(**SHOP).write, added, reason=f"{order.name} is locked"
        )
        order.write(added)
        row = order.order_line[1]
        self.assertFalse(row.move_ids)
        order.action_unlock()
        row.action_make_to_order()
        self.produce(row._mto_open())
        self.env.invalidate_all()
        self.assertEqual(
            (row.sales_items_availability, len(row.move_ids)), ("in_stock", 1)
        )

    def test_what_cannot_be_procured_keeps_no_order_locked(self):
        """It is told, tried again, and keeps nothing else back."""
        order = self.order((self.stool, 5))
        order.action_lock()
        rows = [
            {"product_id": self.stool.id, "product_uom_qty": 2},
            {"product_id": self.table.id, "product_uom_qty": 3},
        ]
        order.write({"order_line": [Command.create(row) for row in rows]})
        _first, fine, stuck = order.order_line
        said, launch = "No rule", type(stuck)._action_launch_stock_rule

        def refuse(lines, **kwargs):
            if stuck in lines:
                raise UserError(said)
            return launch(lines, **kwargs)

        with patch.object(type(stuck), "_action_launch_stock_rule", refuse):
            order.action_unlock()
        self.assertFalse(order.locked)
        self.assertTrue(fine.move_ids)
        self.assertIn("No rule", order.message_ids[0].body)
        order.action_lock()
        order.action_unlock()
        self.assertTrue(stuck.move_ids)
        self.assertFalse((fine + stuck).filtered("added_while_locked"))

    def test_of_a_quotation_it_is_deleted(self):
        row = self.quotation((self.stool, 1)).order_line
        row.with_context(**SHOP).unlink()
        self.assertFalse(row.exists())

    def test_rows_of_several_kinds_at_once(self):
        row, mo = self.begin("not_started")
        note = row.order_id.order_line.create(
            {"order_id": row.order_id.id, "display_type": "line_note", "name": "Hi"}
        )
        (row + note).with_context(**SHOP).unlink()
        self.assertFalse(note.exists())
        self.assertEqual((row.product_uom_qty, mo.state), (0, "cancel"))

    def test_only_a_name_is_a_source(self):
        row, _mo = self.begin("not_started")
        for value in (True, 7, [], ""):
            self.assertFalse(
                row.with_context(order_change_source=value)._mto_change_source()
            )
        self.assertEqual(
            row.with_context(shopify_order_import=True)._mto_change_source(), "Shopify"
        )

    def test_review_waits_for_a_decision(self):
        self.company.connector_change_policy = "review"
        row, mo = self.begin("not_started")
        for _turn in range(2):
            row.with_context(**SHOP).product_uom_qty = 8
        self.assertEqual(row.product_uom_qty, 8)
        self.assertDelivers(row)
        self.assertEqual((mo.product_qty, mo.mto_line_id), (5, row))
        for part in ("Web shop", "asks for 8", "makes 5"):
            self.assertIn(part, mo.review_reason)
        self.assertEqual(mo.schedule_flag, mo.review_reason)
        self.assertEqual(len(self.activities(mo)), 1)
        self.assertIn("asks for 8", self.activities(mo).note)
        found = self.env["mrp.production"].search([("review_reason", "!=", False)])
        self.assertIn(mo, found)
        for _turn in range(2):
            mo.action_apply_change()
        self.assertEqual(mo.product_qty, 8)
        self.assertFalse(mo.schedule_flag)
        self.assertFalse(self.activities(mo))

    def test_review_back_to_what_it_was(self):
        self.company.connector_change_policy = "review"
        row, mo = self.begin("not_started")
        row.with_context(**SHOP).product_uom_qty = 8
        row.with_context(**SHOP).product_uom_qty = 5
        self.assertFalse(mo.schedule_flag)
        self.assertFalse(self.activities(mo))

    def test_review_ends_when_both_agree_though_changes_are_ignored_now(self):
        self.company.connector_change_policy = "review"
        row, mo = self.begin("not_started")
        row.with_context(**SHOP).product_uom_qty = 8
        self.assertTrue(mo.review_reason)
        self.company.connector_change_policy = "ignore"
        row.with_context(**SHOP).product_uom_qty = 5
        self.assertFalse(mo.review_reason)
        self.assertEqual(mo.product_qty, 5)

    def test_review_keep(self):
        self.company.connector_change_policy = "review"
        row, mo = self.begin("not_started")
        row.with_context(**SHOP).product_uom_qty = 3
        for _turn in range(2):
            mo.action_keep_mts()
        self.assertEqual((mo.make_type, mo.product_qty), ("mts", 5))
        self.assertFalse(mo.schedule_flag)
        self.assertFalse(row._mto_open())
        self.assertEqual(mo.customer_claims[0]["line_id"], row.id)

    def test_review_of_a_cancelled_order(self):
        self.company.connector_change_policy = "review"
        row, mo = self.begin("recorded")
        row.order_id.with_context(**SHOP)._action_cancel()
        self.assertEqual(mo.make_type, "mto")
        self.assertIn("cancelled", mo.review_reason)
        mo.action_apply_change()
        self.assertEqual(mo.make_type, "mts")
        self.assertEqual(mo.unlinked_line_id, row)
        self.assertIn("cancelled", mo.schedule_flag)

    def test_review_of_more_than_was_made_is_applied_like_a_connectors(self):
        self.company.connector_change_policy = "review"
        row, mo = self.begin("recorded")
        row.with_context(**SHOP).product_uom_qty = 1
        mo.action_apply_change()
        self.assertEqual(mo.make_type, "mts")
        self.assertTrue(mo.unlink_reason)

    def test_a_change_on_screen_decides_too(self):
        self.company.connector_change_policy = "review"
        row, mo = self.begin("not_started")
        row.with_context(**SHOP).product_uom_qty = 8
        row.product_uom_qty = 6
        self.assertEqual(mo.product_qty, 6)
        self.assertFalse(mo.schedule_flag)

    def test_ignore_shows_the_difference(self):
        self.company.connector_change_policy = "ignore"
        row, mo = self.begin("not_started")
        self.assertFalse(mo.mto_difference)
        row.with_context(**SHOP).product_uom_qty = 8
        self.assertEqual((row.product_uom_qty, mo.product_qty), (8, 5))
        self.assertDelivers(row)
        self.assertFalse(mo.schedule_flag)
        self.assertFalse(self.activities(mo))
        self.assertIn("asks for 8", mo.mto_difference)
        self.assertIn("makes 5", mo.mto_difference)
        self.assertEqual(row.missing_qty, 3)
        row.with_context(**SHOP).unlink()
        self.assertEqual((row.product_uom_qty, mo.state), (0, "confirmed"))

    def test_users_are_not_held_back_by_the_policy(self):
        self.company.connector_change_policy = "ignore"
        row, mo = self.begin("not_started")
        row.product_uom_qty = 8
        self.assertEqual(mo.product_qty, 8)

    def test_a_failed_change_leaves_everything_as_it_was(self):
        row, mo = self.begin("partial")
        picking = row.order_id.picking_ids
        picking.move_ids.write({"quantity": 2, "picked": True})
        picking.with_context(skip_backorder=True).button_validate()
        self.assertRefused(row.with_context(**SHOP).write, {"product_uom_qty": 1})
        self.assertEqual((row.product_uom_qty, mo.product_qty), (5, 3))
        self.assertDelivers(row)

    def test_who_decides_is_not_who_changed_it(self):
        self.company.connector_change_policy = "review"
        row, mo = self.begin("recorded")
        row.with_context(**SHOP).product_uom_qty = 1
        source = mo.review_reason.split(":")[0]
        mo.action_apply_change()
        self.assertFalse(mo.mto_line_id)
        self.assertTrue(mo.unlink_reason.startswith(f"{source}: "), mo.unlink_reason)

    def test_the_rest_says_its_own_quantity(self):
        self.company.connector_change_policy = "review"
        row, mo = self.begin("not_started")
        row.with_context(**SHOP).product_uom_qty = 8
        self.assertIn("makes 5", mo.review_reason)
        (rest,) = self.produce(mo, 2)
        self.assertIn("makes 3", rest.review_reason)
        self.assertNotIn("makes 5", rest.review_reason)
        self.assertEqual(len(rest.activity_ids), 1)
