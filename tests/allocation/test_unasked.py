from odoo import Command
from odoo.tests import Form, tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestUnasked(StockCase):
    """What was moved and nobody had asked for goes on (behaviour 4, class b)."""

    def test_added_by_hand_to_a_transfer(self):
        self.warehouse.delivery_steps = "pick_ship"
        self.warehouse.reception_steps = "two_steps"
        gift = self.product("Gift")
        self.on_hand(gift, 3)
        self.on_hand(self.leg, 2)
        order = self.order((self.leg, 2))
        pick, receipt = order.order_line.move_ids.picking_id, self.receipt(self.leg, 2)
        for picking in (pick, receipt):
            with Form(picking) as screen, screen.move_ids.new() as row:
                row.product_id = gift
                row.quantity = 3
            picking.move_ids.picked = True
            picking.button_validate()
            added = picking.move_ids.filtered(lambda move: move.product_id == gift)
            after = added.move_dest_ids
            self.env.invalidate_all()
            self.assertEqual((after.quantity, after.state), (3, "assigned"))

    def test_a_row_set_to_0_after_its_pick_was_ticked(self):
        self.warehouse.delivery_steps = "pick_ship"
        self.on_hand(self.stool, 5)
        order = self.order((self.stool, 5))
        pick = order.order_line.move_ids.picking_id
        pick.move_ids.picked = True
        order.order_line.product_uom_qty = 0
        pick.button_validate()
        self.env.invalidate_all()
        self.assertEqual(self.status(order), ("picked", 0))
        self.assertEqual(self.held(order), [5])
        self.assertEqual(self.stool.stock_calculated, 0)
        self.assertFalse(order.order_line.can_make_to_order)

    def test_what_was_never_ordered_serves_nobody(self):
        """A pick that waits for its purchase takes nothing, in any number of steps."""
        self.env.ref("stock.route_warehouse0_mto").active = True
        route = self.env.ref("stock.route_warehouse0_mto")
        vendor = self.env["res.partner"].create({"name": "Vendor"})
        for steps in ("mrp_one_step", "pbm"):
            with self.subTest(steps=steps):
                self.warehouse.manufacture_steps = steps
                nut = self.product("Nut")
                nut.seller_ids = [Command.create({"partner_id": vendor.id, "price": 1})]
                nut.route_ids = route + self.warehouse.buy_pull_id.route_id
                mo = self.mo(self.product("Lamp", {nut: 1}), 5)
                self.on_hand(nut, 5)
                (mo.picking_ids or mo).action_assign()
                self.env.invalidate_all()
                self.assertEqual(mo.ingredients_availability, "not_available")
                # From now on it is bought to stock.
                nut.route_ids = False
                order = self.order((nut, 5))
                self.assertEqual(self.status(order), ("in_stock", 0))
                self.assertEqual(self.held(order), [5])
