from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..make_to_order.test_order_change import OrderChangeCase


@tagged("post_install", "-at_install")
class TestProductionStatus(OrderChangeCase):
    """How far an MO is, set by those who make it (behaviour 8)."""

    def in_stock(self, *products):
        return [product.qty_available for product in products]

    def with_operations(self, count):
        self.bom_stool.operation_ids.unlink()
        self.bom_stool.operation_ids = [
            Command.create({"name": f"Step {at}", "workcenter_id": self.bench.id})
            for at in range(count)
        ]
        return self.mo(self.stool, 4)

    def test_a_start_uses_nothing_up(self):
        """What is not there stays missing, and others keep what they have."""
        self.bom_drawer.company_id = self.company
        self.bom_drawer.operation_ids = [
            Command.create({"name": "Saw", "workcenter_id": self.bench.id})
        ]
        self.on_hand(self.board, 5)
        first, short = self.mo(self.drawer, 2), self.mo(self.drawer, 2)
        self.assertEqual(short.ingredients_availability, "not_available")
        for start in (
            lambda: short.action_set_production_status("in_progress"),
            short.workorder_ids.button_start,
        ):
            with self.subTest(start), self.env.cr.savepoint() as savepoint:
                start()
                self.assertEqual(short.production_status, "in_progress")
                self.assertEqual(short.ingredients_availability, "not_available")
                self.assertEqual(first.ingredients_availability, "in_stock")
                self.assertFalse(short.qty_producing)
                self.assertEqual(self.board.stock_committed, 8)
                # Done as ever: all of it, from what is there and what is not.
                short.action_set_production_status("done")
                self.assertEqual(short.qty_produced, 2)
                self.assertEqual(short.move_raw_ids.quantity, 4)
                self.assertEqual(short.move_raw_ids.state, "done")
                savepoint.rollback()
                self.env.invalidate_all()

    def test_there_and_back_with_any_number_of_work_orders(self):
        for count in (0, 1, 3):
            with self.subTest(operations=count):
                mo = self.with_operations(count)
                self.assertEqual(mo.production_status, "not_started")
                for _twice in range(2):
                    mo.action_set_production_status("in_progress")
                    self.assertEqual(mo.production_status, "in_progress")
                self.assertEqual(
                    mo.workorder_ids.mapped("state").count("progress"), min(count, 1)
                )
                mo.action_set_production_status("not_started")
                self.assertEqual(mo.production_status, "not_started")
                self.assertEqual((mo.state, mo.qty_producing), ("confirmed", 0))
                self.assertFalse(any(mo.move_raw_ids.mapped("picked")))
                before = self.in_stock(self.stool, self.leg)
                self.assertTrue(mo.action_set_production_status("done"))
                self.assertEqual(mo.production_status, "done")
                after = self.in_stock(self.stool, self.leg)
                self.assertEqual(after, [before[0] + 4, before[1] - 12])
                self.assertEqual(
                    set(mo.workorder_ids.mapped("state")) - {"done"}, set()
                )

    def test_a_part_of_it(self):
        for count in (0, 1, 3):
            with self.subTest(operations=count):
                mo = self.with_operations(count)
                before = self.in_stock(self.stool, self.leg)
                self.assertRefused(
                    mo.action_set_production_status, "partially_complete", reason="much"
                )
                self.assertRefused(
                    mo.action_set_production_status, "partially_complete", 5
                )
                mo.action_set_production_status("partially_complete", 3)
                after = self.in_stock(self.stool, self.leg)
                self.assertEqual(after, [before[0] + 3, before[1] - 9])
                rest = mo.production_group_id.production_ids - mo
                self.assertEqual((rest.product_qty, rest.state), (1, "confirmed"))
                self.assertEqual(rest.production_status, "partially_complete")
                self.assertRefused(
                    rest.action_set_production_status, "not_started", reason="Part of"
                )
                rest.action_set_production_status("done")
                self.assertEqual(self.in_stock(self.stool), [before[0] + 4])

    def test_blocked_with_its_reason_and_the_time_lost(self):
        mo = self.with_operations(1)
        mo.action_set_production_status("in_progress")
        self.assertRefused(
            mo.action_set_production_status, "blocked", reason="Enter a reason"
        )
        now = fields.Datetime.now()
        with freeze_time(now):
            mo.action_set_production_status("blocked", reason="Saw is broken")
        self.assertEqual(mo.production_status, "blocked")
        self.assertIn("Saw is broken", mo.message_ids[0].body)
        self.assertFalse(mo.workorder_ids.time_ids.filtered(lambda t: not t.date_end))
        blocked = self.env["mrp.production"].search(
            [("production_status", "=", "blocked"), ("id", "=", mo.id)]
        )
        self.assertEqual(blocked, mo)
        with freeze_time(now + timedelta(hours=3)):
            mo.action_set_production_status("in_progress")
        self.assertEqual(mo.production_status, "in_progress")
        self.assertAlmostEqual(mo.blocked_hours, 3, 2)
        self.assertIn("3.0 hours", str(mo.message_ids.mapped("body")))
        self.assertRefused(mo.write, {"blocked_reason": "Mine"})

    def test_a_blocked_mo_has_started(self):
        row, mo = self.begin("not_started")
        mo.action_set_production_status("blocked", reason="No glue")
        self.assertEqual(row.order_id.production_status, "blocked")
        row.order_id._action_cancel()
        self.assertEqual(mo.make_type, "mts")

    def test_an_mto_mo_partly_and_then_whole(self):
        row, mo = self.begin("not_started")
        mo.action_set_production_status("partially_complete", 2)
        self.assertEqual(row.production_status, "partially_complete")
        self.assertEqual(sum(row.move_ids.mapped("quantity")), 2)
        row._mto_open().action_set_production_status("done")
        self.assertEqual(row.sales_items_availability, "in_stock")

    def test_those_that_need_lots_open_the_others_complete(self):
        self.drawer.tracking = "lot"
        tracked, plain = self.mo(self.table), self.mo(self.stool)
        action = (tracked + plain).action_set_production_status("done")
        self.assertEqual(plain.state, "done")
        self.assertEqual((tracked.state, tracked.qty_producing), ("confirmed", 0))
        self.assertEqual(action["res_model"], tracked._name)
        self.assertEqual(action["res_id"], tracked.id)
        lot = self.env["stock.lot"].create({"name": "D1", "product_id": self.drawer.id})
        self.env["stock.quant"]._update_available_quantity(
            self.drawer, self.stock, 5, lot_id=lot
        )
        tracked.action_assign()
        self.assertTrue(tracked.action_set_production_status("done"))
        self.assertEqual(tracked.state, "done")
        self.assertEqual(lot.product_qty, 4)

    def test_serial_numbers(self):
        self.stool.tracking = "serial"
        mo = self.mo(self.stool, 2)
        action = mo.action_set_production_status("done")
        self.assertEqual((action["res_id"], mo.state), (mo.id, "confirmed"))
        mo.lot_producing_ids = self.env["stock.lot"].create(
            [{"name": name, "product_id": self.stool.id} for name in ("A", "B")]
        )
        self.assertTrue(mo.action_set_production_status("done"))
        self.assertEqual(mo.state, "done")
        lots = mo.move_finished_ids.move_line_ids.lot_id
        self.assertEqual(len(lots), 2)

    def test_what_odoo_asks_is_said(self):
        self.stool.tracking = "serial"
        mos = self.mo(self.stool, 2) + self.mo(self.stool, 2)
        user = self.user("maker", "mrp.group_mrp_user")
        with patch.object(type(self.env["res.users"]), "_bus_send") as sent:
            mos.with_user(user).action_set_production_status("done")
        (kind, told), _keywords = sent.call_args
        self.assertEqual((kind, told["type"]), ("simple_notification", "warning"))
        first, *asked = told["message"].split("\n")
        self.assertEqual(first, "Needs your input")
        for mo, line in zip(mos, asked, strict=True):
            self.assertRegex(line, f"^{mo.name}: .*(Lot|Serial).*")

    def test_a_part_that_serial_numbers_contradict_is_said(self):
        self.stool.tracking = "serial"
        mo = self.mo(self.stool, 4)
        mo.lot_producing_ids = self.lots(self.stool, "A", "B")
        with patch.object(type(self.env["res.users"]), "_bus_send") as sent:
            mo.with_user(
                self.user("maker", "mrp.group_mrp_user")
            ).action_set_production_status("partially_complete", 3)
        (_kind, told), _keywords = sent.call_args
        self.assertIn(f"{mo.name}: 2 serial numbers are entered.", told["message"])

    def test_not_started_keeps_what_is_reserved(self):
        mo = self.mo(self.stool, 4)
        self.assertEqual(mo.move_raw_ids.quantity, 12)
        mo.action_set_production_status("not_started")
        self.assertEqual(mo.move_raw_ids.quantity, 12)
        mo.action_set_production_status("in_progress")
        mo.qty_producing = 2
        mo._set_qty_producing()
        mo.action_set_production_status("not_started")
        self.assertEqual((mo.production_status, mo.qty_producing), ("not_started", 0))
        self.assertEqual(mo.move_raw_ids.quantity, 12)
        self.assertFalse(mo.move_raw_ids.picked)

    def test_not_started_after_serial_numbers_were_entered(self):
        self.stool.tracking = "serial"
        mo = self.mo(self.stool, 2)
        mo.action_set_production_status("in_progress")
        mo.lot_producing_ids = self.lots(self.stool, "A", "B")
        mo.action_set_production_status("not_started")
        self.assertEqual(mo.production_status, "not_started")
        self.assertFalse(mo.lot_producing_ids)

    def test_not_started_work_orders_wait_for_each_other_again(self):
        self.with_operations(3)
        mo = self.mo(self.stool, 4)
        before = mo.workorder_ids.mapped("state")
        self.assertEqual(before, ["ready", "blocked", "blocked"])
        mo.workorder_ids[2].button_start()
        mo.action_set_production_status("not_started")
        self.assertEqual(mo.workorder_ids.mapped("state"), before)
        self.assertFalse(mo.workorder_ids.leave_id)

    def test_not_started_keeps_what_was_planned(self):
        self.with_operations(2)
        mo = self.mo(self.stool, 4)
        mo.button_plan()
        planned = mo.workorder_ids.leave_id
        mo.action_set_production_status("in_progress")
        mo.action_set_production_status("not_started")
        self.assertEqual((mo.workorder_ids.leave_id, len(planned)), (planned, 2))

    def test_a_part_with_serial_numbers_is_what_was_said(self):
        self.stool.tracking = "serial"
        for said in (1, 2, 3):
            with self.subTest(said=said):
                mo = self.mo(self.stool, 4)
                mo.lot_producing_ids = self.lots(self.stool, f"A{said}", f"B{said}")
                (before,) = self.in_stock(self.stool)
                result = mo.action_set_production_status("partially_complete", said)
                (after,) = self.in_stock(self.stool)
                self.assertEqual(after - before, 2 if said == 2 else 0)
                if said != 2:
                    self.assertEqual(result["res_id"], mo.id, "The form asks")

    def test_a_quantity_that_is_none(self):
        mo = self.mo(self.stool, 4)
        for quantity in (-2, 0, 0.0001):
            self.assertRefused(
                *(mo.action_set_production_status, "partially_complete", quantity),
                reason=mo.name,
            )

    def test_whoever_goes_on_unblocks(self):
        self.with_operations(1)
        now = fields.Datetime.now()

        def start(mo):
            mo.workorder_ids.button_start()
            self.assertEqual(mo.production_status, "in_progress")

        def produce_all(mo):
            mo.button_mark_done()

        def cancel(mo):
            mo.action_cancel()

        for go_on in (start, produce_all, cancel):
            with self.subTest(go_on=go_on.__name__):
                with freeze_time(now):
                    mo = self.mo(self.stool, 4)
                    mo.action_set_production_status("blocked", reason="No glue")
                with freeze_time(now + timedelta(hours=2)):
                    go_on(mo)
                self.assertFalse(mo.blocked_reason)
                self.assertAlmostEqual(mo.blocked_hours, 2, 2)

    def test_two_who_say_that_work_goes_on_count_its_time_once(self):
        self.with_operations(1)
        operator = self.user("operator", "mrp.group_mrp_user")
        boss = self.user("boss", "mrp.group_mrp_user")
        now = fields.Datetime.now()
        with freeze_time(now):
            mo = self.mo(self.stool, 4)
            for user in (operator, boss):
                mo.with_user(user).action_set_production_status("in_progress")
        with freeze_time(now + timedelta(hours=1)):
            mo.workorder_ids.button_finish()
        self.env.invalidate_all()
        self.assertEqual(mo.workorder_ids.duration, 60)

    def test_another_consumption_is_a_decision(self):
        self.bom_stool.consumption = "warning"
        mo = self.mo(self.stool, 2)
        mo.qty_producing = 2
        mo._set_qty_producing()
        mo.move_raw_ids.quantity = 9
        action = mo.action_set_production_status("done")
        self.assertEqual(action["res_id"], mo.id)
        self.assertNotEqual(mo.state, "done")

    def test_what_is_closed_stays(self):
        mo = self.mo(self.stool)
        mo.action_set_production_status("done")
        self.assertTrue(mo.action_set_production_status("done"))
        self.assertRefused(mo.action_set_production_status, "blocked", reason=mo.name)
        draft = mo.copy()
        self.assertRefused(draft.action_set_production_status, "done")
        for status in ("cancelled", "nonsense"):
            self.assertRefused(self.mo(self.stool).action_set_production_status, status)

    def test_the_dialog(self):
        mo = self.mo(self.stool, 4)
        self.assertTrue(mo.action_ask_production_status("in_progress"))
        action = mo.action_ask_production_status("partially_complete")
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        with Form(wizard) as form:
            form.quantity = 1
        wizard.action_apply()
        rest = mo.production_group_id.production_ids - mo
        self.assertEqual(rest.product_qty, 3)
        action = (rest + self.mo(self.stool)).action_ask_production_status()
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        with Form(wizard) as form:
            form.status = "blocked"
            form.reason = "No glue"
        wizard.action_apply()
        self.assertEqual(
            set(wizard.production_ids.mapped("production_status")), {"blocked"}
        )

    def test_rights(self):
        mo = self.mo(self.stool)
        users = {
            login: self.user(login, group)
            for login, group in (
                ("foreman", "mrp.group_mrp_user"),
                ("seller", "sales_team.group_sale_salesman_all_leads"),
            )
        }
        with self.assertRaises(AccessError):
            mo.with_user(users["seller"]).action_set_production_status("done")
        mo.with_user(users["foreman"]).action_set_production_status("done")
        self.assertEqual(mo.state, "done")

    def test_done_asks_where_something_is_missing(self):
        part, lamp = self.env["product.product"].create(
            [
                {"name": name, "type": "consu", "is_storable": True}
                for name in ("Part", "Lamp")
            ]
        )
        self.bom(lamp, {part: 2})
        self.on_hand(part, 5)
        other, mo = self.mo(lamp), self.mo(lamp, 2)
        action = mo.action_ask_production_status("done")
        self.assertEqual(mo.state, "confirmed")
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        # Five are there: two for the other, three for this one, which takes four.
        taken = f"{mo.name}: 1 Units of Part, which others have reserved"
        self.assertEqual(wizard.missing, taken)
        more = self.mo(lamp, 3)
        self.assertEqual(
            more._schedule_missing_text().splitlines(),
            [
                f"{more.name}: 5 Units of Part, which others have reserved",
                f"{more.name}: 1 Units of Part, which takes the stock below zero",
            ],
        )
        # What the one takes is not there for the other.
        self.assertEqual(len((mo + more)._schedule_missing_text().splitlines()), 3)
        more.action_cancel()
        self.assertFalse(wizard.asks_status)
        asked = other.action_ask_production_status("blocked")
        blocking = self.env[asked["res_model"]].browse(asked["res_id"])
        self.assertFalse(blocking.missing)
        # What lies there free is there, reserved or not.
        other.do_unreserve()
        mo.do_unreserve()
        self.assertFalse(other._schedule_missing_text())
        other.action_assign()
        told = other.action_ask_production_status("done")
        self.assertEqual(other.state, "done")
        self.assertEqual(told["params"]["message"], f"{other.name}: Done")
        wizard.action_apply()
        self.assertEqual(mo.state, "done")
        self.assertEqual(part.qty_available, -1)

    def test_a_part_starts_with_what_is_recorded(self):
        self.on_hand(self.leg, 60)
        mo = self.mo(self.stool, 20)
        mo.qty_producing = 5
        mo._set_qty_producing()
        action = mo.action_ask_production_status("partially_complete")
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual((wizard.quantity, wizard.whole), (5, "20"))
        message = wizard.action_apply()["params"]["message"]
        rest = mo.production_group_id.production_ids - mo
        self.assertEqual(message, f"{mo.name}: 5 of 20 made. The rest is {rest.name}.")

    def test_blocked_asks_the_reason_alone(self):
        mo = self.mo(self.stool)
        action = mo.action_ask_production_status("blocked")
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        with Form(wizard) as form:
            form.reason = "No glue"
            with self.assertRaises(AssertionError):
                form.status = "done"
        wizard.action_apply()
        self.assertEqual(mo.blocked_reason, "No glue")
