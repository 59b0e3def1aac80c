from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from ..deadlines.test_automatic_deadlines import DeadlineCase, at


@tagged("post_install", "-at_install")
class TestDailyMail(DeadlineCase):
    """A mail a day says what became late and what is on time again (behaviour 14)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse.automatic_deadlines = False
        groups = "sales_team.group_sale_salesman_all_leads"
        cls.seller = cls.user("seller", groups, email="seller@example.com")
        cls.planner = cls.user(
            "planner", f"{groups},mrp.group_mrp_user", email="planner@example.com"
        )
        cls.mine = cls.order(
            (cls.stool, 2), user_id=cls.seller.id, commitment_date=at(1, 12)
        )
        cls.other = cls.order((cls.board, 1), user_id=False, commitment_date=at(1, 12))
        cls.receipts = cls.receipt(cls.stool, 2, at(3, 10))
        cls.receipt(cls.board, 1, at(3, 10))
        (cls.seller + cls.planner).schedule_daily_mail = True

    def mails(self):
        """Return {login: mail} of the mails of a morning."""
        last = self.env["mail.mail"].search([], order="id desc", limit=1).id or 0
        # Each mail is committed by itself.
        with patch.object(type(self.env["ir.cron"]), "_commit_progress"):
            self.env["make.schedule.daily.mail"].sudo()._cron_mail()
        mails = self.env["mail.mail"].search([("id", ">", last)])
        self.assertFalse(mails.filtered(lambda mail: len(mail.recipient_ids) != 1))
        users = (self.seller + self.planner).grouped("partner_id")
        return {users[mail.recipient_ids].login: mail for mail in mails}

    def assertTells(self, mail, *orders, cause=None):
        for order in self.mine + self.other:
            told = self.assertIn if order in orders else self.assertNotIn
            told(order.name, mail.body_html)
        if cause:
            self.assertIn(cause, mail.body_html)

    def test_what_became_late_and_what_came_back(self):
        mails = self.mails()
        self.assertEqual(mails.keys(), {"seller", "planner"})
        self.assertTells(mails["seller"], self.mine, cause="Jan 5, 2040")
        self.assertTells(mails["planner"], self.mine, self.other)
        self.assertFalse(self.mails(), "Nothing has changed")
        self.on_hand(self.stool, 2)
        self.env.invalidate_all()
        mails = self.mails()
        self.assertTells(mails["seller"], self.mine)
        self.assertIn("On time again", mails["seller"].body_html)
        self.assertNotIn("Late now", mails["seller"].body_html)
        self.assertFalse(self.mails())

    def test_what_has_no_date_any_more_is_not_on_time_again(self):
        self.mails()
        self.mine.commitment_date = at(20, 12)
        self.receipts.action_cancel()
        self.assertFalse(self.mine.schedule_late)
        self.assertFalse(self.mine.feasible_date)
        self.assertFalse(self.mails())
        self.receipt(self.stool, 2, at(3, 10))
        mails = self.mails()
        self.assertTells(mails["seller"], self.mine)
        self.assertIn("On time again", mails["seller"].body_html)

    def test_one_order_and_several_in_the_subject(self):
        mails = self.mails()
        self.assertEqual(mails["seller"].subject, "1 order became late")
        self.assertEqual(mails["planner"].subject, "2 orders became late")
        self.on_hand(self.stool, 2)
        self.env.invalidate_all()
        mails = self.mails()
        self.assertEqual(mails["seller"].subject, "1 order is on time again")

    def test_what_is_delivered_is_not_on_time_again(self):
        self.mails()
        self.mine._action_cancel()
        self.assertFalse(self.mails())

    def test_what_another_sells_now_is_not_on_time_again(self):
        self.mails()
        self.mine.user_id = self.planner
        self.assertFalse(self.mails())

    def test_who_does_not_want_it(self):
        self.seller.schedule_daily_mail = False
        self.assertEqual(self.mails().keys(), {"planner"})

    def test_who_may_not_see_orders(self):
        self.planner.group_ids = self.env.ref("base.group_user")
        self.assertEqual(self.mails().keys(), {"seller"})

    def test_in_his_language(self):
        self.env["res.lang"]._activate_lang("de_DE")
        self.env["ir.module.module"].search(
            [("name", "=", "make_schedule")]
        )._update_translations(["de_DE"])
        self.seller.lang = "de_DE"
        mail = self.mails()["seller"]
        self.assertIn("Jetzt verspätet", mail.body_html)
        self.assertIn("verspätet", mail.subject)

    def test_a_user_sets_it_himself(self):
        form = Form(
            self.seller.with_user(self.seller),
            view="base.view_users_form_simple_modif",
        )
        form.schedule_daily_mail = False
        form.save()
        self.assertFalse(self.seller.schedule_daily_mail)

    def test_nobody_from_outside_asks_for_it(self):
        portal = new_test_user(self.env, "portal_mail", "base.group_portal")
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            portal.with_user(portal).write({"schedule_daily_mail": True})
        # Nor does one who was let in once stop the mails of others.
        portal.schedule_daily_mail = True
        self.assertEqual(self.mails().keys(), {"seller", "planner"})
