from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestForeignStock(ScheduleCase):
    """What is somebody else's, or has to be removed, serves nobody (behaviour 4)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = cls.env["res.partner"].create({"name": "Owner"})

    def consign(self, product, quantity):
        self.env["stock.quant"]._update_available_quantity(
            product, self.stock, quantity, owner_id=self.owner
        )

    def test_reserved_is_ones_own(self):
        self.consign(self.stool, 5)
        self.on_hand(self.stool, 1)
        row = self.order((self.stool, 3)).order_line
        self.assertEqual(row.missing_qty, 2)
        self.assertEqual(row.move_ids.quantity, 1)
        self.assertFalse(row.move_ids.move_line_ids.owner_id)
        self.receipt(self.stool, 2).button_validate()
        self.env.invalidate_all()
        self.assertEqual(row.move_ids.quantity, 3)
        self.assertFalse(row.move_ids.move_line_ids.owner_id)
        self.assertEqual(row.sales_items_availability, "in_stock")

    def test_also_for_mos(self):
        self.consign(self.leg, 9)
        mo = self.mo(self.stool, 1)
        self.assertEqual(mo.ingredients_availability, "not_available")
        self.assertEqual(mo.move_raw_ids.quantity, 0)
        mo.action_assign()
        self.assertEqual(mo.move_raw_ids.quantity, 0)

    def test_theirs_picked_by_hand_stays_on_its_way(self):
        """Somebody has taken it to Output for the order: it is in his hands."""
        self.warehouse.delivery_steps = "pick_ship"
        self.consign(self.stool, 3)
        order = self.order((self.stool, 3))
        pick = order.picking_ids
        self.env["stock.move.line"].create(
            {
                "move_id": pick.move_ids.id,
                "picking_id": pick.id,
                "product_id": self.stool.id,
                "location_id": self.stock.id,
                "location_dest_id": pick.location_dest_id.id,
                "quantity": 3,
                "owner_id": self.owner.id,
                "picked": True,
            }
        )
        self.env.invalidate_all()
        self.assertEqual(order.sales_items_availability, "picked")
        pick.button_validate()
        ship = order.picking_ids - pick
        for _again in range(2):
            self.env.invalidate_all()
            self.assertEqual(ship.move_ids.quantity, 3)
            self.assertEqual(ship.move_line_ids.owner_id, self.owner)
            self.assertEqual(order.sales_items_availability, "picked")
            self.assertEqual(order.order_line.missing_qty, 0)
            other = self.order((self.stool, 1))
            other.schedule_move(before_id=order.id)
        self.assertEqual(other.order_line.missing_qty, 1)

    def test_nor_in_two_steps(self):
        self.warehouse.reception_steps = "two_steps"
        row = self.order((self.stool, 3)).order_line
        receipt = self.receipt(self.stool, 3)
        receipt.owner_id = self.owner
        receipt.button_validate()
        self.env.invalidate_all()
        self.assertEqual(row.sales_items_availability, "not_available")
        self.assertEqual(self.stool.stock_expected, 0)

    def test_a_receipt_of_theirs_is_no_supply(self):
        row = self.order((self.stool, 3)).order_line
        receipt = self.receipt(self.stool, 3, fields.Datetime.now() + timedelta(2))
        self.assertEqual(row.sales_items_availability, "expected")
        receipt.owner_id = self.owner
        self.env.invalidate_all()
        self.assertEqual(row.sales_items_availability, "not_available")
        self.assertEqual(self.stool.stock_expected, 0)
        self.assertEqual(self.stool.stock_calculated, -3)

    def test_an_owners_goods_that_go_back_take_none_of_ours(self):
        self.on_hand(self.stool, 5)
        self.consign(self.stool, 3)
        vendors = self.env.ref("stock.stock_location_suppliers")
        places = {"location_id": self.stock.id, "location_dest_id": vendors.id}
        move = {
            "product_id": self.stool.id,
            "product_uom_qty": 3,
            "restrict_partner_id": self.owner.id,
            **places,
        }
        back = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "owner_id": self.owner.id,
                "move_ids": [Command.create(move)],
                **places,
            }
        )
        back.action_confirm()
        back.action_assign()
        row = self.order((self.stool, 5)).order_line
        self.assertEqual(row.sales_items_availability, "in_stock")
        self.assertEqual(row.move_ids.quantity, 5)
        self.assertEqual(back.move_ids.move_line_ids.owner_id, self.owner)
        self.assertEqual(back.move_ids.quantity, 3)

    def test_ours_by_name_is_ours(self):
        self.env["stock.quant"]._update_available_quantity(
            self.stool, self.stock, 3, owner_id=self.company.partner_id
        )
        row = self.order((self.stool, 3)).order_line
        self.assertEqual(row.sales_items_availability, "in_stock")
        self.assertEqual(row.move_ids.quantity, 3)

    def test_entered_by_hand_it_is_true(self):
        self.consign(self.stool, 3)
        self.on_hand(self.stool, 2)
        rival = self.order((self.stool, 2)).order_line
        row = self.order((self.stool, 3)).order_line
        self.env["stock.move.line"].create(
            {
                "move_id": row.move_ids.id,
                "product_id": self.stool.id,
                "location_id": self.stock.id,
                "location_dest_id": row.move_ids.location_dest_id.id,
                "owner_id": self.owner.id,
                "quantity": 3,
            }
        )
        self.env.invalidate_all()
        self.assertEqual(row.sales_items_availability, "in_stock")
        self.assertEqual(rival.sales_items_availability, "in_stock")
        self.assertEqual(rival.move_ids.quantity, 2)

    def test_theirs_on_its_way_by_the_lines_of_a_receipt(self):
        receipt = self.receipt(self.stool, 3)
        order = self.order((self.stool, 3))
        self.assertEqual(order.sales_items_availability, "expected")
        line = receipt.move_ids.move_line_ids
        line.write({"quantity": 2, "owner_id": self.owner.id})
        line.copy({"quantity": 1, "owner_id": False})
        self.env.invalidate_all()
        self.assertEqual(order.order_line.missing_qty, 2)
        self.assertEqual(self.stool.stock_expected, 1)
        receipt.move_ids.picked = True
        receipt.button_validate()
        self.env.invalidate_all()
        self.assertEqual(order.order_line.missing_qty, 2)
