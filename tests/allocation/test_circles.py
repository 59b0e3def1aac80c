from odoo.fields import Command
from odoo.tests import tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestCircles(StockCase):
    """Bills that lead back to where they began, or only seem to (behaviour 4)."""

    def variants(self, name, *values):
        """Create a product with one attribute; return its variants."""
        template, _values = self.options(name, *values, create_variant="always")
        return template.product_variant_ids

    def late_bom(self, product, parts, **values):
        """Create a bill whose lines core does not check: they come by themselves."""
        bom = self.bom(product, {}, **values)
        for part, quantity in parts.items():
            line = {"bom_id": bom.id, "product_id": part.id, "product_qty": quantity}
            self.env["mrp.bom.line"].create(line)
        return bom

    def works(self, *products):
        """Everything goes through with rows of some products, all of them short."""
        order = self.order(*((product, 1) for product in products))
        for product in products:
            self.receipt(product, 1)
            mo = self.mo(product, 1)
            self.assertTrue(mo.ingredients_availability)
        self.env.invalidate_all()
        for row in order.order_line:
            self.assertTrue(row.sales_items_availability)
            self.assertTrue(row.schedule_claims("ingredients") is not None)
        self.env["sale.order"].search([]).mapped("ingredients_availability")
        order.schedule_move_to(1) if len(self.sell()) > 1 else None
        return order

    def short(self, product):
        return self.order((product, 1)).order_line

    def test_a_line_for_one_variant_only(self):
        raw, painted, oiled = self.variants("Panel", "Raw", "Painted", "Oiled")
        value = painted.product_template_attribute_value_ids
        self.bom(
            painted,
            {},
            bom_line_ids=[
                Command.create(
                    {
                        "product_id": raw.id,
                        "product_qty": 1,
                        "bom_product_template_attribute_value_ids": value.ids,
                    }
                ),
                Command.create({"product_id": self.board.id, "product_qty": 1}),
            ],
        )
        self.on_hand(raw, 1)
        self.on_hand(self.board, 5)
        row = self.short(painted)
        self.assertEqual(row.ingredients_availability, "in_stock")
        # Raw itself is made of boards alone.
        self.order((raw, 1)).schedule_move(before_id=row.order_id.id)
        self.env.invalidate_all()
        self.assertEqual(row.ingredients_availability, "not_available")
        self.works(raw, painted, oiled)

    def test_a_variant_made_from_its_sibling(self):
        white, dyed, black = self.variants("Cloth", "White", "Dyed", "Black")
        for made, part in ((dyed, black), (white, dyed)):
            self.bom(made, {part: 1}, product_id=made.id)
        self.on_hand(black, 1)
        row = self.short(dyed)
        self.assertEqual(row.ingredients_availability, "in_stock")
        self.assertEqual(self.short(white).ingredients_availability, "not_available")
        self.works(white, dyed, black)

    def test_a_second_bill_that_gets_a_part_back(self):
        """The bill that Odoo would choose for legs is another one."""
        self.bom(self.leg, {self.board: 1}, sequence=1)
        self.late_bom(self.leg, {self.stool: 1}, sequence=99)
        self.on_hand(self.board, 9)
        row = self.short(self.stool)
        self.assertEqual(row.ingredients_availability, "not_available")
        self.assertEqual(self.short(self.leg).ingredients_availability, "in_stock")
        self.works(self.leg, self.stool, self.board)

    def test_a_bill_of_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.late_bom(self.leg, {self.stool: 1}, company_id=other.id)
        self.on_hand(self.leg, 3)
        self.assertEqual(self.short(self.stool).ingredients_availability, "in_stock")
        self.works(self.leg, self.stool)

    def test_boxes_and_units_of_each_other(self):
        """A real circle: cut where it closes, and nothing stands still."""
        box, unit = map(self.product, ("Box", "Unit"))
        self.bom(box, {unit: 10})
        self.late_bom(unit, {box: 1}, product_qty=10)
        order = self.order((box, 1), (unit, 1))
        for row in order.order_line:
            self.assertEqual(row.ingredients_availability, "not_available")
        circle = order.order_line[0].schedule_claims("ingredients")
        circle += order.order_line[1].schedule_claims("ingredients")
        self.assertIn("circle", " ".join(filter(None, (g.get("note") for g in circle))))
        self.on_hand(unit, 21)
        self.env.invalidate_all()
        self.assertEqual(order.order_line[1].sales_items_availability, "in_stock")
        self.assertEqual(order.order_line[0].ingredients_availability, "in_stock")
        self.works(box, unit)

    def test_a_circle_of_three(self):
        first, second, third = map(self.product, ("First", "Second", "Third"))
        for made, part in ((first, second), (second, third), (third, first)):
            self.late_bom(made, {part: 1})
        order = self.works(first, second, third)
        order.order_line[0].action_make_to_order()
        self.assertTrue(order.mto_production_ids)

    def test_made_in_one_warehouse_and_taken_apart_in_the_other(self):
        shop = self.env["stock.warehouse"].create(
            {"name": "Shop", "code": "SHOP", "company_id": self.company.id}
        )
        box, unit = map(self.product, ("Box", "Unit"))
        own = {"company_id": self.company.id}
        there = {"picking_type_id": shop.manu_type_id.id, "product_qty": 10}
        here = {"picking_type_id": self.warehouse.manu_type_id.id}
        self.bom(box, {unit: 10}, **here, **own)
        self.late_bom(unit, {box: 1}, **there, **own)
        self.on_hand(unit, 10)
        self.on_hand(box, 1, shop.lot_stock_id)
        packed = self.short(box)
        apart = self.order((unit, 1), warehouse_id=shop.id).order_line
        for row in (packed, apart):
            self.assertEqual(row.ingredients_availability, "in_stock")
            self.assertFalse(row.schedule_claims("ingredients")[0].get("note"))
