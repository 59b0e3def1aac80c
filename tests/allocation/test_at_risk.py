from freezegun import freeze_time

from odoo.tests import tagged, users

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestAtRisk(ScheduleCase):
    """Expected, from what cannot come as dated (behaviour 11)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.row = cls.order((cls.stool, 2), commitment_date="2040-03-10").order_line
        cls.user("seller", "sales_team.group_sale_salesman_all_leads")
        cls.making = cls.mo(cls.stool, 5, date_deadline="2040-03-05")

    def assertAtRisk(self, record, reason):
        self.assertTrue(record.availability_risk)
        self.assertEqual(record.availability_risk_reason, reason)

    def assertSound(self, record):
        self.assertFalse(record.availability_risk)
        self.assertFalse(record.availability_risk_reason)

    def test_an_mo_that_lacks_ingredients(self):
        self.assertEqual(self.row.sales_items_availability, "expected")
        reason = f"{self.making.name} lacks ingredients."
        self.assertAtRisk(self.row, reason)
        self.assertAtRisk(self.row.order_id, reason)
        # Its own Ingredients say so: Not available.
        self.assertEqual(self.making.ingredients_availability, "not_available")
        self.assertSound(self.making)
        self.on_hand(self.leg, 15)
        self.assertSound(self.row)
        self.assertSound(self.row.order_id)

    def test_ingredients_that_come_after_the_production_deadline(self):
        self.receipt(self.leg, 15, "2040-03-07")
        self.assertAtRisk(
            self.row,
            f"Ingredients of {self.making.name} come after its production deadline:"
            " Mar 7, 2040.",
        )
        # As dated, the receipt can come: that is late, not at risk.
        self.assertTrue(self.making.availability_late)
        self.assertSound(self.making)
        self.making.date_deadline = "2040-03-07"
        self.assertSound(self.row)

    def test_ingredients_that_come_in_time(self):
        self.receipt(self.leg, 15, "2040-03-01")
        self.assertSound(self.row)
        self.assertSound(self.making)

    def test_an_mo_that_is_blocked(self):
        self.on_hand(self.leg, 15)
        self.making.action_set_production_status("blocked", reason="no saw")
        self.assertAtRisk(self.row, f"{self.making.name} is blocked: no saw")
        self.making.action_set_production_status("in_progress")
        self.assertSound(self.row)

    def test_an_overdue_receipt(self):
        rows = self.order((self.leg, 1)).order_line
        receipt = self.receipt(self.leg, 16, "2040-03-01")
        self.assertSound(rows)
        with freeze_time("2040-03-03"):
            self.env.invalidate_all()
            reason = f"{receipt.name} is overdue."
            self.assertAtRisk(rows, reason)
            # The MO waits for it too, and the row for the MO.
            self.assertAtRisk(self.making, reason)
            self.assertAtRisk(self.row, reason)

    def test_an_mo_that_relies_on_one(self):
        row = self.order((self.table, 1), commitment_date="2040-05-01").order_line
        table = self.mto(row.order_id)
        self.on_hand(self.leg, 99)
        table.date_deadline = "2040-04-20"
        (drawer,) = table._schedule_make_missing_subassemblies()
        self.assertEqual(drawer.product_id, self.drawer)
        self.assertEqual(table.ingredients_availability, "expected")
        reason = f"{drawer.name} lacks ingredients."
        self.assertAtRisk(table, reason)
        self.assertAtRisk(row, reason)
        self.on_hand(self.board, 2)
        self.assertSound(table)
        self.assertSound(row)

    def test_what_is_not_expected_says_it_itself(self):
        self.row.product_uom_qty = 50
        self.assertEqual(self.row.sales_items_availability, "not_available")
        self.assertSound(self.row)
        self.on_hand(self.stool, 50)
        self.assertEqual(self.row.sales_items_availability, "in_stock")
        self.assertSound(self.row)

    def test_what_it_does_not_rely_on(self):
        """Only the supplies that serve it count."""
        self.on_hand(self.leg, 3)
        early = self.mo(self.stool, 1, date_deadline="2040-03-01")
        first = self.order((self.stool, 1)).order_line
        first.order_id.schedule_move(before_id=self.row.order_id.id)
        early.schedule_move(before_id=self.making.id)
        self.assertSound(first)
        self.assertAtRisk(self.row, f"{self.making.name} lacks ingredients.")

    def test_of_an_order_its_worst_status_decides(self):
        order = self.order((self.stool, 1), (self.board, 1))
        self.assertTrue(order.order_line[0].availability_risk)
        self.assertEqual(order.sales_items_availability, "not_available")
        self.assertSound(order)
        self.on_hand(self.board, 1)
        self.assertTrue(order.availability_risk)

    def test_searched(self):
        other = self.order((self.stool, 1)).order_line
        self.on_hand(self.leg, 15)
        sound = self.order((self.leg, 1))
        self.making.action_set_production_status("blocked", reason="no saw")
        for model, found, others in (
            ("sale.order", (self.row + other).order_id, sound),
            ("sale.order.line", self.row + other, sound.order_line),
            ("mrp.production", self.making.browse(), self.making),
        ):
            mine = [("id", "in", (found + others).ids)]
            records = self.env[model]
            self.assertEqual(
                records.search([*mine, ("availability_risk", "=", True)]), found
            )
            self.assertEqual(
                records.search([*mine, ("availability_risk", "=", False)]), others
            )

    def test_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.env["ir.module.module"].search(
            [("name", "=", "make_schedule")]
        )._update_translations(["de_DE"])
        self.assertAtRisk(self.row, f"{self.making.name} lacks ingredients.")
        self.assertAtRisk(
            self.row.with_context(lang="de_DE"),
            f"{self.making.name} fehlen Komponenten.",
        )

    @users("seller")
    def test_a_seller_is_told(self):
        row = self.row.with_user(self.env.user)
        self.assertAtRisk(row, f"{self.making.name} lacks ingredients.")
