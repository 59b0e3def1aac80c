from odoo.fields import Command
from odoo.tests import tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestRepair(ScheduleCase):
    """The sample of further demands: what repairs need (``tests/addons``)."""

    def test_a_draft_repair_demands_its_parts(self):
        self.on_hand(self.leg, 3)
        row = self.order((self.leg, 2)).order_line
        receipt = self.receipt(self.leg, 1)
        self.assertEqual(self.leg.stock_calculated, 2)
        repair = self.env["repair.order"].create(
            {
                "product_id": self.stool.id,
                "picking_type_id": self.warehouse.repair_type_id.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.leg.id,
                            "product_uom_qty": 5,
                            "repair_line_type": "add",
                        }
                    )
                ],
            }
        )
        self.env.invalidate_all()
        self.assertEqual(self.leg.stock_calculated, -3)
        self.assertEqual(row.sales_items_availability, "in_stock")
        # A quotation stands behind it; at one rank rows come first.
        self.assertEqual(
            self.quotation((self.leg, 2)).sales_items_availability, "expected"
        )
        receipt.action_cancel()
        repair._action_repair_confirm()
        self.env.invalidate_all()
        # Confirmed, it is a transfer without an order: before the ranking.
        self.assertEqual(row.sales_items_availability, "not_available")


@tagged("post_install", "-at_install")
class TestRush(ScheduleCase):
    """The sample of a class of service: rush orders (``tests/addons``)."""

    def test_rush_orders_come_before_the_ranking(self):
        self.on_hand(self.stool, 3)
        first, second = self.order((self.stool, 3)), self.order((self.stool, 2))
        self.assertEqual(second.order_line.missing_qty, 2)
        second.tag_ids = [Command.create({"name": "Rush"})]
        self.env.invalidate_all()
        self.assertEqual(second.sales_items_availability, "in_stock")
        self.assertEqual(first.order_line.missing_qty, 2)
        first.order_line.product_uom_qty = 4
        self.assertEqual(sum(second.order_line.move_ids.mapped("quantity")), 2)
        self.assertEqual(sum(first.order_line.move_ids.mapped("quantity")), 1)

    def test_whatever_ranks_below_the_page(self):
        """What is read of the first page alone knows of a rush order on the last."""
        self.on_hand(self.stool, 3)
        first = self.order((self.stool, 3))
        self.order((self.leg, 1))
        last = self.order((self.stool, 2))
        last.tag_ids = [Command.create({"name": "Rush"})]
        self.env.invalidate_all()
        self.assertEqual(first.sales_items_availability, "not_available")
        self.assertEqual(first.order_line.missing_qty, 2)
