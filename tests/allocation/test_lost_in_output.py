from odoo.tests import tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestLostInOutput(StockCase):
    """What was brought to a step and is lost there: who ranks first keeps his."""

    def picked(self, *quantities, steps="pick_ship"):
        """Return orders whose goods are all in Output; the last one ranks first."""
        self.warehouse.delivery_steps = steps
        self.on_hand(self.stool, sum(quantities))
        orders = [self.order((self.stool, quantity)) for quantity in quantities]
        for order in orders:
            order.picking_ids.filtered(
                lambda picking: picking.location_id == self.stock
            ).button_validate()
        for order in orders[:-1]:
            order.schedule_move(after_id=orders[-1].id)
        return orders

    def shipping(self, *orders):
        return [
            order.picking_ids.filtered(lambda picking: picking.state != "done")
            for order in orders
        ]

    def test_scrapped(self):
        below, above = self.picked(3, 3)
        output = self.warehouse.wh_output_stock_loc_id
        self.scrap(self.stool, 2, output)
        self.assertEqual(self.status(above), ("picked", 0))
        self.assertEqual(self.status(below), ("not_available", 2))
        self.assertEqual(self.held(*self.shipping(above, below)), [3, 1])
        # Found again.
        self.on_hand(self.stool, 2, output)
        self.assertEqual(self.status(below), ("picked", 0))
        self.assertEqual(self.held(*self.shipping(above, below)), [3, 3])

    def test_counted(self):
        below, above = self.picked(3, 3)
        output = self.warehouse.wh_output_stock_loc_id
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.stool.id), ("location_id", "=", output.id)]
        )
        quant.inventory_quantity = 2
        quant.action_apply_inventory()
        self.assertEqual(self.status(above), ("not_available", 1))
        self.assertEqual(self.status(below), ("not_available", 3))
        self.assertEqual(self.held(*self.shipping(above, below)), [2, 0])

    def test_a_drag_among_them(self):
        below, above = self.picked(3, 3)
        self.scrap(self.stool, 2, self.warehouse.wh_output_stock_loc_id)
        below.schedule_move(before_id=above.id)
        self.assertEqual(self.status(below), ("picked", 0))
        self.assertEqual(self.status(above), ("not_available", 2))
        self.assertEqual(self.held(*self.shipping(below, above)), [3, 1])

    def test_in_packing(self):
        below, above = self.picked(3, 3, steps="pick_pack_ship")
        self.scrap(self.stool, 2, self.warehouse.wh_pack_stock_loc_id)
        self.assertEqual(self.status(above), ("picked", 0))
        self.assertEqual(self.status(below), ("not_available", 2))
        pack = [
            order.picking_ids.filtered(
                lambda picking: (
                    picking.location_id == self.warehouse.wh_pack_stock_loc_id
                )
            )
            for order in (above, below)
        ]
        self.assertEqual(self.held(*pack), [3, 1])

    def test_what_somebody_ticked_stays(self):
        below, above = self.picked(3, 3)
        (shipping,) = self.shipping(below)
        shipping.move_ids.picked = True
        self.scrap(self.stool, 2, self.warehouse.wh_output_stock_loc_id)
        self.assertEqual(self.status(below), ("picked", 0))
        self.assertEqual(self.status(above), ("not_available", 2))
        self.assertEqual(self.held(*self.shipping(above, below)), [1, 3])

    def test_components_brought_to_mos(self):
        self.warehouse.manufacture_steps = "pbm"
        self.on_hand(self.leg, 6)
        stand = self.product("Stand", {self.leg: 1})
        below, above = self.mo(stand, 3), self.mo(stand, 3)
        for mo in below, above:
            mo.picking_ids.button_validate()
        above.schedule_move(before_id=below.id)
        self.scrap(self.leg, 2, self.warehouse.pbm_loc_id)
        self.assertEqual(above.ingredients_availability, "in_stock")
        self.assertEqual(below.ingredients_availability, "not_available")
        self.assertEqual(self.held(above, below), [3, 1])

    def test_in_a_place_below_output(self):
        """Where goods lie in several places of it, core takes back the place's."""
        output = self.warehouse.wh_output_stock_loc_id
        self.place("Dock", output)
        below, above = self.picked(3, 3)
        self.scrap(self.stool, 2, output)
        held = self.held(*self.shipping(above, below))
        self.assertEqual(sum(held), 4)
        for order, quantity in zip((above, below), held, strict=True):
            found = ("picked", 0) if quantity == 3 else ("not_available", 3 - quantity)
            self.assertEqual(self.status(order), found)

    def test_by_lot(self):
        """Who had the lot brought that is lost is short of it."""
        stool = self.product("Numbered Stool", tracking="lot")
        first, second = self.lots(stool, "A", "B")
        self.warehouse.delivery_steps = "pick_ship"
        orders = []
        for lot in first, second:
            self.on_hand(stool, 3, lot=lot)
            orders.append(self.order((stool, 3)))
            orders[-1].picking_ids.button_validate()
        above, below = orders
        self.assertEqual(self.shipping(above)[0].move_line_ids.lot_id, first)
        output = self.warehouse.wh_output_stock_loc_id
        self.env["stock.scrap"].create(
            {
                "product_id": stool.id,
                "scrap_qty": 2,
                "lot_id": first.id,
                "location_id": output.id,
            }
        ).do_scrap()
        held = self.held(*self.shipping(above, below))
        self.assertEqual(sum(held), 4)
        for order, quantity in zip((above, below), held, strict=True):
            found = ("picked", 0) if quantity == 3 else ("not_available", 3 - quantity)
            self.assertEqual(self.status(order), found)

    def test_other_goods_in_output_stay_with_who_takes_them_there(self):
        """A return to Output, say: whoever was brought his keeps it."""
        below, above = self.picked(3, 3)
        self.on_hand(self.stool, 1, self.warehouse.wh_output_stock_loc_id)
        self.scrap(self.stool, 1, self.warehouse.wh_output_stock_loc_id)
        self.assertEqual(self.status(above), ("picked", 0))
        self.assertEqual(self.status(below), ("picked", 0))
        self.assertEqual(self.held(*self.shipping(above, below)), [3, 3])
