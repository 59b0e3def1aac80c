from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_order_change import SHOP, OrderChangeCase


@tagged("post_install", "-at_install")
class TestFlagsBack(OrderChangeCase):
    """What was decided of a flagged MO can be taken back (behaviour 2, 6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.maker = cls.user("maker", "mrp.group_mrp_user")

    def undo(self, action):
        undo = action["params"]["undo"]
        mos = self.env[undo["model"]].browse(undo["args"][0]).with_user(self.maker)
        return getattr(mos, undo["method"])(*undo["args"][1:])

    def state(self, mo):
        """Return all that a decision changes."""
        return (
            *(mo.make_type, mo.product_qty, mo.schedule_flag, mo.schedule_position),
            *(mo.unlink_reason, mo.review_reason, mo.unlinked_line_id, mo.mto_line_id),
            *(mo.qty_producing, bool(self.activities(mo))),
        )

    def unlinked(self):
        row, mo = self.begin("recorded")
        row.product_uom_qty = 0
        row.product_uom_qty = 7
        return row, mo.with_user(self.maker)

    def test_relink(self):
        row, mo = self.unlinked()
        before = self.state(mo)
        self.undo(mo.action_relink())
        self.assertEqual(self.state(mo), before)
        self.assertEqual(before[0], "mts")
        # And it can be decided anew.
        mo.action_relink()
        self.assertEqual(row._mto_open(), mo)
        self.assertInvariant()

    def test_relink_puts_it_back_where_it_stood(self):
        row, mo = self.unlinked()
        between = self.order((self.stool, 1)) + self.order((self.stool, 1))
        row.order_id.schedule_move(after_id=between[1].id)
        before = mo.schedule_rank
        above = [order.schedule_rank > before for order in between]
        self.assertEqual(above, [True, True])
        action = mo.action_relink()
        self.assertGreater(mo.schedule_rank, between[1].schedule_rank)
        self.undo(action)
        self.assertLess(mo.schedule_rank, between[0].schedule_rank)

    def test_what_became_of_the_row_since_stays(self):
        """And what somebody else decided: an older Undo takes nothing of it back."""
        row, mo = self.unlinked()
        action = mo.action_relink()
        row.product_uom_qty = 9
        self.assertRefused(self.undo, action, reason=mo.name)
        self.assertEqual((row._mto_open(), mo.product_qty), (mo, 9))
        row.product_uom_qty = 7
        self.undo(action)
        self.assertFalse(row._mto_open())
        first = mo.action_relink()
        self.undo(first)
        kept = mo.action_keep_mts()
        self.assertRefused(self.undo, first, reason=mo.name)
        self.assertFalse(mo.schedule_flag)
        self.undo(kept)
        self.assertTrue(mo.schedule_flag)

    def test_apply(self):
        self.company.connector_change_policy = "review"
        row, mo = self.begin("not_started")
        row.with_context(**SHOP).product_uom_qty = 3
        mo = mo.with_user(self.maker)
        before = self.state(mo)
        action = mo.action_apply_change()
        self.assertEqual((mo.product_qty, mo.review_reason), (3, False))
        self.assertIn(mo.name, action["params"]["message"])
        self.undo(action)
        self.assertEqual(self.state(mo), before)
        mo.action_apply_change()
        self.assertEqual(mo.product_qty, 3)

    def test_apply_of_a_cancelled_order_has_no_way_back(self):
        self.company.connector_change_policy = "review"
        row, mo = self.begin("not_started")
        row.order_id.with_context(**SHOP)._action_cancel()
        action = mo.action_apply_change()
        self.assertEqual(mo.state, "cancel")
        self.assertFalse(action["params"]["undo"])

    def test_keep(self):
        row, mo = self.unlinked()
        before = self.state(mo)
        self.undo(mo.action_keep_mts())
        self.assertEqual(self.state(mo), before)
        mo.action_relink()
        self.assertEqual(row._mto_open(), mo)

    def test_keep_of_one_to_review(self):
        self.company.connector_change_policy = "review"
        row, mo = self.begin("not_started")
        row.with_context(**SHOP).product_uom_qty = 3
        mo = mo.with_user(self.maker)
        before = self.state(mo)
        action = mo.action_keep_mts()
        self.assertEqual(mo.make_type, "mts")
        self.undo(action)
        self.assertEqual(self.state(mo), before)
        mo.action_apply_change()
        self.assertEqual((mo.product_qty, row._mto_open()), (3, mo))
        self.assertInvariant()

    def test_not_where_the_row_has_another_by_now(self):
        self.company.connector_change_policy = "review"
        row, mo = self.begin("not_started")
        row.with_context(**SHOP).product_uom_qty = 3
        action = mo.action_keep_mts()
        row.action_make_to_order()
        self.assertRefused(lambda: self.undo(action), reason=row._mto_open().name)

    def test_not_when_it_is_closed(self):
        _row, mo = self.unlinked()
        action = mo.action_keep_mts()
        mo.sudo().action_cancel()
        self.assertRefused(lambda: self.undo(action), reason=mo.name)

    def test_twice_does_nothing_more(self):
        _row, mo = self.unlinked()
        action = mo.action_relink()
        self.undo(action)
        before = self.state(mo)
        self.assertEqual(self.undo(action)["tag"], "soft_reload")
        self.assertEqual(self.state(mo), before)

    def test_who_may(self):
        _row, mo = self.unlinked()
        mo.action_keep_mts()
        viewer = self.user("viewer", "base.group_user")
        with self.assertRaises(AccessError):
            mo.with_user(viewer).action_undo_decision()
        self.assertRefused(mo.write, {"flags_before": {}})
