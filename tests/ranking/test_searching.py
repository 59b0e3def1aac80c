from freezegun import freeze_time
from lxml import etree

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestSearching(ScheduleCase):
    """Computed statuses are searched and grouped by like stored ones (behaviour 4)."""

    def test_open_and_done_together(self):
        """What is open stands first, by rank; then what is done, the latest first."""
        first, second, third = (self.order((self.stool, 1)) for _number in range(3))
        second._action_cancel()
        gone = self.order((self.stool, 1))
        self.on_hand(self.stool, 1)
        gone.schedule_move(before_id=first.id)
        gone.picking_ids.move_ids.picked = True
        gone.picking_ids.button_validate()
        third.schedule_move(before_id=first.id)
        self.env.flush_all()
        orders = self.env["sale.order"].with_context(schedule_done=True)
        mine = [("company_id", "=", self.company.id), ("state", "=", "sale")]
        found = orders.search(mine, order="schedule_rank, id")
        self.assertEqual(found.ids, (third + first + gone).ids)
        mos = self.mo(self.stool) + self.mo(self.stool)
        mos[1].schedule_move(before_id=mos[0].id)
        done = self.mo(self.stool)
        self.on_hand(self.leg, 3)
        self.produce(done)
        self.env.flush_all()
        productions = self.env["mrp.production"].with_context(schedule_done=True)
        found = productions.search(mine[:1], order="schedule_rank, schedule_key, id")
        self.assertEqual(found.ids, (mos[1] + mos[0] + done).ids)
        tasks = self.env["mrp.workorder"].with_context(schedule_done=True)
        tasks.search([], order="schedule_rank, schedule_key, id", limit=1)

    def test_searching(self):
        self.on_hand(self.stool, 1)
        here, short = self.order((self.stool, 1)), self.order((self.stool, 1))
        made = self.order((self.stool, 1))
        mo = self.mto(made)
        orders = self.env["sale.order"]
        company = ("company_id", "=", self.company.id)

        def found(field, value):
            return orders.search([(field, "=", value), company], order="schedule_rank")

        self.assertEqual(found("sales_items_availability", "in_stock"), here)
        self.assertEqual(found("sales_items_availability", "not_available"), short)
        self.assertEqual(found("sales_items_availability", "expected"), made)
        self.assertEqual(found("production_status", "none"), short)
        self.assertEqual(
            self.env["mrp.production"].search(
                [("ingredients_availability", "!=", "in_stock"), company]
            ),
            mo,
        )

    def test_grouping(self):
        self.on_hand(self.stool, 1)
        for _number in range(3):
            self.order((self.stool, 1))
        done = self.order((self.table, 1))
        done.picking_ids.action_cancel()
        groups = self.env["sale.order"].formatted_read_group(
            [("company_id", "=", self.company.id)],
            ["sales_items_availability"],
            ["__count"],
        )
        found = {group["sales_items_availability"]: group for group in groups}
        self.assertEqual(
            {status: group["__count"] for status, group in found.items()},
            {"in_stock": 1, "not_available": 2, "not_applicable": 1},
        )
        for group in groups:
            domain = [("company_id", "=", self.company.id), *group["__extra_domain"]]
            self.assertEqual(
                self.env["sale.order"].search_count(domain), group["__count"]
            )
        description = self.env["sale.order"].fields_get(["sales_items_availability"])
        self.assertTrue(description["sales_items_availability"]["groupable"])
        self.mo(self.stool)
        groups = self.env["mrp.production"].formatted_read_group(
            [("company_id", "=", self.company.id)],
            ["production_status", "ingredients_availability"],
            ["product_qty:sum"],
        )
        self.assertEqual(groups[0]["product_qty:sum"], 1)
        self.assertEqual(groups[0]["ingredients_availability"], "not_available")

    def test_closed_documents_are_found(self):
        self.on_hand(self.stool, 2)
        shipped = self.order((self.stool, 1))
        shipped.picking_ids.action_assign()
        shipped.picking_ids.button_validate()
        services = self.order((self.service, 1))
        company = ("company_id", "=", self.company.id)
        orders = self.env["sale.order"]
        for status, found in (("picked", shipped), ("not_applicable", services)):
            domain = [("sales_items_availability", "=", status), company]
            self.assertEqual(orders.search(domain), found)
            self.assertEqual(found.sales_items_availability, status)
        quotation = self.quotation((self.stool, 1))
        self.assertIn(
            quotation, orders.search([("sales_items_availability", "=", "in_stock")])
        )

    def test_every_filter_and_group_of_the_screens(self):
        self.order((self.stool, 1))
        self.mto(self.order((self.stool, 2)))
        company = [("company_id", "=", self.company.id)]
        for model, view in (
            ("sale.order", "make_schedule.sale_order_view_search"),
            ("mrp.production", "make_schedule.mrp_production_view_search"),
            ("product.product", "make_schedule.product_product_view_search"),
        ):
            records = self.env[model]
            fixed = [] if model == "product.product" else company
            arch = etree.fromstring(self.env.ref(view).arch)
            for node in arch.iter("filter"):
                with self.subTest(model=model, filter=node.get("name")):
                    if domain := node.get("domain"):
                        found = safe_eval(domain, {"uid": self.env.uid})
                        records.search([*found, *fixed])
                    else:
                        by = safe_eval(node.get("context"))["group_by"]
                        records.formatted_read_group(fixed, [by], ["__count"])

    def typed(self, model, view, word):
        """Return what a word and Enter find: by the first field of the search."""
        arch = etree.fromstring(self.env.ref(f"make_schedule.{view}").arch)
        domain = safe_eval(arch.find("field").get("filter_domain"), {"self": word})
        return self.env[model].search(domain)

    def test_a_word_and_enter(self):
        """By number, customer or product; also whom an MO serves only now."""
        customer = self.env["res.partner"].create({"name": "Zyx & Sons"})
        product = self.env["product.product"].create(
            {"name": "Quuxchair", "type": "consu", "is_storable": True}
        )
        self.bom(product, {self.leg: 1}, company_id=self.company.id)
        center = self.env["mrp.workcenter"].create({"name": "Bench"})
        product.bom_ids.operation_ids = [
            Command.create({"name": "Assemble", "workcenter_id": center.id})
        ]
        order = self.order((product, 2), partner_id=customer.id)
        mo = self.mo(product, 3)
        self.assertEqual(len(mo.workorder_ids), 1)
        for word in (order.name, "zyx", "quuxchair"):
            with self.subTest(word):
                found = self.typed("sale.order", "sale_order_view_search", word)
                self.assertEqual(found, order)
        for word in (mo.name, "zyx", "quuxchair", order.name):
            with self.subTest(word):
                found = self.typed("mrp.production", "mrp_production_view_search", word)
                self.assertEqual(found, mo)
                found = self.typed("mrp.workorder", "mrp_workorder_view_search", word)
                self.assertEqual(found, mo.workorder_ids)
        self.assertFalse(
            self.typed("sale.order", "sale_order_view_search", "none such")
        )

    def test_done_shows_the_latest_first(self):
        first, last, second = (self.order((self.stool, 1)) for _number in range(3))
        mos = self.env["mrp.production"]
        self.on_hand(self.leg, 99)
        self.on_hand(self.board, 99)
        made = {order: self.mto(order) for order in first + last + second}
        for day, order in enumerate(first + second + last, start=1):
            with freeze_time(f"2040-01-0{day} 08:00:00"):
                mo = made[order]
                mo.action_set_production_status("done")
                order.picking_ids.button_validate()
                mos += mo
        for model, view, latest in (
            ("sale.order", "sale_order", last + second + first),
            ("mrp.production", "mrp_production", mos[::-1]),
        ):
            search = self.env.ref(f"make_schedule.{view}_view_search").arch
            (done,) = etree.fromstring(search).xpath("//filter[@name='done']")
            (listed,) = etree.fromstring(
                self.env.ref(f"make_schedule.{view}_view_list").arch
            ).xpath("/list")
            records = self.env[model].with_context(safe_eval(done.get("context", "{}")))
            page = records.web_search_read(
                [("id", "in", latest.ids), *safe_eval(done.get("domain"))],
                {},
                order=", ".join(
                    f"{name} ASC" for name in listed.get("default_order").split(", ")
                ),
            )
            self.assertEqual([one["id"] for one in page["records"]], latest.ids)
            # What is open stands in the order of the ranking, also with that filter.
            reverse = records.web_search_read(
                [("id", "in", latest.ids)], {}, order="id ASC"
            )
            self.assertEqual(
                [one["id"] for one in reverse["records"]], sorted(latest.ids)
            )
