from odoo.fields import Command
from odoo.tests import tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestResupply(StockCase):
    """Stock is promised once, along whatever chain it goes; the figures agree."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop = cls.env["stock.warehouse"].create(
            {
                "name": "Shop",
                "code": "SHOP",
                "company_id": cls.company.id,
                "resupply_wh_ids": [Command.set(cls.warehouse.ids)],
            }
        )
        mto = cls.env.ref("stock.route_warehouse0_mto")
        mto.active = True
        mto.rule_ids.procure_method = "make_to_order"
        cls.stool.route_ids = [
            Command.set((cls.shop.resupply_route_ids | mto).ids),
        ]

    def assertCalculated(self, product, everywhere, **by_warehouse):
        self.env.invalidate_all()
        self.assertEqual(product.stock_calculated, everywhere)
        for name, calculated in by_warehouse.items():
            warehouse = {"main": self.warehouse, "shop": self.shop}[name]
            there = product.with_context(warehouse_id=warehouse.id)
            self.assertEqual(there.stock_calculated, calculated, name)

    def test_a_chain_takes_what_its_rank_gives(self):
        self.on_hand(self.stool, 3)
        first = self.order((self.stool, 3), warehouse_id=self.shop.id)
        chained = first.order_line.move_ids.filtered("move_orig_ids")
        self.assertTrue(chained, "Not resupplied")
        self.stool.route_ids = False
        second = self.order((self.stool, 2))
        self.assertEqual(first.sales_items_availability, "in_stock")
        self.assertEqual(second.sales_items_availability, "not_available")
        self.assertEqual(second.order_line.missing_qty, 2)
        self.assertCalculated(self.stool, -2, main=-2, shop=0)
        second.schedule_move(before_id=first.id)
        self.env.invalidate_all()
        self.assertEqual(second.sales_items_availability, "in_stock")
        self.assertEqual(first.order_line.missing_qty, 2)
        self.assertCalculated(self.stool, -2)

    def test_half_way(self):
        self.on_hand(self.stool, 3)
        first = self.order((self.stool, 3), warehouse_id=self.shop.id)
        out = self.env["stock.picking"].search(
            [("location_id", "=", self.stock.id), ("state", "=", "assigned")]
        )
        out.button_validate()
        self.env.invalidate_all()
        self.assertEqual(first.sales_items_availability, "expected")
        self.assertCalculated(self.stool, 0, main=0, shop=0)

    def test_a_reordering_rule_between_warehouses(self):
        self.on_hand(self.stool, 3)
        self.stool.route_ids = [Command.set(self.shop.resupply_route_ids.ids)]
        rule = self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": self.stool.id,
                "warehouse_id": self.shop.id,
                "location_id": self.shop.lot_stock_id.id,
                "product_min_qty": 3,
                "product_max_qty": 3,
                "route_id": self.shop.resupply_route_ids[:1].id,
            }
        )
        rule.action_replenish()
        there = self.order((self.stool, 2), warehouse_id=self.shop.id)
        here = self.order((self.stool, 2))
        self.env.invalidate_all()
        self.assertEqual(there.sales_items_availability, "expected")
        # The transfer has no order: it takes its 3 before the ranking.
        self.assertEqual(here.order_line.missing_qty, 2)
        # 3 that the rule keeps there, and 2 more for the order.
        self.assertCalculated(self.stool, -4, main=-4, shop=0)

    def test_what_is_put_back_from_output(self):
        self.warehouse.delivery_steps = "pick_ship"
        self.stool.route_ids = False
        self.on_hand(self.stool, 5)
        order = self.order((self.stool, 5))
        pick = order.picking_ids
        pick.action_assign()
        pick.button_validate()
        order.order_line.product_uom_qty = 3
        other = self.order((self.stool, 2))
        self.env.invalidate_all()
        self.assertEqual(order.sales_items_availability, "picked")
        self.assertEqual(other.sales_items_availability, "expected")
        self.assertCalculated(self.stool, 0)
        other._action_cancel()
        self.assertCalculated(self.stool, 2)

    def test_what_is_put_back_over_packing(self):
        self.warehouse.delivery_steps = "pick_pack_ship"
        self.stool.route_ids = False
        self.on_hand(self.stool, 5)
        order = self.order((self.stool, 5))
        for _step in range(2):
            step = order.picking_ids.filtered(lambda p: p.state == "assigned")
            step.button_validate()
        order.order_line.product_uom_qty = 3
        other = self.order((self.stool, 2))
        self.env.invalidate_all()
        self.assertEqual(order.sales_items_availability, "picked")
        packing = self.warehouse.wh_pack_stock_loc_id
        output = self.warehouse.wh_output_stock_loc_id
        for source in (output, packing):
            self.assertEqual(other.sales_items_availability, "expected")
            self.assertCalculated(self.stool, 0)
            back = self.env["stock.move"].search(
                [
                    ("location_id", "=", source.id),
                    ("location_dest_id", "in", (packing | self.stock).ids),
                    ("state", "in", ("waiting", "assigned", "confirmed")),
                ]
            )
            # Core leaves them waiting for what nothing brings.
            back.quantity = 2
            back.picked = True
            back.picking_id.button_validate()
            self.env.invalidate_all()
        self.assertEqual(other.sales_items_availability, "in_stock")
        self.assertEqual(sum(other.order_line.move_ids.mapped("quantity")), 2)


@tagged("post_install", "-at_install")
class TestChained(StockCase):
    """What Odoo chained is served by its origin, and takes nothing else (class b)."""

    def bought(self):
        """Return a product that Odoo buys for each order."""
        mto = self.env.ref("stock.route_warehouse0_mto")
        mto.active = True
        mto.rule_ids.procure_method = "make_to_order"
        buy = self.warehouse.buy_pull_id.route_id
        return self.product(
            "Chair",
            route_ids=[Command.set((mto | buy).ids)],
            seller_ids=[Command.create({"partner_id": self.customer.id, "price": 1})],
        )

    def purchase(self, product):
        orders = self.env["purchase.order"]
        return orders.search([("order_line.product_id", "=", product.id)])

    def test_in_stock_is_not_picked(self):
        chair = self.bought()
        order = self.order((chair, 3))
        purchase = self.purchase(chair)
        purchase.button_confirm()
        self.assertEqual(self.status(order), ("expected", 0))
        purchase.picking_ids.button_validate()
        self.assertEqual(self.status(order), ("in_stock", 0))
        self.assertEqual(self.held(order), [3])

    def test_while_nothing_is_ordered_it_takes_nothing(self):
        chair = self.bought()
        order = self.order((chair, 3))
        self.on_hand(chair, 3)
        chair.route_ids = False
        other = self.order((chair, 3))
        self.assertEqual(self.status(order), ("not_available", 3))
        self.assertEqual(self.status(other), ("in_stock", 0))
        self.assertEqual(self.held(order, other), [0, 3])

    def test_less_is_received(self):
        chair = self.bought()
        order = self.order((chair, 4))
        purchase = self.purchase(chair)
        purchase.button_confirm()
        self.do_part(purchase.picking_ids, 2, rest=False)
        chair.route_ids = False
        self.on_hand(chair, 2)
        top = self.order((chair, 2))
        top.schedule_move(before_id=order.id)
        self.assertEqual(self.status(top), ("in_stock", 0))
        self.assertEqual(self.status(order), ("not_available", 2))
        self.assertEqual(self.held(top, order), [2, 2])

    def test_delivered_in_part(self):
        chair = self.bought()
        order = self.order((chair, 4))
        purchase = self.purchase(chair)
        purchase.button_confirm()
        self.do_part(purchase.picking_ids, 3)
        self.do_part(order.picking_ids, 2)
        self.assertEqual(self.status(order), ("expected", 0))
        self.assertEqual(self.held(order), [1])
