from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestBuying(StockCase):
    """What production waits for is bought from where that is seen (behaviour 8)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wood, cls.iron = cls.env["res.partner"].create(
            [{"name": "Wood"}, {"name": "Iron"}]
        )
        cls.plank, cls.screw, cls.glue = (
            cls.product(name) for name in ("Plank", "Screw", "Glue")
        )
        cls.crate = cls.product("Crate", {cls.plank: 4, cls.screw: 8, cls.glue: 1})
        cls.sells(cls.wood, cls.plank, delay=3)
        cls.sells(cls.iron, cls.screw, delay=5)
        cls.made = cls.mto(cls.order((cls.crate, 2)))

    @classmethod
    def sells(cls, vendor, product, **values):
        product.seller_ids = [Command.create({"partner_id": vendor.id, **values})]

    def lines(self, *products):
        self.env.invalidate_all()
        found = self.env["make.schedule.blocking"].search([])
        wanted = products or found.product_id
        return found.filtered(lambda line: line.product_id in wanted)

    def purchased(self):
        products = self.plank + self.screw + self.glue
        return self.env["purchase.order.line"].search(
            [("product_id", "in", products.ids), ("order_id.state", "!=", "cancel")]
        )

    def bought(self):
        lines = self.purchased()
        return {line.product_id: (line.partner_id, line.product_qty) for line in lines}

    def undo(self, action, user=None):
        undo = action["params"]["undo"]
        records = self.env[undo["model"]].browse(undo["args"][0])
        records = records.with_user(user or self.env.user)
        return getattr(records, undo["method"])(*undo["args"][1:])

    def test_vendors(self):
        vendors = {line.product_id: line.vendor_id for line in self.lines()}
        self.assertEqual(vendors[self.plank], self.wood)
        self.assertEqual(vendors[self.screw], self.iron)
        self.assertFalse(vendors[self.glue])
        groups = self.env["make.schedule.blocking"].formatted_read_group(
            [("product_id", "in", (self.plank + self.glue).ids)],
            ["vendor_id"],
            ["__count"],
        )
        self.assertEqual(
            {(group["vendor_id"] or [False])[0] for group in groups},
            {self.wood.id, False},
        )

    def test_several_at_once(self):
        action = self.lines().action_buy_missing()
        self.assertEqual(
            self.bought(), {self.plank: (self.wood, 8), self.screw: (self.iron, 16)}
        )
        message = action["params"]["message"]
        for said in ("Wood", "Iron", "nobody sells it: Glue"):
            self.assertIn(said, message)
        orders = self.env["purchase.order"].search(
            [("partner_id", "in", (self.wood + self.iron).ids)]
        )
        self.assertEqual(set(orders.mapped("state")), {"draft"})
        self.assertIn(self.made.mto_order_id.name, orders[0].origin)
        for order in orders:
            named = order.origin.replace(",", " ").split()
            self.assertEqual(len(named), len(set(named)), order.origin)
        # It is expected now, and not bought twice.
        orders.button_confirm()
        self.assertFalse(self.lines(self.plank).missing_qty)
        self.assertRefused(self.lines(self.plank).action_buy_missing, reason="Plank")

    def test_undo(self):
        first = self.env["purchase.order"].create(
            {
                "partner_id": self.wood.id,
                "company_id": self.company.id,
                "picking_type_id": self.warehouse.in_type_id.id,
                "order_line": [
                    Command.create({"product_id": self.plank.id, "product_qty": 5})
                ],
            }
        )
        action = self.lines(self.plank, self.screw).action_buy_missing()
        self.undo(action)
        lines = self.env["purchase.order.line"].search(
            [
                ("product_id", "in", (self.plank + self.screw).ids),
                ("order_id.state", "!=", "cancel"),
            ]
        )
        self.assertEqual((lines.order_id, lines.product_qty), (first, 5))
        # Again is no error.
        self.undo(action)

    def test_what_was_changed_since_stays(self):
        action = self.lines(self.plank).action_buy_missing()
        line = self.purchased()
        line.product_qty = 10
        self.assertRefused(self.undo, action, reason=line.order_id.name)
        self.assertEqual(line.product_qty, 10)

    def test_what_a_vendor_has_got_stays(self):
        action = self.lines(self.plank).action_buy_missing()
        order = self.env["purchase.order"].search([("partner_id", "=", self.wood.id)])
        order.button_confirm()
        self.assertRefused(self.undo, action, reason=order.name)
        self.assertEqual(order.order_line.product_qty, 8)

    def test_what_is_bought_once_is_not_bought_again(self):
        """Draft orders are shown, and only what they lack is bought."""
        line = self.lines(self.plank)
        self.assertEqual((line.missing_qty, line.draft_qty), (8, 0))
        line.action_buy_missing()
        line = self.lines(self.plank)
        self.assertEqual((line.missing_qty, line.draft_qty), (8, 8))
        self.assertFalse(line.can_buy)
        self.assertRefused(line.action_buy_missing, reason="draft")
        self.assertEqual(self.bought()[self.plank][1], 8)
        # Another order that waits for it: the rest alone.
        self.mto(self.order((self.crate, 1)))
        line = self.lines(self.plank)
        self.assertEqual((line.missing_qty, line.draft_qty), (12, 8))
        self.assertTrue(line.can_buy)
        line.action_buy_missing()
        self.assertEqual(self.bought()[self.plank][1], 12)
        # In the vendor's own unit, and confirmed: expected then.
        lines = self.env["purchase.order.line"].search(
            [("product_id", "=", self.plank.id)]
        )
        lines.order_id.button_confirm()
        line = self.lines(self.plank)
        self.assertEqual((line.missing_qty, line.draft_qty), (0, 0))

    def test_nor_where_somebody_waits_for_a_part_of_it(self):
        """**+ Buy** of one who waits proposes what the drafts lack."""

        def proposed():
            buy = self.plank.with_context(
                missing_qty=8.0, warehouse_id=self.warehouse.id
            )
            action = buy.action_buy()
            if action["type"] == "ir.actions.client":
                return action["params"]["message"]
            return self.env["product.replenish"].browse(action["res_id"]).quantity

        self.assertEqual(proposed(), 8)
        self.lines(self.plank).action_buy_missing()
        self.env.invalidate_all()
        self.assertIn(self.plank.name, proposed())
        self.mto(self.order((self.crate, 1)))
        self.env.invalidate_all()
        self.assertEqual(proposed(), 4)
        # Who sells it lacks it, too.
        self.order((self.plank, 10))
        self.env.invalidate_all()
        self.assertEqual(proposed(), 8)

    def test_what_odoo_orders_for_deliveries_is_not_for_them(self):
        buy = self.warehouse.buy_pull_id.route_id
        self.plank.route_ids = buy | self.warehouse.mto_pull_id.route_id
        self.warehouse.mto_pull_id.route_id.active = True
        self.order((self.plank, 10))
        line = self.lines(self.plank)
        self.assertEqual((line.missing_qty, line.draft_qty), (8, 0))
        self.assertTrue(line.can_buy)

    def test_rights(self):
        """Who buys takes that back, and nothing that others wanted."""
        rights = "mrp.group_mrp_user,stock.group_stock_user"
        foreman, other = self.user("foreman", rights), self.user("other", rights)
        self.lines(self.plank).action_buy_missing()
        added = [[line.id, 1, line.product_qty] for line in self.purchased()]
        with self.assertRaises(AccessError):
            self.plank.with_user(foreman).action_undo_buy(added)
        action = self.lines(self.screw).with_user(foreman).action_buy_missing()
        self.assertEqual(
            self.bought(), {self.plank: (self.wood, 8), self.screw: (self.iron, 16)}
        )
        with self.assertRaises(AccessError):
            self.undo(action, other)
        self.undo(action, foreman)
        self.assertEqual(self.bought(), {self.plank: (self.wood, 8)})

    def test_bought_in_core_s_dialog(self):
        """From our screens it says what was bought, and offers the way back."""
        foreman = self.user("foreman", "mrp.group_mrp_user,stock.group_stock_user")
        plank = self.plank.with_user(foreman).with_context(missing_qty=8)
        action = plank.action_buy()
        dialog = self.env[action["res_model"]].with_user(foreman)
        dialog = dialog.browse(action["res_id"])
        self.assertEqual(dialog.quantity, 8)
        told = dialog.with_context(**action["context"]).launch_replenishment()
        self.assertEqual(self.bought(), {self.plank: (self.wood, 8)})
        self.assertIn(self.purchased().order_id.name, told["params"]["message"])
        self.assertEqual(told["params"]["next"]["type"], "ir.actions.act_window_close")
        self.undo(told, foreman)
        self.assertFalse(self.purchased())
        # Anywhere else it is core's own.
        own = self.plank._schedule_replenish(8, self.warehouse).launch_replenishment()
        self.assertEqual(own["tag"], "display_notification")

    def test_whom_odoo_would_buy_from(self):
        self.plank.seller_ids = [
            Command.clear(),
            Command.create(
                {"partner_id": self.iron.id, "sequence": 1, "date_end": "2020-01-01"}
            ),
            Command.create({"partner_id": self.wood.id, "sequence": 2}),
        ]
        self.assertEqual(self.lines(self.plank).vendor_id, self.wood)
        self.lines(self.plank).action_buy_missing()
        self.assertEqual(self.bought(), {self.plank: (self.wood, 8)})

    def test_a_warehouse_that_does_not_buy(self):
        self.warehouse.buy_to_resupply = False
        line = self.lines(self.plank)
        self.assertFalse(line.can_buy or line.vendor_id)
        self.assertRefused(line.action_buy_missing, reason="Plank")

    def test_the_source_tells_orders_and_no_customer(self):
        self.lines(self.plank).action_buy_missing()
        order = self.env["purchase.order"].search([("partner_id", "=", self.wood.id)])
        self.assertEqual(order.origin, self.made.mto_order_id.name)

    def test_several_products_are_made_in_batch(self):
        second = self.product("Box", {self.plank: 1})
        action = (self.crate + second).action_make_in_batch()
        batch = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(batch.line_ids.product_id, self.crate + second)
        self.assertRefused((self.crate + self.glue).action_make_in_batch, reason="Glue")
