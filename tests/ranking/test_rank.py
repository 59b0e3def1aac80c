from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestRank(ScheduleCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.orders = [cls.order((cls.stool, 1)) for _number in range(4)]
        cls.a, cls.b, cls.c, cls.d = cls.orders

    def test_a_confirmed_order_goes_last(self):
        self.assertEqual(list(self.sell()), self.orders)
        quotation = self.quotation((self.stool, 1))
        later = self.order((self.stool, 1))
        quotation.action_confirm()
        self.assertEqual(list(self.sell()), [*self.orders, later, quotation])
        self.assertEqual(self.sell().mapped("schedule_position"), [1, 2, 3, 4, 5, 6])

    def test_a_move_says_from_where_to_where(self):
        self.assertEqual(self.d.schedule_move(before_id=self.a.id), {self.d.id: [4, 1]})
        self.assertEqual(list(self.sell()), [self.d, self.a, self.b, self.c])
        self.assertEqual(self.d.schedule_move(after_id=self.b.id), {self.d.id: [1, 3]})
        self.assertEqual(list(self.sell()), [self.a, self.b, self.d, self.c])
        self.assertIn("position 1 to 3", self.d.message_ids[0].body)

    def test_a_block_moves_in_the_order_of_the_recordset(self):
        moved = (self.d + self.b).schedule_move(before_id=self.a.id)
        self.assertEqual(list(self.sell()), [self.d, self.b, self.a, self.c])
        self.assertEqual(moved, {self.d.id: [4, 1], self.b.id: [2, 2]})

    def test_to_the_end_stays_below_what_comes_later(self):
        self.a.schedule_move(after_id=self.d.id)
        later = self.order((self.stool, 1))
        self.assertEqual(list(self.sell()), [self.b, self.c, self.d, self.a, later])
        self.assertEqual(len(set(self.sell().mapped("schedule_rank"))), 5)

    def test_a_thousand_moves_into_one_gap(self):
        for _turn in range(300):
            self.c.schedule_move(before_id=self.b.id)
            self.d.schedule_move(before_id=self.b.id)
        self.assertEqual(list(self.sell()), [self.a, self.c, self.d, self.b])

    def test_a_crowded_neighbourhood_is_spread(self):
        for _turn in range(120):
            (first, second) = self.sell()[1:3]
            second.schedule_move(before_id=first.id)
        ranks = self.sell().mapped("schedule_rank")
        self.assertEqual(ranks, sorted(set(ranks)))
        self.assertEqual(self.sell()[0], self.a)

    def test_what_is_not_open_has_no_place(self):
        self.d.action_cancel()
        self.assertEqual(self.d.schedule_position, 0)
        self.assertEqual(list(self.sell()), self.orders[:3])
        quotation = self.quotation((self.stool, 1))
        self.assertEqual(quotation.schedule_position, 0)
        services = self.order((self.service, 1))
        self.assertFalse(services.schedule_open)

    def test_a_delivered_order_is_done(self):
        self.on_hand(self.stool, 1)
        picking = self.a.picking_ids
        picking.action_assign()
        picking.button_validate()
        self.assertFalse(self.a.schedule_open)
        self.assertEqual(self.b.schedule_position, 1)

    def test_wrong_moves_change_nothing(self):
        closed = self.order((self.stool, 1))
        closed.action_cancel()
        quotation = self.quotation((self.stool, 1))
        nothing = self.env["sale.order"]
        before = self.sell().mapped("schedule_rank")
        for records, target in [
            (self.a, {}),
            (self.a, {"before_id": self.b.id, "after_id": self.c.id}),
            (self.a, {"before_id": self.a.id}),
            (self.a + self.b, {"after_id": self.b.id}),
            (self.a, {"before_id": 10**9}),
            (self.a, {"before_id": "first"}),
            (self.a, {"before_id": closed.id}),
            (self.a, {"before_id": quotation.id}),
            (closed, {"before_id": self.a.id}),
            (quotation, {"before_id": self.a.id}),
            (nothing, {"before_id": self.a.id}),
            (nothing.browse(10**9), {"before_id": self.a.id}),
        ]:
            with self.subTest(records=records, target=target):
                with self.assertRaises(UserError):
                    records.schedule_move(**target)
        self.assertEqual(self.sell().mapped("schedule_rank"), before)

    def test_a_rank_is_not_written(self):
        with self.assertRaises(UserError):
            self.a.schedule_rank = 7
        copy = self.a.copy({"schedule_rank": self.b.schedule_rank})
        self.assertNotEqual(copy.schedule_rank, self.b.schedule_rank)

    def test_resequencing_a_filtered_list_moves_and_collides_with_nobody(self):
        shown = self.c + self.a
        shown.web_resequence({"schedule_position": {}}, field_name="schedule_rank")
        self.assertEqual(list(self.sell()), [self.b, self.c, self.a, self.d])
        lines = self.a.order_line
        lines.web_resequence({}, field_name="sequence", offset=3)
        self.assertEqual(lines.sequence, 3)

    def test_a_move_costs_the_same_among_many(self):
        # Warm caches of groups, subtypes and the like.
        self.d.schedule_move(before_id=self.a.id)

        def cost(order, target):
            self.env.invalidate_all()
            with self.assertQueryCount(__system__=60):
                start = self.env.cr.sql_log_count
                order.schedule_move(before_id=target.id)
            return self.env.cr.sql_log_count - start

        few = cost(self.c, self.b)
        for _number in range(40):
            self.order((self.stool, 1))
        self.env.flush_all()
        self.assertEqual(cost(self.d, self.b), few)

    def test_a_spread_puts_nobody_on_another(self):
        e = self.order((self.stool, 1))
        f = self.order((self.stool, 1))
        for turn in range(51):
            (f if turn % 2 else e).schedule_move(after_id=self.b.id)
        self.c.schedule_move(after_id=self.b.id)
        ranks = self.sell().mapped("schedule_rank")
        self.assertEqual(len(set(ranks)), 6)
        self.assertEqual(self.sell()[2], self.c)

    def test_a_spread_at_the_end_stays_above_what_comes(self):
        orders = [self.order((self.stool, 1)) for _number in range(70)]
        for order in orders[:-1]:
            order.schedule_move(before_id=orders[-1].id)
        for _number in range(5):
            last = self.order((self.stool, 1))
            self.assertEqual(self.sell()[-1], last)
        ranks = self.sell().mapped("schedule_rank")
        self.assertEqual(len(set(ranks)), len(ranks))

    def test_one_dict_for_several_gives_each_a_rank(self):
        vals = {"partner_id": self.customer.id}
        orders = self.env["sale.order"].create([vals] * 3)
        self.assertEqual(len(set(orders.mapped("schedule_rank"))), 3)
        self.assertEqual(vals, {"partner_id": self.customer.id})

    def test_places_of_the_others(self):
        """Whoever moves, comes or goes changes the places of others (behaviour 3)."""
        orders = self.order((self.stool, 1)) + self.order((self.stool, 1))
        orders += self.order((self.stool, 1))
        at = orders[0].schedule_position
        places = [at, at + 1, at + 2]
        self.assertEqual(orders.mapped("schedule_position"), places)
        orders[2].schedule_move(before_id=orders[0].id)
        places = [at + 1, at + 2, at]
        self.assertEqual(orders.mapped("schedule_position"), places)
        orders[2].with_context(disable_cancel_warning=True).action_cancel()
        self.assertEqual(orders.mapped("schedule_position"), [at, at + 1, 0])

    def test_one_that_is_named_twice_moves_once(self):
        a, b = self.order((self.stool, 1)), self.order((self.stool, 1))
        twice = b.browse([b.id, b.id])
        moves = {b.id: [b.schedule_position, a.schedule_position]}
        self.assertEqual(twice.schedule_preview(before_id=a.id)["moves"], moves)
        self.assertEqual(twice.schedule_move(before_id=a.id), moves)
        ranked = a.browse([a.id, b.id, a.id]).schedule_rank_by("deadline")
        self.assertEqual(ranked.keys(), {a.id, b.id})
