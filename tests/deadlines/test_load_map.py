from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .test_automatic_deadlines import DeadlineCase, at


@tagged("post_install", "-at_install")
class TestLoadMap(DeadlineCase):
    """Hours of work and of working time of work centers, by day (behaviour 13)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse.automatic_deadlines = False

    def map(self, user=None, **asked):
        loads = self.env["make.schedule.load"].with_user(user or self.env.user)
        found = loads.schedule_load_map(**asked)
        centers = {center["id"]: center for center in found["centers"]}
        return found, centers

    def test_hours_of_work_and_of_working_time(self):
        self.mo(self.stool, 20, date_deadline=at(4, 12))
        found, centers = self.map()
        self.assertEqual((found["start"], len(found["days"])), ("2040-01-02", 14))
        saw = centers[self.saw.id]
        self.assertEqual(saw["name"], "Saw")
        self.assertEqual(saw["hours"], [0, 8, 0, 8, 4, *[0] * 9])
        # Wednesday is off, and so are the weekends.
        week = [8, 8, 0, 8, 8, 0, 0]
        self.assertEqual(saw["capacity"], [*week, 8, 8, 8, 8, 8, 0, 0])
        self.assertEqual(centers[self.bench.id]["hours"], [0] * 14)

    def test_of_today_what_is_left(self):
        self.mo(self.stool, 2, date_deadline=at(-1, 12))
        with self.now(0, 13):
            _found, centers = self.map(days=1)
        self.assertEqual(centers[self.saw.id]["capacity"], [3])
        self.assertEqual(centers[self.saw.id]["hours"], [2])

    def test_work_planned_for_yesterday_is_to_be_done_today(self):
        self.warehouse.automatic_deadlines = True
        self.on_hand(self.leg, 1000)
        self.mo(self.stool, 2)
        self.plan()
        with self.now(1, 5):
            _found, centers = self.map(days=2)
        self.assertEqual(centers[self.saw.id]["hours"], [2, 0])

    def test_a_day_that_is_planned_full_is_not_too_full_a_moment_later(self):
        self.warehouse.automatic_deadlines = True
        self.on_hand(self.leg, 1000)
        self.mo(self.stool, 20)
        self.plan()
        loads = self.env["make.schedule.load"]
        self.assertEqual(self.map(days=2)[1][self.saw.id]["capacity"], [8, 8])
        with self.now(0, 8, 30):
            found = self.map(days=2)[1][self.saw.id]
            self.assertEqual((found["hours"], found["capacity"]), ([8, 8], [8, 8]))
            self.assertEqual(loads._schedule_overloaded_days(), 0)
        # Where nothing is planned, what is left is what is left.
        self.warehouse.automatic_deadlines = False
        with self.now(0, 13):
            self.assertEqual(self.map(days=1)[1][self.saw.id]["capacity"], [3])

    def test_other_days(self):
        self.mo(self.stool, 2, date_deadline=at(8, 12))
        self.mo(self.stool, 3, date_deadline=at(30, 12))
        without = self.mo(self.stool, 4)
        self.undated(without)
        found, centers = self.map(start="2040-01-09", days=7)
        self.assertEqual(found["days"][0], "2040-01-09")
        self.assertEqual(centers[self.saw.id]["hours"], [0, 2, 0, 0, 0, 0, 0])
        self.assertEqual((found["later"], found["undated"]), (3, 4))
        for start in ("2039-12-01", None, "x", 5, [1]):
            self.assertEqual(self.map(start=start)[0]["start"], "2040-01-02")
        for days, shown in ((1000, 42), (-1, 1), ("x", 14), (True, 14)):
            self.assertEqual(len(self.map(days=days)[0]["days"]), shown)

    def test_what_is_too_much_for_a_day(self):
        self.mo(self.stool, 8, date_deadline=at(1, 16))
        self.assertEqual(self.map(days=2)[1][self.saw.id]["overloaded"], [False] * 2)
        self.mo(self.stool, 1, date_deadline=at(1, 16))
        _found, centers = self.map(days=2)
        self.assertEqual(centers[self.saw.id]["overloaded"], [False, True])
        self.assertEqual(centers[self.bench.id]["overloaded"], [False] * 2)

    def test_half_as_fast_and_two_at_once(self):
        """Both are in what a task is expected to take: hours stay hours."""
        self.saw.write(
            {
                "time_efficiency": 50,
                "capacity_ids": [
                    Command.create({"product_id": self.stool.id, "capacity": 2})
                ],
            }
        )
        # Four times two hours.
        self.mo(self.stool, 8, date_deadline=at(1, 16))
        saw = self.map(days=2)[1][self.saw.id]
        self.assertEqual((saw["hours"], saw["capacity"]), ([0, 8], [8, 8]))
        self.assertEqual(saw["overloaded"], [False, False])
        self.mo(self.stool, 1, date_deadline=at(1, 16))
        saw = self.map(days=2)[1][self.saw.id]
        self.assertEqual((saw["hours"], saw["capacity"]), ([0, 10], [8, 8]))
        self.assertEqual(saw["overloaded"], [False, True])

    def test_days_with_too_much_work_are_on_the_board(self):
        def count():
            board = self.env["make.schedule.board"].with_user(foreman).schedule_board()
            (found,) = [
                question
                for question in board["questions"]
                if question["name"] == "overloaded"
            ]
            return found["count"]

        foreman = self.user("foreman", "mrp.group_mrp_user")
        self.mo(self.stool, 8, date_deadline=at(0, 16))
        self.mo(self.stool, 8, date_deadline=at(1, 16))
        self.assertEqual(count(), 0)
        self.mo(self.stool, 1, date_deadline=at(1, 16))
        self.assertEqual(count(), 1)

    def test_who_sees_it(self):
        other = self.env["res.company"].create({"name": "Other"})
        theirs = self.env["mrp.workcenter"].create(
            {
                "name": "Theirs",
                "company_id": other.id,
                "resource_calendar_id": other.resource_calendar_id.id,
            }
        )
        foreman = self.user("foreman", "mrp.group_mrp_user")
        _found, centers = self.map(foreman)
        self.assertIn(self.saw.id, centers)
        self.assertNotIn(theirs.id, centers)
        seller = self.user("seller", "sales_team.group_sale_salesman_all_leads")
        with self.assertRaises(AccessError):
            self.map(seller)

    def test_whoever_reads_it_it_is_the_day_of_the_work_center(self):
        calendar = self.calendar("Two shifts there", (6, 14), (14, 22))
        calendar.tz = "America/Los_Angeles"
        self.saw.resource_calendar_id = calendar
        self.on_hand(self.leg, 1000)
        self.mo(self.stool, 20)
        # Monday 15:30 there, Tuesday 00:30 in Berlin.
        with self.now(0, 23, 30):
            self.plan()
            self.env.flush_all()
            for tz in ("America/Los_Angeles", "Europe/Berlin", "Australia/Sydney"):
                load = self.env["make.schedule.load"].with_context(tz=tz)
                self.assertEqual(load._schedule_overloaded_days(), 0, tz)
