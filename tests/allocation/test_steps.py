from datetime import datetime

from odoo import Command
from odoo.tests import tagged

from ..common import ScheduleCase

SOON = datetime(2040, 1, 10, 12)


@tagged("post_install", "-at_install")
class TestSteps(ScheduleCase):
    """Statuses where goods move in several steps, and other special stock."""

    def steps(self, **steps):
        self.warehouse.write(steps)

    def test_what_is_in_input_is_expected(self):
        self.steps(reception_steps="three_steps")
        order = self.order((self.stool, 3))
        incoming = self.receipt(self.stool, 3, SOON)
        self.assertEqual(order.sales_items_availability, "expected")
        self.assertEqual(order.availability_date, SOON)
        incoming.button_validate()
        self.assertEqual(self.stool.qty_available, 3)
        self.assertEqual(order.sales_items_availability, "expected")
        for _step in range(2):
            moves = self.env["stock.move"].search(
                [("product_id", "=", self.stool.id), ("state", "=", "assigned")]
            )
            moves.picking_id.button_validate()
        self.assertEqual(order.sales_items_availability, "in_stock")

    def test_a_delivery_in_three_steps(self):
        self.steps(delivery_steps="pick_pack_ship")
        self.on_hand(self.stool, 3)
        order = self.order((self.stool, 3))
        other = self.order((self.stool, 1))
        self.assertEqual(order.sales_items_availability, "in_stock")
        self.assertEqual(other.sales_items_availability, "not_available")
        order.picking_ids.action_assign()
        order.picking_ids.button_validate()
        self.assertEqual(order.sales_items_availability, "picked")
        self.assertEqual(other.sales_items_availability, "not_available")
        self.assertTrue(order.schedule_open)

    def test_manufacturing_in_three_steps(self):
        self.steps(manufacture_steps="pbm_sam")
        self.on_hand(self.leg, 3)
        first, second = self.mo(self.stool), self.mo(self.stool)
        order = self.order((self.stool, 1))
        self.assertEqual(first.ingredients_availability, "in_stock")
        self.assertEqual(second.ingredients_availability, "not_available")
        second.schedule_move(before_id=first.id)
        self.assertEqual(second.ingredients_availability, "in_stock")
        self.assertEqual(first.ingredients_availability, "not_available")
        self.assertIn(order.name, first.customer_display + second.customer_display)
        second.picking_ids.action_assign()
        second.picking_ids.button_validate()
        self.assertEqual(second.ingredients_availability, "in_stock")
        first.schedule_move(before_id=second.id)
        self.assertEqual(second.ingredients_availability, "in_stock", "It has them")
        self.produce(second)
        self.assertEqual(order.sales_items_availability, "expected")
        store = second.picking_ids.filtered(lambda p: p.state == "assigned")
        store.button_validate()
        self.assertEqual(order.sales_items_availability, "in_stock")

    def test_what_odoo_chained_is_served_by_its_origin(self):
        route = self.env.ref("stock.route_warehouse0_mto")
        route.active = True
        self.drawer.route_ids = route + self.warehouse.manufacture_pull_id.route_id
        self.on_hand(self.leg, 100)
        mo = self.mo(self.table, 2)
        child = mo._get_children()
        child.date_deadline = SOON
        rival = self.order((self.drawer, 2))
        rival.order_line.move_ids.procure_method = "make_to_stock"
        self.assertEqual(mo.ingredients_availability, "expected")
        self.assertEqual(mo.availability_date, SOON)
        self.assertNotIn(rival.name, child.customer_display or "")

    def test_a_subassembly_serves_its_parent_first(self):
        self.on_hand(self.leg, 100)
        top = self.order((self.drawer, 2))
        parent = self.mo(self.table, 2)
        child = self.env["mrp.production"].create(
            {"product_id": self.drawer.id, "product_qty": 3, "date_deadline": SOON}
        )
        child.production_group_id.parent_ids = parent.production_group_id
        child.action_confirm()
        self.assertEqual(self.schedule(), child + parent)
        self.assertEqual(parent.ingredients_availability, "expected")
        self.assertEqual(top.order_line.missing_qty, 1)
        self.assertEqual(child.customer_claims[0]["quantity"], 1)

    def test_returns_come_back(self):
        self.on_hand(self.stool, 2)
        sold = self.order((self.stool, 2))
        sold.picking_ids.action_assign()
        sold.picking_ids.button_validate()
        order = self.order((self.stool, 1))
        self.assertEqual(order.sales_items_availability, "not_available")
        self.give_back(sold.picking_ids, 1)
        self.assertEqual(order.sales_items_availability, "expected")
        self.assertEqual(sold.sales_items_availability, "picked")
        self.assertFalse(sold.schedule_open)

    def test_returns_of_orders_that_rank_below_come_back(self):
        """What comes is a supply, whatever the rank of the order that had it."""
        first = self.order((self.leg, 1))
        self.on_hand(self.stool, 2)
        sold = self.order((self.stool, 2))
        sold.picking_ids.button_validate()
        order = self.order((self.stool, 1))
        order.schedule_move(before_id=first.id)
        self.assertLess(order.schedule_rank, sold.schedule_rank)
        self.give_back(sold.picking_ids, 1)
        self.env.invalidate_all()
        self.assertEqual(order.sales_items_availability, "expected")

    def test_scrapped_stock_serves_nobody(self):
        self.on_hand(self.stool, 2)
        order = self.order((self.stool, 2))
        self.env["stock.scrap"].create(
            {"product_id": self.stool.id, "scrap_qty": 1, "location_id": self.stock.id}
        ).action_validate()
        self.assertEqual(order.order_line.missing_qty, 1)

    def test_variants_have_components_of_their_own(self):
        attribute = self.env["product.attribute"].create(
            {
                "name": "Colour",
                "value_ids": [(0, 0, {"name": "Red"}), (0, 0, {"name": "Blue"})],
            }
        )
        template = self.env["product.template"].create(
            {
                "name": "Box",
                "is_storable": True,
                "attribute_line_ids": [
                    (
                        *(0, 0),
                        {
                            "attribute_id": attribute.id,
                            "value_ids": attribute.value_ids.ids,
                        },
                    )
                ],
            }
        )
        red, blue = template.product_variant_ids
        bill = self.bom(red, {self.board: 1, self.leg: 1})
        red_value = red.product_template_attribute_value_ids
        bill.bom_line_ids[0].bom_product_template_attribute_value_ids = red_value
        self.on_hand(self.leg, 5)
        reds, blues = self.order((red, 1)), self.order((blue, 1))
        self.assertEqual(reds.ingredients_availability, "not_available")
        self.assertEqual(blues.ingredients_availability, "in_stock")

    def test_kits_in_a_recipe_are_exploded(self):
        parts = self.env["product.product"].create({"name": "Parts", "type": "consu"})
        self.bom(parts, {self.leg: 2, self.board: 1}, type="phantom")
        lamp = self.env["product.product"].create(
            {"name": "Lamp", "is_storable": True, "type": "consu"}
        )
        self.bom(lamp, {parts: 2})
        self.on_hand(self.leg, 7)
        self.on_hand(self.board, 2)
        order = self.order((lamp, 1))
        later = self.order((lamp, 1))
        self.assertEqual(order.ingredients_availability, "in_stock")
        self.assertEqual(later.ingredients_availability, "not_available")
        self.on_hand(self.leg, 1)
        self.on_hand(self.board, 2)
        self.assertEqual(later.ingredients_availability, "in_stock")

    def test_lots_count_together(self):
        self.stool.tracking = "lot"
        lots = self.env["stock.lot"].create(
            [{"name": name, "product_id": self.stool.id} for name in "AB"]
        )
        for lot in lots:
            self.env["stock.quant"]._update_available_quantity(
                self.stool, self.stock, 2, lot_id=lot
            )
        order = self.order((self.stool, 3))
        self.assertEqual(order.sales_items_availability, "in_stock")
        self.assertEqual(order.order_line.move_ids.quantity, 3)

    def test_what_a_subcontractor_makes_is_expected_once(self):
        vendor = self.env["res.partner"].create({"name": "Subcontractor"})
        self.bom(
            self.drawer,
            {self.board: 2},
            type="subcontract",
            subcontractor_ids=vendor.ids,
            sequence=1,
        )
        self.bom_drawer.sequence = 99
        order = self.order((self.drawer, 5))
        vendors = self.env.ref("stock.stock_location_suppliers")
        type_in = self.warehouse.in_type_id
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": type_in.id,
                "partner_id": vendor.id,
                "location_id": vendors.id,
                "location_dest_id": type_in.default_location_dest_id.id,
                "scheduled_date": SOON,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.drawer.id,
                            "product_uom_qty": 3,
                            "date": SOON,
                            "location_id": vendors.id,
                            "location_dest_id": type_in.default_location_dest_id.id,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        made = self.env["mrp.production"].search(
            [("product_id", "=", self.drawer.id), ("company_id", "=", self.company.id)]
        )
        self.assertEqual(made.subcontractor_id, vendor)
        row = order.order_line
        self.assertEqual(row.missing_qty, 2)
        self.assertEqual(
            [(c["source_model"], c["quantity"]) for c in row.supply_claims],
            [("stock.picking", 3)],
        )
        self.assertEqual(self.drawer.stock_expected, 3)
        # Two drawers are missing and could be made of 4 boards; the parts of the other
        # three are the subcontractor's to have, and take nothing of the stock here.
        self.on_hand(self.board, 8)
        sold = self.order((self.board, 4))
        self.assertEqual(sold.sales_items_availability, "in_stock")

    def test_what_comes_back_is_put_away(self):
        """A return opens no order again, in how many steps ever it is received."""
        for steps in ("one_step", "two_steps", "three_steps"):
            with self.subTest(steps=steps):
                self.warehouse.reception_steps = steps
                self.on_hand(self.stool, 2)
                order = self.order((self.stool, 2))
                order.picking_ids.button_validate()
                back = self.give_back(order.picking_ids, 1)
                back.button_validate()
                for _step in range(2):
                    self.env.invalidate_all()
                    self.assertFalse(order.schedule_open)
                    self.assertRefused(order.order_line.action_make_to_order)
                    later = back.move_ids.move_dest_ids.picking_id
                    back = later or back
                    later.filtered(lambda p: p.state != "done").button_validate()


@tagged("post_install", "-at_install")
class TestStoredLater(ScheduleCase):
    """What an MTO MO made waits in Post-production: it is its row's, and expected."""

    def test_it_is_expected_by_its_row_alone(self):
        self.warehouse.manufacture_steps = "pbm_sam"
        self.on_hand(self.leg, 100)
        order = self.order((self.stool, 5))
        mo = self.mto(order)
        rival = self.order((self.stool, 2))
        rival.schedule_move(before_id=order.id)
        pick = mo.picking_ids
        pick.action_assign()
        pick.button_validate()
        self.produce(mo, 2)
        self.assertEqual(order.sales_items_availability, "expected")
        self.assertEqual(
            sorted(claim["quantity"] for claim in order.order_line.supply_claims),
            [2, 3],
        )
        self.assertEqual(rival.sales_items_availability, "not_available")
        rest = order.order_line._mto_open()
        self.produce(rest)
        self.assertEqual(order.sales_items_availability, "expected")
        self.assertEqual(rival.order_line.missing_qty, 2)
