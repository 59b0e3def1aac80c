from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .test_order_change import SHOP, OrderChangeCase


@tagged("post_install", "-at_install")
class TestStepsChanged(OrderChangeCase):
    """A warehouse delivers, or makes, in other steps than when orders were confirmed.

    Orders that are open go on as they were (behaviour 6: nothing twice, no stray move).
    """

    def delivers(self, row):
        """Return what a row's open transfers deliver, each (from, to, quantity)."""
        self.env.invalidate_all()
        moves = row.move_ids.filtered(lambda m: m.state not in ("done", "cancel"))
        return [
            (move.location_id.name, move.location_dest_id.name, move.product_uom_qty)
            for move in moves.sorted("id")
        ]

    def test_less(self):
        row = self.order((self.stool, 5)).order_line
        self.warehouse.delivery_steps = "pick_ship"
        row.product_uom_qty = 3
        self.assertEqual(self.delivers(row), [("Stock", "Customers", 3)])

    def test_nothing(self):
        row = self.order((self.stool, 5)).order_line
        rival = self.order((self.stool, 4)).order_line
        self.warehouse.delivery_steps = "pick_ship"
        row.product_uom_qty = 0
        self.on_hand(self.stool, 4)
        self.assertEqual(self.delivers(row), [])
        self.assertEqual(
            (row.missing_qty, rival.missing_qty, rival.move_ids.quantity), (0, 0, 4)
        )

    def test_removed_in_fewer_steps(self):
        self.warehouse.delivery_steps = "pick_ship"
        row = self.order((self.stool, 5)).order_line
        rival = self.order((self.stool, 4)).order_line
        self.warehouse.delivery_steps = "ship_only"
        row.with_context(**SHOP).unlink()
        self.assertEqual(self.delivers(row), [])
        self.assertEqual(
            (rival.sales_items_availability, rival.missing_qty), ("not_available", 4)
        )

    def test_the_same_again(self):
        row = self.order((self.stool, 5)).order_line
        self.warehouse.delivery_steps = "pick_ship"
        for _turn in range(3):
            row.with_context(**SHOP).product_uom_qty = 8
        self.assertEqual(
            self.delivers(row), [("Stock", "Customers", 5), ("Stock", "Output", 3)]
        )
        # What was asked for last goes first.
        row.product_uom_qty = 4
        self.assertEqual(self.delivers(row), [("Stock", "Customers", 4)])

    def test_of_a_kit(self):
        kit = self.env["product.product"].create({"name": "Set", "type": "consu"})
        self.bom(kit, {self.stool: 1, self.leg: 2}, type="phantom")
        row = self.order((kit, 5)).order_line
        self.warehouse.delivery_steps = "pick_ship"
        for quantity in (8, 8, 3):
            row.with_context(**SHOP).product_uom_qty = quantity
        self.assertEqual(
            self.delivers(row), [("Stock", "Customers", 3), ("Stock", "Customers", 6)]
        )

    def test_made_to_order(self):
        row = self.order((self.stool, 5)).order_line
        mo = self.mto(row.order_id)
        self.warehouse.delivery_steps = "pick_ship"
        for quantity in (8, 9, 5):
            row.product_uom_qty = quantity
            self.assertEqual(mo.product_qty, quantity)
            delivered = [quantity for _from, _to, quantity in self.delivers(row)]
            self.assertEqual(sum(delivered), quantity)
        self.produce(mo)
        self.env.invalidate_all()
        self.assertEqual(row.missing_qty, 0)

    def test_components_are_brought_as_the_row_asks(self):
        self.warehouse.manufacture_steps = "pbm"
        row = self.order((self.stool, 5)).order_line
        mo = self.mto(row.order_id)
        self.warehouse.manufacture_steps = "mrp_one_step"
        for quantity in (3, 8):
            row.product_uom_qty = quantity
            moves = mo.picking_ids.move_ids.filtered(lambda m: m.state != "cancel")
            self.assertEqual(sum(moves.mapped("product_uom_qty")), 3 * quantity)
        mo.picking_ids.button_validate()
        self.env.invalidate_all()
        self.assertEqual(mo.ingredients_availability, "in_stock")

    def test_components_that_were_brought_are_not_brought_again(self):
        self.warehouse.manufacture_steps = "pbm_sam"
        for made in (0, 2):
            with self.subTest(made=made), self.env.cr.savepoint() as savepoint:
                row = self.order((self.stool, 5)).order_line
                mo = self.mto(row.order_id)
                below = self.mo(self.stool, 5)
                # Of which the other order could be made of four.
                self.count_legs(34)
                mo.picking_ids.move_ids.picked = True
                mo.picking_ids.button_validate()
                if made:
                    (mo,) = self.produce(mo, made)
                for quantity in (3, 5):
                    row.product_uom_qty = quantity
                waiting = mo.picking_ids.filtered(
                    lambda picking: picking.state not in ("done", "cancel")
                )
                legs = waiting.move_ids.filtered(
                    lambda move: move.product_id == self.leg and move.state != "cancel"
                )
                self.env.invalidate_all()
                self.assertFalse(legs)
                self.assertEqual(mo.ingredients_availability, "in_stock")
                self.assertEqual(below.ingredients_availability, "in_stock")
                savepoint.rollback()

    def count_legs(self, quantity):
        """Count the legs in the stock."""
        quant = self.env["stock.quant"].search(
            [("product_id", "=", self.leg.id), ("location_id", "=", self.stock.id)]
        )
        quant.with_context(inventory_mode=True).inventory_quantity = quantity
        quant.action_apply_inventory()

    def test_put_back(self):
        """What was picked of a row that is 0 by now is no delivery."""
        self.warehouse.delivery_steps = "pick_ship"
        self.on_hand(self.stool, 5)
        order = self.order((self.stool, 5))
        order.picking_ids.button_validate()
        order.order_line.product_uom_qty = 0
        order.commitment_date = fields.Datetime.now() - timedelta(days=3)
        orders = self.env["sale.order"]
        for put_back in (False, True):
            if put_back:
                waiting = order.picking_ids.filtered(lambda p: p.state != "done")
                waiting.filtered(lambda p: p.state != "cancel").button_validate()
            self.env.invalidate_all()
            self.assertEqual((order.schedule_open, order.schedule_late), (False, False))
            self.assertEqual(order.sales_items_availability, "not_applicable")
            self.assertEqual(
                orders.search(
                    [
                        ("id", "=", order.id),
                        ("sales_items_availability", "=", "not_applicable"),
                    ]
                ),
                order,
            )

    def test_delivered_from_another_warehouse(self):
        """By API alone: what is made there, its delivery cannot take."""
        other = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "W2", "company_id": self.company.id}
        )
        row = self.order((self.stool, 5)).order_line
        row.order_id.warehouse_id = other
        self.assertFalse(row.can_make_to_order)
        self.assertRefused(row.action_make_to_order, reason=self.warehouse.name)
        row.order_id.warehouse_id = self.warehouse
        self.assertTrue(row.can_make_to_order)
