from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .test_automatic_deadlines import MONDAY, DeadlineCase, at


@tagged("post_install", "-at_install")
class TestPromise(DeadlineCase):
    """An order is promised for when it can be there (behaviour 14)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse.automatic_deadlines = False
        cls.sold = cls.order((cls.stool, 2), commitment_date=at(0, 12))
        cls.seller = cls.user("seller", "sales_team.group_sale_salesman_all_leads")

    def undo(self, action):
        undo = action["params"]["undo"]
        records = self.env[undo["model"]].browse(undo["args"][0])
        return getattr(records, undo["method"])(*undo["args"][1:])

    def test_later_and_earlier(self):
        self.receipt(self.stool, 2, at(3, 10))
        self.assertTrue(self.sold.schedule_late)
        action = self.sold.with_user(self.seller).action_promise()
        self.assertEqual(self.sold.commitment_date, at(3, 10))
        self.assertFalse(self.sold.schedule_late)
        self.assertIn("Jan 5, 2040", action["params"]["message"])
        told = self.sold.message_ids[0].body
        self.assertIn("Jan 2, 2040", told)
        self.assertIn("Jan 5, 2040", told)
        self.sold.commitment_date = at(9, 12)
        self.sold.action_promise()
        self.assertEqual(self.sold.commitment_date, at(3, 10))
        self.undo(action)
        self.assertEqual(self.sold.commitment_date, at(0, 12))
        self.assertIn("Jan 2, 2040", self.sold.message_ids[0].body)

    def test_days_in_hand_are_working_days(self):
        self.receipt(self.stool, 2, at(1, 10))
        for days, expected in ((1, at(3, 10)), (2, at(4, 10)), (3, at(7, 10))):
            self.company.promise_buffer_days = days
            self.sold.action_promise()
            # Wednesday is a holiday; then comes a weekend.
            self.assertEqual(self.sold.commitment_date, expected)
        with self.assertRaises(ValidationError):
            self.company.promise_buffer_days = -1

    def test_what_is_made_for_it_follows(self):
        self.on_hand(self.leg, 6)
        self.bom_stool.produce_delay = 2
        mo = self.mto(self.sold)
        self.assertEqual(mo.date_deadline, at(0, 12))
        self.sold.action_promise()
        self.assertEqual(self.sold.commitment_date, at(3, 16))
        self.assertEqual(mo.date_deadline, at(3, 16))
        # A promise does not push itself out.
        self.sold.action_promise()
        self.assertEqual(self.sold.commitment_date, at(3, 16))

    def test_without_a_date(self):
        self.assertRefused(self.sold.action_promise, reason="Stool")
        self.assertEqual(self.sold.commitment_date, at(0, 12))

    def test_without_ingredients(self):
        self.mto(self.sold)
        self.assertRefused(self.sold.action_promise, reason="is made of")

    def test_a_kit(self):
        """What it lacks is named: of a kit nobody makes the kit."""
        self.on_hand(self.table, 1)
        order = self.order((self.kit, 1))
        self.assertRefused(order.action_promise, reason="Stool is missing")

    def test_services_have_no_date(self):
        self.assertFalse(self.quotation((self.service, 1)).feasible_date)

    def test_a_quotation_that_enters_by_its_deadline(self):
        """What it is promised for, it gets at the place where it enters then."""
        self.company.new_order_rank = "deadline"
        self.sold.commitment_date = at(4, 12)
        self.receipt(self.stool, 2, at(3, 10))
        self.receipt(self.stool, 2, at(8, 10))
        quotation = self.quotation((self.stool, 2), commitment_date=at(2, 12))
        quotation.action_promise()
        promised = quotation.commitment_date
        quotation.action_confirm()
        self.assertEqual(quotation.feasible_date, promised)
        self.assertFalse(quotation.schedule_late)

    def test_many(self):
        self.receipt(self.board, 1, at(3, 10))
        other = self.order((self.board, 1), commitment_date=at(1, 12))
        closed = self.order((self.board, 1))
        closed._action_cancel()
        action = (self.sold + other + closed).action_promise()
        self.assertEqual(other.commitment_date, at(3, 10))
        self.assertEqual(self.sold.commitment_date, at(0, 12))
        message = action["params"]["message"]
        self.assertEqual(len(message.splitlines()), 3)
        for order in self.sold + other + closed:
            self.assertIn(order.name, message)
        self.undo(action)
        self.assertEqual(other.commitment_date, at(1, 12))

    def test_a_quotation(self):
        self.receipt(self.board, 1, at(3, 10))
        quotation = self.quotation((self.board, 1))
        quotation.action_promise()
        self.assertEqual(quotation.commitment_date, at(3, 10))
        self.assertEqual(quotation.state, "draft")

    def test_the_mail_to_the_customer(self):
        self.on_hand(self.stool, 2)
        self.customer.email = "ada@example.com"
        action = self.sold.with_user(self.seller).action_promise()["params"]["next"]
        self.assertEqual(action["res_model"], "mail.compose.message")
        composer = Form(
            self.env["mail.compose.message"]
            .with_user(self.seller)
            .with_context(**action["context"])
        ).save()
        self.assertIn(self.sold.name, composer.subject)
        self.assertIn("2040", composer.subject)
        self.assertIn(self.customer, composer.partner_ids)

    def test_a_mail_to_each_customer(self):
        self.customer.email = "ada@example.com"
        bob = self.customer.copy({"name": "Bob", "email": "bob@example.com"})
        self.on_hand(self.stool, 4)
        other = self.order((self.stool, 2), partner_id=bob.id)
        none = self.order((self.board, 1))
        orders = (self.sold + other + none).with_user(self.seller)
        action = orders.action_promise()["params"]["next"]
        self.assertEqual(action["tag"], "make_schedule.ask")
        asked = action["params"]
        for name in (self.customer.name, "Bob"):
            self.assertIn(name, asked["body"])
        self.assertEqual(asked["ids"], (self.sold + other).ids)
        promised = self.env[asked["model"]].with_user(self.seller).browse(asked["ids"])
        told = getattr(promised, asked["method"])()
        self.assertIn("Bob", told["params"]["message"])
        for order, whom in ((self.sold, self.customer), (other, bob)):
            mail = order.message_ids[0]
            self.assertIn(order.name, mail.subject)
            self.assertIn("2040", mail.subject)
            self.assertIn(whom, mail.notified_partner_ids)
        self.assertFalse(none.message_ids.filtered("subject"))

    def test_offered_where_it_can_be_promised(self):
        name = "action_promise"
        self.assertFalse(self.offers(self.sold, name))
        self.on_hand(self.stool, 5)
        self.assertTrue(self.offers(self.sold, name))
        self.assertTrue(self.offers(self.quotation((self.stool, 2)), name))
        self.sold.action_lock()
        self.assertFalse(self.offers(self.sold, name))
        self.sold.action_unlock()
        self.sold.picking_ids.move_ids.picked = True
        self.sold.picking_ids.button_validate()
        self.assertFalse(self.offers(self.sold, name))

    def test_no_mail_to_nowhere(self):
        self.customer.email = "ada@example.com"
        bob = self.customer.copy({"name": "Bob", "email": False})
        self.on_hand(self.stool, 4)
        orders = self.sold + self.order((self.stool, 2), partner_id=bob.id)
        told = orders.with_user(self.seller).action_mail_promise()["params"]
        mailed, without = told["message"].split("\n")
        self.assertIn(self.customer.name, mailed)
        self.assertNotIn("Bob", mailed)
        self.assertEqual(without, "No email address: Bob")
        self.assertEqual(told["type"], "warning")

    def test_refused(self):
        self.on_hand(self.stool, 2)
        self.sold.action_lock()
        self.assertRefused(self.sold.action_promise, reason=self.sold.name)
        self.sold.action_unlock()
        viewer = self.user("viewer", "base.group_user")
        for method in ("action_promise", "action_promise_back"):
            with self.assertRaises(AccessError):
                getattr(self.sold.with_user(viewer), method)()
        self.assertEqual(self.sold.feasible_date, MONDAY)

    def test_a_holiday_of_another_company(self):
        self.warehouse.automatic_deadlines = False
        other = self.env["res.company"].create({"name": "Other"})
        self.env.user.company_ids += other
        leaves = self.env["resource.calendar.leaves"]
        leave = leaves.with_context(allowed_company_ids=other.ids).create(
            {"name": "Theirs", "date_from": at(3, 0), "date_to": at(3, 23, 59)}
        )
        self.assertEqual(leave.company_id, other)
        self.company.promise_buffer_days = 1
        self.receipt(self.board, 1, at(1, 10))
        order = self.order((self.board, 1))
        order.action_promise()
        # Wednesday is a holiday of its own.
        self.assertEqual(order.commitment_date, at(3, 10))

    def test_one_that_cannot_be_promised_stops_no_other(self):
        """A quotation enters the lower the later it is promised, until it is short."""
        self.warehouse.automatic_deadlines = False
        self.company.new_order_rank = "deadline"
        self.company.promise_buffer_days = 5
        self.on_hand(self.board, 2)
        self.order((self.board, 2), commitment_date=at(3, 12))
        self.receipt(self.drawer, 5, at(4, 10))
        order = self.order((self.drawer, 2), commitment_date=at(1, 12))
        offer = self.quotation((self.board, 2), commitment_date=at(1, 12))
        self.assertTrue(offer.feasible_date)
        self.assertRefused(offer.action_promise, reason=offer.name)
        told = (offer + order).action_promise()["params"]
        self.env.invalidate_all()
        # The fifth working day after Friday.
        self.assertEqual(order.commitment_date, at(11, 10))
        self.assertEqual(offer.commitment_date, at(1, 12))
        self.assertIn(f"{offer.name} cannot be promised", told["message"])
        self.assertEqual(told["undo"]["args"][0], order.ids)
