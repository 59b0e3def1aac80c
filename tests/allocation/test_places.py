from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestPlaces(StockCase):
    """Where goods are, and where they come to (behaviour 4)."""

    def inside(self, source, target, quantity):
        return self.transfer(
            self.warehouse.int_type_id, source, target, self.stool, quantity
        ).move_ids

    def row(self, quantity):
        return self.order((self.stool, quantity)).order_line

    def test_a_transfer_from_a_shelf_leaves_what_demands_were_given(self):
        shelf, other = self.place("Shelf"), self.place("Other")
        self.on_hand(self.stool, 4, shelf)
        row = self.row(4)
        move = self.inside(shelf, other, 3)
        self.assertEqual(self.held(row, move.picking_id), [4, 0])
        move.picking_id.action_assign()
        self.assertEqual(self.held(row, move.picking_id), [4, 0])
        self.assertEqual(row.sales_items_availability, "in_stock")

    def test_its_reservation_gives_way(self):
        shelf, other = self.place("Shelf"), self.place("Other")
        self.on_hand(self.stool, 4, shelf)
        move = self.inside(shelf, other, 3)
        self.assertEqual(self.held(move.picking_id), [3])
        row = self.row(4)
        self.assertEqual(self.held(row, move.picking_id), [4, 0])

    def test_a_place_beside_the_stock(self):
        beside = self.place("Beside", self.warehouse.view_location_id)
        row = self.row(3)
        mo = self.mo(self.stool, 3, location_dest_id=beside.id)
        self.assertEqual(mo.move_finished_ids.location_dest_id, beside)
        self.env.invalidate_all()
        self.assertEqual(row.sales_items_availability, "not_available")
        self.assertEqual(row.missing_qty, 3)
        self.assertEqual(self.stool.stock_calculated, -3)
        self.inside(beside, self.stock, 3)
        self.env.invalidate_all()
        self.assertEqual(row.sales_items_availability, "expected")
        self.assertEqual(self.stool.stock_calculated, 0)

    def test_a_receipt_beside_the_stock(self):
        beside = self.place("Beside", self.warehouse.view_location_id)
        row = self.row(3)
        vendors = self.env.ref("stock.stock_location_suppliers")
        type_in = self.warehouse.in_type_id
        soon = fields.Datetime.now() + timedelta(1)
        self.transfer(type_in, vendors, beside, self.stool, 3, soon)
        self.env.invalidate_all()
        self.assertEqual(row.missing_qty, 3)

    def test_a_transfer_out_of_the_stock(self):
        beside = self.place("Beside", self.warehouse.view_location_id)
        self.on_hand(self.stool, 4)
        move = self.inside(self.stock, beside, 3)
        row = self.row(3)
        self.assertEqual(row.sales_items_availability, "not_available")
        self.assertEqual(row.missing_qty, 2)
        self.assertEqual(self.held(row, move.picking_id), [1, 3])
        self.assertEqual(self.stool.stock_calculated, 4 - 3 - 3)

    def test_a_transfer_from_output_back_by_hand(self):
        self.warehouse.delivery_steps = "pick_ship"
        output = self.warehouse.wh_output_stock_loc_id
        self.on_hand(self.stool, 2, output)
        row = self.row(2)
        self.env.invalidate_all()
        # Stranded: nothing brings it anywhere.
        self.assertEqual(row.missing_qty, 2)
        self.assertEqual(self.stool.stock_in_stock, 0)
        self.assertEqual(self.stool.stock_calculated, -2)
        self.inside(output, self.stock, 2)
        self.env.invalidate_all()
        self.assertEqual(row.sales_items_availability, "expected")
        self.assertEqual(self.stool.stock_calculated, 0)

    def test_from_another_warehouse_without_an_order(self):
        shop = self.env["stock.warehouse"].create(
            {"name": "Shop", "code": "SHOP", "company_id": self.company.id}
        )
        self.on_hand(self.stool, 3, shop.lot_stock_id)
        row = self.row(3)
        self.assertEqual(row.sales_items_availability, "not_available")
        self.inside(shop.lot_stock_id, self.stock, 3)
        self.env.invalidate_all()
        self.assertEqual(row.sales_items_availability, "expected")
        there = self.order((self.stool, 1), warehouse_id=shop.id)
        self.env.invalidate_all()
        self.assertEqual(there.sales_items_availability, "not_available")
        self.assertEqual(self.stool.stock_calculated, -1)

    def test_lost_in_input(self):
        self.warehouse.reception_steps = "two_steps"
        self.receipt(self.stool, 5).button_validate()
        order = self.order((self.stool, 5))
        self.assertEqual(self.status(order), ("expected", 0))
        self.scrap(self.stool, 3, self.warehouse.wh_input_stock_loc_id)
        self.assertEqual(self.status(order), ("not_available", 3))
        self.assertEqual(self.stool.stock_calculated, -3)

    def test_each_holds_the_goods_that_it_can_take(self):
        """2 on a shelf, 2 beside it: who takes from the shelf alone gets those."""
        shelf = self.place("Shelf")
        self.on_hand(self.stool, 2, shelf)
        order = self.order((self.stool, 2))
        self.on_hand(self.stool, 2)
        customers = self.env.ref("stock.stock_location_customers")
        ship = self.transfer(
            self.warehouse.out_type_id, shelf, customers, self.stool, 2
        )
        self.assertEqual(self.status(order), ("in_stock", 0))
        self.assertEqual(self.held(order, ship), [2, 2])

    def test_also_an_mo_that_ranks_below(self):
        shelf = self.place("Shelf")
        stand = self.product("Stand", {self.leg: 1})
        self.on_hand(self.leg, 2, shelf)
        order = self.order((self.leg, 2))
        self.on_hand(self.leg, 2)
        mo = self.mo(stand, 2, location_src_id=shelf.id)
        self.assertEqual(self.held(order, mo), [2, 2])
        self.assertEqual(mo.ingredients_availability, "in_stock")
