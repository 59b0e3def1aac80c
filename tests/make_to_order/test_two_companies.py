from datetime import timedelta

from odoo import Command, fields
from odoo.tests import Form, new_test_user, tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestTwoCompanies(ScheduleCase):
    """Who has two companies open makes in the one that lacks it (behaviour 7, 10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create(
            {"name": "Elsewhere", "mts_lead_days": 20}
        )
        cls.env.user.company_ids += cls.other
        there = cls.env(context={"allowed_company_ids": cls.other.ids})
        cls.foreign = there["sale.order"].create(
            {
                "partner_id": cls.customer.id,
                "order_line": [
                    Command.create({"product_id": cls.stool.id, "product_uom_qty": 2})
                ],
            }
        )
        cls.foreign.action_confirm()
        both = (cls.company + cls.other).ids
        user = new_test_user(
            cls.env,
            "both",
            groups="sales_team.group_sale_manager,mrp.group_mrp_manager,"
            "base.group_multi_company",
            company_id=cls.company.id,
            company_ids=[Command.set(both)],
        )
        cls.both = cls.env(user=user, context={"allowed_company_ids": both})

    def mine(self):
        """Return the other company's order, as who works in both reads it."""
        self.env.flush_all()
        self.env.invalidate_all()
        return self.foreign.with_env(self.both)

    def asked(self, action):
        """Return (warehouse, quantity) of what a dialog proposes."""
        line = self.both["make.schedule.batch"].browse(action["res_id"]).line_ids
        return line.warehouse_id.id, line.quantity

    def missing(self):
        return self.mine().schedule_claims("sales_items")[0]["missing"]

    def test_from_its_causes(self):
        self.order((self.stool, 6))
        mine = self.mine()
        (at,) = [
            at for at, cause in enumerate(mine.delay_causes) if cause["help"] == "make"
        ]
        found = self.asked(mine.action_shorten(at, "short"))
        self.assertEqual(found, (self.foreign.warehouse_id.id, 2))

    def test_from_its_popover(self):
        self.order((self.stool, 6))
        missing = self.missing()
        self.assertTrue(missing["can_make"])
        stool = self.both["product.product"].browse(missing["product_id"])
        stool = stool.with_context(warehouse_id=missing["warehouse_id"])
        self.assertTrue(stool.schedule_can_make)
        found = self.asked(stool.action_make_in_batch())
        self.assertEqual(found, (self.foreign.warehouse_id.id, 2))

    def test_by_a_bill_of_the_one_company(self):
        self.bom_stool.company_id = self.other
        self.assertTrue(self.missing()["can_make"])
        self.assertEqual(self.mine().delay_causes[-1]["help"], "make")
        self.bom_stool.company_id = self.company
        self.assertFalse(self.missing()["can_make"])

    def test_blocking_ingredients(self):
        (self.bom_drawer + self.bom_table).company_id = self.other
        mos = self.both["mrp.production"].with_company(self.other)
        mos.create({"product_id": self.table.id, "product_qty": 2}).action_confirm()
        self.mine()
        lines = self.both["make.schedule.blocking"].search(
            [("product_id", "=", self.drawer.id)]
        )
        self.assertEqual(lines.mapped("can_make"), [True])

    def test_a_new_order_is_due_as_its_company_says(self):
        with Form(self.both["mrp.production"]) as form:
            form.company_id = self.other
            form.product_id = self.stool
        days = (form.save().date_deadline - fields.Datetime.now()) / timedelta(days=1)
        self.assertEqual(round(days), 20)
