from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestBlocks(ScheduleCase):
    """Schedule follows Sell, and Sell follows Schedule (behaviour 3.3 to 3.5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.a = cls.order((cls.stool, 1), (cls.table, 2))
        cls.stock_mo = cls.mo(cls.leg, 10, bom_id=False)
        cls.b = cls.order((cls.stool, 2), (cls.table, 1))
        cls.a1, cls.a2 = cls.mto(cls.a)
        cls.b1, cls.b2 = cls.mto(cls.b)

    def test_mtos_stand_where_their_order_stands(self):
        self.assertEqual(
            list(self.schedule()), [self.a1, self.a2, self.stock_mo, self.b1, self.b2]
        )
        self.assertEqual(self.schedule().mapped("schedule_position"), [1, 2, 3, 4, 5])
        self.assertEqual(self.a1.schedule_rank, self.a.schedule_rank)
        self.assertInvariant()

    def test_an_order_takes_its_mos_along(self):
        self.b.schedule_move(before_id=self.a.id)
        self.assertEqual(
            list(self.schedule()), [self.b1, self.b2, self.a1, self.a2, self.stock_mo]
        )
        self.assertInvariant()

    def test_an_mo_takes_its_order_along(self):
        moved = self.b2.schedule_move(before_id=self.a1.id)
        self.assertEqual(moved, {self.b2.id: [5, 2]})
        self.assertEqual(list(self.sell()), [self.b, self.a])
        self.assertEqual(
            list(self.schedule()), [self.b1, self.b2, self.a1, self.a2, self.stock_mo]
        )

    def test_a_make_to_stock_mo_moves_alone(self):
        self.stock_mo.schedule_move(before_id=self.a1.id)
        self.assertEqual(
            list(self.schedule()), [self.stock_mo, self.a1, self.a2, self.b1, self.b2]
        )
        self.assertEqual(list(self.sell()), [self.a, self.b])
        self.b.schedule_move(before_id=self.a.id)
        self.assertEqual(
            list(self.schedule()), [self.stock_mo, self.b1, self.b2, self.a1, self.a2]
        )

    def test_a_drop_inside_a_block_lands_below_it(self):
        for target in (
            {"before_id": self.a2.id},
            {"after_id": self.a1.id},
            {"after_id": self.a2.id},
        ):
            with self.subTest(target=target):
                self.stock_mo.schedule_move(after_id=self.b2.id)
                self.stock_mo.schedule_move(**target)
                self.assertEqual(
                    list(self.schedule()),
                    [self.a1, self.a2, self.stock_mo, self.b1, self.b2],
                )

    def test_inside_its_own_block_a_move_reorders_it_alone(self):
        ranks = self.sell().mapped("schedule_rank")
        self.assertEqual(
            self.a2.schedule_move(before_id=self.a1.id), {self.a2.id: [2, 1]}
        )
        self.assertEqual(
            list(self.schedule()), [self.a2, self.a1, self.stock_mo, self.b1, self.b2]
        )
        self.assertEqual(self.sell().mapped("schedule_rank"), ranks)
        self.a2.schedule_move(after_id=self.a1.id)
        self.assertEqual(self.schedule()[:2], self.a1 + self.a2)

    def test_several_mos_move_their_orders_in_order_of_appearance(self):
        (self.b2 + self.stock_mo + self.b1).schedule_move(before_id=self.a1.id)
        self.assertEqual(
            list(self.schedule()), [self.b1, self.b2, self.stock_mo, self.a1, self.a2]
        )
        self.assertInvariant()

    def test_a_target_that_moves_along_is_refused(self):
        with self.assertRaises(UserError):
            (self.a1 + self.stock_mo).schedule_move(before_id=self.a2.id)
        with self.assertRaises(UserError):
            self.a1.schedule_move(after_id=self.a1.id)
        self.assertEqual(
            list(self.schedule()), [self.a1, self.a2, self.stock_mo, self.b1, self.b2]
        )

    def test_drafts_have_no_place(self):
        draft = self.env["mrp.production"].create({"product_id": self.stool.id})
        self.assertEqual(draft.schedule_position, 0)
        with self.assertRaises(UserError):
            draft.schedule_move(before_id=self.a1.id)
        later = self.mo(self.stool)
        draft.action_confirm()
        self.assertEqual(list(self.schedule()[-2:]), [later, draft])

    def test_a_backorder_keeps_the_place(self):
        (rest,) = self.produce(self.stock_mo, 4)
        self.assertEqual(
            list(self.schedule()), [self.a1, self.a2, rest, self.b1, self.b2]
        )
        self.on_hand(self.leg, 20)
        (rest,) = self.produce(self.b1, 1)
        self.assertEqual(rest.mto_line_id, self.b1.mto_line_id)
        self.assertEqual(self.schedule()[-2:], rest + self.b2)
        self.assertInvariant()


@tagged("post_install", "-at_install")
class TestSubassemblies(ScheduleCase):
    """Subassemblies stand directly above their parents and go with the root."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        route = cls.env.ref("stock.route_warehouse0_mto")
        route.active = True
        cls.drawer.route_ids = route + cls.warehouse.manufacture_pull_id.route_id
        cls.first = cls.mo(cls.stool)
        cls.parent = cls.mo(cls.table)
        cls.order_ = cls.order((cls.table, 1), (cls.stool, 1))
        cls.mto1, cls.mto2 = cls.mto(cls.order_)
        cls.child = cls.parent._get_children()
        cls.mto_child = cls.mto1._get_children()

    def test_a_child_stands_above_its_parent(self):
        self.assertEqual(self.child.schedule_parent_id, self.parent)
        self.assertEqual(self.child.make_type, "mts")
        self.assertEqual(
            list(self.schedule()),
            [
                self.first,
                *(self.child, self.parent),
                *(self.mto_child, self.mto1, self.mto2),
            ],
        )
        self.assertEqual(self.mto_child.schedule_rank, self.order_.schedule_rank)

    def test_a_child_moves_with_its_root(self):
        self.parent.schedule_move(before_id=self.first.id)
        self.assertEqual(self.schedule()[:3], self.child + self.parent + self.first)
        self.mto2.schedule_move(before_id=self.child.id)
        self.assertEqual(
            self.schedule()[:4], self.mto_child + self.mto1 + self.mto2 + self.child
        )

    def test_a_child_alone_reorders_its_block(self):
        self.child.schedule_move(after_id=self.parent.id)
        self.assertEqual(self.schedule()[:3], self.first + self.parent + self.child)
        self.child.schedule_move(before_id=self.parent.id)
        self.assertEqual(self.schedule()[:3], self.first + self.child + self.parent)

    def test_a_parent_moves_inside_its_block_with_its_child(self):
        self.mto1.schedule_move(after_id=self.mto2.id)
        self.assertEqual(self.schedule()[-3:], self.mto2 + self.mto_child + self.mto1)

    def test_a_child_dropped_elsewhere_takes_its_root_along(self):
        self.mto_child.schedule_move(before_id=self.first.id)
        self.assertEqual(
            self.schedule()[:4], self.mto_child + self.mto1 + self.mto2 + self.first
        )

    def test_a_child_left_alone_stands_below_where_it_was(self):
        self.parent.with_context(skip_activity=True).action_cancel()
        self.assertFalse(self.child.schedule_parent_id)
        self.assertEqual(self.schedule()[:3], self.first + self.child + self.mto_child)
        self.assertNotEqual(self.child.schedule_rank, self.parent.schedule_rank)
        self.child.schedule_move(before_id=self.first.id)
        self.assertEqual(self.schedule()[0], self.child)

    def test_split_and_merged_parents_leave_no_rank_to_two(self):
        parent = self.mo(self.table, 4)
        child = parent._get_children()
        wizard = self.env["mrp.production.split"].create({"production_id": parent.id})
        wizard.max_batch_size = 2
        wizard.action_split()
        first, second = parent.production_group_id.production_ids
        self.assertFalse(child.schedule_parent_id)
        ranks = (first + second + child).mapped("schedule_rank")
        self.assertEqual(len(set(ranks)), 3)

    def test_a_merged_parent_stands_below_its_subassemblies(self):
        other = self.mo(self.table, 1)
        action = (self.parent + other).action_merge()
        merged = self.env["mrp.production"].browse(action["res_id"])
        block = list(merged._schedule_block())
        self.assertEqual(block[-1], merged)
        self.assertEqual(set(block[:-1]), set(merged._get_children()))
