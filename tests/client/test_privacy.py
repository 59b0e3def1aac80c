from lxml import etree

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged, users

from odoo.addons.make_schedule.models.base.guard import is_ours

from ..common import ScheduleCase

ANOTHER = "another order"


@tagged("post_install", "-at_install")
class TestPrivacy(ScheduleCase):
    """Nobody sees what is not his (behaviour 10)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        exports = "base.group_allow_export"
        own = f"sales_team.group_sale_salesman,{exports}"
        cls.own_seller = cls.user("own_seller", own)
        cls.user("seller", "sales_team.group_sale_salesman_all_leads")
        cls.user("maker", "mrp.group_mrp_user")
        cls.user("own_maker", f"mrp.group_mrp_user,{own}")
        cls.user("storekeeper", "stock.group_stock_user")
        cls.portal = cls.user("portal_user", "base.group_portal")
        cls.bert = cls.env["res.partner"].create({"name": "Bert", "ref": "BERT-1"})
        cls.theirs = cls.order((cls.stool, 4), partner_id=cls.bert.id)
        cls.mine = cls.order((cls.stool, 2), user_id=cls.own_seller.id)
        cls.their_mo, cls.my_mo = cls.mto(cls.theirs), cls.mto(cls.mine)
        # For stock: serves a row of theirs, then one of mine.
        cls.orders = cls.order((cls.table, 2), partner_id=cls.bert.id)
        cls.orders += cls.order((cls.table, 1), user_id=cls.own_seller.id)
        cls.stock_mo = cls.mo(cls.table, 3)

    @users("own_seller", "seller", "maker", "admin")
    def test_what_cannot_be_grouped_is_not_offered(self):
        mos = self.env["mrp.production"]
        offered = mos.fields_get(attributes=["groupable"])
        for name in ("unlink_reason", "review_reason"):
            with self.subTest(user=self.env.user.login, name=name):
                if offered[name]["groupable"]:
                    mos.formatted_read_group([], [name], ["__count"])
                else:
                    with self.assertRaises(AccessError):
                        mos.formatted_read_group([], [name], ["__count"])

    def own(self, record):
        return record.with_user(self.env.uid).with_context(
            allowed_company_ids=self.company.ids
        )

    def everything(self, mo):
        """Return all that an MO says to the caller, as one text."""
        mo = self.own(mo)
        names = [name for name, field in mo._fields.items() if is_ours(field)]
        spec = {name: {} for name in names}
        for name in names:
            if mo._fields[name].type == "many2one":
                spec[name] = {"fields": {"display_name": {}}}
        told = mo.with_context(sale_show_partner_name=True)
        domain = [("id", "in", mo.ids)]
        grouped = ("mto_partner_id", "mto_order_id", "mto_line_id")
        groups = [
            [
                told.formatted_read_group(domain, [name], ["__count"]),
                told.formatted_read_grouping_sets(domain, [[name]], ["__count"]),
                told.read_group(domain, [name], [name]),
            ]
            for name in grouped
        ]
        for name in ("unlink_reason", "review_reason"):
            with self.assertRaises(AccessError):
                told.formatted_read_group(domain, [name], ["__count"])
            with self.assertRaises(AccessError):
                told.formatted_read_group(domain, [], [f"{name}:array_agg"])
        return str(
            [
                told.read(names),
                told.web_read(spec),
                told.search_read(domain, names),
                told.web_search_read(domain, spec),
                told.export_data(["unlink_reason", "review_reason"]),
                told.export_data(["customer_display"]),
                groups,
                [claim for one in mo for claim in one.schedule_claims("customer")],
            ]
        )

    @users("own_seller", "own_maker")
    def test_others_orders_have_no_name(self):
        mos = self.their_mo + self.stock_mo
        for mo in self.own(mos):
            self.assertNotIn("Bert", mo.customer_display)
            self.assertIn(ANOTHER, mo.customer_display)
        text = self.everything(mos)
        for secret in ("Bert", "BERT-1", self.theirs.partner_id.display_name):
            self.assertNotIn(secret, text)
        mto = self.own(self.their_mo)
        self.assertEqual(mto.customer_display, ANOTHER)
        self.assertFalse(mto.mto_partner_id)
        self.assertEqual(
            mto.customer_claims,
            [
                {
                    "order_id": False,
                    "order": ANOTHER,
                    "partner_id": False,
                    "partner": False,
                    "line_id": False,
                    "quantity": 4,
                    "uom": "Units",
                }
            ],
        )
        (group,) = mto.schedule_claims("customer")
        self.assertEqual([line["name"] for line in group["lines"]], [ANOTHER])
        self.assertEqual(group["lines"][0]["id"], False)

    @users("own_seller")
    def test_ones_own_have(self):
        mine = self.own(self.my_mo)
        self.assertEqual(mine.customer_display, f"Ada · {self.mine.name}")
        self.assertEqual(mine.mto_partner_id.id, self.customer.id)
        self.assertIn(self.mine.name, str(mine.read(["mto_order_id"])))
        served = self.own(self.stock_mo)
        self.assertEqual(
            served.customer_display, f"Ada · {self.orders[1].name}, {ANOTHER}"
        )
        mos = self.own(self.their_mo + self.my_mo)
        domain = [("id", "in", mos.ids)]
        found = mos.search([*domain, ("customer_display", "ilike", "Bert")])
        self.assertFalse(found)
        found = mos.search([*domain, ("customer_display", "ilike", "Ada")])
        self.assertEqual(found, self.own(self.my_mo))

    @users("seller", "maker", "storekeeper")
    def test_who_makes_or_sells_all_sees_all(self):
        for mo in self.own(self.their_mo + self.stock_mo):
            self.assertIn("Bert", mo.customer_display)
        self.assertEqual(self.own(self.their_mo).mto_partner_id.id, self.bert.id)
        self.assertEqual(
            self.own(self.their_mo).customer_claims[0]["order"], self.theirs.name
        )

    def test_one_reader_does_not_see_what_another_read(self):
        for login, shown in (("seller", "Bert"), ("own_seller", ANOTHER)) * 2:
            user = self.env["res.users"].search([("login", "=", login)])
            mo = self.their_mo.with_user(user)
            mo = mo.with_context(allowed_company_ids=self.company.ids)
            self.assertIn(shown, mo.customer_display)

    def test_tasks_neither(self):
        bench = self.env["mrp.workcenter"].create({"name": "Bench"})
        self.bom_stool.company_id = self.company
        self.bom_stool.operation_ids = [
            Command.create({"name": "Join", "workcenter_id": bench.id})
        ]
        task = self.mto(self.order((self.stool, 1), partner_id=self.bert.id))
        task = task.workorder_ids.with_user(self.own_seller)
        task = task.with_context(allowed_company_ids=self.company.ids)
        self.assertEqual(task.customer_display, ANOTHER)

    def test_what_was_changed_of_them_neither(self):
        self.company.mto_change_policy = "unlink"
        self.their_mo.action_start()
        self.theirs.order_line.product_uom_qty = 7
        mo = self.their_mo.with_user(self.own_seller)
        mo = mo.with_context(allowed_company_ids=self.company.ids)
        self.assertIn("7", self.their_mo.unlink_reason)
        self.assertEqual(mo.schedule_flag, ANOTHER)
        self.assertEqual(mo.read(["unlink_reason"])[0]["unlink_reason"], ANOTHER)
        found = mo.search_read([("id", "=", mo.id)], ["unlink_reason"])
        self.assertEqual(found[0]["unlink_reason"], ANOTHER)
        self.assertEqual(mo.export_data(["unlink_reason"])["datas"], [[ANOTHER]])
        seller = self.env["res.users"].search([("login", "=", "seller")])
        theirs = self.their_mo.with_user(seller)
        self.assertIn("7", theirs.read(["unlink_reason"])[0]["unlink_reason"])

    @users("own_maker")
    def test_blocking_ingredients_name_none_either(self):
        lines = self.env["make.schedule.blocking"].with_context(
            allowed_company_ids=self.company.ids
        )
        told = lines.search([]).mapped("order_names")
        self.assertTrue(any(ANOTHER in names for names in told))
        self.assertNotIn("Bert", str(told))

    # -- customers --------------------------------------------------------------

    def test_a_customer_groups_by_nothing_of_ours(self):
        self.theirs.partner_id = self.portal.partner_id
        self.theirs.message_subscribe(self.portal.partner_id.ids)
        for record in (self.theirs, self.theirs.order_line):
            records = record.with_user(self.portal)
            for name in (
                *("sales_items_availability", "ingredients_availability"),
                "production_status",
            ):
                with self.subTest(record=record, name=name):
                    self.assertRaises(
                        *(AccessError, records.formatted_read_group, [], [name]),
                        ["__count"],
                    )

    def test_nothing_of_ours_answers_a_customer(self):
        order = self.theirs
        order.partner_id = self.portal.partner_id
        order.message_subscribe(self.portal.partner_id.ids)
        public = self.env.ref("base.public_user")
        for user in (self.portal, public):
            documents = {
                "sale.order": order,
                "sale.order.line": order.order_line,
                "mrp.production": self.their_mo,
                "mrp.workorder": self.env["mrp.workorder"],
                "product.product": self.stool,
                "product.template": self.stool.product_tmpl_id,
                "res.company": self.company,
                "stock.warehouse": self.warehouse,
                "stock.move": order.order_line.move_ids,
            }
            for model, record in documents.items():
                mine = record.with_user(user)
                for name, field in record._fields.items():
                    if not is_ours(field):
                        continue
                    with self.subTest(user=user.login, model=model, field=name):
                        with self.assertRaises(AccessError):
                            mine.read([name])
                        self.assertNotIn(name, self.told(mine))

    def told(self, record):
        """Return the fields that a model tells a user of."""
        try:
            return record.fields_get()
        except AccessError:
            return ()

    def test_a_customer_reads_his_order_all_the_same(self):
        order = self.theirs
        order.partner_id = self.portal.partner_id
        order.message_subscribe(self.portal.partner_id.ids)
        mine = order.with_user(self.portal)
        self.assertEqual(mine.read(["name", "amount_total"])[0]["name"], order.name)
        self.assertTrue(mine.order_line.read(["name", "product_uom_qty"]))

    def test_a_subcontractors_form_has_none_of_it(self):
        view = self.env.ref(
            "mrp_subcontracting.mrp_production_subcontracting_portal_form_view"
        )
        mos = self.env["mrp.production"].with_user(self.portal)
        found = mos.get_views([(view.id, "form")])
        known = found["models"]["mrp.production"]["fields"]
        form = etree.fromstring(found["views"]["form"]["arch"])
        shown = form.xpath("//field[not(ancestor::field)]/@name")
        self.assertIn("product_id", shown)
        self.assertLessEqual(set(shown), set(known))
        text = etree.tostring(form, encoding="unicode")
        for name, field in mos._fields.items():
            if is_ours(field):
                self.assertNotIn(f'"{name}"', text)
                self.assertNotIn(name, known)
        self.assertNotIn("action_relink", text)
        inside = self.env["mrp.production"].get_views([(view.id, "form")])
        self.assertIn("schedule_flag", inside["models"]["mrp.production"]["fields"])

    # -- dialogs and runs -------------------------------------------------------

    def test_dialogs_are_of_who_opened_them(self):
        stranger = new_test_user(
            self.env,
            "stranger",
            groups="sales_team.group_sale_manager,mrp.group_mrp_manager",
            company_id=self.company.id,
            company_ids=[Command.set(self.company.ids)],
        )
        opened = {
            "make.schedule.batch": self.table.action_make_in_batch(),
            "make.schedule.to.order": self.mine.order_line
            and self.stock_mo.action_make_subassemblies(),
            "make.schedule.status": self.stock_mo.action_ask_production_status(
                "partially_complete"
            ),
        }
        run = self.orders.action_make_to_order_run()["params"]["run_id"]
        dialogs = [
            self.env[model].browse(action["res_id"]) for model, action in opened.items()
        ]
        with Form(dialogs[2]) as form:
            form.quantity = 1
        dialogs.append(self.env["make.schedule.run"].browse(run))
        lines = [dialog.line_ids for dialog in dialogs if "line_ids" in dialog._fields]
        self.assertTrue(all(lines))
        for record in (*dialogs, *lines):
            theirs = record.with_user(stranger)
            with self.subTest(model=record._name):
                self.assertFalse(theirs.search([("id", "in", record.ids)]))
                for action in (
                    lambda theirs=theirs: theirs.read(),
                    lambda theirs=theirs: theirs.write({}),
                    lambda theirs=theirs: theirs.write({"create_uid": stranger.id}),
                    lambda theirs=theirs: theirs.unlink(),
                ):
                    with self.assertRaises(AccessError):
                        action()
        parent = dialogs[0].line_ids
        with self.assertRaises(AccessError):
            parent.with_user(stranger).create(
                {
                    "batch_id": dialogs[0].id,
                    "product_id": self.table.id,
                    "warehouse_id": self.warehouse.id,
                }
            )
        with self.assertRaises(AccessError):
            dialogs[-1].with_user(stranger).process()

    @users("seller")
    def test_a_batch_of_another_company(self):
        other = self.env["res.company"].sudo().create({"name": "Elsewhere"})
        warehouse = self.env["stock.warehouse"].sudo()
        warehouse = warehouse.search([("company_id", "=", other.id)])
        batch = self.own(self.env["make.schedule.batch"]).create({})
        with self.assertRaises(AccessError):
            batch.write(
                {
                    "line_ids": [
                        Command.create(
                            {
                                "product_id": self.table.id,
                                "warehouse_id": warehouse.id,
                            }
                        )
                    ]
                }
            )

    @users("maker")
    def test_consumption_of_another_mo(self):
        mo, move = self.own(self.stock_mo), self.their_mo.move_raw_ids
        action = mo.action_ask_production_status("partially_complete")
        wizard = self.own(self.env[action["res_model"]]).browse(action["res_id"])
        wizard.quantity = 1
        wizard.line_ids = [Command.create({"move_id": move.id, "quantity": 99})]
        self.assertRefused(wizard.action_apply, reason="does not need")
        self.assertFalse(move.picked)

    @users("seller", "maker")
    def test_a_run_is_not_written_by_hand(self):
        orders = self.own(self.orders) if self.env.user.login == "seller" else None
        if orders is None:
            with self.assertRaises(AccessError):
                self.env["make.schedule.run"].create({"order_ids": []})
            return
        run = orders.action_make_to_order_run()["params"]["run_id"]
        run = self.own(self.env["make.schedule.run"]).browse(run)
        for values in ({"waiting": ["x"]}, {"skipped": 5}, {"state": "done"}):
            with self.assertRaises(AccessError):
                run.write(values)
        self.assertEqual(run.process()["state"], "done")
