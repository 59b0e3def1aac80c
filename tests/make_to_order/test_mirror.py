from odoo import Command
from odoo.tests import Form, tagged

from ..common import ScheduleCase


class MirrorCase(ScheduleCase):
    def assertAgrees(self, row, quantity, *, made=0):
        """Row, deliveries and MO are of one mind, and nothing is left behind."""
        self.assertEqual(row.product_uom_qty, quantity)
        moves = row.order_id.picking_ids.move_ids.filtered(
            lambda m: m.state != "cancel"
        )
        for move in moves:
            self.assertGreaterEqual(move.product_uom_qty, 0)
            self.assertEqual(move.location_dest_id.usage, "customer", "A stray return")
        shipped = sum(
            moves.filtered(lambda m: m.sale_line_id == row).mapped("product_uom_qty")
        )
        self.assertEqual(shipped, quantity)
        open_mo = row._mto_open()
        self.assertEqual(sum(open_mo.mapped("product_qty")), quantity - made)
        self.assertLessEqual(len(open_mo), 1)
        for move in open_mo.move_raw_ids:
            self.assertAlmostEqual(
                move.product_uom_qty, open_mo.product_qty * move.bom_line_id.product_qty
            )
        finished = open_mo.move_finished_ids.filtered(lambda m: m.state != "cancel")
        self.assertEqual(sum(finished.mapped("product_uom_qty")), quantity - made)


@tagged("post_install", "-at_install")
class TestMirror(MirrorCase):
    """The MO follows its row while it has not started (behaviour 6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sale = cls.order((cls.stool, 5), (cls.table, 1))
        cls.row, cls.other = cls.sale.order_line
        cls.production, cls.beside = cls.mto(cls.sale)

    def test_up_down_and_to_nothing(self):
        self.assertAgrees(self.row, 5)
        for quantity in (8, 3, 6):
            self.row.product_uom_qty = quantity
            self.assertAgrees(self.row, quantity)
            self.assertEqual(self.row._mto_open(), self.production)
        self.row.product_uom_qty = 0
        self.assertAgrees(self.row, 0)
        self.assertEqual(self.production.state, "cancel")
        self.assertIn(self.sale.name, self.production.message_ids[0].body)
        self.assertEqual(self.beside.state, "confirmed")
        self.row.product_uom_qty = 4
        self.assertEqual(
            self.row.move_ids.filtered("state").mapped("state").count("cancel"), 1
        )
        again = self.row.action_make_to_order()[self.sale.id]["made"]
        self.assertEqual(self.row._mto_open().ids, again)
        self.assertAgrees(self.row, 4)

    def test_the_same_change_twice_is_one(self):
        for _turn in range(2):
            self.row.product_uom_qty = 8
            self.row._mto_apply_order_change()
        self.assertAgrees(self.row, 8)

    def test_from_the_form(self):
        with Form(self.sale) as form, form.order_line.edit(0) as line:
            line.product_uom_qty = 7
        self.assertAgrees(self.row, 7)

    def test_through_the_orders_rows(self):
        self.sale.write(
            {"order_line": [Command.update(self.row.id, {"product_uom_qty": 2})]}
        )
        self.assertAgrees(self.row, 2)

    def test_another_unit_is_another_quantity(self):
        self.row.product_uom_id = self.env.ref("uom.product_uom_dozen")
        self.row.product_uom_qty = 1
        self.assertEqual(self.production.product_qty, 12)

    def test_a_cancelled_order_cancels_what_has_not_started(self):
        self.sale._action_cancel()
        self.assertEqual(
            (self.production + self.beside).mapped("state"), ["cancel"] * 2
        )
        self.assertIn("cancelled", self.production.message_ids[0].body)
        self.sale.action_draft()
        self.sale.action_confirm()
        self.assertFalse(self.sale.order_line._mto_open())
        self.assertEqual(self.mto(self.sale).mapped("product_qty"), [5, 1])

    def test_a_deleted_order_leaves_done_mos_as_make_to_stock(self):
        self.on_hand(self.leg, 100)
        self.produce(self.production)
        name = self.sale.name
        self.sale._action_cancel()
        self.sale.unlink()
        self.assertTrue(self.production.exists())
        self.assertEqual(self.production.make_type, "mts")
        self.assertIn(name, self.production.unlink_reason)

    def test_another_product_cancels_the_mo(self):
        self.sale.picking_ids.action_cancel()
        self.row.product_id = self.leg
        self.assertEqual(self.production.state, "cancel")

    def test_what_is_produced_is_not_made_again(self):
        self.on_hand(self.leg, 100)
        (rest,) = self.produce(self.production, 2)
        self.assertEqual(rest.product_qty, 3)
        self.assertEqual(rest.mto_line_id, self.row)
        self.assertEqual(self.row.mto_production_ids, self.production + rest)
        self.row.product_uom_qty = 9
        self.assertAgrees(self.row, 9, made=2)
        self.row.product_uom_qty = 4
        self.assertAgrees(self.row, 4, made=2)

    def test_exactly_what_is_produced_cancels_the_rest(self):
        self.on_hand(self.leg, 100)
        (rest,) = self.produce(self.production, 2)
        self.row.product_uom_qty = 2
        self.assertEqual(rest.state, "cancel")
        self.assertAgrees(self.row, 2, made=2)

    def test_recorded_work_stays_as_recorded(self):
        self.on_hand(self.leg, 100)
        self.production.qty_producing = 2
        self.production._set_qty_producing()
        self.row.product_uom_qty = 7
        self.assertEqual(self.production.product_qty, 7)
        self.assertEqual(self.production.qty_producing, 2)
        self.assertEqual(self.production.move_raw_ids.quantity, 6)
        self.assertTrue(self.production.move_raw_ids.picked)
        (rest,) = self.produce(self.production)
        self.assertEqual(rest.product_qty, 5)

    def test_below_what_is_recorded_is_refused(self):
        self.production.qty_producing = 3
        self.production._set_qty_producing()
        self.assertRefused(
            self.row.write, {"product_uom_qty": 2}, reason=self.production.name
        )
        self.assertAgrees(self.row, 5)

    def test_work_in_progress_is_never_thrown_away(self):
        self.production.qty_producing = 3
        self.production._set_qty_producing()
        self.row.product_uom_qty = 0
        self.assertEqual(self.production.state, "progress")
        self.assertEqual(self.production.make_type, "mts")
        self.assertEqual(self.production.unlinked_line_id, self.row)
        self.assertIn(self.sale.name, self.production.unlink_reason)
        self.assertEqual(self.schedule(), self.beside + self.production)
        self.assertNotEqual(self.production.schedule_rank, self.sale.schedule_rank)


@tagged("post_install", "-at_install")
class TestMirrorThreeSteps(MirrorCase):
    """The same with components picked, products stored and a delivery of two steps."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse.write(
            {"manufacture_steps": "pbm_sam", "delivery_steps": "pick_ship"}
        )
        cls.sale = cls.order((cls.stool, 5))
        cls.row = cls.sale.order_line
        cls.production = cls.mto(cls.sale)

    def test_up_down_and_to_nothing(self):
        for quantity in (8, 3, 6):
            self.row.product_uom_qty = quantity
            self.assertEqual(self.production.product_qty, quantity)
            self.assertEqual(self.row.move_ids.mapped("product_uom_qty"), [quantity])
            pick = self.production.picking_ids.move_ids.filtered(
                lambda m: m.product_id == self.leg and m.state != "cancel"
            )
            self.assertEqual(sum(pick.mapped("product_uom_qty")), quantity * 3)
        self.row.product_uom_qty = 0
        self.assertEqual(self.production.state, "cancel")
        self.assertEqual(set(self.row.move_ids.mapped("state")), {"cancel"})

    def test_the_output_is_the_rows_once_it_is_stored(self):
        # The rival ranks higher and could be made of as many: they are not ours.
        self.on_hand(self.leg, 30)
        rival = self.order((self.stool, 5))
        rival.schedule_move(before_id=self.sale.id)
        for picking in self.production.picking_ids:
            picking.action_assign()
            picking.button_validate()
        self.produce(self.production)
        pick = self.row.move_ids
        self.assertEqual(pick.quantity, 0, "Still in Post-Production")
        store = self.production.picking_ids.filtered(lambda p: p.state == "assigned")
        store.button_validate()
        self.assertEqual(pick.quantity, 5)
        self.assertEqual(pick.state, "assigned")
        self.assertEqual(rival.order_line.move_ids.quantity, 0)
