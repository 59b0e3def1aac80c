from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import ScheduleCase


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

    def test_whom_it_is_for_is_found(self):
        """What a list shows is what its search finds (behaviour 2)."""
        order = self.order((self.table, 5))
        self.dialog(order.action_make_to_order_dialog()).action_create()
        table = order.mto_production_ids
        drawer = self.schedule() - table
        free = self.mo(self.stool)
        mos = table | drawer | free
        self.assertEqual(drawer.whom_display, table.customer_display)
        self.assertFalse(free.whom_display)
        for domain, found in (
            ([("whom_display", "ilike", order.name)], table | drawer),
            ([("whom_display", "!=", False)], table | drawer),
            ([("whom_display", "=", False)], free),
            ([("whom_display", "not ilike", order.name)], free),
        ):
            with self.subTest(domain):
                self.assertEqual(mos.search([*domain, ("id", "in", mos.ids)]), found)

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
        self.assertEqual(action["tag"], "make_schedule.told")
        self.assertEqual(order.mto_production_ids.product_qty, 5)
        self.assertRefused(order.action_make_to_order_dialog, reason=order.name)

    def test_what_has_become_impossible_is_refused(self):
        order = self.order((self.table, 1))
        dialog = self.dialog(order.action_make_to_order_dialog())
        order._action_cancel()
        self.assertRefused(dialog.action_create, reason="confirmed")

    def test_all_that_is_made_needs_components(self):
        # Short of none, or of some: the order makes what is ordered.
        for there in (30, 3):
            with self.subTest(there=there):
                self.on_hand(self.table, there)
                order = self.order((self.table, 5))
                dialog = self.dialog(order.order_line.action_make_to_order_dialog())
                self.assertEqual(dialog.line_ids.product_id, self.drawer)
                self.assertEqual(dialog.line_ids.quantity, 5)
                dialog.action_create()
                mo = order.mto_production_ids
                self.assertFalse(mo._schedule_short_subassemblies()[mo])
                self.on_hand(self.table, -there)

    def test_two_rows_of_one_order(self):
        self.on_hand(self.table, 30)
        self.on_hand(self.drawer, 3)
        order = self.order((self.table, 2), (self.table, 2))
        rows = order.order_line
        dialog = self.dialog(rows.action_make_to_order_dialog())
        self.assertEqual(dialog.line_ids.mapped("quantity"), [1])
        self.assertEqual(dialog.line_ids.row_id, rows[1])

    def test_salesmen_make_for_what_they_sell(self):
        seller = self.user("seller", "sales_team.group_sale_salesman")
        order = self.order((self.table, 2), user_id=seller.id)
        self.mto(order).with_user(seller).action_make_subassemblies()
        stock, others = self.mo(self.table, 2), self.mto(self.order((self.table, 1)))
        for mo in stock + others:
            with self.assertRaises(AccessError):
                mo.with_user(seller).action_make_subassemblies()
            line = {"product_id": self.drawer.id, "quantity": 99}
            with self.assertRaises(AccessError):
                self.env["make.schedule.to.order"].with_user(seller).create(
                    {"line_ids": [Command.create({**line, "production_id": mo.id})]}
                ).action_create()
        line = {"product_id": self.stool.id, "quantity": 99, "production_id": stock.id}
        dialog = self.env["make.schedule.to.order"].create(
            {"line_ids": [Command.create(line)]}
        )
        self.assertRefused(dialog.action_create, reason=self.stool.name)
