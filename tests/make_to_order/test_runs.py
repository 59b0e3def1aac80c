from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ...models.make_to_order import run_work
from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestRuns(ScheduleCase):
    """Make to order of many orders, some at a time (behaviour 5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls.user("seller", "sales_team.group_sale_salesman_all_leads")
        cls.on_hand(cls.stool, 3)
        cls.orders = cls.env["sale.order"].concat(
            *(cls.order((cls.stool, 2)) for _number in range(7)),
            cls.order((cls.service, 1)),
        )

    def start(self, orders=None, user=None):
        orders = (orders or self.orders).with_user(user or self.seller)
        action = orders.action_make_to_order_run()
        self.assertEqual(action["tag"], "make_schedule.run")
        run = self.env["make.schedule.run"].browse(action["params"]["run_id"])
        return run.with_user(user or self.seller)

    def test_to_the_end(self):
        run = self.start(self.orders[::-1])
        self.assertEqual(run.progress()["done"], 0)
        first = run.process()
        self.assertEqual((first["state"], first["done"]), ("running", 5))
        last = run.process()
        self.assertEqual((last["state"], last["done"]), ("done", 8))
        # From the top down: the first is in stock, what the second held is too little.
        self.assertEqual(len(last["made"]), 6)
        self.assertFalse(self.orders[0].mto_production_ids)
        reasons = {order: reason for order, _name, reason in last["skipped"]}
        self.assertIn("missing", reasons[self.orders[0].id])
        self.assertIn("service", reasons[self.orders[-1].id])
        self.assertEqual(run.process(), last, "Asked again, nothing more is made")

    def test_taken_back(self):
        """It says so once all that it made is cancelled again."""
        run = self.start(self.orders[1:4])
        made = [mo[0] for mo in run.process()["made"]]
        mos = self.env["mrp.production"].browse(made).with_user(self.seller)
        mos[:1].action_undo_make()
        self.assertEqual(run.progress()["state"], "done")
        mos.action_undo_make()
        self.assertEqual(run.progress()["state"], "undone")
        self.assertEqual(run.process()["made"], run.progress()["made"])

    def test_cancelled_on_the_way(self):
        run = self.start()
        run.process()
        self.assertEqual(run.cancel()["state"], "cancelled")
        self.assertEqual(run.process()["done"], 5)
        self.assertEqual(len(self.orders.mto_production_ids), 4)

    def test_what_a_closed_browser_left_is_gone_on_with(self):
        run = self.start()
        run.process()
        cron = self.env["make.schedule.run"]
        with patch.object(type(self.env["ir.cron"]), "_commit_progress"):
            cron._cron_go_on()
            self.assertEqual(run.state, "running", "Somebody may be looking at it")
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE make_schedule_run SET write_date = %s WHERE id = %s",
                (fields.Datetime.now() - timedelta(minutes=5), run.id),
            )
            run.invalidate_recordset()
            cron._cron_go_on()
        self.assertEqual(run.state, "done")
        self.assertEqual(len(run.sudo().made_ids), 6)
        self.assertEqual(run.sudo().made_ids.create_uid, self.seller)

    def test_one_bad_order_does_not_stop_the_others(self):
        self.orders[2].action_lock()
        self.orders[3]._action_cancel()
        run = self.start()
        run.process()
        last = run.process()
        self.assertEqual(last["state"], "done")
        self.assertIn(self.orders[3].id, [row[0] for row in last["skipped"]])
        self.assertTrue(self.orders[6].mto_production_ids)

    def test_at_the_end_missing_subassemblies_are_offered(self):
        orders = self.order((self.table, 1)) + self.order((self.table, 2))
        run = self.start(orders)
        self.assertFalse(run.progress()["short"], "Nobody is asked on the way")
        end = run.process()
        self.assertTrue(end["short"])
        made = self.env["mrp.production"].browse(mo[0] for mo in end["made"])
        action = made.with_user(self.seller).action_make_subassemblies()
        dialog = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(dialog.line_ids.product_id, self.drawer)
        self.assertEqual(dialog.line_ids.mapped("quantity"), [1, 2])
        dialog.with_user(self.seller).action_create()
        self.assertEqual(made._schedule_children().mapped("product_qty"), [1, 2])
        self.assertFalse(run.progress()["short"])

    def test_what_was_not_made_says_of_which_orders(self):
        self.orders[2:4]._action_cancel()
        run = self.start()
        run.process()
        run.process()
        both = ", ".join(self.orders[2:4].mapped("name"))
        lines = run.sudo().skipped_text.splitlines()
        self.assertEqual(sum(f"({both})" in line for line in lines), 1, lines)
        self.assertIn("Make to order", run.display_name)
        self.assertNotIn(str(run.create_date), run.display_name)

    def test_of_what_is_made_nobody_hears_what_needed_nothing(self):
        order = self.order((self.stool, 1), (self.table, 1))
        order.schedule_move(before_id=self.orders[0].id)
        self.assertEqual(order.schedule_to_make(), {order.id: "1 Table"})
        end = self.start(order).process()
        self.assertEqual((len(end["made"]), end["skipped"]), (1, []))
        # Of a kit the components are made, not it.
        self.assertEqual(self.order((self.kit, 1)).schedule_to_make(), {})

    def test_it_is_ones_own(self):
        run = self.start()
        other = new_test_user(self.env, "other", "sales_team.group_sale_manager")
        for method in ("process", "progress", "cancel"):
            with self.assertRaises(AccessError):
                getattr(run.with_user(other), method)()
        viewer = new_test_user(
            self.env, "viewer", company_ids=[Command.link(self.company.id)]
        )
        with self.assertRaises(AccessError):
            self.orders.with_user(viewer).action_make_to_order_run()

    def test_deleted_orders_are_passed_over(self):
        run = self.start()
        self.orders[0]._action_cancel()
        self.orders[0].unlink()
        with patch.object(run_work, "AT_ONCE", 50):
            self.assertEqual(run.process()["state"], "done")

    # -- one order fails alone --------------------------------------------------

    def test_an_order_that_is_no_longer_the_sellers(self):
        seller = self.user("own", "sales_team.group_sale_salesman")
        self.orders.user_id = seller
        run = self.start(user=seller)
        self.orders[3].user_id = self.seller
        progress = run.process()
        self.assertEqual(progress["done"], 5)
        self.assertIn(
            [
                self.orders[3].id,
                "another order",
                "You may no longer change this order.",
            ],
            progress["skipped"],
        )
        self.assertFalse(self.orders[3].mto_production_ids)
        self.assertTrue(self.orders[4].mto_production_ids)
        self.assertEqual(run.process()["state"], "done")

    def test_an_order_that_is_gone(self):
        run = self.start()
        self.orders[3]._action_cancel()
        self.orders[3].unlink()
        run.process()
        self.assertTrue(self.orders[4].mto_production_ids)
        self.assertEqual(run.process()["state"], "done")

    def test_an_order_that_fails_whatever_way(self):
        run = self.start()
        make = type(self.orders.order_line)._mto_create
        for error in (UserError("Not this one."), ValueError("broken"), KeyError(1)):

            def create(rows, error=error):
                if self.orders[3] in rows.order_id:
                    raise error
                return make(rows)

            with (
                self.subTest(error=error),
                patch.object(type(self.orders.order_line), "_mto_create", create),
                self.env.cr.savepoint() as savepoint,
            ):
                with mute_logger(
                    "odoo.addons.make_schedule.models.make_to_order.run_work"
                ):
                    progress = run.process()
                self.assertEqual(progress["done"], 5)
                self.assertFalse(self.orders[3].mto_production_ids)
                self.assertTrue(self.orders[4].mto_production_ids)
                reasons = {order: why for order, _name, why in progress["skipped"]}
                self.assertRegex(reasons[self.orders[3].id], "Not this one|Unexpected")
                savepoint.rollback()
            self.env.invalidate_all()

    def test_values_that_make_no_sense(self):
        for values in (
            {"waiting": ["x", None, self.orders[1].id, 10**30, [1]], "skipped": 7},
            {"waiting": "x", "skipped": [1, ["a"], None]},
            {"waiting": {"a": 1}, "skipped": False},
        ):
            run = self.start()
            run.sudo().write(values)
            with self.subTest(values=values):
                progress = run.process()
                while progress["state"] == "running":
                    progress = run.process()
                self.assertEqual(progress["state"], "done")
        self.assertTrue(self.orders[1].mto_production_ids)

    def test_the_job_goes_on_for_the_others(self):
        bad, lost, good = self.start(), self.start(), self.start()
        bad.sudo().write({"waiting": ["x"], "skipped": 7})
        gone = self.user("gone", "sales_team.group_sale_salesman_all_leads")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE make_schedule_run SET create_uid = %s WHERE id = %s",
            (gone.id, lost.id),
        )
        gone.write({"group_ids": [Command.set(self.env.ref("base.group_user").ids)]})
        self.env.invalidate_all()
        self.env.cr.execute(
            "UPDATE make_schedule_run SET write_date = %s WHERE id = ANY(%s)",
            (fields.Datetime.now() - timedelta(hours=1), (bad + lost + good).ids),
        )
        self.env.invalidate_all()
        with patch.object(type(self.env["ir.cron"]), "_commit_progress"):
            self.env["make.schedule.run"]._cron_go_on()
        runs = (bad + lost + good).sudo()
        self.assertEqual(set(runs.mapped("state")), {"done"})
        self.assertEqual(len(self.orders.mto_production_ids), 6)
        self.assertEqual(len(lost.sudo().skipped), 8)
