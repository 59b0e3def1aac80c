from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..common import StockCase

MANY = "9999-12-31 11:00:00"


@tagged("post_install", "-at_install")
class TestWhoWorks(StockCase):
    """Who works with the schedule, and what he may know (behaviour 10)."""

    def of(self, user, record, **context):
        """Return a record as another request of a user reads it."""
        self.env.flush_all()
        self.env.invalidate_all()
        context = {"allowed_company_ids": self.company.ids, **context}
        return record.with_user(user).with_context(**context)

    def test_who_picks_or_invoices_ranks_and_makes_nothing(self):
        """Core lets them write sales orders."""
        first, second = self.order((self.stool, 2)), self.order((self.stool, 1))
        for group in ("stock.group_stock_user", "account.group_account_invoice"):
            user = self.user(group, group)
            for name, *args in (
                ("schedule_move", first.id),
                ("schedule_preview", first.id),
                ("schedule_rank_by", "order_date"),
                ("schedule_set_deadline", "2040-01-01"),
                ("action_make_to_order",),
                ("action_make_to_order_run",),
                ("action_promise",),
                ("action_promise_back", [[second.id, "2040-01-01", []]]),
                ("action_mail_promise",),
            ):
                with self.subTest(group=group, name=name):
                    with self.assertRaises(AccessError):
                        getattr(self.of(user, second), name)(*args)
            with self.assertRaises(AccessError):
                self.of(user, second.order_line).action_make_to_order()
        self.assertFalse(second.mto_production_ids)

    def test_what_keeps_an_mo_from_its_row_names_no_hidden_order(self):
        groups = "mrp.group_mrp_user,sales_team.group_sale_salesman"
        user = self.user("own", groups)
        bert = self.env["res.partner"].create({"name": "Bert", "ref": "BERT-1"})
        self.company.mto_change_policy = "unlink"
        order = self.order((self.stool, 4), partner_id=bert.id)
        mo = self.mto(order)
        mo.action_start()
        order.order_line.product_uom_qty = 7
        self.mto(order)
        with self.assertRaises(UserError) as refused:
            self.of(user, mo).action_relink()
        self.assertNotIn("BERT-1", str(refused.exception))
        self.assertEqual(str(refused.exception), self.of(user, mo).relink_refusal)

    def test_moves_of_another_company_have_no_names(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = new_test_user(
            self.env,
            "stranger",
            groups="base.group_user",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        move = self.order((self.stool, 1)).order_line.move_ids
        orders = self.of(
            *(stranger, self.env["sale.order"]), allowed_company_ids=other.ids
        )
        with self.assertRaises(AccessError):
            orders.action_what_if_back([["received", [[move.id, False]], []]])

    def test_a_change_without_a_salesperson_is_told_to_who_made_it(self):
        self.company.connector_change_policy = "review"
        seller = self.user("seller", "sales_team.group_sale_salesman_all_leads")
        order = self.order((self.stool, 4), user_id=False)
        self.of(seller, order).action_make_to_order()
        mo = order.mto_production_ids
        job = order.with_user(1).with_context(order_change_source="Shop")
        job.order_line.product_uom_qty = 7
        self.assertTrue(mo.review_reason)
        self.assertTrue(mo.activity_ids.user_id.active)

    def test_never_is_a_day_in_every_zone(self):
        """Some imports write 31.12.9999 where there is no date."""
        order = self.order((self.stool, 1), commitment_date=MANY)
        mo = self.mto(order)
        for tz in ("Pacific/Auckland", "America/Los_Angeles"):
            found = self.of(self.env.user, order, tz=tz)
            found.web_search_read([("id", "=", order.id)], {"schedule_late": {}})
            self.assertFalse(found.schedule_late)
            self.assertFalse(self.of(self.env.user, mo, tz=tz).deadline_late)
            self.assertRefused(found.schedule_set_deadline, MANY, reason="date")

    def test_what_is_missing_in_one_warehouse_is_found(self):
        south = self.env["stock.warehouse"].create({"name": "South", "code": "STH"})
        self.on_hand(self.stool, 7)
        self.order((self.stool, 3), warehouse_id=south.id)
        self.env.invalidate_all()
        products = self.env["product.product"]

        def found(operator, value):
            return products.search([("stock_missing_in", operator, value)])

        self.assertIn(self.stool, found("!=", False))
        self.assertNotIn(self.leg, found("!=", False))
        self.assertNotIn(self.stool, found("=", False))
        self.assertIn(self.leg, found("=", False))
        self.assertIn(self.stool, found("ilike", "sou"))

    def test_a_batch_by_the_api(self):
        self.order((self.stool, 4))

        def line(product, **values):
            place = {"product_id": product.id, "warehouse_id": self.warehouse.id}
            return Command.create({**place, **values})

        batches = self.env["make.schedule.batch"]
        names = {"missing_qty": {}, "quantity": {}}
        [told] = batches.web_save(
            {"line_ids": [line(self.stool)]}, {"line_ids": {"fields": names}}
        )
        found = [told["line_ids"][0][name] for name in names]
        self.assertEqual(found, [4, 4])
        for product in (self.kit, self.service, self.board):
            batch = batches.create({"line_ids": [line(product, quantity=3)]})
            self.assertRefused(batch.action_create, reason=product.name)

    def test_a_row_is_late_where_its_order_is(self):
        """Not where only a document says so (behaviour 2)."""
        self.on_hand(self.leg, 100)
        order = self.order((self.stool, 2))
        order.commitment_date = order.date_order.replace(hour=12) + timedelta(3)
        # Due after the order, and all that it needs is there.
        self.mo(self.stool, 2)
        self.env.invalidate_all()
        row = order.order_line
        self.assertTrue(row.availability_late)
        self.assertFalse(row.schedule_late)
        self.assertFalse(order.schedule_late)
        order.commitment_date -= timedelta(9)
        self.env.invalidate_all()
        self.assertTrue(row.schedule_late)
        self.assertTrue(order.schedule_late)

    def test_several_orders_have_no_one_unit(self):
        self.on_hand(self.leg, 100)
        dozen = self.env.ref("uom.product_uom_dozen")
        mos = self.mo(self.stool, 20) + self.mo(
            *(self.stool, 1), product_uom_id=dozen.id
        )
        for some, unit in ((mos, False), (mos[1], dozen)):
            action = some.action_ask_production_status("partially_complete")
            asked = self.env["make.schedule.status"].browse(action["res_id"])
            self.assertEqual(asked.product_uom_id.id or False, unit and unit.id)
