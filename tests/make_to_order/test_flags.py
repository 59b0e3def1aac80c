from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .test_order_change import SHOP, OrderChangeCase


@tagged("post_install", "-at_install")
class TestFlags(OrderChangeCase):
    """An MO that left its row says why, and leads back (behaviour 6)."""

    def flagged(self):
        row, mo = self.begin("recorded")
        row.product_uom_qty = 0
        self.assertTrue(mo.schedule_flag)
        return row, mo

    def test_relink_takes_what_the_row_needs_then(self):
        row, mo = self.flagged()
        self.assertRefused(mo.action_relink, reason="closed")
        self.assertIn("closed", mo.relink_refusal)
        row.product_uom_qty = 7
        for _turn in range(2):
            mo.action_relink()
        self.assertEqual(row._mto_open(), mo)
        self.assertEqual(mo.product_qty, 7)
        self.assertEqual(mo.qty_producing, 2)
        self.assertFalse(mo.schedule_flag)
        self.assertFalse(self.activities(mo))
        self.assertEqual(mo.schedule_rank, row.order_id.schedule_rank)
        self.assertInvariant()
        self.assertDelivers(row)
        row.product_uom_qty = 6
        self.assertEqual(mo.product_qty, 6)

    def test_relink_is_refused_where_another_mo_makes_the_row(self):
        row, mo = self.flagged()
        row.product_uom_qty = 4
        row.action_make_to_order()
        self.assertRefused(mo.action_relink, reason=row._mto_open().name)

    def test_relink_is_refused_where_more_is_made_than_needed(self):
        row, mo = self.flagged()
        row.product_uom_qty = 1
        self.assertRefused(mo.action_relink, reason="recorded")

    def test_relink_is_refused_to_another_product_and_when_done(self):
        row, mo = self.flagged()
        row.product_uom_qty = 5
        row.order_id.picking_ids.action_cancel()
        row.product_id = self.table
        self.assertRefused(mo.action_relink)
        row, mo = self.flagged()
        row.product_uom_qty = 2
        mo.product_qty = 2
        mo.button_mark_done()
        self.assertRefused(mo.action_relink, reason="closed")
        self.assertFalse(mo.schedule_flag, "Nothing is left to decide")

    def test_keep_as_make_to_stock(self):
        row, mo = self.flagged()
        for _turn in range(2):
            mo.action_keep_mts()
        self.assertFalse(mo.schedule_flag)
        self.assertFalse(mo.unlink_reason)
        self.assertFalse(self.activities(mo))
        kept = [body for body in mo.message_ids.mapped("body") if "Kept" in body]
        self.assertEqual(len(kept), 1)
        self.assertEqual(mo.make_type, "mts")
        row.product_uom_qty = 3
        self.assertRefused(mo.action_relink)

    def test_a_linked_mo_is_not_kept(self):
        _row, mo = self.begin("not_started")
        self.assertRefused(mo.action_keep_mts, reason="waits for a decision")
        mo.action_relink()
        self.assertEqual(mo.make_type, "mto")

    def test_the_rest_carries_the_flag(self):
        row, mo = self.flagged()
        (rest,) = self.produce(mo)
        self.assertFalse(mo.schedule_flag)
        self.assertEqual(rest.unlink_reason, mo.unlink_reason)
        row.product_uom_qty = 3
        rest.action_relink()
        self.assertEqual(row._mto_open(), rest)
        self.assertEqual(rest.product_qty, 3)

    def test_of_the_rest_the_same_is_told(self):
        """Whoever closes the part: of an MO that is unlinked, too."""
        seller = self.user("seller", "sales_team.group_sale_salesman_all_leads")
        row, mo = self.begin("recorded")
        row.order_id.user_id, mo.user_id = seller, False
        row.with_context(**SHOP).product_uom_qty = 0
        self.assertEqual(self.activities(mo).user_id, seller)
        (rest,) = self.produce(mo)
        self.assertEqual(self.activities(rest).user_id, seller)

    def test_nobody_else_sets_flags(self):
        _row, mo = self.flagged()
        for name in ("unlink_reason", "review_reason"):
            self.assertRefused(mo.write, {name: "Mine"})
        self.assertRefused(mo.write, {"unlinked_line_id": self.other.order_line.id})

    def test_filters_find_them(self):
        _row, mo = self.flagged()
        search = self.env.ref("make_schedule.mrp_production_view_search").arch
        self.assertIn("('unlink_reason', '!=', False)", search)
        company = ("company_id", "=", self.company.id)
        found = self.env["mrp.production"].search(
            [("unlink_reason", "!=", False), company]
        )
        self.assertEqual(found, mo)
        with Form(mo) as form:
            self.assertEqual(form.schedule_flag, mo.unlink_reason)

    def test_the_responsible_is_told(self):
        user = self.user("foreman", "mrp.group_mrp_user")
        row, mo = self.begin("recorded")
        mo.user_id = user
        row.with_context(**SHOP).product_uom_qty = 0
        activity = self.activities(mo)
        self.assertEqual(activity.user_id, user)
        self.assertIn("Web shop", activity.note)
        self.assertIn(row.order_id.name, activity.note)
        mo.with_user(user).action_keep_mts()
        self.assertFalse(self.activities(mo))

    def test_somebody_is_told_where_nobody_has_a_hand_in_it(self):
        """As in what a connector's job has brought: nobody reads OdooBot's."""
        self.user("manager", "mrp.group_mrp_manager")
        row, mo = self.begin("recorded")
        bot = self.env.ref("base.user_root")
        mo.user_id = row.order_id.user_id = False
        row.order_id.team_id = False
        self.env.cr.execute(
            "UPDATE mrp_production SET create_uid = 1 WHERE id = %s", [mo.id]
        )
        self.env.cr.execute(
            "UPDATE sale_order SET create_uid = 1 WHERE id = %s", [row.order_id.id]
        )
        self.env.invalidate_all()
        row.with_user(bot).sudo().with_context(**SHOP).product_uom_qty = 0
        told = self.activities(mo).user_id
        self.assertTrue(told.active)
        self.assertIn(told, self.env.ref("mrp.group_mrp_manager").all_user_ids)

    def test_in_the_language_of_who_is_told(self):
        """Whoever changes the row, and be it a connector: the workshop reads it."""
        self.env["res.lang"]._activate_lang("de_DE")
        self.env["ir.module.module"]._load_module_terms(["make_schedule"], ["de_DE"])
        self.stool.uom_id.with_context(lang="de_DE").name = "Stück"
        user = self.user("foreman", "mrp.group_mrp_user")
        user.lang = "de_DE"
        for policy in ("apply", "review"):
            self.company.connector_change_policy = policy
            row, mo = self.begin("recorded")
            mo.user_id = user
            row.with_context(**SHOP).product_uom_qty = 1
            self.assertIn("verlangt jetzt", mo.schedule_flag, policy)
            (activity,) = self.activities(mo)
            self.assertIn("verlangt jetzt", activity.note)
            self.assertNotIn("sales order", activity.summary)
            if policy == "review":
                self.assertIn("5 Stück", mo.schedule_flag)
        # What follows without a flag says so in the same words.
        self.company.connector_change_policy = "apply"
        row, mo = self.begin("recorded")
        mo.user_id = user
        row.with_context(**SHOP).product_uom_qty += 1
        self.assertIn("verlangt jetzt", mo.message_ids[0].body)

    def test_rights(self):
        row, mo = self.flagged()
        row.product_uom_qty = 5
        groups = {"viewer": "base.group_user", "foreman": "mrp.group_mrp_user"}
        viewer, foreman = [self.user(login, group) for login, group in groups.items()]
        for action in ("action_relink", "action_keep_mts", "action_apply_change"):
            with self.assertRaises(AccessError):
                getattr(mo.with_user(viewer), action)()
        # Without any right on sales.
        mo.with_user(foreman).action_relink()
        self.assertEqual(row._mto_open(), mo)
