from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import StockCase

CHANGED = "Changed since"


@tagged("post_install", "-at_install")
class TestOlderScreens(StockCase):
    """Two at work: a screen, a dialog or an Undo that is older than what it shows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ann, cls.bob = (
            cls.user(login, "mrp.group_mrp_user") for login in ("ann", "bob")
        )
        saw = cls.env["mrp.workcenter"].create(
            {"name": "Saw", "company_id": cls.company.id}
        )
        cls.bom_stool.company_id = cls.company
        cls.bom_stool.operation_ids = [
            Command.create({"name": name, "workcenter_id": saw.id, "sequence": at})
            for at, name in enumerate(("Cut", "Glue"))
        ]
        cls.on_hand(cls.leg, 100)

    def fresh(self):
        self.env.flush_all()
        self.env.invalidate_all()

    def back(self, action, user):
        """Press Undo of what an action says."""
        undo = action["params"]["undo"]
        ids, *args = undo["args"]
        self.fresh()
        records = self.env[undo["model"]].with_user(user).browse(ids)
        return getattr(records, undo["method"])(*args)

    def dialog(self, action, user):
        self.fresh()
        return self.env[action["res_model"]].with_user(user).browse(action["res_id"])

    # -- dialogs ----------------------------------------------------------------

    def test_a_batch_that_is_made_already(self):
        self.order((self.stool, 5))
        first, second = (
            self.dialog(self.stool.with_user(user).action_make_in_batch(), user)
            for user in (self.ann, self.bob)
        )
        first.action_create()
        self.fresh()
        for again in (second, first):
            with self.assertRaisesRegex(UserError, "Meanwhile 0"):
                again.action_create()
        # Who wants more says how much.
        second.line_ids.quantity = 2
        second.action_create()
        made = self.env["mrp.production"].search([("product_id", "=", self.stool.id)])
        self.assertEqual(sorted(made.mapped("product_qty")), [2, 5])

    def test_subassemblies_of_what_is_asked_for_now(self):
        order = self.order((self.table, 10))
        action = order.order_line.action_make_to_order_dialog()
        order.order_line.product_uom_qty = 2
        self.dialog(action, self.env.user).action_create()
        made = self.env["mrp.production"].search([("product_id", "=", self.drawer.id)])
        self.assertEqual(made.mapped("product_qty"), [2])

    def test_subassemblies_that_are_made_already(self):
        table = self.mo(self.table, 4)
        first, second = (
            self.dialog(table.with_user(user).action_make_subassemblies(), user)
            for user in (self.ann, self.bob)
        )
        first.action_create()
        self.fresh()
        second.action_create()
        made = self.env["mrp.production"].search([("product_id", "=", self.drawer.id)])
        self.assertEqual(made.mapped("product_qty"), [4])

    def test_a_batch_of_another_warehouse(self):
        """What somebody enters is no proposal."""
        self.order((self.stool, 5))
        other = self.env["stock.warehouse"].create(
            {"name": "Other", "code": "OTH", "company_id": self.company.id}
        )
        wizard = self.dialog(self.stool.action_make_in_batch(), self.env.user)
        wizard.line_ids.write({"warehouse_id": other.id, "quantity": 5})
        wizard.action_create()
        made = self.env["mrp.production"].search([("product_id", "=", self.stool.id)])
        self.assertEqual(made.picking_type_id.warehouse_id, other)

    def test_subassemblies_that_are_not_chosen(self):
        tables = self.mo(self.table, 4) + self.mo(self.table, 2)
        wizard = self.dialog(tables.action_make_subassemblies(), self.env.user)
        wizard.line_ids.filtered(
            lambda line: line.production_id == tables[0]
        ).include = False
        tables[0].action_cancel()
        wizard.action_create()
        made = self.env["mrp.production"].search([("product_id", "=", self.drawer.id)])
        self.assertEqual(made.mapped("product_qty"), [2])

    def test_subassemblies_of_what_is_cancelled(self):
        table = self.mo(self.table, 4)
        action = table.with_user(self.ann).action_make_subassemblies()
        table.action_cancel()
        with self.assertRaisesRegex(UserError, f"{table.name} is closed"):
            self.dialog(action, self.ann).action_create()

    def test_a_status_of_what_is_blocked_meanwhile(self):
        mo = self.mo(self.stool, 5)
        wizard = self.dialog(
            mo.with_user(self.ann).action_ask_production_status(), self.ann
        )
        mo.with_user(self.bob).action_set_production_status(
            "blocked", reason="Saw is broken"
        )
        self.fresh()
        for status in ("in_progress", "partially_complete", "blocked"):
            wizard.write({"status": status, "quantity": 1, "reason": "No glue"})
            with self.assertRaisesRegex(UserError, CHANGED):
                wizard.action_apply()
        self.assertEqual(mo.blocked_reason, "Saw is broken")

    def test_promises_that_are_none_any_more(self):
        self.customer.email = "ada@example.com"
        self.on_hand(self.stool, 10)
        orders = [self.order((self.stool, at)) for at in (2, 3, 4)]
        every = self.env["sale.order"].union(*orders)
        ask = every.action_promise()["params"]["next"]["params"]
        self.fresh()
        orders[1]._action_cancel()
        orders[2].commitment_date = "2031-01-01"
        self.fresh()
        last = self.env["mail.message"].search([], order="id desc", limit=1).id
        records = self.env["sale.order"].browse(ask["ids"])
        said = getattr(records, ask["method"])(*ask["args"])["params"]
        sent = self.env["mail.message"].search(
            [("id", ">", last), ("partner_ids", "=", self.customer.id)]
        )
        self.assertEqual(sent.mapped("res_id"), orders[0].ids)
        for order in orders[1:]:
            self.assertIn(order.name, said["message"])
        self.assertEqual(said["type"], "warning")

    # -- Undo ---------------------------------------------------------------------

    def test_undo_of_making_what_somebody_has_changed(self):
        self.order((self.stool, 5))
        wizard = self.dialog(
            self.stool.with_user(self.ann).action_make_in_batch(), self.ann
        )
        told = wizard.action_create()
        mo = self.env["mrp.production"].browse(told["params"]["undo"]["args"][0])
        self.fresh()
        self.env["change.production.qty"].with_user(self.bob).create(
            {"mo_id": mo.id, "product_qty": 20}
        ).change_prod_qty()
        with self.assertRaisesRegex(UserError, CHANGED):
            self.back(told, self.ann)
        self.assertEqual(mo.state, "confirmed")

    def test_undo_of_making_to_order_follows_the_row(self):
        """The quantity is the row's, and so is what takes it back."""
        order = self.order((self.stool, 5))
        told = order.order_line.action_make_to_order_dialog()
        order.order_line.product_uom_qty = 6
        self.back(told, self.env.user)
        self.assertEqual(order.mto_production_ids.state, "cancel")

    def test_undo_inside_a_block(self):
        order = self.order((self.stool, 1), (self.table, 1), (self.stool, 2))
        self.mto(order)
        self.fresh()
        first, second, third = self.schedule()
        found = third.with_user(self.ann).schedule_drag(before_id=first.id)
        self.fresh()
        second.with_user(self.bob).schedule_drag(before_id=third.id)
        self.fresh()
        with self.assertRaisesRegex(UserError, CHANGED):
            third.with_user(self.ann).schedule_drag_back(found["back"])

    def test_undo_where_ranks_were_spread(self):
        """Nobody has moved it: there was no room left between others."""
        first, second, third = (self.order((self.table, 1)) for _at in range(3))
        found = third.schedule_drag(before_id=first.id)
        self.fresh()
        line = self.env["make.schedule.line"]
        line._spread(self.company, second.schedule_rank, None)
        self.fresh()
        third.schedule_drag_back(found["back"])
        self.assertEqual(self.sell(), first + second + third)

    def test_undo_of_finishing_what_was_finished_anew(self):
        cut = self.mo(self.stool, 5).workorder_ids[0]
        cut.with_user(self.ann).action_start_task()
        told = cut.with_user(self.ann).action_finish_task()
        for method in ("action_reopen_task", "action_start_task", "action_finish_task"):
            self.fresh()
            getattr(cut.with_user(self.bob), method)()
        with self.assertRaisesRegex(UserError, CHANGED):
            self.back(told, self.ann)
        self.assertEqual(cut.state, "done")

    # -- buttons ------------------------------------------------------------------

    def test_pause_of_somebody_elses_task(self):
        cut = self.mo(self.stool, 5).workorder_ids[0]
        cut.with_user(self.bob).action_start_task()
        self.fresh()
        with self.assertRaisesRegex(UserError, r"Cut \(Work in progress\)"):
            cut.with_user(self.ann).action_pause_task()
        self.assertEqual(cut.time_ids.mapped("user_id.login"), ["bob"])

    def test_tasks_of_a_closed_order(self):
        mo = self.mo(self.stool, 1)
        cut = mo.workorder_ids[0]
        mo.action_cancel()
        self.fresh()
        for method in (
            *("action_go_on", "action_block", "action_finish_task"),
            *("action_reopen_task", "action_pause_task"),
        ):
            with self.subTest(method), self.assertRaisesRegex(UserError, "Cut"):
                getattr(cut.with_user(self.ann), method)()

    def test_move_up_before_whom_it_says(self):
        self.on_hand(self.stool, 5)
        first, between, second, mine = (
            self.order((product, quantity))
            for product, quantity in (
                *((self.stool, 5), (self.table, 1)),
                *((self.stool, 5), (self.stool, 5)),
            )
        )
        second.schedule_move(before_id=first.id)
        self.fresh()
        chain = mine.schedule_why()["causes"]
        at = next(at for at, one in enumerate(chain) if one["help"] == "move_up")
        self.assertEqual(chain[at]["name"], second.name)
        second.schedule_move(after_id=between.id)
        self.fresh()
        with self.assertRaisesRegex(UserError, "look again"):
            mine.action_shorten(at, chain[at]["kind"], chain[at]["id"])

    def test_a_firm_promise_of_what_is_closed(self):
        order = self.order((self.stool, 5))
        order.promise_firm = True
        order._action_cancel()
        self.fresh()
        self.assertFalse(order.promise_firm)
        with self.assertRaisesRegex(UserError, order.name):
            order.action_firm_promise()

    # -- in the background ----------------------------------------------------------

    def test_a_run_of_who_does_not_sell_any_more(self):
        group = self.env.ref("sales_team.group_sale_salesman_all_leads")
        seller = self.user("sel", "sales_team.group_sale_salesman_all_leads")
        orders = self.order((self.table, 1)) + self.order((self.table, 1))
        action = orders.with_user(seller).action_make_to_order_run()
        run = self.env["make.schedule.run"].browse(action["params"]["run_id"])
        seller.group_ids -= group | group.all_implied_ids.filtered(
            lambda one: one.get_external_id()[one.id].startswith("sales_team.")
        )
        self.fresh()
        with patch.object(type(self.env["ir.cron"]), "_commit_progress"):
            run._go_on()
        self.assertEqual(run.state, "done")
        self.assertIn("no longer change this order", run.skipped_text)

    @mute_logger("odoo.addons.make_schedule.models.daily_mail.daily_mail")
    def test_one_daily_mail_that_fails(self):
        one, two = (
            self.user(
                login,
                "sales_team.group_sale_salesman_all_leads",
                email=f"{login}@example.com",
                schedule_daily_mail=True,
            )
            for login in ("one", "two")
        )
        for user in (one, two):
            self.order((self.stool, 1), user_id=user.id, commitment_date="2020-01-01")
        self.fresh()
        model = type(self.env["make.schedule.daily.mail"])
        mail = model._mail

        def fail(self):
            if self.user_id == one:
                raise AccessError(CHANGED)
            return mail(self)

        with (
            patch.object(type(self.env["ir.cron"]), "_commit_progress"),
            patch.object(self.env.cr, "rollback"),
            patch.object(model, "_mail", fail),
        ):
            self.env["make.schedule.daily.mail"]._cron_mail()
        found = self.env["mail.mail"].search(
            [("recipient_ids", "=", two.partner_id.id)]
        )
        self.assertTrue(found)

    def test_a_daily_mail_about_a_customer_of_elsewhere(self):
        seller = self.user(
            *("one", "sales_team.group_sale_salesman_all_leads"),
            email="one@example.com",
            schedule_daily_mail=True,
        )
        moved = self.env["res.partner"].create({"name": "Moved"})
        order = self.order((self.stool, 1), partner_id=moved.id)
        order.write({"user_id": seller.id, "commitment_date": "2020-01-01"})
        moved.company_id = self.env["res.company"].create({"name": "Elsewhere"})
        self.fresh()
        with patch.object(type(self.env["ir.cron"]), "_commit_progress"):
            self.env["make.schedule.daily.mail"]._cron_mail()
        found = self.env["mail.mail"].search(
            [("recipient_ids", "=", seller.partner_id.id)]
        )
        self.assertIn("Moved", found.body_html)

    # -- who may not ------------------------------------------------------------------

    def test_figures_are_planners(self):
        plain = self.user("plain", "base.group_user")
        product = self.stool.with_user(plain)
        for name in ("stock_committed", "stock_safety", "stock_missing_in"):
            with self.subTest(name):
                with self.assertRaises(AccessError):
                    product.read([name])
                with self.assertRaises(AccessError):
                    product.search([(name, "!=", 0)])
        for group in (
            *("sales_team.group_sale_salesman", "mrp.group_mrp_user"),
            "stock.group_stock_user",
        ):
            user = self.user(group.split(".")[1], group)
            self.stool.with_user(user).read(["stock_calculated"])

    def test_what_was_changed_of_hidden_orders_is_not_found(self):
        own = self.user("own", "sales_team.group_sale_salesman")
        mo = self.mto(self.order((self.stool, 2)))
        row = mo.mto_line_id
        self.company.mto_change_policy = "unlink"
        mo.action_start()
        row.product_uom_qty = 4
        self.fresh()
        mos = self.env["mrp.production"].with_user(own)
        flagged = [("id", "=", mo.id), ("unlink_reason", "!=", False)]
        self.assertTrue(mos.search(flagged))
        for domain, order in (
            ([("unlink_reason", "ilike", "asks for 4")], None),
            ([("unlink_reason", "=", "asks for 4")], None),
            ([("review_reason", "ilike", "Shop")], None),
            ([], "unlink_reason"),
        ):
            with self.subTest(domain), self.assertRaises(AccessError):
                mos.search(domain, order=order)
