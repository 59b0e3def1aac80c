from odoo.tests import tagged

from .test_order_change import OrderChangeCase


@tagged("post_install", "-at_install")
class TestExchange(OrderChangeCase):
    """What is delivered anew for what comes back can be made (behaviour 5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.on_hand(cls.stool, 6)
        cls.sold = cls.order((cls.stool, 6))
        cls.row = cls.sold.order_line
        cls.sold.picking_ids.button_validate()

    def send_back(self, quantity, exchange):
        delivery = self.sold.picking_ids.filtered(lambda one: one.state == "done")
        wizard = self.env["stock.return.picking"].create({"picking_id": delivery.id})
        wizard.product_return_moves.quantity = quantity
        if exchange:
            wizard.action_create_exchanges()
        else:
            wizard.action_create_returns()
        return self.sold.picking_ids.filtered(
            lambda one: one.state != "done" and one.location_id.usage == "customer"
        )

    def test_for_exchange(self):
        self.assertFalse(self.row.can_make_to_order)
        back = self.send_back(2, exchange=True)
        # From what comes back; whoever ranks above may get that.
        self.assertEqual(self.row.sales_items_availability, "expected")
        above = self.order((self.stool, 2))
        above.schedule_move(before_id=self.sold.id)
        self.assertEqual(self.row.sales_items_availability, "not_available")
        self.assertEqual(self.row.missing_qty, 2)
        self.assertTrue(self.row.can_make_to_order)
        self.row.action_make_to_order()
        mo = self.row._mto_open()
        self.assertEqual(mo.product_qty, 2)
        back.button_validate()
        self.assertEqual(mo.product_qty, 2)
        self.row.product_uom_qty = 7
        self.assertEqual(mo.product_qty, 3)
        self.on_hand(self.leg, 9)
        self.produce(mo)
        self.assertEqual(self.row.sales_items_availability, "in_stock")

    def test_back_first(self):
        self.send_back(2, exchange=True).button_validate()
        # What came back is there for it.
        self.assertEqual(self.row.sales_items_availability, "in_stock")
        self.row.action_make_to_order()
        self.assertEqual(self.row._mto_open().product_qty, 2)

    def test_what_only_comes_back_is_not_made(self):
        back = self.send_back(2, exchange=False)
        self.assertFalse(self.row.can_make_to_order)
        self.assertEqual(self.row.missing_qty, 0)
        back.button_validate()
        self.assertFalse(self.row.can_make_to_order)
