from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..deadlines.test_automatic_deadlines import DeadlineCase, at

WINDOW = [fields.Datetime.to_string(at(day, 0)) for day in (0, 14)]


@tagged("post_install", "-at_install")
class TestTimeline(DeadlineCase):
    """Bars over the calendar, by sales order or by work center (behaviour 13)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse.automatic_deadlines = False

    def timeline(self, model="mrp.production", by="order", **asked):
        asked = dict(zip(("start", "end"), WINDOW, strict=True)) | asked
        return self.env[model].schedule_timeline(by=by, **asked)

    def bars(self, found, mo):
        return [
            (bar["res_id"], bar["start"][5:16], bar["end"][5:16])
            for bar in found["bars"]
            if bar["mo"] == mo.id
        ]

    def test_an_order_stands_before_its_deadline(self):
        mo = self.mo(self.stool, 6, date_deadline=at(1, 12))
        found = self.timeline(domain=[("id", "=", mo.id)])
        hours = [day["hours"] for day in self.load_of(mo)]
        self.assertEqual(sum(hours), 6)
        [(res_id, start, end)] = self.bars(found, mo)
        self.assertEqual((res_id, end), (mo.id, "01-03 10:00"))
        # Four hours of Tuesday's morning, two of Monday's end.
        self.assertEqual(start, fields.Datetime.to_string(at(0, 14))[5:16])
        self.assertEqual(found["undated"], 0)
        self.assertFalse(found["more"])

    def load_of(self, mo):
        return self.env["make.schedule.load"].search_read(
            [("production_id", "=", mo.id)], ["hours"]
        )

    def test_by_sales_order_and_by_work_center(self):
        order = self.order((self.stool, 2), commitment_date=at(3, 12))
        mto = self.mto(order)
        mto.date_deadline = at(2, 12) - timedelta(days=1)
        mts = self.mo(self.stool, 1, date_deadline=at(4, 12))
        domain = [("id", "in", (mto | mts).ids)]
        found = self.timeline(domain=domain)
        groups = {bar["mo"]: bar["group"] for bar in found["bars"]}
        self.assertEqual(groups, {mto.id: order.id, mts.id: 0})
        self.assertEqual([group["id"] for group in found["groups"]], [order.id, 0])
        self.assertIn(order.name, found["groups"][0]["name"])
        [bar] = [bar for bar in found["bars"] if bar["mo"] == mto.id]
        self.assertEqual(bar["due"], fields.Datetime.to_string(at(3, 12)))
        found = self.timeline(by="center", domain=domain)
        self.assertEqual(
            {bar["group"] for bar in found["bars"]},
            set((mto | mts).workorder_ids.workcenter_id.ids),
        )
        self.assertEqual({bar["model"] for bar in found["bars"]}, {"mrp.workorder"})
        # Wednesday and the weekends, of this work center.
        closed = [span["start"][:10] for span in found["closed"]]
        self.assertIn("2040-01-06", " ".join(closed))

    def test_sales_orders_stand_as_in_sell(self):
        orders = [
            self.order((self.stool, 2), commitment_date=at(3 + at_, 12))
            for at_ in range(3)
        ]
        mos = [self.mto(order) for order in orders]
        # What is made for stock serves the last of them first.
        extra = self.order((self.table, 1), commitment_date=at(8, 12))
        early = self.mo(self.table, 1, date_deadline=at(1, 12))
        early.schedule_move(before_id=mos[0].id)
        domain = [("id", "in", [mo.id for mo in (*mos, early)])]
        groups = [group["id"] for group in self.timeline(domain=domain)["groups"]]
        self.assertEqual(groups, [order.id for order in (*orders, extra)])
        orders[2].schedule_move(before_id=orders[0].id)
        groups = [group["id"] for group in self.timeline(domain=domain)["groups"]]
        order = (orders[2], orders[0], orders[1], extra)
        self.assertEqual(groups, [one.id for one in order])

    def test_what_is_left_of_a_begun_task_stands_where_load_counts_it(self):
        mo = self.mo(self.stool, 6, date_deadline=at(1, 12))
        task = mo.workorder_ids
        found = self.timeline("mrp.workorder", domain=[("id", "=", task.id)])
        before = self.bars(found, mo)
        task = task.with_context(bypass_duration_calculation=True)
        task.write({"state": "progress", "date_start": at(-5, 8)})
        found = self.timeline("mrp.workorder", domain=[("id", "=", task.id)])
        self.assertEqual(self.bars(found, mo), before)
        # It has taken more than its time, and goes on.
        task.duration = 400
        found = self.timeline(
            "mrp.workorder", domain=[("id", "=", task.id)], start="2039-12-01 00:00:00"
        )
        late = [(task.id, "12-28 08:00", "01-02 06:00")]
        self.assertEqual(self.bars(found, mo), late)
        mo.deadline_manual = False
        task.duration = 0
        self.undated(mo)
        found = self.timeline("mrp.workorder", domain=[("id", "=", task.id)])
        self.assertEqual(found["bars"], [])

    def test_tasks(self):
        mo = self.mo(self.stool, 2, date_deadline=at(1, 12))
        task = mo.workorder_ids[0]
        found = self.timeline("mrp.workorder", domain=[("id", "=", task.id)])
        self.assertIn(task.id, [bar["res_id"] for bar in found["bars"]])
        self.assertIn(task.name, found["bars"][0]["text"])

    def test_what_is_overdue_is_to_be_done_now(self):
        mo = self.mo(self.stool, 2, date_deadline=at(-1, 12))
        found = self.timeline(domain=[("id", "=", mo.id)])
        [(_id, start, _end)] = self.bars(found, mo)
        self.assertGreaterEqual(start, fields.Datetime.to_string(at(0, 0))[5:16])
        self.assertTrue(found["bars"][0]["late"])

    def test_as_it_is_planned(self):
        self.warehouse.automatic_deadlines = True
        self.on_hand(self.leg, 1000)
        first, second = self.mo(self.stool, 8), self.mo(self.stool, 2)
        self.plan()
        found = self.timeline(domain=[("id", "in", (first | second).ids)])
        [(_id, _start, end)] = self.bars(found, first)
        [(_id, start, _end)] = self.bars(found, second)
        self.assertLessEqual(end, start)
        self.assertEqual(
            start, fields.Datetime.to_string(second.workorder_ids.schedule_begin)[5:16]
        )
        self.assertFalse(found["frozen"])
        self.warehouse.freeze_days = 1
        found = self.timeline(domain=[("id", "in", (first | second).ids)])
        self.assertTrue(found["frozen"].startswith("2040-01-02"))

    def test_without_a_deadline(self):
        mo = self.mo(self.stool, 2)
        self.undated(mo)
        found = self.timeline(domain=[("id", "=", mo.id)])
        self.assertEqual((found["bars"], found["undated"]), ([], 1))

    def test_a_drop_moves_in_the_ranking_and_is_taken_back(self):
        first = self.mo(self.stool, 1, date_deadline=at(1, 12))
        second = self.mo(self.stool, 1, date_deadline=at(2, 12))
        before = self.schedule()
        due = first.date_deadline, second.date_deadline
        told = second.action_timeline_move(before_id=first.id)
        moved = self.schedule()
        self.assertLess(moved.ids.index(second.id), moved.ids.index(first.id))
        self.assertEqual((first.date_deadline, second.date_deadline), due)
        self.assertIn(second.name, told["params"]["message"])
        undo = told["params"]["undo"]
        ids, *args = undo["args"]
        said = getattr(self.env[undo["model"]].browse(ids), undo["method"])(*args)
        self.assertEqual(self.schedule(), before)
        place = second.schedule_position
        back = f"{second.display_name} is back at {place}."
        self.assertEqual(said["params"]["message"], back)
        with self.assertRaises(UserError):
            (first | second).action_timeline_move(before_id=first.id)

    def test_who_sees_bars_and_who_moves_them(self):
        first = self.mo(self.stool, 1, date_deadline=at(1, 12))
        second = self.mo(self.stool, 1, date_deadline=at(2, 12))
        seller = self.user("timeline seller", "sales_team.group_sale_salesman")
        seen = self.env["mrp.production"].with_user(seller)
        domain = [("id", "=", first.id)]
        bars = seen.schedule_timeline(domain, *WINDOW)["bars"]
        self.assertEqual([bar["mo"] for bar in bars], first.ids)
        with self.assertRaises(AccessError):
            second.with_user(seller).action_timeline_move(before_id=first.id)
        portal = self.user("timeline portal", "base.group_portal")
        with self.assertRaises(AccessError):
            self.env["mrp.production"].with_user(portal).schedule_timeline()

    def test_where_load_counts_it_though_its_deadline_is_set_by_hand(self):
        self.on_hand(self.leg, 1000)
        mo = self.mo(self.stool, 8)
        mo.date_deadline = at(7, 16)
        self.plan()
        self.env.flush_all()
        mine = [("production_id", "=", mo.id)]
        [load] = self.env["make.schedule.load"].search(mine)
        tasks = self.env["mrp.workorder"]
        [bar] = tasks.schedule_timeline(mine, str(at(-1, 0)), str(at(20, 0)))["bars"]
        self.assertEqual(bar["start"][:10], str(load.date))

    def test_much_is_written_as_people_do(self):
        self.env["res.lang"]._activate_lang("de_DE")
        mos = self.mo(self.leg, 1250000, bom_id=False)
        mos += self.mo(self.leg, 2500.5, bom_id=False)
        german = mos.with_context(lang="de_DE")
        bars = german.schedule_timeline([("id", "in", mos.ids)])["bars"]
        texts = sorted(bar["text"] for bar in bars)
        self.assertEqual(texts, ["1.250.000 Leg", "2.500,5 Leg"])
