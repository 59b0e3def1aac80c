from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.make_schedule.models.allocation.bills import Bills

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestMadeOf(StockCase):
    """What things are made of: options, variants, by-products, kits (behaviour 4)."""

    def line(self, part, quantity, values):
        return Command.create(
            {
                "product_id": part.id,
                "product_qty": quantity,
                "bom_product_template_attribute_value_ids": values.ids,
            }
        )

    def row(self, product, quantity, options=None):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "product_uom_qty": quantity,
                            "product_no_variant_attribute_value_ids": [
                                Command.set(options.ids if options else [])
                            ],
                        }
                    )
                ],
            }
        )
        self.assertTrue(order.order_line.ingredients_availability)
        promised = order.order_line.ingredients_availability
        order.action_confirm()
        self.env.invalidate_all()
        self.assertEqual(order.order_line.ingredients_availability, promised)
        return order.order_line

    def test_what_is_scrapped_is_no_component(self):
        bare = self.product("Bare")
        mo = self.mo(bare, 2)
        self.assertEqual(mo.ingredients_availability, "no_recipe")
        self.on_hand(self.leg, 5)
        self.env["stock.scrap"].create(
            {
                "product_id": self.leg.id,
                "scrap_qty": 1,
                "production_id": mo.id,
                "location_id": self.stock.id,
            }
        ).do_scrap()
        self.env.invalidate_all()
        self.assertEqual(mo.ingredients_availability, "no_recipe")

    def test_a_kit_that_can_be_made_as_well(self):
        """Whatever leads to what rows wait for is read, by either bill."""
        part = self.product("Part")
        inner = self.product("Inner", {part: 1})
        both = self.product("Both")
        self.bom(both, {inner: 1}, type="phantom", sequence=1)
        self.bom(both, {part: 1}, sequence=2)
        outer = self.product("Outer", {both: 1})
        for product in inner, outer:
            self.order((product, 1))
        bills = Bills(self.env(su=True), self.company.ids)
        self.assertEqual(bills.above([part.id]), {inner.id, outer.id})

    # -- options that make no variant -----------------------------------------

    def ring(self):
        template, (gold, silver) = self.options("Ring", "Gold", "Silver")
        plates = self.product("Gold plate"), self.product("Silver plate")
        ring = template.product_variant_id
        self.bom(
            ring,
            {},
            bom_line_ids=[
                self.line(plate, 1, value)
                for plate, value in zip(plates, (gold, silver), strict=True)
            ],
        )
        return ring, gold, silver, *plates

    def test_an_option_needs_its_own_part(self):
        ring, gold, silver, gold_plate, silver_plate = self.ring()
        self.on_hand(gold_plate, 5)
        row = self.row(ring, 1, silver)
        self.assertEqual(row.ingredients_availability, "not_available")
        self.assertEqual(self.row(ring, 1, gold).ingredients_availability, "in_stock")
        row.action_make_to_order()
        self.env.invalidate_all()
        self.assertEqual(row._mto_open().move_raw_ids.product_id, silver_plate)
        self.assertEqual(row.ingredients_availability, "not_available")

    def test_an_option_takes_only_its_part_from_others(self):
        ring, _gold, silver, gold_plate, silver_plate = self.ring()
        self.on_hand(gold_plate, 1)
        self.on_hand(silver_plate, 1)
        self.row(ring, 1, silver)
        low_gold, low_silver = (
            self.order((gold_plate, 1)),
            self.order((silver_plate, 1)),
        )
        self.assertEqual(low_gold.sales_items_availability, "in_stock")
        self.assertEqual(low_silver.sales_items_availability, "not_available")

    def test_an_option_of_a_kit(self):
        template, (with_bell, _plain) = self.options("Bicycle", "Bell", "Plain")
        kit, bell = template.product_variant_id, self.product("Bell")
        template.is_storable = False
        self.bom(
            kit,
            {self.leg: 2},
            type="phantom",
        ).bom_line_ids = [self.line(bell, 1, with_bell)]
        self.on_hand(self.leg, 2)
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": kit.id,
                            "product_uom_qty": 1,
                            "product_no_variant_attribute_value_ids": [
                                Command.set(with_bell.ids)
                            ],
                        }
                    )
                ],
            }
        )
        self.assertEqual(order.sales_items_availability, "not_available")

    # -- by-products ----------------------------------------------------------

    def regrind(self):
        """Return what a stool is made of, and leaves again as a by-product."""
        regrind = self.product("Regrind")
        self.bom(
            self.stool,
            {regrind: 1},
            byproduct_ids=[
                Command.create({"product_id": regrind.id, "product_qty": 1})
            ],
        ).sequence = -1
        return regrind

    def test_nobody_starts_on_what_he_makes_himself(self):
        regrind = self.regrind()
        mo = self.mo(self.stool, 2)
        self.assertEqual(mo.move_raw_ids.product_id, regrind)
        self.assertEqual(mo.ingredients_availability, "not_available")
        other = self.mo(self.stool, 2)
        self.env.invalidate_all()
        # Each is served by the other's; neither by its own.
        self.assertEqual(other.ingredients_availability, "expected")
        self.assertEqual(mo.ingredients_availability, "expected")
        row = self.order((regrind, 1)).order_line
        self.assertEqual(row.sales_items_availability, "not_available")

    def test_nor_a_backorder_on_its_own(self):
        regrind = self.regrind()
        self.on_hand(regrind, 1)
        mo = self.mo(self.stool, 2)
        self.assertEqual(mo.ingredients_availability, "not_available")

    def test_by_products_of_an_mo_to_order_are_anybodys(self):
        chip = self.product("Chip")
        self.bom(
            self.stool,
            {self.leg: 1},
            byproduct_ids=[Command.create({"product_id": chip.id, "product_qty": 1})],
        ).sequence = -1
        order, other = self.order((self.stool, 2)), self.order((chip, 2))
        self.mto(order)
        self.env.invalidate_all()
        self.assertEqual(other.sales_items_availability, "expected")
        self.assertEqual(chip.stock_calculated, 0)

    # -- kits -----------------------------------------------------------------

    def test_a_kit_used_directly_and_inside_another(self):
        pair = self.product("Pair", is_storable=False)
        self.bom(pair, {self.leg: 2}, type="phantom")
        double = self.product("Double", is_storable=False)
        self.bom(double, {pair: 1, self.board: 1}, type="phantom")
        shelf = self.product("Shelf")
        self.bom(shelf, {pair: 1, double: 1})
        self.on_hand(self.leg, 3)
        self.on_hand(self.board, 9)
        row = self.row(shelf, 1)
        self.assertEqual(row.ingredients_availability, "not_available")
        self.on_hand(self.leg, 1)
        self.env.invalidate_all()
        self.assertEqual(row.ingredients_availability, "in_stock")

    def test_the_same_kit_on_two_ways(self):
        pair = self.product("Pair", is_storable=False)
        self.bom(pair, {self.leg: 2}, type="phantom")
        left, right = (self.product(name, is_storable=False) for name in "LR")
        for side in (left, right):
            self.bom(side, {pair: 1}, type="phantom")
        both = self.product("Both", is_storable=False)
        self.bom(both, {left: 1, right: 1}, type="phantom")
        order = self.quotation((both, 1))
        self.on_hand(self.leg, 3)
        self.env.invalidate_all()
        self.assertEqual(order.sales_items_availability, "not_available")
        self.on_hand(self.leg, 1)
        self.env.invalidate_all()
        self.assertEqual(order.sales_items_availability, "in_stock")

    def test_a_kit_of_a_variant(self):
        template, (red, blue) = self.options(
            "Set of colour", "Red", "Blue", create_variant="always"
        )
        template.is_storable = False
        red_kit, blue_kit = template.product_variant_ids.sorted(
            lambda kit: kit.product_template_attribute_value_ids != red
        )
        red_leg, blue_leg = self.product("Red leg"), self.product("Blue leg")
        self.bom(
            red_kit,
            {},
            type="phantom",
            bom_line_ids=[self.line(red_leg, 1, red), self.line(blue_leg, 1, blue)],
        )
        self.on_hand(red_leg, 1)
        self.assertEqual(
            self.quotation((red_kit, 1)).sales_items_availability, "in_stock"
        )
        self.assertEqual(
            self.quotation((blue_kit, 1)).sales_items_availability, "not_available"
        )
        stand = self.product("Stand")
        self.bom(stand, {red_kit: 1})
        self.assertEqual(self.row(stand, 1).ingredients_availability, "in_stock")

    def test_a_kit_with_a_bill_of_one_variant(self):
        template, (red, blue) = self.options(
            "Box of colour", "Red", "Blue", create_variant="always"
        )
        template.is_storable = False
        red_kit, blue_kit = template.product_variant_ids.sorted(
            lambda kit: kit.product_template_attribute_value_ids != red
        )
        self.bom(red_kit, {self.leg: 1}, type="phantom", product_id=red_kit.id)
        self.bom(blue_kit, {self.board: 1}, type="phantom", product_id=blue_kit.id)
        self.on_hand(self.leg, 1)
        stand = self.product("Stand")
        self.bom(stand, {red_kit: 1})
        self.assertEqual(self.row(stand, 1).ingredients_availability, "in_stock")
        other = self.product("Other stand")
        self.bom(other, {blue_kit: 1})
        self.assertEqual(self.row(other, 1).ingredients_availability, "not_available")

    def test_whole_kits_are_missing(self):
        """6 kits of 2 legs with 10 legs, 1 of them shipped: 1 kit is missing."""
        pair = self.product("Pair", is_storable=False)
        self.bom(pair, {self.leg: 2}, type="phantom")
        self.on_hand(self.leg, 10)
        order = self.order((pair, 6))
        self.assertEqual(order.order_line.missing_qty, 1)
        picking = order.picking_ids
        picking.move_ids.quantity = 1
        picking.move_ids.picked = True
        self.env["stock.backorder.confirmation"].with_context(
            **picking.button_validate()["context"]
        ).create({}).process()
        self.env.invalidate_all()
        self.assertEqual(order.order_line.missing_qty, 1)
        self.assertEqual(order.sales_items_availability, "not_available")

    def test_kits_of_several_parts(self):
        both = self.product("Both", is_storable=False)
        self.bom(both, {self.leg: 2, self.board: 1}, type="phantom")
        self.on_hand(self.leg, 7)
        self.on_hand(self.board, 4)
        order = self.order((both, 5))
        self.assertEqual(order.order_line.missing_qty, 2)

    def test_kits_by_the_dozen(self):
        kit = self.product("Kit", is_storable=False)
        self.bom(kit, {self.stool: 1}, type="phantom")
        self.on_hand(self.stool, 6)
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": kit.id,
                            "product_uom_qty": 1,
                            "product_uom_id": self.env.ref("uom.product_uom_dozen").id,
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        self.assertEqual(order.order_line.missing_qty, 0.5)

    def test_a_kit_of_which_one_part_has_no_recipe(self):
        """What another part is made of is missing, which is worse."""
        kit = self.env["product.product"].create({"name": "Corner", "type": "consu"})
        self.bom(kit, {self.stool: 1, self.board: 1}, type="phantom")
        order = self.order((kit, 1))
        self.assertEqual(order.ingredients_availability, "not_available")
        self.on_hand(self.leg, 3)
        self.env.invalidate_all()
        self.assertEqual(order.ingredients_availability, "no_recipe")
