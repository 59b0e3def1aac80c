from odoo import Command
from odoo.tests import tagged

from .test_adoption import AdoptionCase
from .test_mirror import MirrorCase


@tagged("post_install", "-at_install")
class TestAlsoFromStock(AdoptionCase):
    """Replenish on Order that takes from stock first, and then makes (behaviour 5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        rules = cls.route.rule_ids.filtered(
            lambda rule: rule.location_src_id == cls.stock
        )
        rules.procure_method = "mts_else_mto"

    def test_one_mo_at_each_step(self):
        self.on_hand(self.stool, 2)
        sale = self.order((self.stool, 5))
        row = sale.order_line
        first = row._mto_open()
        self.assertAgrees(row, 5)
        for quantity in (8, 4, 6):
            row.product_uom_qty = quantity
            self.assertAgrees(row, quantity)
        made = self.env["mrp.production"].search([("product_id", "=", self.stool.id)])
        self.assertEqual(made, first)

    def test_nothing_is_made_of_what_is_there(self):
        self.on_hand(self.stool, 20)
        sale = self.order((self.stool, 5))
        self.assertFalse(sale.mto_production_ids)
        self.assertEqual(sale.picking_ids.state, "assigned")

    def test_what_stock_no_longer_has_is_made_by_one(self):
        self.on_hand(self.stool, 5)
        sale = self.order((self.stool, 5))
        row = sale.order_line
        self.assertFalse(row._mto_open())
        row.product_uom_qty = 8
        made = self.env["mrp.production"].search([("product_id", "=", self.stool.id)])
        self.assertEqual(made, row._mto_open())
        self.assertAgrees(row, 8)

    def test_two_rows_of_one_product(self):
        sale = self.order((self.stool, 2), (self.stool, 3))
        for row, quantity in zip(sale.order_line, (2, 3), strict=True):
            self.assertEqual(row._mto_open().product_qty, quantity)
        sale.order_line[0].product_uom_qty = 4
        made = self.env["mrp.production"].search([("product_id", "=", self.stool.id)])
        self.assertEqual(sorted(made.mapped("product_qty")), [3, 4])

    def test_a_delivery_in_two_steps(self):
        self.warehouse.delivery_steps = "pick_ship"
        rules = self.route.rule_ids.filtered(
            lambda rule: rule.location_src_id == self.stock
        )
        rules.procure_method = "mts_else_mto"
        sale = self.order((self.stool, 5))
        row = sale.order_line
        for quantity in (8, 4, 6):
            row.product_uom_qty = quantity
            self.assertEqual(row._mto_open().product_qty, quantity)
        made = self.env["mrp.production"].search([("product_id", "=", self.stool.id)])
        self.assertEqual(made, row._mto_open())

    def test_product_and_quantity_at_once(self):
        """What the row asks for now is made for it; what it asked for is not."""
        self.table.route_ids = self.stool.route_ids
        order = self.order((self.stool, 5))
        before = order.mto_production_ids
        self.assertEqual(before.product_id, self.stool)
        order.picking_ids.action_cancel()
        order.order_line.write({"product_id": self.table.id, "product_uom_qty": 3})
        mo = order.mto_production_ids.filtered(lambda mo: mo.state != "cancel")
        self.assertEqual((mo.product_id, mo.product_qty), (self.table, 3))
        self.assertEqual(before.state, "cancel")

    def test_no_reordering_rule_makes_it_too(self):
        """What is adopted in a moment is no shortage until then."""
        self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": self.stool.id,
                "location_id": self.stock.id,
                "trigger": "auto",
            }
        )
        order = self.order((self.stool, 5))
        made = [("product_id", "=", self.stool.id)]
        mo = self.env["mrp.production"].search(made)
        self.assertEqual((mo, mo.product_qty), (order.mto_production_ids, 5))
        order.write(
            {
                "order_line": [
                    Command.create({"product_id": self.stool.id, "product_uom_qty": 2})
                ]
            }
        )
        mos = self.env["mrp.production"].search(made, order="id")
        self.assertEqual(mos.mapped("product_qty"), [5, 2])
        self.assertEqual(mos, order.mto_production_ids)

    def test_product_and_unit_at_once(self):
        self.table.route_ids = self.stool.route_ids
        self.table.uom_id = dozen = self.env.ref("uom.product_uom_dozen")
        for unit in ({"product_uom_id": dozen.id}, {}):
            with self.subTest(unit=unit):
                order = self.order((self.stool, 5))
                before = order.mto_production_ids
                order.picking_ids.action_cancel()
                swap = {"product_id": self.table.id, "product_uom_qty": 3, **unit}
                order.order_line.write(swap)
                mo = order.mto_production_ids - before
                self.assertEqual((mo.product_id, mo.product_qty), (self.table, 3))
                self.assertEqual(mo.product_uom_id, dozen)
                self.assertEqual(before.state, "cancel")


@tagged("post_install", "-at_install")
class TestBatches(AdoptionCase):
    """A bill with a batch size (behaviour 5: a row has one MO)."""

    def test_one_mo(self):
        self.bom_stool.write({"enable_batch_size": True, "batch_size": 2})
        sale = self.order((self.stool, 5))
        row = sale.order_line
        made = self.env["mrp.production"].search(
            [("product_id", "=", self.stool.id), ("state", "!=", "cancel")]
        )
        self.assertEqual(made, row._mto_open())
        for quantity in (5, 8, 3):
            row.product_uom_qty = quantity
            self.assertAgrees(row, quantity)
        made = self.env["mrp.production"].search(
            [("product_id", "=", self.stool.id), ("state", "!=", "cancel")]
        )
        self.assertEqual(made, row._mto_open())

    def test_one_mo_from_stock_first(self):
        rules = self.route.rule_ids.filtered(
            lambda rule: rule.location_src_id == self.stock
        )
        rules.procure_method = "mts_else_mto"
        self.test_one_mo()


@tagged("post_install", "-at_install")
class TestReplenishedByPurchase(MirrorCase):
    """Replenish on Order + Buy, then made to order by hand (behaviour 5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        route = cls.env.ref("stock.route_warehouse0_mto")
        route.active = True
        cls.vendor = cls.env["res.partner"].create({"name": "Vendor"})
        cls.stool.write(
            {
                "route_ids": [
                    Command.set((route + cls.warehouse.buy_pull_id.route_id).ids)
                ],
                "seller_ids": [Command.create({"partner_id": cls.vendor.id})],
            }
        )
        cls.sale = cls.order((cls.stool, 5))
        cls.row = cls.sale.order_line

    def purchase(self):
        return self.env["purchase.order"].search([("partner_id", "=", self.vendor.id)])

    def test_the_chain_is_cut(self):
        self.assertTrue(self.purchase())
        (mo,) = self.mto(self.sale)
        self.assertAgrees(self.row, 5)
        for quantity in (3, 7, 2):
            self.row.product_uom_qty = quantity
            self.assertAgrees(self.row, quantity)
        self.assertEqual(self.row._mto_open(), mo)
        self.assertFalse(self.row.move_ids.move_orig_ids)
        self.assertFalse(self.row.move_ids.created_purchase_line_ids)
        self.assertEqual(self.row.sales_items_availability, "expected")

    def test_a_confirmed_purchase_is_free_for_others(self):
        self.purchase().button_confirm()
        self.assertEqual(self.row.move_ids.move_orig_ids.picking_code, "incoming")
        self.mto(self.sale)
        self.assertFalse(self.row.move_ids.move_orig_ids)
        self.row.product_uom_qty = 3
        self.assertAgrees(self.row, 3)
        other = self.order((self.stool, 5), partner_id=self.vendor.id)
        other.order_line.route_ids = False
        self.assertEqual(self.stool.stock_expected, 5 + 5 * (len(self.purchase()) - 1))

    def test_also_where_stock_comes_first(self):
        route = self.env.ref("stock.route_warehouse0_mto")
        rules = route.rule_ids.filtered(lambda r: r.location_src_id == self.stock)
        rules.procure_method = "mts_else_mto"
        sale = self.sale
        self.mto(sale)
        bought = self.purchase().order_line

        def asked():
            return sum(bought.exists().mapped("product_qty"))

        before = asked()
        row = sale.order_line
        for quantity in (7, 9, 4, 6):
            row.product_uom_qty = quantity
            self.assertAgrees(row, quantity)
            self.assertEqual(asked(), before, "The MO makes it: nothing more is bought")
        self.assertEqual(self.purchase().order_line, bought)
