from datetime import datetime, timedelta

from odoo.tests import tagged

from ..common import ScheduleCase

SOON = datetime(2040, 1, 10, 12)


@tagged("post_install", "-at_install")
class TestAvailability(ScheduleCase):
    """Who gets what (behaviour 4)."""

    def statuses(self, records, field="sales_items_availability"):
        return [record[field] for record in records]

    def test_the_first_two_vectors(self):
        self.on_hand(self.stool, 4)
        mo = self.mo(self.stool, 3, date_deadline=SOON)
        orders = [self.order((self.stool, 3)) for _number in range(3)]
        first, second, third = orders
        self.assertEqual(
            self.statuses(orders), ["in_stock", "expected", "not_available"]
        )
        self.assertEqual(third.order_line.missing_qty, 2)
        self.assertEqual(second.availability_date, SOON)
        self.assertEqual(
            mo.customer_display, f"Ada · {second.name}, Ada · {third.name}"
        )
        self.assertEqual(
            [(c["order_id"], c["quantity"]) for c in mo.customer_claims],
            [(second.id, 2), (third.id, 1)],
        )
        self.assertEqual(
            [
                (c["source_model"], c["source_id"], c["quantity"])
                for c in second.order_line.supply_claims
            ],
            [("stock.location", self.stock.id, 1), ("mrp.production", mo.id, 2)],
        )
        third.schedule_move(before_id=first.id)
        self.assertEqual(
            self.statuses(orders), ["expected", "not_available", "in_stock"]
        )
        self.assertEqual(second.order_line.missing_qty, 2)
        self.assertEqual(
            [(c["order_id"], c["quantity"]) for c in mo.customer_claims],
            [(first.id, 2), (second.id, 1)],
        )

    def test_the_third_vector(self):
        self.on_hand(self.leg, 5)
        self.receipt(self.leg, 4, SOON)
        chair = self.env["product.product"].create(
            {"name": "Chair", "is_storable": True, "type": "consu"}
        )
        self.bom(chair, {self.leg: 4})
        mos = [self.mo(chair) for _number in range(3)]
        self.assertEqual(
            self.statuses(mos, "ingredients_availability"),
            ["in_stock", "expected", "not_available"],
        )
        self.assertEqual(mos[1].availability_date, SOON)
        self.assertTrue(mos[1].availability_late, "Its deadline is in a week")
        mos[1].date_deadline = SOON + timedelta(days=1)
        self.assertFalse(mos[1].availability_late)

    def test_a_linked_row_is_expected_at_its_mos_deadline(self):
        self.on_hand(self.stool, 10)
        order = self.order((self.stool, 5), commitment_date=SOON)
        self.assertEqual(order.sales_items_availability, "in_stock")
        mo = self.mto(order)
        other = self.order((self.stool, 10))
        self.assertEqual(order.sales_items_availability, "expected")
        self.assertEqual(order.availability_date, SOON)
        self.assertEqual(other.sales_items_availability, "in_stock")
        self.assertEqual(mo.customer_claims[0]["line_id"], order.order_line.id)
        mo.date_deadline = SOON + timedelta(days=2)
        self.assertTrue(order.availability_late)
        self.assertEqual(order.production_status, "not_started")
        self.assertEqual(order.ingredients_availability, "not_available")

    def test_made_partly_it_serves_its_row_first(self):
        self.on_hand(self.leg, 100)
        order = self.order((self.stool, 5))
        mo = self.mto(order)
        top = self.order((self.stool, 4))
        top.schedule_move(before_id=order.id)
        self.produce(mo, 2)
        self.assertEqual(top.sales_items_availability, "not_available")
        self.assertEqual(
            [
                (c["source_model"], c["quantity"])
                for c in order.order_line.supply_claims
            ],
            [("stock.location", 2), ("mrp.production", 3)],
        )
        self.assertEqual(order.production_status, "partially_complete")
        self.produce(order.order_line._mto_open())
        self.assertEqual(order.sales_items_availability, "in_stock")
        self.assertEqual(order.ingredients_availability, "processed")
        self.assertEqual(order.production_status, "done")
        order.order_line.product_uom_qty = 7
        self.assertEqual(order.order_line.missing_qty, 2)
        self.assertEqual(order.production_status, "none")

    def test_ingredients_of_what_is_not_made_yet(self):
        order = self.order((self.stool, 2))
        self.assertEqual(order.production_status, "none")
        self.assertEqual(order.ingredients_availability, "not_available")
        self.on_hand(self.leg, 3)
        self.receipt(self.leg, 3, SOON)
        self.assertEqual(order.ingredients_availability, "expected")
        rival = self.order((self.stool, 1))
        self.assertEqual(rival.ingredients_availability, "not_available")
        rival.schedule_move(before_id=order.id)
        self.assertEqual(rival.ingredients_availability, "in_stock")
        self.assertEqual(order.ingredients_availability, "not_available")
        lamp = self.env["product.product"].create(
            {"name": "Lamp", "is_storable": True, "type": "consu"}
        )
        bought = self.order((lamp, 1))
        self.assertEqual(bought.ingredients_availability, "no_recipe")
        self.assertEqual(bought.production_status, "not_applicable")

    def test_a_component_sold_as_well(self):
        self.on_hand(self.leg, 6)
        order = self.order((self.stool, 1))
        sold = self.order((self.leg, 4))
        self.assertEqual(order.ingredients_availability, "in_stock")
        self.assertEqual(sold.sales_items_availability, "not_available")
        self.assertEqual(sold.order_line.missing_qty, 1)
        sold.schedule_move(before_id=order.id)
        self.assertEqual(order.ingredients_availability, "not_available")

    def test_kits_count_through_their_components(self):
        self.on_hand(self.table, 3)
        self.on_hand(self.stool, 9)
        order = self.order((self.kit, 3))
        self.assertEqual(order.sales_items_availability, "not_available")
        self.assertEqual(order.order_line.missing_qty, 1)
        self.assertEqual(order.ingredients_availability, "not_available")
        self.on_hand(self.leg, 9)
        self.assertEqual(order.ingredients_availability, "in_stock")
        self.on_hand(self.stool, 3)
        self.assertEqual(order.sales_items_availability, "in_stock")
        quotation = self.quotation((self.kit, 1))
        self.assertEqual(quotation.sales_items_availability, "not_available")

    def test_a_quotation_is_promised_what_is_left(self):
        self.on_hand(self.stool, 4)
        order = self.order((self.stool, 3))
        self.mo(self.stool, 2, date_deadline=SOON)
        quotation = self.quotation((self.stool, 3))
        self.assertEqual(quotation.sales_items_availability, "expected")
        self.assertEqual(quotation.availability_date, SOON)
        self.assertEqual(order.sales_items_availability, "in_stock")
        rival = self.quotation((self.stool, 3))
        self.assertEqual(rival.sales_items_availability, "expected")
        quotation.action_confirm()
        self.assertEqual(quotation.sales_items_availability, "expected")
        self.assertEqual(rival.sales_items_availability, "not_available")

    def test_quotations_do_not_compete(self):
        """Each is answered as if it alone were confirmed, alone or in a list."""
        self.on_hand(self.stool, 3)
        self.on_hand(self.leg, 9)
        offers = self.quotation((self.stool, 3)) | self.quotation((self.stool, 3))
        more = self.quotation((self.stool, 2), (self.stool, 2), (self.stool, 5))
        found = (offers | more).mapped("order_line.missing_qty")
        self.assertEqual(found, [0, 0, 0, 1, 5])
        self.assertEqual(set(offers.mapped("sales_items_availability")), {"in_stock"})
        # 9 legs are 3 stools: the second row takes those of one, 5 more are too many.
        self.assertEqual(
            more.order_line.mapped("ingredients_availability"),
            ["not_applicable", "in_stock", "not_available"],
        )
        again = self.quotation((self.stool, 6)) | self.quotation((self.stool, 6))
        self.assertEqual(
            again.mapped("ingredients_availability"), ["in_stock", "in_stock"]
        )
        domain = [("sales_items_availability", "=", "in_stock")]
        self.assertEqual(
            self.env["sale.order"].search([*domain, ("id", "in", (offers | more).ids)]),
            offers,
        )

    def test_a_quotation_is_nobody_s_claim(self):
        """Whoever has read it before: neither Customer nor figures count it."""
        mo = self.mo(self.stool, 5)
        offer = self.quotation((self.stool, 3), (self.stool, 9))
        self.env.invalidate_all()
        self.assertEqual(
            offer.order_line.mapped("sales_items_availability"),
            ["expected", "not_available"],
        )
        # What the same transaction knows is read again.
        self.assertFalse(mo.customer_display)
        self.assertEqual(mo.unclaimed_qty, 5)
        self.assertTrue(mo.serves_nobody)
        self.assertEqual(self.stool.stock_committed, 0)
        self.assertEqual(self.leg.stock_committed, 15)
        mos = self.env["mrp.production"]
        self.assertIn(mo, mos.search([("serves_nobody", "=", True)]))

    def test_a_form_that_is_being_edited(self):
        order = self.order((self.stool, 3))
        edited = order.new(origin=order)
        self.assertEqual(edited.sales_items_availability, "not_available")
        self.assertEqual(edited.order_line.sales_items_availability, "not_available")
        fresh = order.new({"partner_id": self.customer.id})
        self.assertEqual(fresh.sales_items_availability, "not_applicable")

    def test_what_has_no_stock_is_not_applicable(self):
        order = self.order((self.service, 1))
        self.assertEqual(order.sales_items_availability, "not_applicable")
        self.assertEqual(order.ingredients_availability, "not_applicable")
        self.assertEqual(order.production_status, "not_applicable")
        mixed = self.order((self.service, 1), (self.stool, 1))
        self.assertEqual(mixed.sales_items_availability, "not_available")

    def test_picked_and_delivered(self):
        self.on_hand(self.stool, 3)
        order = self.order((self.stool, 3))
        order.picking_ids.action_assign()
        order.picking_ids.move_ids.picked = True
        self.assertEqual(order.sales_items_availability, "picked")
        top = self.order((self.stool, 3))
        top.schedule_move(before_id=order.id)
        self.assertEqual(top.sales_items_availability, "not_available")
        order.picking_ids.button_validate()
        self.assertEqual(order.sales_items_availability, "picked")

    def test_units_are_converted(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        self.on_hand(self.stool, 18)
        order = self.quotation((self.stool, 2))
        order.order_line.product_uom_id = dozen
        order.action_confirm()
        self.assertEqual(order.order_line.missing_qty, 0.5)
        self.assertEqual(order.order_line.supply_claims[0]["quantity"], 1.5)

    def test_overdue_counts_as_today_and_is_late(self):
        self.receipt(self.stool, 3, datetime(2020, 1, 1))
        order = self.order((self.stool, 3), commitment_date=SOON)
        self.assertEqual(order.sales_items_availability, "expected")
        self.assertEqual(order.availability_date.date(), datetime.now().date())
        self.assertTrue(order.availability_late)
        company = ("company_id", "=", self.company.id)
        orders = self.env["sale.order"]
        self.assertEqual(
            orders.search([("availability_late", "=", True), company]), order
        )
        self.assertFalse(orders.search([("availability_late", "=", False), company]))
        self.assertEqual(
            orders.search([("availability_date", "<", SOON), company]), order
        )

    def test_other_transfers_come_before_the_ranking(self):
        self.on_hand(self.stool, 3)
        order = self.order((self.stool, 3))
        self.assertEqual(order.sales_items_availability, "in_stock")
        self.shipment(self.stool, 1)
        self.assertEqual(order.order_line.missing_qty, 1)

    def test_foreign_stock_and_other_warehouses_serve_nobody(self):
        vendor = self.env["res.partner"].create({"name": "Vendor"})
        self.env["stock.quant"]._update_available_quantity(
            self.stool, self.stock, 5, owner_id=vendor
        )
        shop = self.env["stock.warehouse"].create({"name": "Shop", "code": "SHP"})
        self.on_hand(self.stool, 5, shop.lot_stock_id)
        order = self.order((self.stool, 3))
        self.assertEqual(order.order_line.missing_qty, 3)
        there = self.order((self.stool, 3), warehouse_id=shop.id)
        self.assertEqual(there.sales_items_availability, "in_stock")

    def test_cancelled_remainders_demand_nothing(self):
        self.on_hand(self.stool, 2)
        order = self.order((self.stool, 5))
        other = self.order((self.stool, 1))
        self.assertEqual(other.sales_items_availability, "not_available")
        picking = order.picking_ids
        picking.action_assign()
        picking.move_ids.quantity = 1
        picking.move_ids.picked = True
        action = picking.button_validate()
        self.env["stock.backorder.confirmation"].with_context(
            **action["context"]
        ).create({"pick_ids": [(6, 0, picking.ids)]}).process_cancel_backorder()
        self.assertEqual(order.sales_items_availability, "picked")
        self.assertEqual(other.sales_items_availability, "in_stock")

    def test_companies_are_never_mixed(self):
        self.on_hand(self.stool, 3)
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.env.user.company_ids += other
        theirs = self.env(
            context={
                **self.env.context,
                "allowed_company_ids": (other + self.company).ids,
            }
        )
        order = (
            self.env["sale.order"]
            .with_env(theirs)
            .create(
                {
                    "company_id": other.id,
                    "partner_id": self.customer.id,
                    "order_line": [
                        (0, 0, {"product_id": self.stool.id, "product_uom_qty": 3})
                    ],
                }
            )
        )
        order.action_confirm()
        own = self.order((self.stool, 3))
        self.assertEqual(
            (order + own.with_env(theirs)).mapped("sales_items_availability"),
            ["not_available", "in_stock"],
        )

    def test_production_is_found_as_it_is_read(self):
        """Of closed orders, too, and of those whose MO goes on or was given up."""
        cancelled, shipped, given_up, done = (
            self.order((self.stool, 5)) for _number in range(4)
        )
        (cancelled + shipped + given_up + done).action_make_to_order()
        cancelled.with_context(disable_cancel_warning=True).action_cancel()
        given_up.mto_production_ids.action_cancel()
        self.on_hand(self.leg, 100)
        self.produce(done.mto_production_ids)
        self.on_hand(self.stool, 10)
        for order in shipped + done:
            order.picking_ids.move_ids.quantity = 5
            order.picking_ids.move_ids.picked = True
            order.picking_ids.button_validate()
        self.env.invalidate_all()
        orders = cancelled + shipped + given_up + done
        self.assertEqual(
            orders.mapped("production_status"),
            ["not_applicable", "not_started", "not_applicable", "done"],
        )
        for records in (orders, orders.order_line):
            for status, _name in records._fields["production_status"].selection:
                found = records.search(
                    [("production_status", "=", status), ("id", "in", records.ids)]
                )
                read = records.filtered(lambda r, s=status: r.production_status == s)
                self.assertEqual(found, read, status)

    def test_goods_without_stock_are_not_applicable_whatever_is_read_first(self):
        self.stool.is_storable = False
        order, mo = self.order((self.stool, 5)), self.mo(self.stool, 3)
        self.env.invalidate_all()
        self.assertEqual(mo.customer_display, "")
        self.assertEqual(order.sales_items_availability, "not_applicable")
        self.assertEqual(order.order_line.missing_qty, 0)
        self.assertEqual(self.stool.stock_committed, 0)
        self.assertEqual(self.stool.stock_calculated, 0)
