from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import ScheduleCase
from ..deadlines.test_automatic_deadlines import MONDAY, DeadlineCase, at
from .test_preview import PreviewCase


class TriedCase(PreviewCase, ScheduleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(MONDAY))
        cls.orders = cls.env["sale.order"].concat(
            *(cls.order((cls.stool, 2), commitment_date=at(5, 12)) for _ in range(5))
        )


@tagged("post_install", "-at_install")
class TestOnTime(TriedCase):
    """The lowest place that makes an order on time (behaviour 12)."""

    def late_from(self, count):
        """Let as many orders be on time as come first."""
        for number in range(5):
            day = 1 if number < count else 9
            self.receipt(self.stool, 2, at(day, 10 + number))

    def by_trying_all(self, order):
        """Return the lowest position at which an order is not late."""
        others = (self.open_orders() - order).sorted("schedule_rank")
        for position in range(len(others), 0, -1):
            with self.env.cr.savepoint(flush=True) as savepoint:
                order.schedule_move(before_id=others[position - 1].id)
                self.env.invalidate_all()
                on_time = order.feasible_date and not order.schedule_late
                place = order.schedule_position
                savepoint.rollback()
            self.env.invalidate_all()
            if on_time:
                return place
        return None

    def test_the_lowest_place_that_works(self):
        self.late_from(3)
        last = self.orders[4]
        self.assertTrue(last.schedule_late)
        told = last.schedule_on_time()
        self.assertEqual(told["moves"], {last.id: [5, 3]})
        self.assertEqual(self.by_trying_all(last), 3)
        # The third becomes late for it; nothing has moved.
        self.assertEqual(
            [(order["order_id"], order["late"]) for order in told["orders"]][:2],
            [(last.id, [True, False]), (self.orders[2].id, [False, True])],
        )
        self.assertEqual(last.schedule_position, 5)

    def test_done_and_undone(self):
        self.late_from(3)
        last, before = self.orders[4], self.open_orders().ids
        action = last.action_on_time()
        self.assertEqual(last.schedule_position, 3)
        self.assertFalse(last.schedule_late)
        undo = action["params"]["undo"]
        records = self.env[undo["model"]].browse(undo["args"][0])
        getattr(records, undo["method"])(*undo["args"][1:])
        self.assertEqual(self.open_orders().ids, before)

    def test_above_what_is_made_between_orders(self):
        """Its place is one of the whole line, not of the orders alone."""
        self.orders._action_cancel()
        self.on_hand(self.leg, 6)
        made = self.mo(self.stool, 2, date_deadline=at(1, 10))
        legs = self.order((self.leg, 6), commitment_date=at(5, 12))
        self.receipt(self.leg, 6, at(9, 10))
        self.assertTrue(legs.schedule_late)
        action = legs.action_on_time()
        self.assertFalse(legs.schedule_late)
        self.assertLess(legs.schedule_rank, made.schedule_rank)
        self.assertTrue(action["params"]["undo"])

    def test_every_count(self):
        for count in (1, 2, 4):
            with self.subTest(count=count), self.env.cr.savepoint() as savepoint:
                self.late_from(count)
                told = self.orders[4].schedule_on_time()
                self.assertEqual(told["moves"][self.orders[4].id], [5, count])
                savepoint.rollback()
            self.env.invalidate_all()

    def test_on_time_already(self):
        self.late_from(3)
        self.assertRefused(
            self.orders[0].schedule_on_time, reason=f"{self.orders[0].name} is on time"
        )

    def test_what_would_help(self):
        last = self.orders[4]
        self.assertRefused(last.schedule_on_time, reason="Stool is missing")
        self.late_from(0)
        self.assertRefused(last.schedule_on_time, reason="Jan 11, 2040")
        # And what it waits for even there.
        self.assertRefused(last.schedule_on_time, reason="brings .* Stool")
        self.assertRefused(self.orders[0].schedule_on_time, reason="Promise that date")

    def test_by_when_it_has_to_come(self):
        last = self.orders[4]
        last.commitment_date = at(4, 20)
        self.assertRefused(last.schedule_on_time, reason="be there by Jan 6, 2040")
        self.late_from(0)
        # It brings them on the 11th at 10, which is five days and fourteen hours late.
        self.assertRefused(
            last.schedule_on_time, reason=r"Have .*IN.* come by Jan 6, 2040"
        )

    def test_a_part_of_it_is_there(self):
        last = self.orders[4]
        self.late_from(0)
        last.write({"order_line": [Command.create({"product_id": self.leg.id})]})
        self.on_hand(self.leg, 1)
        self.assertRefused(last.schedule_on_time, reason="Deliver what is there first")

    def test_what_lacks_something_is_not_on_time(self):
        self.on_hand(self.stool, 8)
        last = self.orders[4]
        self.assertFalse(last.schedule_late)
        told = last.schedule_on_time()
        self.assertEqual(told["moves"], {last.id: [5, 4]})

    def test_refused(self):
        self.orders[0]._action_cancel()
        self.assertRefused(self.orders[0].schedule_on_time)
        self.assertRefused(self.orders.schedule_on_time)
        viewer = self.user("viewer", "base.group_user")
        with self.assertRaises(AccessError):
            self.orders[1].with_user(viewer).schedule_on_time()


@tagged("post_install", "-at_install")
class TestWhatIf(TriedCase):
    """Several moves and dates, tried together (behaviour 12)."""

    def what_if(self, *changes):
        before = self.facts()
        told = self.env["sale.order"].schedule_what_if(
            [
                {"model": record._name, "id": record.id, **change}
                for record, change in changes
            ]
        )
        self.assertEqual(self.facts(), before, "It changes nothing")
        return told

    def told(self, before):
        """Return what is told of what has changed since."""
        after = self.facts()
        return [
            (order.id, list(zip(before[order], after[order], strict=True)))
            for order in self.open_orders()
            if before[order] != after[order]
        ]

    def assertTold(self, told, before):
        expected = [
            {
                "order_id": id_,
                "availability": list(availability),
                "date": list(date),
                "late": list(late),
            }
            for id_, (availability, date, late) in self.told(before)
        ]
        names = ("order_id", "availability", "date", "late")
        self.assertEqual(
            [{name: order[name] for name in names} for order in told["orders"]],
            expected,
        )

    def test_moves_one_after_the_other(self):
        self.on_hand(self.stool, 4)
        first, second, third = self.orders[:3]
        told = self.what_if(
            (third, {"before_id": first.id}),
            (first, {"after_id": self.orders[4].id}),
            (third, {"after_id": second.id}),
        )
        self.assertEqual(
            told["moves"],
            {f"sale.order,{third.id}": [3, 2], f"sale.order,{first.id}": [1, 5]},
        )
        before = self.facts()
        third.schedule_move(before_id=first.id)
        first.schedule_move(after_id=self.orders[4].id)
        third.schedule_move(after_id=second.id)
        self.assertTold(told, before)

    def test_a_receipt(self):
        self.receipt(self.stool, 2, at(9, 10))
        receipt = self.orders[0].order_line.supply_claims[0]
        record = self.env[receipt["source_model"]].browse(receipt["source_id"])
        told = self.what_if(
            (record, {"date": fields.Datetime.to_string(at(1, 10))}),
            (self.orders[1], {"before_id": self.orders[0].id}),
        )
        self.assertEqual(
            [(order["order_id"], order["late"]) for order in told["orders"]],
            [(self.orders[1].id, [False, False]), (self.orders[0].id, [True, False])],
        )
        self.assertEqual(told["orders"][0]["date"], [False, "2040-01-03 10:00:00"])

    def test_a_deadline_of_an_mo(self):
        self.on_hand(self.leg, 60)
        mo = self.mo(self.stool, 2, date_deadline=at(1, 10))
        told = self.what_if((mo, {"date": fields.Datetime.to_string(at(9, 10))}))
        before = self.facts()
        mo.date_deadline = at(9, 10)
        self.assertTold(told, before)
        self.assertEqual(told["orders"][0]["late"], [False, True])
        self.assertFalse(told["moves"])

    def test_mos_and_orders_together(self):
        self.on_hand(self.leg, 6)
        mos = self.mto(self.orders[:2])
        stock = self.mo(self.stool, 2)
        told = self.what_if(
            (stock, {"before_id": mos[0].id}),
            (self.orders[1], {"before_id": self.orders[0].id}),
        )
        before = self.facts()
        stock.schedule_move(before_id=mos[0].id)
        self.orders[1].schedule_move(before_id=self.orders[0].id)
        self.assertTold(told, before)

    def test_refused(self):
        what_if = self.env["sale.order"].schedule_what_if
        order = {"model": "sale.order", "id": self.orders[0].id}
        mo = {"model": "mrp.production", "id": self.mo(self.stool).id}
        delivery = self.orders[0].picking_ids.id
        for changes in (
            *(None, [], "x", [1], [{}], [order], [{**order, "date": "2040-01-01"}]),
            *([{**order, "before_id": self.orders[0].id}], [{**mo, "date": "soon"}]),
            *([{**mo, "date": "9999-12-31 23:59:00"}],),
            *([{"model": "stock.picking", "id": delivery, "date": "2040-01-01"}],),
            *([{**mo, "date": False}], [{"model": "res.users", "id": 1, "date": "x"}]),
            [{"model": "sale.order", "id": 10**12, "before_id": self.orders[0].id}],
        ):
            self.assertRefused(what_if, changes)
        viewer = self.user("viewer", "base.group_user")
        with self.assertRaises(AccessError):
            self.env["sale.order"].with_user(viewer).schedule_what_if(
                [{**order, "before_id": self.orders[1].id}]
            )


@tagged("post_install", "-at_install")
class TestOnTimeFarUp(DeadlineCase):
    """Where higher up is not always better (behaviour 12)."""

    def test_more_hours_would_help(self):
        self.on_hand(self.leg, 100)
        order = self.order((self.stool, 30), commitment_date=at(0, 7))
        self.mto(order)
        self.plan()
        self.assertRefused(
            order.schedule_on_time,
            reason="More hours at Saw between Jan 2, 2040 and Jan",
        )

    def test_above_the_mo_that_takes_its_ingredients(self):
        self.warehouse.automatic_deadlines = False
        self.bom_table.operation_ids.unlink()
        self.bom_table.produce_delay = 1
        self.on_hand(self.drawer, 1)
        self.on_hand(self.leg, 4)
        self.mo(self.table, 1)
        for _number in range(14):
            self.order((self.leg, 4), commitment_date=at(30, 12))
        order = self.order(*((self.table, 1), (self.leg, 4)), commitment_date=at(1, 20))
        self.receipt(self.leg, 4, at(1, 8))
        for _number in range(14):
            self.receipt(self.leg, 4, at(10, 8))
        self.env.invalidate_all()
        self.assertTrue(order.schedule_late)
        # At the top it takes the table's legs; right below the table's MO it does not.
        self.assertEqual(order.schedule_on_time()["moves"], {order.id: [15, 1]})
