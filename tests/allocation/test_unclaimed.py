from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestUnclaimed(ScheduleCase):
    """What of an MO to stock nothing claims (behaviour 8)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.on_hand(cls.leg, 1000)

    def unclaimed(self, *mos):
        self.env.invalidate_all()
        return [mo.unclaimed_qty for mo in mos]

    def nobody(self):
        self.env.invalidate_all()
        return self.env["mrp.production"].search(
            [("serves_nobody", "=", True), ("company_id", "=", self.company.id)]
        )

    def test_rows_and_what_is_left(self):
        first, second = self.mo(self.stool, 3), self.mo(self.stool, 2)
        self.assertEqual(self.unclaimed(first, second), [3, 2])
        self.assertEqual(self.nobody(), first | second)
        self.order((self.stool, 4))
        self.assertEqual(self.unclaimed(first, second), [0, 1])
        self.assertFalse(self.nobody())
        found = self.env["mrp.production"].search([("unclaimed_qty", ">", 0)])
        self.assertEqual(found & (first | second), second)

    def test_stock_comes_first(self):
        mo = self.mo(self.stool, 3)
        self.on_hand(self.stool, 5)
        self.order((self.stool, 5))
        self.assertEqual(self.nobody(), mo)

    def test_what_could_be_made_of_it_counts(self):
        mo = self.mo(self.drawer, 3)
        self.order((self.table, 2))
        self.assertEqual(self.unclaimed(mo), [1])
        self.assertFalse(self.nobody())

    def test_another_mos_component(self):
        mo = self.mo(self.drawer, 3)
        self.mo(self.table, 1)
        self.assertEqual(self.unclaimed(mo), [2])

    def test_safety_stock_claims_nothing(self):
        mo = self.mo(self.stool, 3)
        self.env["stock.warehouse.orderpoint"].create(
            {
                "product_id": self.stool.id,
                "warehouse_id": self.warehouse.id,
                "location_id": self.stock.id,
                "product_min_qty": 3,
                "product_max_qty": 3,
                "trigger": "manual",
            }
        )
        self.assertEqual(self.unclaimed(mo), [3])
        self.assertEqual(self.nobody(), mo)

    def test_none_of_what_is_for_somebody(self):
        order = self.order((self.stool, 2))
        mto = self.mto(order)
        parent = self.mo(self.table, 1)
        parent._schedule_make_subassemblies({parent: {self.drawer: 5}})
        child = parent._schedule_children()
        done = self.mo(self.stool, 1)
        self.produce(done)
        self.assertEqual(self.unclaimed(mto, child, done), [0, 0, 0])
        self.assertFalse(self.nobody() & (mto | child | done))

    def test_in_its_own_unit(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        mo = self.mo(self.stool, 2, product_uom_id=dozen.id)
        self.order((self.stool, 6))
        self.assertEqual(self.unclaimed(mo), [1.5])

    def test_a_by_product_that_is_claimed(self):
        chip = self.env["product.product"].create(
            {"name": "Chip", "type": "consu", "is_storable": True}
        )
        self.bom(
            self.stool,
            {self.leg: 1},
            byproduct_ids=[Command.create({"product_id": chip.id, "product_qty": 1})],
        ).sequence = -1
        mo = self.mo(self.stool, 2)
        self.order((chip, 1))
        self.assertEqual(self.unclaimed(mo), [2])
        self.assertFalse(self.nobody())

    def test_one_order_at_a_time_or_all_of_them(self):
        """The same, whoever else is on the page."""
        late = fields.Datetime.now() + timedelta(days=9)
        mos = [self.mo(self.stool, 2, date_deadline=late) for _number in range(3)]
        self.order((self.stool, 3))
        alone = [self.unclaimed(mo)[0] for mo in mos]
        self.assertEqual(alone, [0, 1, 2])
        self.env.invalidate_all()
        together = self.env["mrp.production"].union(*mos)
        self.assertEqual(together.mapped("unclaimed_qty"), alone)

    def test_what_is_closed_has_nothing_unclaimed(self):
        self.on_hand(self.leg, 10)
        mo = self.mo(self.stool, 1)
        self.produce(mo)
        for condition in (("=", 0), ("<", 1), ("<=", 0), ("not in", [3])):
            found = mo.search([("unclaimed_qty", *condition), ("id", "=", mo.id)])
            self.assertEqual(found, mo, condition)
        self.assertFalse(mo.search([("unclaimed_qty", ">", 0), ("id", "=", mo.id)]))
        order = self.order((self.stool, 1))
        order.picking_ids.button_validate()
        row = [("id", "=", order.order_line.id)]
        rows = order.order_line
        self.assertEqual(rows.search([("missing_qty", "=", 0), *row]), rows)
        self.assertEqual(rows.search([("availability_date", "=", False), *row]), rows)
        today = fields.Datetime.now()
        self.assertFalse(rows.search([("availability_date", "<", today), *row]))
        nothing = [("stock_in_stock", "=", 0), ("id", "=", self.service.id)]
        self.assertEqual(self.service.search(nothing), self.service)
