from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import ScheduleCase

DAY = "2040-03-05 12:00:00"


@tagged("post_install", "-at_install")
class TestDeadlineSet(ScheduleCase):
    """A deadline is set in its row, and taken back exactly (behaviour 2, 8)."""

    def undo(self, action):
        undo = action["params"]["undo"]
        records = self.env[undo["model"]].browse(undo["args"][0])
        return getattr(records, undo["method"])(*undo["args"][1:])

    def test_of_an_mo_that_followed_its_default(self):
        mo = self.mo(self.stool)
        mo.date_deadline = fields.Datetime.now() + timedelta(2)
        mo.deadline_manual = False
        was = mo.date_deadline
        action = mo.schedule_set_deadline(DAY)
        self.assertEqual(mo.date_deadline, datetime(2040, 3, 5, 12))
        self.assertTrue(mo.deadline_manual)
        self.assertIn(mo.name, action["params"]["message"])
        self.undo(action)
        self.assertEqual((mo.date_deadline, mo.deadline_manual), (was, False))

    def test_of_several(self):
        mos = self.mo(self.stool) + self.mo(self.stool)
        mos[1].date_deadline = "2040-01-01"
        was = mos.mapped("date_deadline")
        action = mos.schedule_set_deadline(DAY)
        self.assertEqual(len(set(mos.mapped("date_deadline"))), 1)
        self.undo(action)
        self.assertEqual(mos.mapped("date_deadline"), was)
        self.assertEqual(mos.mapped("deadline_manual"), [False, True])

    def part_of(self):
        """Return an MO and its subassembly, whose deadline is none of the rule."""
        parent = self.mto(self.order((self.table, 1)))
        parent.action_make_subassemblies()
        dialog = self.env["make.schedule.to.order"].search([], limit=1, order="id desc")
        dialog.action_create()
        part = self.schedule() - parent
        part.date_deadline = "2040-01-01"
        part.deadline_manual = False
        return parent, part

    def test_with_subassemblies(self):
        parent, part = self.part_of()
        was = (parent | part).mapped("date_deadline")
        action = parent.schedule_set_deadline(DAY)
        self.assertNotEqual(part.date_deadline, was[1])
        self.undo(action)
        self.assertEqual((parent | part).mapped("date_deadline"), was)

    def test_subassemblies_that_have_gone_on(self):
        """What is closed, or set by hand meanwhile, stays; the rest goes back."""
        parent, part = self.part_of()
        was = parent.date_deadline
        action = parent.schedule_set_deadline(DAY)
        part.date_deadline = "2040-02-02"
        self.undo(action)
        self.assertEqual(parent.date_deadline, was)
        self.assertEqual(part.date_deadline, datetime(2040, 2, 2))
        action = parent.schedule_set_deadline(DAY)
        part.action_cancel()
        self.undo(action)
        self.assertEqual(parent.date_deadline, was)

    def test_of_a_sales_order(self):
        order = self.order((self.stool, 1))
        expected = order.schedule_deadline
        action = order.schedule_set_deadline(DAY)
        self.assertEqual(order.schedule_deadline, datetime(2040, 3, 5, 12))
        self.undo(action)
        self.assertFalse(order.commitment_date)
        self.assertEqual(order.schedule_deadline, expected)
        order.schedule_set_deadline(DAY)
        order.schedule_set_deadline(False)
        self.assertEqual(order.schedule_deadline, expected)

    def test_where_it_cannot_be_set(self):
        order, mo = self.order((self.stool, 1)), self.mo(self.stool)
        self.assertRefused(order.schedule_set_deadline, "no date", reason="no date")
        order.action_lock()
        self.assertRefused(order.schedule_set_deadline, DAY, reason=order.name)
        self.assertFalse(order.commitment_date)
        mo.action_cancel()
        self.assertRefused(mo.schedule_set_deadline, DAY, reason=mo.name)

    def test_rights(self):
        order, mo = self.order((self.stool, 1)), self.mo(self.stool)
        seller = self.user("seller", "sales_team.group_sale_salesman_all_leads")
        foreman = self.user("foreman", "mrp.group_mrp_user")
        order.with_user(seller).schedule_set_deadline(DAY)
        mo.with_user(foreman).schedule_set_deadline(DAY)
        with self.assertRaises(AccessError):
            mo.with_user(seller).schedule_set_deadline(DAY)
        with self.assertRaises(AccessError):
            mo.with_user(seller).schedule_restore_deadline([[mo.id, DAY, True, False]])
        portal = self.user("visitor", "base.group_portal")
        with self.assertRaises(AccessError):
            order.with_user(portal).schedule_set_deadline(DAY)
