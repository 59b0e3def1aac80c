from odoo.tests import tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestOwnOutput(StockCase):
    """What MOs made for somebody, what he no longer needs, and what is lost of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.on_hand(cls.leg, 1000)

    # -- surplus in Post-production -----------------------------------------------

    def three_steps(self):
        self.warehouse.manufacture_steps = "pbm_sam"
        order = self.order((self.stool, 5))
        mo = self.mto(order)
        mo.picking_ids.filtered(lambda p: p.state == "assigned").button_validate()
        self.produce(mo)
        return order, mo

    def test_surplus_of_a_lowered_row(self):
        order, _mo = self.three_steps()
        other = self.order((self.stool, 2))
        self.assertEqual(self.status(other), ("not_available", 2))
        order.order_line.product_uom_qty = 3
        self.assertEqual(self.status(other), ("expected", 0))
        self.assertEqual(self.status(order), ("expected", 0))
        store = self.env["stock.picking"].search(
            [("picking_type_id", "=", self.warehouse.sam_type_id.id)]
        )
        store.filtered(lambda p: p.state == "assigned").button_validate()
        self.assertEqual(self.status(other), ("in_stock", 0))
        self.assertEqual(self.held(other), [2])
        self.assertEqual(self.held(order), [3])

    def test_surplus_of_a_cancelled_order(self):
        order, _mo = self.three_steps()
        other = self.order((self.stool, 2))
        order._action_cancel()
        self.assertEqual(self.status(other), ("expected", 0))

    def test_its_own_row_still_comes_first(self):
        order, _mo = self.three_steps()
        other = self.order((self.stool, 2))
        other.schedule_move(before_id=order.id)
        self.assertEqual(self.status(other), ("not_available", 2))
        self.assertEqual(self.status(order), ("expected", 0))

    # -- lost output --------------------------------------------------------------

    def test_what_is_scrapped_is_no_claim_any_more(self):
        second = self.made(5)
        self.scrap(self.stool, 2)
        self.receipt(self.stool, 2).button_validate()
        first = self.order((self.stool, 2))
        first.schedule_move(before_id=second.id)
        self.assertEqual(self.status(first), ("in_stock", 0))
        self.assertEqual(self.status(second), ("not_available", 2))
        self.assertEqual(self.held(first, second), [2, 3])
        self.assertTrue(second.order_line.can_make_to_order)
        mo = self.mto(second)
        self.assertEqual(mo.product_qty, 2)
        self.assertEqual(self.status(second)[0], "expected")
        self.produce(mo)
        self.assertEqual(self.status(second), ("in_stock", 0))
        self.assertEqual(self.held(second), [5])

    def test_counted_off(self):
        second = self.made(5)
        self.count(self.stool, 3)
        self.assertEqual(self.status(second), ("not_available", 2))
        self.count(self.stool, 5)
        first = self.order((self.stool, 2))
        first.schedule_move(before_id=second.id)
        self.assertEqual(self.status(first), ("in_stock", 0))
        self.assertEqual(self.status(second), ("not_available", 2))

    def test_shipped_by_hand_to_somebody_else(self):
        second = self.made(5)
        other = self.shipment(self.stool, 2)
        other.move_ids.quantity = 2
        other.move_ids.picked = True
        other.button_validate()
        self.assertEqual(self.status(second), ("not_available", 2))

    def test_free_goods_are_lost_first(self):
        self.on_hand(self.stool, 4)
        order = self.made(5)
        self.scrap(self.stool, 3)
        self.assertEqual(self.status(order), ("in_stock", 0))
        self.scrap(self.stool, 3)
        self.assertEqual(self.status(order), ("not_available", 2))

    def test_then_those_of_the_lowest_rank(self):
        top, low = self.made(3), self.made(4)
        self.scrap(self.stool, 2)
        self.assertEqual(self.status(top), ("in_stock", 0))
        self.assertEqual(self.status(low), ("not_available", 2))
        self.receipt(self.stool, 2).button_validate()
        self.assertEqual(self.status(low), ("in_stock", 0))

    def test_an_unbuild_loses_what_its_own_mo_made(self):
        first, second = self.made(5), self.made(3)
        mo = first.mto_production_ids
        unbuild = self.env["mrp.unbuild"].create(
            {
                "product_id": self.stool.id,
                "product_qty": 2,
                "mo_id": mo.id,
                "bom_id": mo.bom_id.id,
            }
        )
        unbuild.action_unbuild()
        self.assertEqual(self.status(first), ("not_available", 2))
        self.assertEqual(self.status(second), ("in_stock", 0))
        self.assertEqual(self.held(first, second), [3, 3])
        self.assertTrue(first.order_line.can_make_to_order)

    def test_no_more_is_its_own_than_was_made(self):
        order = self.order((self.stool, 4))
        mo = self.mto(order)
        move = order.order_line.move_ids
        part = self.env["stock.move"].create(move._split(1))
        part._action_confirm(merge=False)
        self.on_hand(self.stool, 4)
        self.produce(mo, 3)
        self.assertEqual(self.status(order), ("expected", 0))
        self.assertEqual(self.held(order), [3])

    def test_a_subassembly_that_is_lost(self):
        self.on_hand(self.board, 8)
        parent = self.mo(self.table, 2)
        parent._schedule_make_subassemblies({parent: {self.drawer: 2}})
        self.produce(parent._schedule_children())
        self.assertEqual(parent.ingredients_availability, "in_stock")
        self.scrap(self.drawer, 1)
        rival = self.order((self.drawer, 1))
        self.receipt(self.drawer, 1).button_validate()
        self.env.invalidate_all()
        # What came later goes by rank; the parent ranks above.
        self.assertEqual(parent.ingredients_availability, "in_stock")
        self.assertEqual(self.status(rival), ("not_available", 1))

    def test_at_one_rank_a_component_is_lost_before_a_row(self):
        """As rows are served before components (behaviour 4)."""
        self.on_hand(self.board, 16)
        order = self.order((self.table, 2), (self.drawer, 2))
        mo, drawers = self.mto(order).sorted(lambda mo: mo.product_id != self.table)
        mo._schedule_make_subassemblies({mo: {self.drawer: 2}})
        self.produce(drawers)
        self.produce(mo._schedule_children())
        self.scrap(self.drawer, 1)
        row = order.order_line[1]
        self.assertEqual(
            (row.sales_items_availability, row.missing_qty), ("in_stock", 0)
        )
        self.assertEqual(mo.ingredients_availability, "not_available")

    # -- lost, and the row changes ------------------------------------------------

    def lost(self):
        """Return an order that has lost 2 of 5, and one above that waits for 3."""
        order = self.made(5)
        self.scrap(self.stool, 2)
        top = self.order((self.stool, 3))
        top.schedule_move(before_id=order.id)
        self.assertEqual(self.held(order, top), [3, 0])
        return order, top

    def test_lost_then_lowered(self):
        for asked in (3, 2):
            with self.subTest(asked=asked), self.env.cr.savepoint() as savepoint:
                order, top = self.lost()
                order.order_line.product_uom_qty = asked
                self.assertEqual(self.held(order, top), [asked, 3 - asked])
                self.assertEqual(self.status(order), ("in_stock", 0))
                savepoint.rollback()

    def test_lost_then_lowered_and_back(self):
        order, top = self.lost()
        for asked, missing in ((4, 1), (3, 0), (5, 2)):
            order.order_line.product_uom_qty = asked
            self.assertEqual(self.held(order, top), [3, 0])
            self.assertEqual(self.status(order)[1], missing)
        self.assertEqual(self.mto(order).product_qty, 2)

    def test_lost_then_made_again(self):
        order, top = self.lost()
        mo = self.mto(order)
        self.assertEqual((mo.product_qty, self.held(order, top)), (2, [3, 0]))
        self.produce(mo)
        self.assertEqual(self.held(order, top), [5, 0])
        self.assertEqual(self.status(order), ("in_stock", 0))
        # And lost again.
        self.scrap(self.stool, 1)
        order.order_line.product_uom_qty = 4
        self.assertEqual(self.held(order, top), [4, 0])
        self.assertEqual(self.status(order), ("in_stock", 0))

    def test_lost_then_made_again_and_cancelled(self):
        order, top = self.lost()
        self.mto(order).action_cancel()
        self.assertEqual(self.held(order, top), [3, 0])
        self.assertEqual(self.status(order), ("not_available", 2))

    def test_lost_and_delivered_then_made_again(self):
        order, top = self.lost()
        self.do_part(order.picking_ids, 3)
        mo = self.mto(order)
        self.assertEqual(mo.product_qty, 2)
        self.produce(mo)
        self.assertEqual(self.held(order, top), [2, 0])
        order.order_line.product_uom_qty = 4
        self.assertEqual(self.held(order, top), [1, 1])

    def test_taken_apart_then_made_again(self):
        order = self.made(5)
        mo = order.mto_production_ids
        self.env["mrp.unbuild"].create(
            {
                "product_id": self.stool.id,
                "product_qty": 2,
                "mo_id": mo.id,
                "bom_id": mo.bom_id.id,
            }
        ).action_unbuild()
        top = self.order((self.stool, 3))
        top.schedule_move(before_id=order.id)
        self.mto(order)
        self.assertEqual(self.held(order, top), [3, 0])

    def test_lost_without_reservations_by_rank(self):
        self.company.reserve_by_rank = False
        order = self.made(5)
        self.scrap(self.stool, 2)
        top = self.order((self.stool, 3))
        order.order_line.product_uom_qty = 3
        order.picking_ids.do_unreserve()
        top.picking_ids.action_assign()
        self.assertEqual(self.held(top), [0])

    def test_stored_without_the_rest(self):
        """What still stands in Post-production is not lost."""
        order, _mo = self.three_steps()
        store = self.env["stock.picking"].search(
            [
                ("picking_type_id", "=", self.warehouse.sam_type_id.id),
                ("state", "=", "assigned"),
            ]
        )
        self.do_part(store, 2, rest=False)
        top = self.order((self.stool, 3))
        top.schedule_move(before_id=order.id)
        again = self.transfer(
            *(self.warehouse.int_type_id, self.warehouse.sam_loc_id, self.stock),
            *(self.stool, 3),
        )
        again.action_assign()
        again.button_validate()
        self.assertEqual(self.held(order, top), [5, 0])

    def test_lost_behind_the_pick(self):
        """The reason says so: nothing of it is to be made (behaviour 5)."""
        self.warehouse.delivery_steps = "pick_ship"
        order = self.made(5)
        order.picking_ids.button_validate()
        self.scrap(self.stool, 2, self.warehouse.wh_output_stock_loc_id)
        self.env.invalidate_all()
        self.assertFalse(order.order_line.can_make_to_order)
        self.assertRefused(order.action_make_to_order, reason="made or picked already")

    def test_delivered_in_part_then_lost(self):
        order = self.made(5)
        self.do_part(order.picking_ids, 2)
        self.scrap(self.stool, 1)
        self.assertEqual(self.status(order), ("not_available", 1))
        self.assertEqual(self.mto(order).product_qty, 1)

    def test_without_reservations_by_rank(self):
        self.company.reserve_by_rank = False
        order = self.made(5)
        self.scrap(self.stool, 2)
        self.receipt(self.stool, 2).button_validate()
        first = self.order((self.stool, 2))
        first.schedule_move(before_id=order.id)
        self.assertEqual(self.status(first), ("in_stock", 0))
        self.assertEqual(self.status(order), ("not_available", 2))

    # -- goods in steps of the warehouse ----------------------------------------------

    def test_others_goods_in_output_are_not_its_own(self):
        self.warehouse.delivery_steps = "pick_ship"
        self.on_hand(self.stool, 2)
        other = self.order((self.stool, 2))
        other.picking_ids.button_validate()
        second = self.made(5)
        self.scrap(self.stool, 2)
        self.assertEqual(self.status(second), ("not_available", 2))
        self.receipt(self.stool, 2).button_validate()
        first = self.order((self.stool, 2))
        first.schedule_move(before_id=second.id)
        self.assertEqual(self.status(first), ("in_stock", 0))
        self.assertEqual(self.status(second), ("not_available", 2))

    def test_nor_are_goods_in_input(self):
        self.warehouse.reception_steps = "two_steps"
        second = self.made(5)
        self.receipt(self.stool, 2).button_validate()
        self.scrap(self.stool, 2)
        place = self.warehouse.wh_input_stock_loc_id
        store = self.env["stock.picking"].search([("location_id", "=", place.id)])
        store.button_validate()
        first = self.order((self.stool, 2))
        first.schedule_move(before_id=second.id)
        self.assertEqual(self.status(first), ("in_stock", 0))

    def test_what_is_ticked_in_output_leaves_its_own_in_stock(self):
        self.warehouse.delivery_steps = "pick_ship"
        order = self.made(6)
        self.do_part(order.picking_ids, 3)
        top = self.order((self.stool, 3))
        top.schedule_move(before_id=order.id)
        self.assertEqual(self.status(order), ("in_stock", 0))
        output = self.warehouse.wh_output_stock_loc_id
        ship = order.picking_ids.filtered(lambda p: p.location_id == output)
        ship.move_ids.quantity = 3
        ship.move_ids.picked = True
        self.assertEqual(self.status(top), ("not_available", 3))
        self.assertEqual(self.status(order)[1], 0)

    def test_a_part_in_pre_production_counts_once(self):
        self.warehouse.manufacture_steps = "pbm"
        self.on_hand(self.board, 100)
        stand = self.product("Stand", {self.drawer: 1})
        above = self.order((self.drawer, 2))
        parent = self.mo(stand, 6)
        parent._schedule_make_subassemblies({parent: {self.drawer: 4}})
        child = parent._schedule_children()
        child.picking_ids.filtered(lambda p: p.state == "assigned").button_validate()
        self.produce(child)
        pick = parent.picking_ids.filtered(lambda p: p.state != "done")
        self.assertEqual(self.held(pick), [4])
        self.do_part(pick, 4)
        self.assertEqual(self.status(above), ("not_available", 2))
        self.receipt(self.drawer, 2).button_validate()
        self.assertEqual(self.status(above), ("in_stock", 0))
        self.assertEqual(self.held(above), [2])

    def test_a_subassembly_taken_apart_by_the_dozen(self):
        self.on_hand(self.board, 100)
        dozen = self.env.ref("uom.product_uom_dozen")
        stand = self.product("Stand", {self.drawer: 1})
        above = self.order((self.drawer, 12))
        parent = self.mo(stand, 24)
        parent._schedule_make_subassemblies({parent: {self.drawer: 24}})
        child = parent._schedule_children()
        self.produce(child)
        self.on_hand(self.drawer, 12)
        self.assertEqual(self.held(above, parent), [12, 24])
        unbuild = self.env["mrp.unbuild"].create(
            {
                "product_id": self.drawer.id,
                "product_qty": 1,
                "bom_id": self.bom_drawer.id,
                "mo_id": child.id,
            }
        )
        unbuild.product_uom_id = dozen
        unbuild.action_unbuild()
        self.assertEqual(self.held(above, parent), [12, 12])
        self.assertEqual(self.status(above), ("in_stock", 0))

    def test_lost_in_post_production(self):
        order, _mo = self.three_steps()
        above = self.order((self.stool, 3))
        above.schedule_move(before_id=order.id)
        self.scrap(self.stool, 3, self.warehouse.sam_loc_id)
        self.assertEqual(self.status(order), ("not_available", 3))
        self.assertEqual(self.status(above), ("not_available", 3))
        self.assertEqual(self.stool.stock_calculated, -6)

    def test_what_the_part_that_is_made_has_used(self):
        """4 drawers are made for 6 tables: the first 2 tables use 2 of them."""
        self.on_hand(self.drawer, 2)
        self.on_hand(self.board, 8)
        self.on_hand(self.leg, 24)
        order = self.order((self.drawer, 2))
        parent = self.mo(self.table, 6)
        parent._schedule_make_subassemblies({parent: {self.drawer: 4}})
        self.produce(parent._schedule_children())
        self.assertEqual(self.status(order), ("in_stock", 0))
        rest = self.produce(parent, 2)
        self.assertEqual(self.status(order), ("in_stock", 0))
        drawers = rest.move_raw_ids.filtered(lambda m: m.product_id == self.drawer)
        self.assertEqual((drawers.product_qty, drawers.quantity), (4, 2))
        self.assertEqual(self.drawer.stock_calculated, -2)

    def test_of_what_the_row_asked_for_before(self):
        """What was made of another product is free, and bounds nothing."""
        self.on_hand(self.table, 5)
        order = self.made(5)
        order.picking_ids.action_cancel()
        order.order_line.product_id = self.table
        order.order_line.product_uom_qty = 6
        top = self.order((self.table, 5))
        top.schedule_move(before_id=order.id)
        self.assertEqual(self.status(top), ("in_stock", 0))
        self.assertEqual(self.status(order), ("not_available", 6))
        self.assertEqual(self.mto(order).product_qty, 6)
