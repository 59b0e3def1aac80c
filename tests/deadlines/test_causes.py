from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.fields import Command, Datetime
from odoo.tests import tagged

from ..common import ScheduleCase
from .test_automatic_deadlines import MONDAY, DeadlineCase, at

RECEIPT = "receipt"


class CauseCase(DeadlineCase):
    """Chains of causes, as (kind, document, begin, end) from the document down."""

    def chain(self, document):
        """Return a document's chain; its times are contiguous and end as they must."""
        self.check_causes(document)
        return [
            (
                cause["kind"],
                self.env[cause["model"]].browse(cause["id"]),
                Datetime.to_datetime(cause["start"]),
                Datetime.to_datetime(cause["end"]),
            )
            for cause in document.delay_causes
        ]

    def kinds(self, document):
        return [kind for kind, *_rest in self.chain(document)]

    def helps(self, document):
        return {cause["kind"]: cause["help"] for cause in document.delay_causes}


@tagged("post_install", "-at_install")
class TestCauses(CauseCase):
    """Why something is not there yet, with deadlines by hand (behaviour 11)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warehouse.automatic_deadlines = False
        cls.bom_stool.produce_delay = 2

    def test_nothing_delays_what_is_in_stock(self):
        order = self.order((self.stool, 2))
        self.on_hand(self.stool, 2)
        self.assertEqual(order.delay_causes, [])
        self.assertEqual(order.order_line.delay_causes, [])

    def test_nothing_delays_what_is_closed(self):
        mo = self.mo(self.stool, 2)
        mo.action_cancel()
        order = self.order((self.stool, 2))
        order._action_cancel()
        self.assertEqual(mo.delay_causes, [])
        self.assertEqual(order.delay_causes, [])

    def test_what_is_short_could_be_made(self):
        order = self.order((self.stool, 2))
        row = order.order_line
        expected = [("row", row, None, None), ("short", self.stool, None, None)]
        self.assertEqual(self.chain(row), expected)
        self.assertEqual(self.chain(order), expected)
        self.assertEqual(self.helps(order)["short"], "make")
        short = order.delay_causes[-1]
        self.assertEqual((short["quantity"], short["uom"]), (2, "Units"))
        self.assertIn("Stool", short["text"])

    def test_what_else_is_short_is_counted(self):
        order = self.order((self.table, 1))
        self.mto(order)
        mo = order.mto_production_ids.filtered(lambda mo: mo.product_id == self.table)
        short = mo.delay_causes[-1]
        self.assertEqual(short["kind"], "short")
        self.assertIn("One more product is missing", short["text"])
        self.on_hand(self.drawer, 1)
        self.env.invalidate_all()
        self.assertNotIn("more", mo.delay_causes[-1]["text"])

    def test_what_is_late_though_nothing_delays_it(self):
        order = self.order((self.stool, 2), commitment_date=MONDAY - timedelta(days=3))
        self.assertFalse(order.schedule_why()["note"])
        self.on_hand(self.stool, 2)
        self.env.invalidate_all()
        for document in (order, order.order_line):
            why = document.schedule_why()
            self.assertEqual(why["causes"], [])
            self.assertIn("its delivery", why["note"])
        order.commitment_date = MONDAY + timedelta(days=3)
        self.env.invalidate_all()
        self.assertFalse(order.schedule_why()["note"])

    def test_what_is_short_could_be_bought(self):
        order = self.order((self.board, 2))
        self.assertEqual(self.helps(order)["short"], "")
        vendor = self.env["res.partner"].create({"name": "Sawmill"})
        self.board.seller_ids = [Command.create({"partner_id": vendor.id})]
        self.board.route_ids += self.env.ref("purchase_stock.route_warehouse0_buy")
        self.env.invalidate_all()
        self.assertEqual(self.helps(order)["short"], "buy")

    def test_a_lead_time(self):
        self.on_hand(self.leg, 100)
        order = self.order((self.stool, 2))
        mo = self.mto(order)
        end = at(3, 16)
        expected = [("row", order.order_line, end, end), ("mo", mo, MONDAY, end)]
        self.assertEqual(self.chain(order), expected)
        self.assertEqual(self.chain(mo), expected[1:])
        self.assertEqual(self.helps(mo)["mo"], "start")
        mo.action_set_production_status("in_progress")
        self.assertEqual(self.helps(mo)["mo"], "")

    def test_an_mo_that_lacks_something(self):
        order = self.order((self.stool, 2))
        mo = self.mto(order)
        self.assertEqual(
            self.chain(order),
            [
                ("row", order.order_line, None, None),
                ("mo", mo, None, None),
                ("short", self.leg, None, None),
            ],
        )
        self.assertEqual(order.delay_causes[-1]["quantity"], 6)

    def test_a_task(self):
        """Its own link stands first, also where no work center is planned."""
        mo = self.mo(self.stool, 2)
        task = mo.workorder_ids
        self.assertEqual(
            self.chain(task),
            [
                ("work", task, None, None),
                ("mo", mo, None, None),
                ("short", self.leg, None, None),
            ],
        )
        self.on_hand(self.leg, 100)
        end = at(3, 16)
        self.assertEqual(
            self.chain(task), [("work", task, end, end), ("mo", mo, MONDAY, end)]
        )

    def test_a_receipt(self):
        order = self.order((self.stool, 2))
        mo = self.mto(order)
        receipt = self.receipt(self.leg, 6, at(1, 10))
        end = at(4, 16)
        self.assertEqual(
            self.chain(order),
            [
                ("row", order.order_line, end, end),
                ("mo", mo, at(1, 10), end),
                (RECEIPT, receipt, MONDAY, at(1, 10)),
            ],
        )
        self.assertEqual(self.helps(order)[RECEIPT], "expedite")
        self.assertEqual(order.delay_causes[-1]["quantity"], 6)

    def test_of_two_receipts_the_later_one(self):
        order = self.order((self.stool, 2))
        self.mto(order)
        self.receipt(self.leg, 3, at(1, 10))
        late = self.receipt(self.leg, 3, at(3, 10))
        self.assertEqual(self.chain(order)[-1], (RECEIPT, late, MONDAY, at(3, 10)))

    def test_an_overdue_receipt(self):
        order = self.order((self.stool, 2))
        receipt = self.receipt(self.stool, 2, at(-3, 10))
        self.assertEqual(
            self.chain(order),
            [
                ("row", order.order_line, MONDAY, MONDAY),
                (RECEIPT, receipt, MONDAY, MONDAY),
            ],
        )
        self.assertEqual([cause["slip"] for cause in order.delay_causes], [False, True])

    def test_a_date_set_by_hand(self):
        self.on_hand(self.leg, 100)
        mo = self.mo(self.stool, 2)
        order = self.order((self.stool, 2))
        mo.date_deadline = at(8, 12)
        self.assertEqual(
            self.chain(order),
            [
                ("row", order.order_line, at(8, 12), at(8, 12)),
                ("mo", mo, at(8, 12), at(8, 12)),
                ("pinned", mo, MONDAY, at(8, 12)),
            ],
        )
        # Sooner than it can be: that delays nothing.
        mo.date_deadline = at(1, 12)
        self.assertEqual(self.kinds(order), ["row", "mo"])

    def test_levels(self):
        self.on_hand(self.leg, 100)
        self.bom_drawer.produce_delay = 1
        order = self.order((self.table, 1))
        table = self.mto(order)
        drawer = self.mo(self.drawer, 1)
        self.assertEqual(
            self.chain(order),
            [
                ("row", order.order_line, None, None),
                ("mo", table, None, None),
                ("mo", drawer, None, None),
                ("short", self.board, None, None),
            ],
        )
        receipt = self.receipt(self.board, 2, at(1, 10))
        end = at(3, 16)
        self.assertEqual(
            self.chain(order),
            [
                ("row", order.order_line, end, end),
                ("mo", table, end, end),
                ("mo", drawer, at(1, 10), end),
                (RECEIPT, receipt, MONDAY, at(1, 10)),
            ],
        )

    def test_who_is_served_before(self):
        first, second = self.order((self.stool, 2)), self.order((self.stool, 2))
        self.on_hand(self.stool, 2)
        self.assertEqual(
            self.chain(second),
            [
                ("row", second.order_line, None, None),
                ("stock_held", first, None, None),
                ("short", self.stool, None, None),
            ],
        )
        receipt = self.receipt(self.stool, 2, at(7, 10))
        self.assertEqual(
            self.chain(second),
            [
                ("row", second.order_line, at(7, 10), at(7, 10)),
                ("stock_held", first, at(7, 10), at(7, 10)),
                (RECEIPT, receipt, MONDAY, at(7, 10)),
            ],
        )
        self.assertEqual(self.helps(second)["stock_held"], "move_up")
        second.schedule_move(before_id=first.id)
        self.assertEqual(second.delay_causes, [])
        self.assertEqual(self.kinds(first), ["row", "stock_held", RECEIPT])

    def test_who_has_the_ingredients(self):
        first, second = self.mo(self.stool, 2), self.mo(self.stool, 2)
        self.on_hand(self.leg, 6)
        self.assertEqual(self.kinds(first), ["mo"])
        self.assertEqual(
            self.chain(second),
            [
                ("mo", second, None, None),
                ("stock_held", first, None, None),
                ("short", self.leg, None, None),
            ],
        )

    def test_moving_up_is_offered_where_it_helps(self):
        first, second = self.mo(self.stool, 2), self.mo(self.stool, 3)
        self.on_hand(self.leg, 6)

        def offered(document):
            return self.helps(document)["stock_held"]

        # Of the nine legs that it lacks six would be there.
        self.assertEqual(offered(second), "move_up")
        third = self.mo(self.stool, 1)
        self.assertEqual(offered(third), "move_up")
        self.receipt(self.leg, 20, at(3, 10))
        # With six of nine it waits for the receipt all the same.
        self.assertEqual(offered(second), "")
        self.assertEqual(offered(third), "move_up")
        # Who stands between gives way as well.
        first.schedule_move(after_id=second.id)
        self.on_hand(self.leg, 3)
        self.assertEqual(self.chain(first)[1][1], second)
        self.assertEqual(offered(first), "move_up")

    def test_what_is_chained_is_nobodys_to_move_up_for(self):
        first = self.order((self.board, 5))
        receipt = self.receipt(self.board, 20, at(3, 10))
        first.picking_ids.move_ids.move_orig_ids = receipt.move_ids
        second = self.order((self.board, 30))
        self.assertEqual(self.kinds(second)[-1], "short")
        self.assertNotIn("move_up", self.helps(second).values())
        self.assertNotIn("held", second.schedule_preview(before_id=first.id))

    def test_moving_up_is_not_offered_where_more_is_missing(self):
        first, second = self.mo(self.table, 1), self.mo(self.table, 1)
        parts = second.move_raw_ids.product_id
        self.assertGreater(len(parts), 1)
        self.on_hand(parts[0], 100)
        self.on_hand(parts[1], first.move_raw_ids[1].product_qty)
        self.assertEqual(self.kinds(second), ["mo", "stock_held", "short"])
        self.assertEqual(self.helps(second)["stock_held"], "move_up")
        self.on_hand(parts[0], -100)
        self.assertNotIn("move_up", self.helps(second).values())

    def test_what_is_picked_is_nobodys_to_move_up_for(self):
        first, second = self.order((self.stool, 2)), self.order((self.stool, 2))
        self.on_hand(self.stool, 2)
        first.picking_ids.action_assign()
        first.picking_ids.move_ids.picked = True
        self.assertEqual(self.kinds(second), ["row", "stock_held", "short"])
        self.assertEqual(self.helps(second)["stock_held"], "")

    def test_a_blocked_mo_is_the_last_link(self):
        order = self.order((self.stool, 2))
        mo = self.mto(order)
        self.receipt(self.leg, 6, at(1, 10))
        mo.action_set_production_status("blocked", reason="no saw")
        self.assertEqual(self.kinds(order), ["row", "mo", RECEIPT, "blocked"])
        blocked = order.delay_causes[-1]
        self.assertEqual((blocked["model"], blocked["id"]), ("mrp.production", mo.id))
        self.assertEqual(blocked["help"], "unblock")
        self.assertIn("no saw", blocked["text"])

    def test_the_first_that_is_behind(self):
        order = self.order((self.stool, 2), commitment_date=at(1, 12))
        mo = self.mto(order)
        self.receipt(self.leg, 6, at(1, 10))
        slips = [cause["slip"] for cause in order.delay_causes]
        self.assertEqual(slips, [True, False, False])
        self.assertEqual(order.delay_causes[0]["help"], "promise")
        order.commitment_date = at(20, 12)
        mo.date_deadline = at(2, 12)
        slips = [cause["slip"] for cause in order.delay_causes]
        self.assertEqual(slips, [False, True, False])
        self.assertEqual(order.delay_causes[0]["help"], "")

    def test_part_of_it_could_be_delivered(self):
        order = self.order((self.stool, 3), commitment_date=at(1, 12))
        self.on_hand(self.stool, 1)
        self.receipt(self.stool, 2, at(7, 10))
        self.assertEqual(self.helps(order)["row"], "split")

    def test_of_several_rows_the_decisive_one(self):
        order = self.order((self.stool, 2), (self.board, 1))
        self.receipt(self.stool, 2, at(1, 10))
        self.assertEqual(self.chain(order)[0][1], order.order_line[1])
        self.receipt(self.board, 1, at(7, 10))
        self.assertEqual(self.chain(order)[0][1], order.order_line[1])
        self.receipt(self.leg, 1, at(7, 10))
        order.order_line[0].product_uom_qty = 3
        self.assertEqual(self.chain(order)[0][1], order.order_line[0])

    def test_kits_and_other_units(self):
        order = self.order((self.kit, 1))
        self.on_hand(self.stool, 4)
        self.assertEqual(self.chain(order)[-1][:2], ("short", self.table))
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self.order((self.board, 1))
        order.order_line.write({"product_uom_id": dozen.id})
        self.assertEqual(order.delay_causes[-1]["quantity"], 12)
        row = order.delay_causes[0]
        self.assertEqual((row["quantity"], row["uom"]), (1, dozen.name))

    def test_a_quotation(self):
        self.on_hand(self.stool, 2)
        held = self.order((self.stool, 2))
        receipt = self.receipt(self.stool, 2, at(1, 10))
        quotation = self.quotation((self.stool, 2))
        expected = [
            ("stock_held", held, at(1, 10), at(1, 10)),
            (RECEIPT, receipt, MONDAY, at(1, 10)),
        ]
        self.assertEqual(self.chain(quotation)[1:], expected)
        self.serve_from_known()
        self.env.invalidate_all()
        self.assertEqual(self.chain(quotation)[1:], expected)
        self.assertTrue(self.answered)

    def test_who_may_not_see_whom(self):
        seller = self.user("own", "sales_team.group_sale_salesman")
        first = self.order((self.stool, 2))
        second = self.order((self.stool, 2), user_id=seller.id)
        self.on_hand(self.stool, 2)
        held = second.with_user(seller).delay_causes[1]
        self.assertEqual(held["kind"], "stock_held")
        self.assertEqual((held["model"], held["id"]), (False, False))
        self.assertNotIn(first.name, held["text"] + held["name"])
        self.assertEqual(held["help"], "move_up")
        with self.assertRaises(AccessError):
            first.with_user(seller).read(["delay_causes"])
        portal = self.user("outsider", "base.group_portal")
        with self.assertRaises(AccessError):
            second.with_user(portal).read(["delay_causes"])

    def test_what_is_made_for_whom_one_may_not_see(self):
        seller = self.user("own", "sales_team.group_sale_salesman")
        first = self.order((self.stool, 2))
        mine = self.mto(first)
        second = self.order((self.stool, 2), user_id=seller.id)
        other = self.mto(second)
        self.on_hand(self.leg, 6)
        causes = second.with_user(seller).delay_causes
        self.assertEqual(
            [cause["kind"] for cause in causes], ["row", "mo", "stock_held", "short"]
        )
        self.assertEqual(causes[1]["name"], other.name)
        self.assertFalse(causes[2]["id"])
        self.assertNotIn(mine.name, causes[2]["text"] + causes[2]["name"])

    def test_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("de_DE")
        order = self.order((self.stool, 2))
        english = order.delay_causes[-1]["text"]
        german = order.with_context(lang="de_DE").delay_causes[-1]["text"]
        self.assertNotEqual(english, german)

    def test_queries_do_not_grow(self):
        self.receipt(self.leg, 1000, at(1, 10))
        few, many = self.few_and_many()
        count = self.counting("delay_causes")
        count(many)
        # Of few that somebody has asked for already some is known.
        self.assertLessEqual(count(many), count(few) + 4)

    def test_nothing_delays_an_mo_that_can_be_done_now(self):
        self.bom_stool.produce_delay = 0
        self.on_hand(self.leg, 10)
        mo = self.mo(self.stool, 1)
        self.assertEqual(mo.delay_causes, [])
        self.assertEqual(mo.workorder_ids.delay_causes, [])
        # One that should have been done says so.
        mo.date_deadline = at(-3, 12)
        self.assertEqual([cause["slip"] for cause in mo.delay_causes], [True])


@tagged("post_install", "-at_install")
class TestCausesAutomatic(CauseCase):
    """The same through the work centers (behaviour 11)."""

    def test_behind_whom(self):
        """The saw works 6 to 10 and 12 to 16: ten hours behind three."""
        self.on_hand(self.leg, 1000)
        first, second = self.mo(self.stool, 3), self.mo(self.stool, 10)
        order = self.order((self.stool, 13))
        task, end = second.workorder_ids, at(1, 13)
        expected = [
            ("row", order.order_line, end, end),
            ("mo", second, end, end),
            ("work", task, at(0, 9), end),
            ("queue", first, MONDAY, at(0, 9)),
        ]
        self.assertEqual(self.chain(order), expected)
        self.assertEqual(self.chain(task), expected[2:])
        self.assertEqual(self.helps(order)["queue"], "move_up")
        self.assertIn("Saw", order.delay_causes[-1]["text"])
        second.schedule_move(before_id=first.id)
        self.assertEqual(self.kinds(second), ["mo", "work"])
        self.assertEqual(self.helps(second)["work"], "start")

    def test_closed_before_work_begins(self):
        self.on_hand(self.leg, 1000)
        self.bom_stool.operation_ids.workcenter_id = self.bench
        mo = self.mo(self.stool, 1)
        self.assertEqual(
            self.chain(mo),
            [
                ("mo", mo, at(0, 9), at(0, 9)),
                ("work", mo.workorder_ids, at(0, 8), at(0, 9)),
                ("closed", self.bench, MONDAY, at(0, 8)),
            ],
        )

    def test_a_night_between(self):
        """Eight hours take all of Monday; the next begins on Tuesday."""
        self.on_hand(self.leg, 1000)
        first, second = self.mo(self.stool, 8), self.mo(self.stool, 1)
        self.assertEqual(
            self.chain(second)[1:],
            [
                ("work", second.workorder_ids, at(1, 6), at(1, 7)),
                ("closed", self.saw, at(0, 16), at(1, 6)),
                ("queue", first, MONDAY, at(0, 16)),
            ],
        )

    def test_steps(self):
        """Two hours on the saw, then one on the bench."""
        self.on_hand(self.leg, 1000)
        self.on_hand(self.drawer, 10)
        receipt = self.receipt(self.leg, 1000, at(1, 5))
        self.on_hand(self.leg, -1000)
        mo = self.mo(self.table, 1)
        cut, join = mo.workorder_ids.sorted("sequence")
        self.assertEqual(
            self.chain(mo),
            [
                ("mo", mo, at(1, 9), at(1, 9)),
                ("work", join, at(1, 8), at(1, 9)),
                ("work", cut, at(1, 6), at(1, 8)),
                ("closed", self.saw, at(1, 5), at(1, 6)),
                (RECEIPT, receipt, MONDAY, at(1, 5)),
            ],
        )
        self.assertEqual(self.chain(cut)[0][1:], (cut, at(1, 6), at(1, 8)))

    def test_a_center_that_never_works(self):
        self.on_hand(self.leg, 1000)
        never = self.calendar("Never")
        self.saw.resource_calendar_id = never
        mo = self.mo(self.stool, 1)
        self.assertEqual(
            self.chain(mo),
            [("mo", mo, None, None), ("closed", self.saw, None, None)],
        )
        self.assertEqual(self.kinds(mo.workorder_ids), ["work", "mo", "closed"])

    def test_a_date_set_by_hand(self):
        self.on_hand(self.leg, 1000)
        self.on_hand(self.board, 20)
        drawer, table = self.mo(self.drawer, 1), self.mo(self.table, 1)
        drawer.date_deadline = at(4, 12)
        cut, join = table.workorder_ids.sorted("sequence")
        self.assertEqual(
            self.chain(table),
            [
                ("mo", table, at(4, 15), at(4, 15)),
                ("work", join, at(4, 14), at(4, 15)),
                ("work", cut, at(4, 12), at(4, 14)),
                ("mo", drawer, at(4, 12), at(4, 12)),
                ("pinned", drawer, MONDAY, at(4, 12)),
            ],
        )


@tagged("post_install", "-at_install")
class TestCausesRoutes(ScheduleCase):
    """Where what is waited for is no receipt from a vendor."""

    def test_a_transfer_from_another_place(self):
        order = self.order((self.stool, 2))
        other = self.stock.create(
            {"name": "Elsewhere", "location_id": self.stock.location_id.id}
        )
        transfer = self.transfer(
            self.warehouse.int_type_id, other, self.stock, self.stool, 2
        )
        self.on_hand(self.stool, 2, other)
        causes = order.delay_causes
        self.assertEqual([cause["kind"] for cause in causes], ["row", RECEIPT])
        self.assertEqual(causes[-1]["id"], transfer.id)
