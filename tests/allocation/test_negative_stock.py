from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestNegativeStock(ScheduleCase):
    """Less than nothing is a shortage where it is, and nowhere else (behaviour 4)."""

    def assertRow(self, row, status, missing, held):
        self.env.invalidate_all()
        self.assertEqual(row.sales_items_availability, status)
        self.assertEqual(row.missing_qty, missing)
        open_moves = row.move_ids.filtered(lambda m: m.state not in ("done", "cancel"))
        self.assertEqual(sum(open_moves.mapped("quantity")), held)

    def shop(self):
        return self.env["stock.warehouse"].create(
            {"name": "Shop", "code": "SHOP", "company_id": self.company.id}
        )

    def test_of_another_warehouse(self):
        self.on_hand(self.stool, 5)
        row = self.order((self.stool, 5)).order_line
        self.on_hand(self.stool, -4, self.shop().lot_stock_id)
        self.assertRow(row, "in_stock", 0, 5)

    def test_outside_every_warehouse(self):
        self.on_hand(self.stool, 5)
        row = self.order((self.stool, 5)).order_line
        outside = self.env["stock.location"].create(
            {
                "name": "Outside",
                "usage": "internal",
                "location_id": self.stock.location_id.location_id.id or False,
                "company_id": self.company.id,
            }
        )
        self.on_hand(self.stool, -4, outside)
        self.assertRow(row, "in_stock", 0, 5)

    def test_of_an_mos_component(self):
        self.on_hand(self.leg, 6)
        mo = self.mo(self.stool, 2)
        self.on_hand(self.leg, -4, self.shop().lot_stock_id)
        self.env.invalidate_all()
        self.assertEqual(mo.ingredients_availability, "in_stock")
        self.assertEqual(mo.move_raw_ids.quantity, 6)

    def test_what_comes_fills_the_hole_first(self):
        self.on_hand(self.stool, -2)
        row = self.order((self.stool, 4)).order_line
        receipt = self.receipt(self.stool, 5, fields.Datetime.now() + timedelta(1))
        self.assertRow(row, "not_available", 1, 0)
        receipt.button_validate()
        self.assertRow(row, "not_available", 1, 3)

    def test_the_receipt_of_the_other_warehouse_does_not(self):
        shop = self.shop()
        self.on_hand(self.stool, -2, shop.lot_stock_id)
        row = self.order((self.stool, 4)).order_line
        self.receipt(self.stool, 5, fields.Datetime.now() + timedelta(1))
        self.assertRow(row, "expected", 0, 0)
        other = self.order((self.stool, 1), warehouse_id=shop.id).order_line
        self.assertRow(other, "not_available", 1, 0)

    def test_on_a_shelf_it_takes_from_its_warehouse(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self.on_hand(self.stool, 5)
        self.on_hand(self.stool, -3, shelf)
        row = self.order((self.stool, 5)).order_line
        self.assertRow(row, "not_available", 3, 2)

    def test_the_figures_agree(self):
        self.on_hand(self.stool, -2)
        self.order((self.stool, 4))
        self.assertEqual(self.stool.stock_calculated, -6)
