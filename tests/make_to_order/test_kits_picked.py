from odoo.tests import tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestKitsPicked(StockCase):
    """A row of kits is changed while a part of them is picked (behaviour 6)."""

    def kits(self, steps="ship_only"):
        """Return the row of 3 pairs, of whose 6 legs 2 are ticked."""
        self.warehouse.delivery_steps = steps
        kit = self.env["product.product"].create({"name": "Pair", "type": "consu"})
        self.bom(kit, {self.stool: 1, self.leg: 2}, type="phantom")
        self.on_hand(self.stool, 20)
        self.on_hand(self.leg, 20)
        row = self.order((kit, 3)).order_line
        legs = row.move_ids.filtered(lambda move: move.product_id == self.leg)
        legs.quantity, legs.picked = 2, True
        return row

    def asked(self, row):
        """Return what is still to be taken from stock of stools and of legs."""
        self.env.invalidate_all()
        moves = row.move_ids.filtered(
            lambda move: move.state != "cancel" and move.location_id == self.stock
        )
        return [
            sum(
                moves.filtered(lambda move, of=of: move.product_id == of).mapped(
                    "product_uom_qty"
                )
            )
            for of in (self.stool, self.leg)
        ]

    def test_lowered(self):
        row = self.kits()
        row.product_uom_qty = 2
        self.assertEqual(self.asked(row), [2, 4])

    def test_raised(self):
        row = self.kits()
        row.product_uom_qty = 4
        self.assertEqual(self.asked(row), [4, 8])

    def test_raised_and_lowered_in_two_steps(self):
        row = self.kits("pick_ship")
        row.product_uom_qty = 4
        self.assertEqual(self.asked(row), [4, 8])
        row.product_uom_qty = 3
        self.assertEqual(self.asked(row), [3, 6])

    def test_delivered_is_what_is_done(self):
        row = self.kits()
        self.assertEqual(row.qty_delivered, 0)
        picking = row.move_ids.picking_id
        picking.move_ids.filtered(lambda m: m.product_id == self.stool).picked = True
        picking.move_ids.filtered(lambda m: m.product_id == self.leg).quantity = 6
        picking.button_validate()
        self.env.invalidate_all()
        self.assertEqual(row.qty_delivered, 3)
        row.product_uom_qty = 5
        self.assertEqual(self.asked(row), [5, 10])
