from odoo.tests import tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestReserveByRank(ScheduleCase):
    """Odoo's reservations agree with the allocation (behaviour 4, end)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.orders = [cls.order((cls.stool, 3)) for _number in range(3)]
        cls.first, cls.second, cls.third = cls.orders

    def reserved(self, orders=None):
        moves = [order.order_line.move_ids for order in orders or self.orders]
        return [sum(move.mapped("quantity")) for move in moves]

    def put(self, product, quantity):
        """Receive a quantity, as a picker does."""
        self.receipt(product, quantity).button_validate()

    def test_what_arrives_goes_to_the_highest_rank(self):
        self.third.schedule_move(before_id=self.first.id)
        self.put(self.stool, 4)
        self.assertEqual(self.reserved(), [1, 0, 3])
        self.put(self.stool, 4)
        self.assertEqual(self.reserved(), [3, 2, 3])

    def test_also_what_is_produced(self):
        self.on_hand(self.leg, 100)
        self.second.schedule_move(before_id=self.first.id)
        self.produce(self.mo(self.stool, 4))
        self.assertEqual(self.reserved(), [1, 3, 0])

    def test_also_what_is_put_in_a_bin(self):
        bin_ = self.env["stock.location"].create(
            {"name": "Bin", "location_id": self.stock.id}
        )
        type_in = self.warehouse.in_type_id
        vendors = self.env.ref("stock.stock_location_suppliers")
        self.transfer(type_in, vendors, bin_, self.stool, 4).button_validate()
        self.assertEqual(self.reserved(), [3, 1, 0])

    def test_a_move_up_takes_what_lower_ranks_hold(self):
        self.put(self.stool, 4)
        self.assertEqual(self.reserved(), [3, 1, 0])
        self.third.schedule_move(before_id=self.first.id)
        self.assertEqual(self.reserved(), [1, 0, 3])
        self.third.schedule_move(after_id=self.second.id)
        self.assertEqual(self.reserved(), [3, 1, 0])

    def test_what_is_picked_stays(self):
        self.put(self.stool, 4)
        self.first.order_line.move_ids.picked = True
        self.third.schedule_move(before_id=self.first.id)
        self.assertEqual(self.reserved(), [3, 0, 1])

    def test_mos_too(self):
        self.mo(self.leg, 1, bom_id=False)
        mos = [self.mo(self.stool) for _number in range(2)]
        self.put(self.stool, 9)
        self.put(self.leg, 4)
        self.assertEqual([mo.move_raw_ids.quantity for mo in mos], [3, 1])
        mos[1].schedule_move(before_id=mos[0].id)
        self.assertEqual([mo.move_raw_ids.quantity for mo in mos], [1, 3])

    def test_checking_availability_takes_no_more_than_ones_own(self):
        self.put(self.stool, 4)
        self.third.picking_ids.action_assign()
        self.assertEqual(self.reserved(), [3, 1, 0])

    def test_rank_decides_who_and_never_when(self):
        self.warehouse.out_type_id.reservation_method = "manual"
        orders = [self.order((self.table, 2)) for _number in range(2)]
        self.put(self.table, 3)
        self.assertEqual(self.reserved(orders), [0, 0])
        orders[1].picking_ids.action_assign()
        self.assertEqual(self.reserved(orders), [0, 1], "The rest is the first one's")
        orders[0].picking_ids.action_assign()
        self.assertEqual(self.reserved(orders), [2, 1])

    def test_less_of_a_row_is_more_for_the_next(self):
        self.put(self.stool, 4)
        self.first.order_line.product_uom_qty = 1
        self.assertEqual(self.reserved(), [1, 3, 0])
        self.first._action_cancel()
        self.assertEqual(self.reserved([self.second, self.third]), [3, 1])

    def test_a_row_made_to_order_frees_what_it_held(self):
        self.put(self.stool, 4)
        self.mto(self.first)
        self.assertEqual(self.reserved(), [0, 3, 1])

    def test_internal_transfers_take_what_is_left(self):
        self.put(self.stool, 10)
        self.assertEqual(self.reserved(), [3, 3, 3])
        self.third.order_line.move_ids._do_unreserve()
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        move = self.transfer(
            self.warehouse.int_type_id, self.stock, shelf, self.stool, 5
        )
        move.action_assign()
        self.assertEqual(move.move_ids.quantity, 1)

    def test_the_company_can_turn_it_off(self):
        self.company.reserve_by_rank = False
        self.third.schedule_move(before_id=self.first.id)
        self.put(self.stool, 4)
        self.assertEqual(self.reserved(), [3, 1, 0])
        self.first.schedule_move(after_id=self.second.id)
        self.assertEqual(self.reserved(), [3, 1, 0])
        self.on_hand(self.leg, 100)
        self.produce(self.mto(self.third))
        self.assertEqual(self.reserved()[2], 3, "Its own it keeps")

    def test_the_setting(self):
        settings = self.env["res.config.settings"].create({})
        self.assertTrue(settings.reserve_by_rank)
        settings.reserve_by_rank = False
        settings.execute()
        self.assertFalse(self.company.reserve_by_rank)

    def test_reservations_and_statuses_agree(self):
        self.put(self.stool, 5)
        self.third.schedule_move(before_id=self.second.id)
        for order in self.orders:
            from_stock = sum(
                claim["quantity"]
                for claim in order.order_line.supply_claims
                if claim["source_model"] == "stock.location"
            )
            self.assertEqual(self.reserved([order]), [from_stock])
