from odoo.tests import tagged

from .common import ScheduleCase


@tagged("post_install", "-at_install")
class TestSubassemblies(ScheduleCase):
    """Make to order asks which missing subassemblies to make too (behaviour 5)."""

    def dialog(self, action):
        self.assertEqual(action.get("target"), "new", action)
        return self.env[action["res_model"]].browse(action["res_id"])

    def test_it_asks_for_what_is_missing_and_could_be_made(self):
        self.on_hand(self.drawer, 2)
        order = self.order((self.table, 5))
        dialog = self.dialog(order.action_make_to_order_dialog())
        # Legs are missing too, and are bought.
        self.assertEqual(dialog.line_ids.product_id, self.drawer)
        self.assertEqual(dialog.line_ids.quantity, 3)
        self.assertFalse(order.mto_production_ids)
        dialog.action_create()
        table = order.mto_production_ids
        drawer = self.schedule() - table
        self.assertEqual((drawer.product_id, drawer.product_qty), (self.drawer, 3))
        self.assertEqual(drawer.schedule_parent_id, table)
        self.assertEqual(drawer.make_type, "mts")
        self.assertEqual(list(self.schedule()), [drawer, table])
        self.on_hand(self.board, 100)
        rival = self.order((self.drawer, 3))
        rival.schedule_move(before_id=order.id)
        self.produce(drawer)
        self.assertEqual(rival.order_line.missing_qty, 1)

    def test_what_is_left_out_is_not_made(self):
        order = self.order((self.table, 1))
        dialog = self.dialog(order.order_line.action_make_to_order_dialog())
        dialog.line_ids.include = False
        dialog.action_create()
        self.assertEqual(self.schedule(), order.mto_production_ids)

    def test_without_missing_subassemblies_it_makes_at_once(self):
        self.on_hand(self.drawer, 5)
        order = self.order((self.table, 5))
        action = order.action_make_to_order_dialog()
        self.assertEqual(action["tag"], "display_notification")
        self.assertEqual(order.mto_production_ids.product_qty, 5)
        self.assertRefused(order.action_make_to_order_dialog, reason=order.name)

    def test_what_has_become_impossible_is_refused(self):
        order = self.order((self.table, 1))
        dialog = self.dialog(order.action_make_to_order_dialog())
        order._action_cancel()
        self.assertRefused(dialog.action_create, reason="confirmed")
