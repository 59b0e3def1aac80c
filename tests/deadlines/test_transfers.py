from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestTransfers(StockCase):
    """A transfer from another warehouse brings what is there (behaviour 11)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shop = cls.env["stock.warehouse"].create(
            {"name": "Shop", "code": "SHOP", "company_id": cls.company.id}
        )

    def day(self, days):
        return (fields.Datetime.now() + timedelta(days=days)).replace(microsecond=0)

    def bring(self, product, quantity, days):
        """Return a transfer from the works to the shop."""
        return self.transfer(
            *(self.warehouse.int_type_id, self.stock, self.shop.lot_stock_id),
            *(product, quantity, self.day(days)),
        )

    def sold(self, product, quantity):
        order = self.order((product, quantity), warehouse_id=self.shop.id)
        self.env.invalidate_all()
        self.assertEqual(order.sales_items_availability, "expected")
        return order

    def kinds(self, document):
        """Return [(kind, name, help)] of a chain, whose times are checked."""
        chain = document.delay_causes
        for one, following in zip(chain, chain[1:], strict=False):
            self.assertEqual(one["start"], following["end"])
        return [(cause["kind"], cause["name"], cause["help"]) for cause in chain]

    def test_what_is_there_comes_as_it_says(self):
        self.on_hand(self.board, 2)
        transfer = self.bring(self.board, 2, 3)
        order = self.sold(self.board, 2)
        self.assertEqual(order.feasible_date, transfer.move_ids.date)
        self.assertFalse(order.availability_risk)
        self.assertEqual(
            [kind for kind, *_rest in self.kinds(order)], ["row", "receipt"]
        )

    def test_what_nobody_has(self):
        transfer = self.bring(self.board, 2, 3)
        order = self.sold(self.board, 2)
        self.assertFalse(order.feasible_date)
        self.assertTrue(order.availability_risk)
        self.assertIn(transfer.name, order.availability_risk_reason)
        kinds = self.kinds(order)
        self.assertEqual([kind for kind, *_rest in kinds], ["row", "receipt", "short"])
        # It would be made, or bought, where it does not help.
        self.assertEqual(kinds[-1][1:], (self.board.display_name, ""))
        with self.assertRaisesRegex(UserError, order.name):
            order.action_promise()

    def test_what_comes_later_than_it_is_to_leave(self):
        transfer = self.bring(self.board, 2, 3)
        receipt = self.receipt(self.board, 2, self.day(10))
        order = self.sold(self.board, 2)
        self.assertEqual(order.feasible_date, receipt.move_ids.date)
        self.assertTrue(order.availability_risk)
        self.assertIn(transfer.name, order.availability_risk_reason)
        self.assertEqual(
            [(kind, name) for kind, name, _help in self.kinds(order)][1:],
            [("receipt", transfer.name), ("receipt", receipt.name)],
        )

    def test_what_comes_before_it_leaves(self):
        transfer = self.bring(self.board, 2, 10)
        self.receipt(self.board, 2, self.day(3))
        order = self.sold(self.board, 2)
        self.assertEqual(order.feasible_date, transfer.move_ids.date)
        self.assertFalse(order.availability_risk)
        self.assertEqual(
            [kind for kind, *_rest in self.kinds(order)], ["row", "receipt"]
        )

    def test_what_is_made_for_it(self):
        self.bring(self.stool, 2, 30)
        mo = self.mo(self.stool, 2)
        self.on_hand(self.leg, 6)
        order = self.sold(self.stool, 2)
        self.assertTrue(order.feasible_date)
        self.assertFalse(order.availability_risk)
        mo.action_set_production_status("blocked", reason="No glue")
        self.env.invalidate_all()
        self.assertTrue(order.availability_risk)
        self.assertIn("No glue", order.availability_risk_reason)

    def test_an_mo_in_the_shop(self):
        self.bring(self.leg, 3, 3)
        mo = self.mo(self.stool, 1, picking_type_id=self.shop.manu_type_id.id)
        self.env.invalidate_all()
        self.assertEqual(mo.ingredients_availability, "expected")
        self.assertFalse(mo.feasible_date)
        self.assertTrue(mo.availability_risk)
        self.assertEqual(
            [kind for kind, *_rest in self.kinds(mo)], ["mo", "receipt", "short"]
        )
        receipt = self.receipt(self.leg, 3, self.day(10))
        self.env.invalidate_all()
        self.assertEqual(mo.feasible_date, receipt.move_ids.date)
        self.assertEqual(
            [kind for kind, *_rest in self.kinds(mo)], ["mo", "receipt", "receipt"]
        )

    def test_through_transit(self):
        transit = self.company.internal_transit_location_id
        out = self.transfer(
            *(self.warehouse.out_type_id, self.stock, transit),
            *(self.board, 2, self.day(2)),
        )
        into = self.transfer(
            *(self.shop.in_type_id, transit, self.shop.lot_stock_id),
            *(self.board, 2, self.day(3)),
        )
        into.move_ids.move_orig_ids = out.move_ids
        order = self.sold(self.board, 2)
        self.assertFalse(order.feasible_date)
        self.assertTrue(order.availability_risk)
        receipt = self.receipt(self.board, 2, self.day(10))
        self.env.invalidate_all()
        self.assertEqual(order.feasible_date, receipt.move_ids.date)

    def test_who_comes_first_gets_what_is_there(self):
        """6 of 10 are there: the first 5 leave as planned, the next 5 never."""
        self.on_hand(self.board, 6)
        transfer = self.bring(self.board, 10, 3)
        first, second = self.sold(self.board, 5), self.sold(self.board, 5)
        self.assertEqual(first.feasible_date, transfer.move_ids.date)
        self.assertFalse(second.feasible_date)

    def test_what_is_in_input_is_there(self):
        """Though some of it was scrapped there."""
        self.warehouse.reception_steps = "two_steps"
        receipt = self.receipt(self.board, 10, self.day(0))
        receipt.move_ids.picked = True
        receipt.button_validate()
        self.env["stock.scrap"].create(
            {
                "product_id": self.board.id,
                "scrap_qty": 4,
                "location_id": self.warehouse.wh_input_stock_loc_id.id,
                "company_id": self.company.id,
            }
        ).do_scrap()
        order = self.order((self.board, 5))
        self.env.invalidate_all()
        self.assertEqual(order.sales_items_availability, "expected")
        self.assertTrue(order.feasible_date)
        self.assertFalse(order.availability_risk)

    def test_from_a_warehouse_that_ships_in_two_steps(self):
        output = self.warehouse.wh_output_stock_loc_id
        output.active = True
        transit = self.company.internal_transit_location_id
        steps = [
            self.transfer(kind, source, target, self.board, 2, self.day(days))
            for kind, source, target, days in (
                (self.warehouse.pick_type_id, self.stock, output, 1),
                (self.warehouse.out_type_id, output, transit, 2),
                (self.shop.in_type_id, transit, self.shop.lot_stock_id, 3),
            )
        ]
        for before, after in zip(steps, steps[1:], strict=False):
            after.move_ids.write(
                {
                    "move_orig_ids": before.move_ids.ids,
                    "procure_method": "make_to_order",
                }
            )
        order = self.sold(self.board, 2)
        self.assertFalse(order.feasible_date)
        self.on_hand(self.board, 2)
        self.env.invalidate_all()
        self.assertEqual(order.feasible_date, steps[-1].move_ids.date)

    def test_the_day_counts(self):
        """What comes on the day on which it is to leave is no risk."""
        transfer = self.bring(self.board, 2, 3)
        date = transfer.move_ids.date.replace(hour=9)
        transfer.move_ids.date = date
        self.receipt(self.board, 2, date.replace(hour=10))
        order = self.sold(self.board, 2)
        self.assertFalse(order.availability_risk)

    def test_an_mo_that_waits_for_what_another_one_makes(self):
        """Whatever their ranks, and whether work centers are planned."""
        for automatic in (False, True):
            with self.subTest(automatic), self.env.cr.savepoint() as savepoint:
                (self.warehouse | self.shop).automatic_deadlines = automatic
                self.bom(self.leg, {self.board: 1})
                table = self.mo(
                    self.stool, 1, picking_type_id=self.shop.manu_type_id.id
                )
                self.bring(self.leg, 3, 3)
                legs = self.mo(self.leg, 3)
                self.on_hand(self.board, 3)
                self.env.invalidate_all()
                self.assertEqual(table.ingredients_availability, "expected")
                self.assertTrue(legs.feasible_date)
                self.assertTrue(table.feasible_date)
                self.kinds(table)
                legs.schedule_move(before_id=table.id)
                self.env.invalidate_all()
                self.assertTrue(table.feasible_date)
                self.kinds(table)
                savepoint.rollback()
            self.env.invalidate_all()

    def test_transfers_that_feed_each_other(self):
        """Nobody is short, and yet nothing of it can leave first."""
        self.on_hand(self.board, 3)
        self.bring(self.board, 8, 3)
        self.transfer(
            *(self.shop.int_type_id, self.shop.lot_stock_id, self.stock),
            *(self.board, 5, self.day(2)),
        )
        order = self.order((self.board, 3), warehouse_id=self.shop.id)
        self.env.invalidate_all()
        self.assertFalse(order.feasible_date)
        self.kinds(order)

    def test_two_warehouses_that_wait_for_each_other(self):
        self.bring(self.board, 2, 3)
        self.transfer(
            *(self.shop.int_type_id, self.shop.lot_stock_id, self.stock),
            *(self.board, 2, self.day(2)),
        )
        order = self.order((self.board, 2), warehouse_id=self.shop.id)
        self.env.invalidate_all()
        self.assertFalse(order.feasible_date)
        self.kinds(order)
        status = order.sales_items_availability
        self.assertTrue(order.availability_risk or status == "not_available")
