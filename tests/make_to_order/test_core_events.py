from odoo import Command
from odoo.tests import tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestCoreEvents(StockCase):
    """What Odoo offers on documents, beside the ranking."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.on_hand(cls.leg, 15)

    def ready(self, mo):
        """Return (Ingredients, what is held) of an MO."""
        self.env.invalidate_all()
        return mo.ingredients_availability, self.held(mo)

    def test_a_finished_piece_is_scrapped_from_its_mo(self):
        order = self.order((self.stool, 3))
        (mo,) = self.mto(order)
        self.produce(mo)
        scrap = self.env["stock.scrap"].with_context(**mo.button_scrap()["context"])
        scrap = scrap.create({"product_id": self.stool.id, "scrap_qty": 1})
        scrap.action_validate()
        self.assertEqual(scrap.state, "done")
        self.assertEqual(self.status(order), ("not_available", 1))
        [again] = self.mto(order)
        self.assertEqual(again.product_qty, 1)

    def test_less_and_more_after_the_pick(self):
        self.warehouse.manufacture_steps = "pbm"
        order = self.order((self.stool, 5))
        (mo,) = self.mto(order)
        mo.picking_ids.button_validate()
        order.order_line.product_uom_qty = 3
        order.order_line.product_uom_qty = 5
        mo.action_assign()
        self.env.invalidate_all()
        self.assertEqual(self.ready(mo), ("in_stock", [15]))

    def test_a_needless_purchase_takes_no_parts_away(self):
        route = self.env.ref("stock.route_warehouse0_mto")
        route.active = True
        vendor = self.env["res.partner"].create({"name": "V"})
        nut = self.product("Nut")
        nut.seller_ids = [Command.create({"partner_id": vendor.id, "price": 1})]
        nut.route_ids = route + self.warehouse.buy_pull_id.route_id
        lamp = self.product("Lamp", {nut: 3})
        mo = self.mo(lamp, 5)

        def orders():
            return self.env["purchase.order"].search([("partner_id", "=", vendor.id)])

        orders().button_confirm()
        orders().picking_ids.button_validate()
        for quantity in (3, 5):
            self.env["change.production.qty"].create(
                {"mo_id": mo.id, "product_qty": quantity}
            ).change_prod_qty()
        self.env.invalidate_all()
        self.assertEqual(self.ready(mo), ("in_stock", [15]))
        orders().filtered(lambda po: po.state == "draft").button_confirm()
        self.env.invalidate_all()
        self.assertEqual(self.ready(mo), ("in_stock", [15]))

    def test_two_mos_of_one_pick(self):
        self.warehouse.manufacture_steps = "pbm"
        mo = self.mo(self.stool, 6)
        mo._split_productions({mo: [3, 3]})
        first, second = self.schedule()
        for brought in (False, True):
            if brought:
                self.do_part(mo.picking_ids, 12)
            self.assertEqual(self.ready(first)[0], "in_stock")
            self.assertEqual(self.ready(second)[0], "not_available")
        self.assertEqual(self.held(first, second), [9, 3])
