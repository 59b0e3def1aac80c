from odoo.tests import tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestReservation(ScheduleCase):
    """What is made for a row is that row's (behaviour 5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.on_hand(cls.leg, 1000)
        cls.rival = cls.order((cls.stool, 5))
        cls.sale = cls.order((cls.stool, 3))
        cls.row = cls.sale.order_line
        cls.move = cls.row.move_ids
        cls.production = cls.mto(cls.sale)

    def test_the_output_is_reserved_for_its_row(self):
        self.produce(self.production)
        self.assertEqual(self.move.quantity, 3)
        self.assertEqual(self.rival.order_line.move_ids.quantity, 0)
        self.assertEqual(self.sale.picking_ids.state, "assigned")

    def test_by_whatever_way_the_operation_type_reserves(self):
        for method in ("manual", "by_date"):
            with self.subTest(method=method):
                self.warehouse.out_type_id.reservation_method = method
                sale = self.order((self.stool, 2))
                self.produce(self.mto(sale))
                self.assertEqual(sale.order_line.move_ids.quantity, 2)

    def test_a_linked_row_takes_nothing_else(self):
        self.on_hand(self.stool, 10)
        self.move._action_assign()
        self.assertEqual(self.move.quantity, 0)
        self.produce(self.production, 2)
        self.assertEqual(self.move.quantity, 2)
        self.move._action_assign()
        self.assertEqual(self.move.quantity, 2)

    def test_nor_where_the_company_turned_ranking_off(self):
        self.company.reserve_by_rank = False
        self.on_hand(self.stool, 10)
        self.move._action_assign()
        self.assertEqual(self.move.quantity, 0)
        self.produce(self.production, 2)
        self.assertEqual(self.move.quantity, 2)

    def test_nobody_steals_after_an_unreserve(self):
        self.produce(self.production)
        self.move._do_unreserve()
        self.rival.picking_ids.action_assign()
        self.assertEqual(self.rival.order_line.move_ids.quantity, 0)
        self.on_hand(self.stool, 2)
        self.rival.picking_ids.action_assign()
        self.assertEqual(self.rival.order_line.move_ids.quantity, 2)
        self.move._action_assign()
        self.assertEqual(self.move.quantity, 3)

    def test_two_rows_of_one_order_have_their_own(self):
        sale = self.order((self.stool, 2), (self.stool, 4))
        first, second = self.mto(sale)
        self.produce(second)
        self.assertEqual(sale.order_line.move_ids.mapped("quantity"), [0, 4])
        self.produce(first)
        self.assertEqual(sale.order_line.move_ids.mapped("quantity"), [2, 4])

    def test_once_done_the_rest_of_the_row_is_like_any_other(self):
        self.produce(self.production)
        self.row.product_uom_qty = 5
        self.assertEqual(sum(self.row.move_ids.mapped("quantity")), 3)
        self.on_hand(self.stool, 10)
        self.sale.picking_ids.action_assign()
        self.assertEqual(sum(self.row.move_ids.mapped("quantity")), 5)

    def test_surplus_of_a_lowered_row_is_free(self):
        self.produce(self.production)
        self.row.product_uom_qty = 1
        self.assertEqual(sum(self.row.move_ids.mapped("quantity")), 1)
        self.rival.picking_ids.action_assign()
        self.assertEqual(self.rival.order_line.move_ids.quantity, 2)

    def test_a_cancelled_mo_gives_the_row_back_to_the_ranking(self):
        self.on_hand(self.stool, 10)
        self.assertEqual(self.move.quantity, 0)
        self.production.action_cancel()
        self.assertEqual(self.move.quantity, 3)
        self.assertFalse(self.row._mto_open())

    def test_delivered_it_binds_nothing(self):
        self.produce(self.production)
        self.sale.picking_ids.button_validate()
        self.assertFalse(self.sale.schedule_open)
        self.on_hand(self.stool, 5)
        self.rival.picking_ids.action_assign()
        self.assertEqual(self.rival.order_line.move_ids.quantity, 5)
