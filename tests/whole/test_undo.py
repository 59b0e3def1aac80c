import contextlib

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, new_test_user, tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestUndo(StockCase):
    """What an action did is said, with the way back (behaviour 2)."""

    def undo(self, action, user=None):
        """Press Undo of what an action says."""
        self.assertEqual(action["tag"], "make_schedule.told")
        undo = action["params"]["undo"]
        records = self.env[undo["model"]].browse(undo["args"][0])
        records = records.with_user(user or self.env.user)
        return getattr(records, undo["method"])(*undo["args"][1:])

    def test_make_to_order(self):
        order = self.order((self.stool, 2), (self.drawer, 1))
        action = order.order_line[0].action_make_to_order_notify()
        mo = order.mto_production_ids
        self.assertIn(mo.name, action["params"]["message"])
        said = self.undo(action)
        self.assertEqual(mo.state, "cancel")
        self.assertIn(mo.name, said["params"]["message"])
        self.assertEqual(order.sales_items_availability, "not_available")
        self.assertTrue(order.order_line[0].can_make_to_order)
        # Again is no error.
        self.undo(action)

    def test_what_has_begun_stays(self):
        order = self.order((self.stool, 2), (self.drawer, 1))
        action = order.action_make_to_order_notify()
        first, second = order.mto_production_ids
        first.action_set_production_status("in_progress")
        self.assertRefused(self.undo, action, reason=first.name)
        self.assertEqual(second.state, "confirmed")

    def test_a_batch(self):
        self.order((self.stool, 2))
        batch = self.env["make.schedule.batch"].browse(
            self.stool.action_make_in_batch()["res_id"]
        )
        action = batch.action_create()
        mo = self.env["mrp.production"].browse(action["params"]["undo"]["args"][0])
        self.undo(action)
        self.assertEqual(mo.state, "cancel")

    def test_status(self):
        mo = self.mo(self.stool)
        action = mo.action_ask_production_status("in_progress")
        self.assertEqual(action["params"]["message"], f"{mo.name}: Work in progress")
        self.undo(action)
        self.assertEqual(mo.production_status, "not_started")
        wizard = self.env["make.schedule.status"].browse(
            mo.action_ask_production_status("blocked")["res_id"]
        )
        wizard.reason = "The saw is broken."
        self.undo(wizard.action_apply())
        self.assertEqual(mo.production_status, "not_started")
        mo.action_set_production_status("blocked", reason="No glue.")
        action = mo.action_ask_production_status("in_progress")
        self.undo(action)
        self.assertEqual(mo.production_status, "blocked")
        self.assertEqual(mo.blocked_reason, "No glue.")

    def test_several(self):
        begun, blocked = self.mo(self.stool), self.mo(self.stool)
        begun.action_set_production_status("in_progress")
        blocked.action_set_production_status("blocked", reason="No glue.")
        mos = begun | blocked | self.mo(self.stool)
        action = mos.action_ask_production_status("in_progress")
        self.assertEqual(action["params"]["message"], "3 orders: Work in progress")
        self.undo(action)
        self.assertEqual(
            mos.mapped("production_status"), ["in_progress", "blocked", "not_started"]
        )

    def test_done(self):
        self.on_hand(self.leg, 3)
        mo = self.mo(self.stool)
        action = mo.action_ask_production_status("done")
        self.assertEqual(mo.state, "done")
        self.undo(action)
        self.assertEqual(mo.taken_back_id.state, "confirmed")
        self.assertEqual(self.stool.qty_available, 0)

    def part(self, mo, quantity):
        """Make a part of an order in its dialog; return what that says."""
        wizard = self.env["make.schedule.status"].browse(
            mo.action_ask_production_status("partially_complete")["res_id"]
        )
        wizard.quantity = quantity
        return wizard.action_apply()

    def test_a_part(self):
        """What was made of it goes back into the rest, wherever that is by now."""
        self.on_hand(self.leg, 60)
        for status, begun in (
            ("not_started", False),
            ("in_progress", False),
            ("blocked", False),
            ("not_started", True),
        ):
            to_order = self.order((self.stool, 4))
            for mo in (self.mo(self.stool, 4), self.mto(to_order)):
                with self.subTest(status=status, begun=begun, mto=mo.make_type):
                    if status != "not_started":
                        mo.action_set_production_status(status, reason="No glue.")
                    before = self.stool.qty_available
                    action = self.part(mo, 1)
                    rest = mo._schedule_rest()
                    self.assertEqual(rest.product_qty, 3)
                    if begun:
                        rest.action_set_production_status("in_progress")
                    self.undo(action)
                    self.assertEqual(self.stool.qty_available, before)
                    self.assertEqual(mo.taken_back_id, rest)
                    self.assertEqual(rest.product_qty, 4)
                    self.assertEqual(
                        rest.production_status, "in_progress" if begun else status
                    )
                    self.assertEqual(
                        rest.blocked_reason, status == "blocked" and "No glue."
                    )
                    self.assertEqual(
                        sum(rest.move_raw_ids.mapped("product_uom_qty")), 12
                    )
                    rest.action_set_production_status("done")
                    self.assertEqual(self.stool.qty_available, before + 4)

    def test_a_part_of_a_rest(self):
        self.on_hand(self.leg, 12)
        mo = self.mo(self.stool, 4)
        self.part(mo, 1)
        middle = mo._schedule_rest()
        action = self.part(middle, 2)
        last = mo._schedule_rest()
        self.assertEqual(last.product_qty, 1)
        self.undo(action)
        self.assertEqual(last.product_qty, 3)
        self.assertEqual(last.production_status, "partially_complete")
        self.assertEqual(self.stool.qty_available, 1)

    def test_a_part_of_an_order_whatever_the_policy(self):
        """Nobody has changed the row: what is made for it stays its own."""
        self.on_hand(self.leg, 12)
        self.company.mto_change_policy = "unlink"
        order = self.order((self.stool, 4))
        mo = self.mto(order)
        self.part(mo, 1)
        rest = mo._schedule_rest()
        action = self.part(rest, 2)
        last = rest._schedule_rest()
        last.action_set_production_status("in_progress")
        self.undo(action)
        self.assertEqual(order.order_line._mto_open(), last)
        self.assertEqual(last.product_qty, 3)
        self.assertFalse(last.unlink_reason)

    def test_what_was_split_off_is_no_rest(self):
        self.on_hand(self.leg, 12)
        mo = self.mo(self.stool, 4)
        split = self.env["mrp.production.split"].create(
            {"production_id": mo.id, "num_splits": 2}
        )
        split.production_detailed_vals_ids.write({"quantity": 2})
        split.action_split()
        other = mo.production_group_id.production_ids - mo
        self.undo(mo.action_ask_production_status("done"))
        self.assertEqual(other.product_qty, 2)
        self.assertEqual(mo.taken_back_id.product_qty, 2)
        self.assertNotEqual(mo.taken_back_id, other)

    def test_a_rest_that_is_blocked_by_now_stays_so(self):
        self.on_hand(self.leg, 12)
        mo = self.mo(self.stool, 4)
        self.part(mo, 1)
        rest = mo._schedule_rest()
        action = self.part(rest, 1)
        last = rest._schedule_rest()
        last.action_set_production_status("blocked", reason="Saw broken")
        said = self.undo(action)
        self.assertEqual(last.blocked_reason, "Saw broken")
        self.assertIn(f"{last.name} goes on", said["params"]["message"])

    def test_several_parts(self):
        self.on_hand(self.leg, 24)
        mos = self.mo(self.stool, 4) | self.mo(self.stool, 4)
        said = self.part(mos, 1)["params"]["message"]
        self.assertEqual(said, "2 orders: Partially complete")

    def test_a_part_whose_rest_is_gone(self):
        """Nothing is left that it could go back into: another order goes on."""
        self.on_hand(self.leg, 12)
        mo = self.mo(self.stool, 4)
        action = self.part(mo, 1)
        mo._schedule_rest().action_cancel()
        self.undo(action)
        self.assertEqual(mo.taken_back_id.product_qty, 1)
        self.assertEqual(self.stool.qty_available, 0)

    def test_a_part_that_is_all(self):
        self.on_hand(self.leg, 12)
        mo = self.mo(self.stool, 4)
        action = self.part(mo, 4)
        self.assertEqual(action["params"]["message"], f"{mo.name}: Done")
        self.undo(action)
        self.assertEqual(mo.taken_back_id.product_qty, 4)

    def test_rights(self):
        seller = self.user("seller", "sales_team.group_sale_salesman")
        other = self.user("other", "sales_team.group_sale_salesman")
        order = self.order((self.stool, 2), user_id=seller.id)
        rows = order.order_line.with_user(seller)
        action = rows.action_make_to_order_notify()
        with self.assertRaises(AccessError):
            self.undo(action, other)
        self.undo(action, seller)
        self.assertEqual(order.mto_production_ids.state, "cancel")
        mo = self.mo(self.stool)
        with self.assertRaises(AccessError):
            mo.with_user(seller).action_undo_make()
        action = mo.action_ask_production_status("in_progress")
        with self.assertRaises(AccessError):
            self.undo(action, seller)

    def test_another_companys_order(self):
        mo = self.mo(self.stool)
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        foreman = new_test_user(
            self.env,
            "foreman",
            groups="mrp.group_mrp_user",
            company_id=elsewhere.id,
            company_ids=elsewhere.ids,
        )
        with self.assertRaises(AccessError):
            mo.with_user(foreman).action_undo_make()
        self.assertEqual(mo.state, "confirmed")

    def test_what_was_blocked_before_it_began(self):
        """Undone, neither the order nor a task of it has begun."""
        self.bom_stool.company_id = self.company
        center = self.env["mrp.workcenter"].create({"name": "Saw"})
        self.bom_stool.operation_ids = [
            Command.create({"name": "Cut", "workcenter_id": center.id})
        ]
        self.on_hand(self.leg, 100)
        mo = self.mo(self.stool, 2)
        mo.action_set_production_status("blocked", reason="no saw")
        action = mo.action_ask_production_status("in_progress")
        self.assertEqual((mo.state, mo.workorder_ids.state), ("progress", "progress"))
        self.undo(action)
        self.assertEqual(mo.production_status, "blocked")
        self.assertEqual(mo.blocked_reason, "no saw")
        self.assertEqual((mo.state, mo.workorder_ids.state), ("confirmed", "ready"))

    def test_what_was_blocked_is_blocked_again(self):
        self.on_hand(self.leg, 3)
        mo = self.mo(self.stool)
        mo.action_set_production_status("blocked", reason="No glue.")
        self.undo(mo.action_ask_production_status("done"))
        again = mo.taken_back_id
        self.assertEqual(again.production_status, "blocked")
        self.assertEqual(again.blocked_reason, "No glue.")

    def test_the_rest_is_blocked_and_goes_on(self):
        self.on_hand(self.leg, 12)
        mo = self.mo(self.stool, 4)
        self.part(mo, 1)
        rest = mo._schedule_rest()
        wizard = self.env["make.schedule.status"].browse(
            rest.action_ask_production_status("blocked")["res_id"]
        )
        wizard.reason = "No glue."
        said = self.undo(wizard.action_apply())["params"]["message"]
        self.assertEqual(rest.production_status, "partially_complete")
        self.assertEqual(said, f"{rest.name}: Partially complete")
        self.undo(rest.action_ask_production_status("done"))
        self.assertEqual(rest.taken_back_id.product_qty, 3)
        self.assertEqual(self.stool.qty_available, 1)

    def test_nonsense(self):
        mo = self.mo(self.stool)
        for before in (7, None, [7], [[mo.id, "nonsense", ""]], [[mo.id + 1, "x", 1]]):
            with contextlib.suppress(UserError):
                mo.action_restore_production_status(before)
            self.assertEqual(mo.production_status, "not_started")


@tagged("post_install", "-at_install")
class TestSaid(StockCase):
    """What a change of an order does to its MO is said to who changes it."""

    def said(self, action, *args):
        """Return what a planner is told while an action runs."""
        messages = []
        self.patch(
            type(self.env["res.users"]),
            "_bus_send",
            lambda _user, _kind, message, **_more: messages.append(
                message.get("message")
            ),
        )
        action(*args)
        return list(filter(None, messages))

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls.user("seller", "sales_team.group_sale_salesman_all_leads")

    def test_a_quantity(self):
        order = self.order((self.stool, 4))
        mo = self.mto(order)
        row = order.order_line.with_user(self.seller)
        said = self.said(row.write, {"product_uom_qty": 6})
        self.assertEqual(said, [f"{mo.name} follows: 4 → 6."])
        self.assertEqual(mo.product_qty, 6)

    def test_a_cancelled_order(self):
        order = self.order((self.stool, 4))
        mo = self.mto(order)
        said = self.said(order.with_user(self.seller)._action_cancel)
        self.assertEqual(said, [f"{mo.name} is cancelled with it."])

    def test_a_decision(self):
        maker = self.user("maker", "mrp.group_mrp_user")
        order = self.order((self.stool, 4))
        mo = self.mto(order)
        mo.action_set_production_status("in_progress")
        order._action_cancel()
        order.action_draft()
        order.action_confirm()
        action = mo.with_user(maker).action_relink()
        self.assertEqual(action["params"]["message"], f"Linked again: {mo.name}")
        order._action_cancel()
        action = mo.with_user(maker).action_keep_mts()
        said = action["params"]["message"]
        self.assertEqual(said, f"Kept as make to stock: {mo.name}")
        # Again does nothing, and says nothing.
        self.assertEqual(mo.with_user(maker).action_keep_mts()["tag"], "soft_reload")

    def test_what_is_made_without_ingredients(self):
        order = self.order((self.stool, 4), (self.stool, 1))
        self.on_hand(self.leg, 12)
        action = order.action_make_to_order_notify()
        first, second = order.mto_production_ids.sorted("id")
        self.assertEqual(
            action["params"]["message"],
            f"Created: {first.name}, {second.name}\n"
            f"Not all ingredients are there for: {second.name}.",
        )

    def test_a_cancelled_order_with_subassemblies(self):
        order = self.order((self.table, 4))
        mo = self.mto(order)
        drawer = mo._schedule_make_missing_subassemblies()
        self.assertEqual(drawer.product_id, self.drawer)
        [said] = self.said(order.with_user(self.seller)._action_cancel)
        self.assertEqual(drawer.state, "cancel")
        self.assertEqual(said, f"Cancelled with it: {mo.name}, {drawer.name}.")

    def test_a_cancelled_order_whose_mo_has_begun(self):
        order = self.order((self.stool, 4))
        mo = self.mto(order)
        mo.action_set_production_status("in_progress")
        [said] = self.said(order.with_user(self.seller)._action_cancel)
        self.assertIn("make to stock", said)
        self.assertFalse(mo.mto_line_id)

    def test_a_cancelled_order_asks_where_work_has_begun(self):
        """Before it does so (behaviour 6), from the form and from a list."""
        order, other = self.order((self.stool, 4)), self.order((self.stool, 4))
        mo, _waits = self.mto(order), self.mto(other)
        mo.action_set_production_status("in_progress")
        orders = (order | other).with_user(self.seller)
        self.assertEqual(orders.mapped("mto_begun"), [True, False])
        asks = orders.with_context(schedule_asks=True)
        action = asks[0].action_cancel()
        self.assertEqual(order.state, "sale")
        wizard = Form(
            self.env[action["res_model"]]
            .with_user(self.seller)
            .with_context(**action["context"])
        )
        self.assertEqual(wizard.mto_begun, f"{mo.name}: Work in progress")
        wizard.save().action_mass_cancel()
        self.assertEqual(order.state, "cancel")
        self.assertFalse(mo.mto_line_id)
        other.with_context(schedule_asks=True).action_cancel()
        self.assertEqual(other.state, "cancel")

    def test_what_is_bought_for_it_hides_from_no_seller_that_he_may_cancel(self):
        self.on_hand(self.stool, 4)
        for order in (self.order((self.stool, 4)), self.order((self.leg, 4))):
            # Odoo asks for the purchases behind each move.
            self.assertTrue(order.order_line.move_ids)
            order.with_user(self.seller).action_cancel()
            self.assertEqual(order.state, "cancel")

    def test_who_calls_it_is_not_asked(self):
        order = self.order((self.stool, 4))
        self.mto(order).action_set_production_status("in_progress")
        order.action_cancel()
        self.assertEqual(order.state, "cancel")
