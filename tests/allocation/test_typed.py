from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.tests import Form, tagged

from ..common import StockCase

SOON = fields.Datetime.now().replace(microsecond=0) + timedelta(days=3)


@tagged("post_install", "-at_install")
class TestTyped(StockCase):
    """A quotation shows its promise while it is typed (behaviour 4)."""

    def form(self, order=None):
        order = order or self.env["sale.order"]
        form = Form(order, view="sale.view_order_form")
        if not order:
            form.partner_id = self.customer
            form.warehouse_id = self.warehouse
        return form

    def typed(self, form, product, quantity):
        """Type a new row; return what it says."""
        with form.order_line.new() as row:
            row.product_id = product
            row.product_uom_qty = quantity
        return self.said(form)[-1]

    def said(self, form):
        """Return [(Sales items, Ingredients)] of the rows as they are typed."""
        return [
            (row["sales_items_availability"], row["ingredients_availability"])
            for row in form.order_line._records
        ]

    def test_the_promise_shows_as_it_is_typed(self):
        self.on_hand(self.stool, 3)
        self.order((self.stool, 1))
        form = self.form()
        self.assertEqual(
            self.typed(form, self.stool, 2), ("in_stock", "not_applicable")
        )
        with form.order_line.edit(0) as row:
            row.product_uom_qty = 3
        self.assertEqual(self.said(form), [("not_available", "not_available")])
        self.receipt(self.stool, 4, SOON)
        with form.order_line.edit(0) as row:
            row.product_uom_qty = 4
        self.assertEqual(self.said(form), [("expected", "not_applicable")])
        order = form.save()
        self.assertEqual(self.status(order)[0], "expected")
        self.assertEqual(order.order_line.availability_date, SOON)

    def test_ingredients(self):
        self.on_hand(self.leg, 3)
        form = self.form()
        self.assertEqual(self.typed(form, self.stool, 1), ("not_available", "in_stock"))
        # Typed beside it, and now one of the three is missing there.
        self.typed(form, self.leg, 1)
        served = ("in_stock", "not_applicable")
        short = ("not_available", "not_available")
        self.assertEqual(self.said(form), [short, served])
        self.assertEqual(
            self.typed(form, self.board, 1), ("not_available", "no_recipe")
        )

    def test_rows_of_one_quotation_share(self):
        self.on_hand(self.stool, 5)
        form = self.form()
        self.typed(form, self.stool, 3)
        self.typed(form, self.stool, 3)
        self.assertEqual(
            [items for items, _parts in self.said(form)],
            ["in_stock", "not_available"],
        )

    def test_kits_units_and_services(self):
        self.on_hand(self.table, 2)
        self.on_hand(self.stool, 8)
        form = self.form()
        self.assertEqual(self.typed(form, self.kit, 2)[0], "in_stock")
        self.assertEqual(self.typed(form, self.stool, 1)[0], "not_available")
        self.assertEqual(
            self.typed(form, self.service, 1), ("not_applicable", "not_applicable")
        )
        self.env.user.group_ids += self.env.ref("uom.group_uom")
        self.on_hand(self.board, 12)
        form = self.form()
        with form.order_line.new() as row:
            row.product_id = self.board
            row.product_uom_id = self.env.ref("uom.product_uom_dozen")
        self.assertEqual(self.said(form)[-1][0], "in_stock")
        with form.order_line.edit(0) as row:
            row.product_uom_qty = 2
        self.assertEqual(self.said(form)[-1][0], "not_available")

    def test_another_warehouse(self):
        shop = self.env["stock.warehouse"].create(
            {"name": "Shop", "code": "SHP", "company_id": self.company.id}
        )
        self.on_hand(self.stool, 2, shop.lot_stock_id)
        form = self.form()
        self.assertEqual(self.typed(form, self.stool, 2)[0], "not_available")
        form.warehouse_id = shop
        self.assertEqual(self.said(form)[0][0], "in_stock")

    def test_a_saved_quotation_that_is_changed(self):
        self.on_hand(self.stool, 3)
        quotation = self.quotation((self.stool, 3))
        form = self.form(quotation)
        with form.order_line.edit(0) as row:
            row.product_uom_qty = 4
        self.assertEqual(self.said(form)[0][0], "not_available")
        with form.order_line.edit(0) as row:
            row.product_uom_qty = 2
        self.assertEqual(self.said(form)[0][0], "in_stock")

    def test_a_new_row_of_a_confirmed_order(self):
        self.on_hand(self.stool, 3)
        order = self.order((self.board, 1))
        self.order((self.stool, 3))
        form = self.form(order)
        # It would be served before the order below.
        self.assertEqual(self.typed(form, self.stool, 3)[0], "in_stock")
        with form.order_line.edit(1) as row:
            row.product_uom_qty = 4
        self.assertEqual(self.said(form)[1][0], "not_available")
        order = form.save()
        self.assertEqual(order.order_line[1].missing_qty, 1)

    def test_an_option_that_makes_no_variant(self):
        template, values = self.options("Ring", "Silver", "Gold")
        ring, silver = template.product_variant_id, values[0]
        self.bom(ring, {self.leg: 1, self.board: 1})
        line = template.bom_ids.bom_line_ids.filtered(
            lambda line: line.product_id == self.board
        )
        line.bom_product_template_attribute_value_ids = silver
        self.on_hand(self.leg, 9)
        form = self.form()
        with form.order_line.new() as row:
            row.product_id = ring
            row.product_no_variant_attribute_value_ids = values[1]
        self.assertEqual(self.said(form)[-1], ("not_available", "in_stock"))
        with form.order_line.new() as row:
            row.product_id = ring
            row.product_no_variant_attribute_value_ids = silver
        self.assertEqual(self.said(form)[-1], ("not_available", "not_available"))

    def test_what_is_typed_is_nobody_elses(self):
        self.on_hand(self.stool, 3)
        other = self.order((self.stool, 3))
        form = self.form()
        self.typed(form, self.stool, 2)
        self.assertEqual(self.status(other)[0], "in_stock")
        self.assertEqual(self.stool.stock_committed, 3)

    def test_as_the_client_asks(self):
        """A row by itself, with its order's values, as a seller."""
        seller = self.user("typist", "sales_team.group_sale_salesman")
        self.on_hand(self.stool, 1)
        self.receipt(self.stool, 1, SOON)
        names = ("sales_items_availability", "availability_date", "missing_qty")
        rows = self.env["sale.order.line"].with_user(seller)

        def said(quantity):
            order = {
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "warehouse_id": self.warehouse.id,
                "state": "draft",
            }
            values = {
                "order_id": order,
                "product_id": self.stool.id,
                "product_uom_id": self.stool.uom_id.id,
                "product_uom_qty": quantity,
            }
            spec = dict.fromkeys([*values, *names], {})
            changed = rows.onchange(values, ["product_uom_qty"], spec)["value"]
            return [changed.get(name) for name in names]

        self.assertEqual(said(1), ["in_stock", None, None])
        self.assertEqual(said(2), ["expected", SOON, None])
        self.assertEqual(said(4), ["not_available", None, 2])

    def test_nothing_typed_stands_too(self):
        self.on_hand(self.stool, 5)
        order = self.order((self.stool, 5))
        move = order.order_line.move_ids
        move.move_line_ids.quantity = 0
        self.assertEqual(self.held(order), [0])
        # Until something else happens to the product.
        self.on_hand(self.stool, 1)
        self.order((self.stool, 1))
        self.assertEqual(self.held(order), [5])

    def test_what_is_in_hand_waits_for_no_purchase(self):
        """What was bought for it is expected by the next then (behaviour 4, a)."""
        mto = self.env.ref("stock.route_warehouse0_mto")
        mto.active = True
        vendor = self.env["res.partner"].create({"name": "Vendor"})
        self.board.seller_ids = [Command.create({"partner_id": vendor.id})]
        buy = self.warehouse.buy_pull_id.route_id
        self.board.route_ids = mto + buy
        first = self.order((self.board, 3))
        purchase = first._get_purchase_orders()
        purchase.button_confirm()
        self.board.route_ids = False
        self.on_hand(self.board, 3)
        second = self.order((self.board, 3))
        self.assertEqual(self.status(first), ("expected", 0))
        self.assertEqual(self.held(first, second), [0, 3])
        first.order_line.move_ids.quantity = 3
        self.assertEqual(self.status(first), ("in_stock", 0))
        self.assertEqual(self.status(second), ("expected", 0))
        self.assertEqual(self.held(first, second), [3, 0])
        first.order_line.move_ids.picked = True
        self.assertEqual(self.status(first), ("picked", 0))


class TestTypedOnKnown(TestTyped):
    """The same, served from what a worker knows of all others (behaviour 12)."""

    def setUp(self):
        super().setUp()
        self.serve_from_known()

    def test_it_is_asked_for_what_it_knows(self):
        """Of goods that nobody has asked for, and of those that others wait for."""
        self.on_hand(self.stool, 3)
        self.on_hand(self.board, 1)
        self.order((self.stool, 1))
        form = self.form()
        served = ("in_stock", "not_applicable")
        with patch.object(
            *(self.registry["make.schedule.provider"], "_offered"),
            autospec=True,
            side_effect=self.registry["make.schedule.provider"]._offered,
        ) as offered:
            self.assertEqual(self.typed(form, self.stool, 2), served)
            self.assertEqual(self.typed(form, self.board, 1), served)
        self.assertEqual(offered.call_count, self.answered)
        self.assertGreater(self.answered, 0)
