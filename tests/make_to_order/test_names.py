from odoo.tests import tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestNames(ScheduleCase):
    """What MTO MOs are called, and what a copy is (behaviour 5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.on_hand(cls.leg, 200)
        cls.a, cls.b = (
            cls.order((cls.stool, 4), (cls.stool, 2), name="2026-001")
            for _number in range(2)
        )

    def test_two_orders_of_one_name(self):
        (self.a + self.b).action_make_to_order()
        self.assertEqual(
            self.a.mto_production_ids.mapped("name"), ["2026-001 / 1", "2026-001 / 2"]
        )
        self.assertEqual(
            self.b.mto_production_ids.mapped("name"), ["2026-001 / 3", "2026-001 / 4"]
        )

    def test_numbers_of_what_was_made_in_part_are_used(self):
        self.a.order_line[0].action_make_to_order()
        (rest,) = self.produce(self.a.mto_production_ids, 1)
        self.assertEqual(rest.name, "2026-001 / 1-002")
        self.b.order_line.action_make_to_order()
        mos = self.b.mto_production_ids
        self.assertEqual(mos.mapped("name"), ["2026-001 / 2", "2026-001 / 3"])
        for mo in mos:
            self.produce(mo, 1)
        names = self.env["mrp.production"].search([("name", "=like", "2026-001 / %")])
        self.assertEqual(len(set(names.mapped("name"))), 6)

    def test_a_name_with_wildcards(self):
        order = self.order((self.stool, 1), name="20%_1")
        self.order((self.stool, 1), name="20xx1").action_make_to_order()
        order.action_make_to_order()
        self.assertEqual(order.mto_production_ids.name, "20%_1 / 1")

    def test_cancelled_and_made_again(self):
        row = self.a.order_line[0]
        row.action_make_to_order()
        row._mto_open().action_cancel()
        row.action_make_to_order()
        self.assertEqual(row._mto_open().name, "2026-001 / 2")

    def test_a_copy_is_nobodys(self):
        self.a.order_line[0].action_make_to_order()
        mo = self.a.mto_production_ids
        for state in ("confirmed", "done"):
            with self.subTest(state=state):
                if state == "done":
                    self.produce(mo)
                copy = mo.copy()
                copy.action_confirm()
                self.assertEqual(copy.make_type, "mts")
                self.assertNotIn(copy, self.a.mrp_production_ids)
                self.assertEqual(self.a.mrp_production_count, 1)
                self.assertFalse(copy.reference_ids & self.a.stock_reference_ids)
                moves = copy.move_raw_ids | copy.move_finished_ids
                self.assertFalse(moves.reference_ids & self.a.stock_reference_ids)

    def test_a_copy_of_what_was_unlinked(self):
        self.company.mto_change_policy = "unlink"
        row = self.a.order_line[0]
        row.action_make_to_order()
        mo = row._mto_open()
        mo.action_start()
        row.product_uom_qty = 9
        self.assertEqual(mo.make_type, "mts")
        self.assertNotIn(mo.copy(), self.a.stock_reference_ids.production_ids)

    def test_a_backorder_is_still_the_orders(self):
        self.a.order_line[0].action_make_to_order()
        (rest,) = self.produce(self.a.mto_production_ids, 1)
        self.assertIn(rest, self.a.mrp_production_ids)
