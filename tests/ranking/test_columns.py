import io
import json

from openpyxl import load_workbook

from odoo import Command, http
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestColumns(ScheduleCase):
    """Columns of the screens: sorted, grouped, searched, listed (behaviour 2)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.on_hand(cls.stool, 3)
        cls.served = cls.order((cls.stool, 2), commitment_date="2040-03-05")
        cls.short = cls.order((cls.stool, 9), commitment_date="2040-01-05")
        cls.drawers = cls.order((cls.drawer, 1), commitment_date="2040-02-05")
        cls.receipt(cls.drawer, 1)

    def listed(self, model, order, groupby=None):
        mine = [("company_id", "=", self.company.id), ("schedule_open", "=", True)]
        if model == "mrp.production":
            mine = [("company_id", "=", self.company.id), ("state", "=", "confirmed")]
        # Recordsets are equal in whatever order.
        return self.env[model].search(mine, order=order).ids

    def test_orders_are_sorted_by_what_is_computed(self):
        self.assertEqual(
            self.listed("sale.order", "schedule_deadline"),
            (self.short + self.drawers + self.served).ids,
        )
        self.assertEqual(
            self.listed("sale.order", "schedule_deadline desc, id"),
            (self.served + self.drawers + self.short).ids,
        )
        # The worst first.
        self.assertEqual(
            self.listed("sale.order", "sales_items_availability"),
            (self.short + self.drawers + self.served).ids,
        )
        page = self.env["sale.order"].web_search_read(
            [("id", "in", (self.served + self.short + self.drawers).ids)],
            {"name": {}},
            order="sales_items_availability desc",
            limit=1,
            offset=1,
        )
        self.assertEqual(page["records"][0]["id"], self.drawers.id)

    def test_mos_are_sorted_by_customer_and_deadline(self):
        zoe, abe = self.env["res.partner"].create([{"name": "Zoe"}, {"name": "Abe"}])
        late = self.mto(
            self.order((self.table, 1), partner_id=abe.id, commitment_date="2041-01-01")
        )
        soon = self.mto(
            self.order((self.table, 1), partner_id=zoe.id, commitment_date="2040-06-01")
        )
        nobody = self.mo(self.table)
        mos = late + soon + nobody
        found = self.listed("mrp.production", "customer_display, id")
        self.assertEqual([mo for mo in found if mo in mos.ids], mos.ids)
        found = self.listed("mrp.production", "schedule_deadline, id")
        self.assertEqual(
            [mo for mo in found if mo in mos.ids], (soon + late + nobody).ids
        )

    def test_clients_may_sort_by_them(self):
        for model, names in (
            ("sale.order", ("schedule_deadline", "sales_items_availability")),
            ("mrp.production", ("customer_display", "ingredients_availability")),
        ):
            fields = self.env[model].fields_get(names, ["sortable"])
            self.assertTrue(all(field["sortable"] for field in fields.values()))

    def test_mos_are_grouped_under_whom_they_serve(self):
        ada = self.env["res.partner"].create({"name": "Ada the first"})
        mto = self.mto(self.order((self.table, 1), partner_id=ada.id))
        mts = self.mo(self.stool, 20)
        nobody = self.mo(self.drawer, 5)
        self.assertEqual(mts.served_partner_id, self.short.partner_id)
        self.assertEqual(mto.served_partner_id, ada)
        self.assertFalse(nobody.served_partner_id)
        mos = mto + mts + nobody
        mine = ("id", "in", mos.ids)
        for operator, value, expected in (
            ("ilike", "ada the", mto),
            ("not ilike", "ada the", mts + nobody),
            ("any", [("name", "=", ada.name)], mto),
            ("ilike", "nobody is called so", mto.browse()),
            ("!=", False, mto + mts),
        ):
            with self.subTest(operator=operator, value=value):
                found = mos.search([mine, ("served_partner_id", operator, value)])
                self.assertEqual(set(found), set(expected))
        with self.assertRaises(UserError):
            mos.search([("served_partner_id", "child_of", ada.id)])
        groups = self.env["mrp.production"].web_read_group(
            [("id", "in", mos.ids)],
            ["served_partner_id"],
            ["__count"],
            auto_unfold=True,
            unfold_read_specification={"name": {}},
        )["groups"]
        found = {
            (group["served_partner_id"] or [False])[0]: [
                record["id"] for record in group.get("__records", ())
            ]
            or mos.search([*group["__extra_domain"], ("id", "in", mos.ids)]).ids
            for group in groups
        }
        self.assertEqual(
            found,
            {
                ada.id: mto.ids,
                self.short.partner_id.id: mts.ids,
                False: nobody.ids,
            },
        )

    def test_a_part_is_grouped_with_its_whole(self):
        ada = self.env["res.partner"].create({"name": "Ada the first"})
        whole = self.mto(self.order((self.table, 1), partner_id=ada.id))
        part = self.mo(self.drawer, 1)
        part.production_group_id.parent_ids = whole.production_group_id
        self.assertEqual(part.schedule_parent_id, whole)
        found = part.search([("served_partner_id", "=", ada.id)])
        self.assertEqual(found, whole + part)
        groups = part.formatted_read_group(
            [("id", "in", found.ids)], ["served_partner_id"], ["__count"]
        )
        self.assertEqual([group["__count"] for group in groups], [2])

    def test_done_ones_stay_with_their_customer(self):
        ada = self.env["res.partner"].create({"name": "Ada the first"})
        self.on_hand(self.leg, 100)
        mto = self.mto(self.order((self.stool, 1), partner_id=ada.id))
        self.produce(mto)
        self.assertEqual(mto.served_partner_id, ada)
        found = mto.search([("served_partner_id", "=", ada.id)])
        self.assertEqual(found, mto)

    def test_a_part_tells_whom_its_order_is_made_for(self):
        mo = self.mto(self.order((self.table, 1)))
        part = self.mo(self.drawer, 1)
        part.production_group_id.parent_ids = mo.production_group_id
        rod = self.mo(self.board, 1)
        rod.production_group_id.parent_ids = part.production_group_id
        self.assertEqual(rod.schedule_parent_id, part)
        self.assertEqual(
            (mo + part + rod).mapped("parent_customer_display"),
            [False, mo.customer_display, mo.customer_display],
        )

    def test_products_of_an_order(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self.order((self.stool, 4), (self.table, 1), (self.stool, 2.5))
        order.order_line = [
            Command.create({"display_type": "line_note", "name": "Fragile"}),
            Command.create(
                {
                    "product_id": self.stool.id,
                    "product_uom_qty": 2,
                    "product_uom_id": dozen.id,
                }
            ),
        ]
        self.assertEqual(order.products_display, "6.5 Stool, 1 Table, 2 Dozens Stool")
        self.assertEqual(
            [sold["id"] for sold in order.products_sold],
            [self.stool.id, self.table.id, self.stool.id],
        )
        order.order_line[1].product_uom_qty = 0
        self.assertNotIn("Table", order.products_display)
        order.order_line[1].product_uom_qty = 1
        found = order.search([("products_display", "ilike", "tabl")])
        self.assertIn(order, found)
        self.assertNotIn(self.short, found)

    def test_no_technical_name_is_offered(self):
        offered = ("searchable", "groupable", "sortable", "exportable")
        for model, name in (
            ("sale.order", "mto_sequence"),
            ("sale.order", "schedule_rank"),
            ("mrp.production", "schedule_key"),
            ("mrp.production", "output_lost_qty"),
            ("mrp.workorder", "schedule_load"),
        ):
            field = self.env[model].fields_get([name], offered)[name]
            self.assertFalse(any(field.values()), (model, name, field))
            # What our lists are sorted by works all the same.
        self.assertTrue(self.env["sale.order"].search([], order="schedule_rank"))

    def test_a_list_does_not_export_its_sort_key(self):
        for view, name in (
            ("sale_order_view_list", "schedule_rank"),
            ("mrp_production_view_list", "schedule_rank"),
        ):
            view = self.env.ref(f"make_schedule.{view}")
            found = self.env[view.model].get_views([(view.id, "list")])
            fields = found["models"][view.model]["fields"]
            self.assertFalse(fields[name]["exportable"])
            self.assertTrue(fields["name"]["exportable"])

    def test_one_way_to_say_done(self):
        view = self.env.ref("make_schedule.mrp_production_view_list")
        core = self.env.ref("mrp.action_production_order_mark_done")
        status = self.env.ref("make_schedule.action_set_status")
        for view_id, shown in ((view.id, False), (False, True)):
            found = self.env["mrp.production"].get_views(
                [[view_id, "list"], [False, "form"]], {"toolbar": True}
            )
            offered = [
                action["id"] for action in found["views"]["list"]["toolbar"]["action"]
            ]
            self.assertEqual(core.id in offered, shown)
            self.assertIn(status.id, offered)


@tagged("post_install", "-at_install")
class TestExportedCustomer(ScheduleCase):
    """A file says of whom an MO is what the list does (behaviour 2)."""

    def test_of_a_part_whom_its_parent_is_for(self):
        order = self.order((self.table, 1))
        action = order.action_make_to_order_dialog()
        self.env[action["res_model"]].browse(action["res_id"]).action_create()
        table = order.mto_production_ids
        (drawer,) = table._schedule_children()
        self.assertFalse(drawer.customer_display)
        rows = (table | drawer).export_data(["name", "customer_display"])["datas"]
        whom = table.customer_display
        self.assertIn(order.name, whom)
        self.assertEqual(rows, [[table.name, whom], [drawer.name, whom]])


@tagged("post_install", "-at_install")
class TestExport(HttpCase):
    """What is exported is in the order of the ranking, with positions."""

    def test_in_the_order_of_the_ranking(self):
        orders = self.env["sale.order"].search([("schedule_open", "=", True)])
        orders[-1].schedule_move_to(1)
        orders[0].schedule_move_to(2)
        self.authenticate("admin", "admin")
        data = {
            "model": "sale.order",
            "fields": [
                {"name": name, "label": name} for name in ("schedule_position", "name")
            ],
            "ids": False,
            "domain": [("schedule_open", "=", True)],
            "groupby": [],
            "import_compat": False,
            "context": {"schedule_ranking": True},
        }
        answer = self.url_open(
            "/web/export/xlsx",
            data={
                "data": json.dumps(data),
                "csrf_token": http.Request.csrf_token(self),
            },
        )
        sheet = load_workbook(io.BytesIO(answer.content)).active
        listed = [row for row in sheet.iter_rows(min_row=2, values_only=True)]
        ranked = self.env["sale.order"].search(
            [("schedule_open", "=", True)], order="schedule_rank, id"
        )
        self.assertEqual(
            listed, [(order.schedule_position, order.name) for order in ranked]
        )
