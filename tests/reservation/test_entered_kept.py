from odoo.tests import tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestEnteredKept(StockCase):
    """What is typed, and not ticked yet, stays when less is asked for (behaviour 4)."""

    def lowered(self):
        """Return (what the second of two holds of what was typed, the first)."""
        self.on_hand(self.stool, 3)
        first, second = self.order((self.stool, 3)), self.order((self.stool, 4))
        move = second.order_line.move_ids.filtered(
            lambda move: move.location_id == self.stock
        )
        move.quantity = 3
        second.order_line.product_uom_qty = 2
        self.env.invalidate_all()
        return move.quantity, first

    def test_a_row_is_lowered(self):
        held, first = self.lowered()
        self.assertEqual(held, 3)
        self.assertEqual(self.status(first), ("not_available", 3))

    def test_a_row_of_two_steps_is_lowered(self):
        self.warehouse.delivery_steps = "pick_ship"
        held, first = self.lowered()
        self.assertEqual(held, 3)
        self.assertEqual(self.status(first), ("not_available", 3))

    def test_an_mo_is_lowered(self):
        self.on_hand(self.leg, 9)
        order = self.order((self.stool, 3))
        mo, other = self.mto(order), self.order((self.leg, 6))
        mo.move_raw_ids.quantity = 9
        order.order_line.product_uom_qty = 2
        self.assertEqual(self.held(mo, other), [9, 0])

    def test_a_pick_that_is_cancelled_lets_go(self):
        self.warehouse.manufacture_steps = "pbm"
        self.on_hand(self.leg, 9)
        order = self.order((self.stool, 3))
        mo = self.mto(order)
        self.do_part(mo.picking_ids, 6)
        rest = mo.picking_ids.filtered(lambda one: one.state != "done").move_ids
        rest.quantity = 3
        order.order_line.product_uom_qty = 2
        self.env.invalidate_all()
        self.assertEqual((rest.state, rest.quantity), ("cancel", 0))
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.leg.id), ("location_id", "=", self.stock.id)]
        )
        self.assertEqual(quant.reserved_quantity, 0)
        self.assertEqual(self.held(self.order((self.leg, 3))), [3])

    def test_by_lot(self):
        self.stool.tracking = "lot"
        one, two = self.lots(self.stool, "L1", "L2")
        self.on_hand(self.stool, 3, lot=one)
        self.on_hand(self.stool, 3, lot=two)
        order = self.order((self.stool, 4))
        line = order.picking_ids.move_line_ids.filtered(lambda line: line.lot_id == one)
        line.write({"lot_id": two.id, "quantity": 2})
        order.order_line.product_uom_qty = 2
        self.env.invalidate_all()
        held = order.picking_ids.move_line_ids
        self.assertEqual([(one.lot_id.name, one.quantity) for one in held], [("L2", 2)])

    def test_what_is_reserved_only_goes(self):
        self.on_hand(self.stool, 3)
        order, other = self.order((self.stool, 3)), self.order((self.stool, 3))
        order.order_line.product_uom_qty = 2
        self.assertEqual(self.held(order, other), [2, 1])

    def test_a_row_of_nothing_lets_go(self):
        self.on_hand(self.stool, 3)
        first, second = self.order((self.stool, 3)), self.order((self.stool, 3))
        second.order_line.move_ids.quantity = 3
        second.order_line.product_uom_qty = 0
        self.assertEqual(self.held(first), [3])
