from odoo.tests import Form, tagged

from .test_order_change import SHOP, OrderChangeCase


@tagged("post_install", "-at_install")
class TestWithoutRanking(OrderChangeCase):
    """Reservations do not follow the rank: what is made to order does (behaviour 4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.reserve_by_rank = False

    def test_what_is_typed_stays(self):
        for typed in (5, 3):
            with self.subTest(typed=typed):
                self.on_hand(self.stool, 5)
                order = self.order((self.stool, 5))
                with Form(order.picking_ids) as form, form.move_ids.edit(0) as line:
                    line.quantity = typed
                self.mto(order)
                self.env.invalidate_all()
                self.assertEqual(order.order_line.move_ids.quantity, typed)
                order._action_cancel()

    def test_what_is_packed_stays(self):
        self.on_hand(self.stool, 5)
        order = self.order((self.stool, 5))
        order.picking_ids.action_assign()
        order.picking_ids.action_put_in_pack()
        self.mto(order)
        self.env.invalidate_all()
        self.assertEqual(order.picking_ids.move_line_ids.mapped("quantity"), [5])

    def test_what_is_only_reserved_is_let_go(self):
        self.on_hand(self.stool, 5)
        order = self.order((self.stool, 5))
        order.picking_ids.action_assign()
        self.assertEqual(order.order_line.move_ids.quantity, 5)
        self.mto(order)
        self.env.invalidate_all()
        self.assertEqual(order.order_line.move_ids.quantity, 0)

    def test_what_its_mo_does_not_cover(self):
        self.company.connector_change_policy = "ignore"
        row = self.order((self.stool, 5)).order_line
        mo = self.mto(row.order_id)
        row.with_context(**SHOP).product_uom_qty = 8
        self.on_hand(self.stool, 10)
        row.order_id.picking_ids.action_assign()
        self.env.invalidate_all()
        self.assertEqual((row.missing_qty, row.move_ids.quantity), (0, 3))
        rival = self.order((self.stool, 7))
        rival.picking_ids.action_assign()
        self.assertEqual(rival.order_line.move_ids.quantity, 7)
        self.produce(mo)
        row.order_id.picking_ids.action_assign()
        self.env.invalidate_all()
        self.assertEqual((row.missing_qty, row.move_ids.quantity), (0, 8))
