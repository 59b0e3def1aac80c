from odoo.tests import tagged

from ...models.make_to_order.mrp_production_tell import ACTIVITY
from .common import ShopifyCase


@tagged("post_install", "-at_install")
class TestShopifyEdits(ShopifyCase):
    """Edits of an order, on MOs in each state (behaviour 6, 9)."""

    STATES = ("not_started", "recorded", "partial", "done")

    def each_state(self, change, expected):
        """Do a change on an order whose MO is in each state.

        :param change: called with (number, its line at the shop)
        :param expected: per state (quantity of the row, the MO is: planned quantity,
            or "cancel", "unlinked", "done")
        """
        for state in self.STATES:
            with self.subTest(state=state), self.env.cr.savepoint() as savepoint:
                number, row, mo = self.placed(state)
                change(number, self.shop.lines(number)[0])
                self.webhook(number)
                # Shopify sends twice what it is not sure to have sent.
                self.webhook(number)
                self.webhook(number, again=True)
                self.assertImported(number)
                quantity, fate = expected[state]
                self.assertEqual(row.product_uom_qty, quantity)
                self.assertFate(mo, fate)
                if state != "done":
                    self.assertIn("Shopify", str(mo.message_ids.mapped("body")))
                savepoint.rollback()
            self.env.invalidate_all()

    def assertFate(self, mo, fate):
        if fate == "unlinked":
            self.assertIn("Shopify", mo.unlink_reason)
            self.assertEqual(mo.make_type, "mts")
            self.assertEqual(len(mo.activity_search([ACTIVITY])), 1)
        elif isinstance(fate, str):
            self.assertEqual(mo.state, fate)
        else:
            self.assertEqual(mo.product_qty, fate)
            self.assertEqual(mo.make_type, "mto")

    def test_quantity_up(self):
        self.each_state(
            lambda number, line: self.shop.set(number, line, 8),
            {
                "not_started": (8, 8),
                "recorded": (8, 8),
                "partial": (8, 6),
                "done": (8, "done"),
            },
        )

    def test_quantity_down(self):
        self.each_state(
            lambda number, line: self.shop.set(number, line, 1),
            {
                "not_started": (1, 1),
                "recorded": (1, "unlinked"),
                "partial": (1, "unlinked"),
                "done": (1, "done"),
            },
        )

    GONE = {
        "not_started": (0, "cancel"),
        "recorded": (0, "unlinked"),
        "partial": (0, "unlinked"),
        "done": (0, "done"),
    }

    def test_line_zeroed(self):
        self.each_state(lambda number, line: self.shop.set(number, line, 0), self.GONE)

    def test_line_no_longer_sent(self):
        self.each_state(lambda number, line: self.shop.drop(number, line), self.GONE)

    def test_line_swapped_for_another(self):
        def swap(number, line):
            self.shop.set(number, line, 0)
            self.shop.add(number, "table", 2)

        self.each_state(swap, self.GONE)

    def test_cancelled(self):
        self.each_state(
            lambda number, line: self.shop.cancel(number),
            {
                "not_started": (5, "cancel"),
                "recorded": (5, "unlinked"),
                "partial": (5, "unlinked"),
                "done": (5, "done"),
            },
        )

    def test_refunded(self):
        def refund(number, line):
            self.shop.refund(number, line, 2)

        # The connector lowers the row by the refund, again with each import of it
        # that is not the same; what it leaves is what counts.
        for state in ("not_started", "partial"):
            with self.subTest(state=state), self.env.cr.savepoint() as savepoint:
                number, row, mo = self.placed(state)
                refund(number, self.shop.lines(number)[0])
                self.webhook(number, "refunds/create")
                self.assertEqual(row.product_uom_qty, 3)
                self.assertEqual(mo.product_qty + row._mto_produced_qty(), 3)
                self.assertDelivers(row)
                savepoint.rollback()
            self.env.invalidate_all()
