from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestSettled(StockCase):
    """At the end of every step reservations agree with the allocation (behaviour 4)."""

    def draft(self, product, quantity):
        return self.env["mrp.production"].create(
            {"product_id": product.id, "product_qty": quantity}
        )

    # -- confirmed, changed, cancelled ----------------------------------------

    def test_a_draft_confirmed_later(self):
        self.on_hand(self.leg, 6)
        lamp = self.product("Lamp", {self.leg: 1})
        first, second = self.draft(lamp, 3), self.draft(lamp, 6)
        first.action_confirm()
        self.assertEqual(self.held(first), [3])
        second.action_confirm()
        self.assertEqual(self.held(first, second), [3, 3])
        second.schedule_move(before_id=first.id)
        self.assertEqual(self.held(first, second), [0, 6])
        second.action_cancel()
        self.assertEqual(self.held(first), [3])

    def test_a_draft_that_ranks_first(self):
        self.on_hand(self.leg, 6)
        lamp = self.product("Lamp", {self.leg: 1})
        draft, second = self.draft(lamp, 6), self.mo(lamp, 3)
        self.assertEqual(self.held(second), [3])
        draft.action_confirm()
        first = draft.schedule_position < second.schedule_position
        self.assertEqual(self.held(draft, second), [6, 0] if first else [3, 3])

    def test_an_mo_that_makes_less(self):
        self.on_hand(self.leg, 10)
        lamp = self.product("Lamp", {self.leg: 1})
        first, second = self.mo(lamp, 10), self.mo(lamp, 6)
        self.assertEqual(self.held(first, second), [10, 0])
        self.env["change.production.qty"].create(
            {"mo_id": first.id, "product_qty": 4}
        ).change_prod_qty()
        self.assertEqual(self.held(first, second), [4, 6])
        self.env["change.production.qty"].create(
            {"mo_id": first.id, "product_qty": 7}
        ).change_prod_qty()
        self.assertEqual(self.held(first, second), [7, 3])

    def test_the_order_of_rows(self):
        self.on_hand(self.stool, 3)
        order = self.order((self.stool, 3), (self.stool, 2))
        first, second = order.order_line
        self.assertEqual(self.held(first, second), [3, 0])
        second.sequence = first.sequence - 1
        self.assertEqual(self.held(first, second), [1, 2])
        self.assertEqual(first.missing_qty, 2)

    def test_a_row_that_asks_for_less(self):
        self.on_hand(self.stool, 3)
        first, second = self.order((self.stool, 3)), self.order((self.stool, 2))
        first.order_line.product_uom_qty = 2
        self.assertEqual(self.held(first, second), [2, 1])
        first._action_cancel()
        self.assertEqual(self.held(second), [2])

    # -- bills ----------------------------------------------------------------

    def test_a_bill_that_changes(self):
        self.on_hand(self.leg, 4)
        self.order((self.stool, 1))
        lamp = self.product("Lamp", {self.leg: 1})
        mo = self.mo(lamp, 4)
        self.assertEqual(self.held(mo), [1])
        self.bom_stool.bom_line_ids.product_qty = 1
        self.assertEqual(self.held(mo), [3])
        self.bom_stool.bom_line_ids.product_id = self.board
        self.assertEqual(self.held(mo), [4])
        self.bom_stool.bom_line_ids = [
            Command.create({"product_id": self.leg.id, "product_qty": 2})
        ]
        self.assertEqual(self.held(mo), [2])
        self.bom_stool.active = False
        self.assertEqual(self.held(mo), [4])
        self.bom_stool.active = True
        self.assertEqual(self.held(mo), [2])
        self.bom_stool.bom_line_ids[-1].unlink()
        self.assertEqual(self.held(mo), [4])

    # -- virtual claims -------------------------------------------------------

    def test_a_row_made_to_order_lets_the_mo_below_keep_its_part(self):
        stand = self.product("Stand", {self.leg: 1})
        self.on_hand(self.leg, 4)
        row = self.order((stand, 3)).order_line
        lamp = self.product("Lamp", {self.leg: 1})
        mo = self.mo(lamp, 2)
        self.assertEqual(self.held(mo), [1])
        row.action_make_to_order()
        self.assertEqual(self.held(mo), [1])
        self.assertEqual(self.held(row._mto_open()), [3])

    def test_a_move_frees_a_part_for_who_ranks_below_all_that_it_crossed(self):
        stand = self.product("Stand", {self.leg: 1})
        self.on_hand(stand, 1)
        self.on_hand(self.leg, 1)
        # An MO that lacks a stand does not take what one could be made of; a row does.
        top = self.order((self.board, 1))
        taker = self.mo(self.product("Shelf", {stand: 1}))
        order, aside = self.order((stand, 1)), self.order((self.board, 1))
        low = self.mo(self.product("Lamp", {self.leg: 1}))
        self.assertEqual(self.held(taker, order, low), [1, 0, 0])
        order.schedule_move(before_id=top.id)
        self.assertEqual(low.ingredients_availability, "in_stock")
        self.assertEqual(self.held(taker, order, low), [0, 1, 1])
        order.schedule_move(before_id=aside.id)
        self.assertEqual(low.ingredients_availability, "not_available")
        self.assertEqual(self.held(taker, order, low), [1, 0, 0])

    def test_a_loss_is_a_claim_on_parts(self):
        stand = self.product("Stand", {self.leg: 1})
        self.on_hand(stand, 2)
        self.on_hand(self.leg, 3)
        top = self.order((stand, 2))
        low = self.order((self.leg, 2))
        self.assertEqual(self.held(top, low), [2, 2])
        self.scrap(stand, 2)
        self.assertEqual(self.held(top, low), [0, 1])
        self.assertEqual(low.order_line.missing_qty, 1)

    def test_a_loss_two_levels_down(self):
        """A row that is short of a part claims what that is made of in turn."""
        self.on_hand(self.stool, 1)
        self.on_hand(self.leg, 3)
        self.on_hand(self.board, 3)
        self.bom(self.leg, {self.board: 1})
        top = self.order((self.stool, 1))
        legs = self.order((self.leg, 3))
        boards = self.order((self.board, 3))
        self.assertEqual(self.held(top, legs, boards), [1, 3, 3])
        self.count(self.stool, 0)
        self.assertEqual(self.held(top, legs, boards), [0, 0, 0])

    def test_a_drag_in_two_step_manufacturing(self):
        self.warehouse.manufacture_steps = "pbm"
        stand = self.product("Stand", {self.leg: 1})
        lamp = self.product("Lamp", {self.leg: 1})
        self.on_hand(self.leg, 4)
        rows = [self.order((stand, 2)) for _number in range(2)]
        mo = self.mo(lamp, 2)
        self.assertEqual(self.held(mo.picking_ids), [0])
        rows[1].schedule_move(before_id=rows[0].id)
        self.assertEqual(self.held(mo.picking_ids), [0])
        rows[0]._action_cancel()
        self.assertEqual(self.held(mo.picking_ids), [2])

    # -- what was done is corrected -------------------------------------------

    def test_a_done_mo_is_corrected(self):
        self.on_hand(self.leg, 15)
        first, second = self.order((self.stool, 3)), self.order((self.stool, 2))
        mo = self.mo(self.stool, 5)
        waits = self.order((self.leg, 4))
        self.assertEqual(self.held(waits), [0])
        self.produce(mo)
        self.assertEqual(self.held(first, second), [3, 2])
        mo.action_toggle_is_locked()
        mo.move_finished_ids.move_line_ids.quantity = 3
        mo.move_raw_ids.move_line_ids.quantity = 9
        self.assertEqual(self.held(first, second), [3, 0])
        # The 6 legs that are back are for who waits first: the row that is short of 2.
        self.assertEqual(self.held(waits), [0])
        self.assertEqual(second.ingredients_availability, "in_stock")
        second._action_cancel()
        self.assertEqual(self.held(waits), [4])

    def test_an_unbuild_gives_parts_back(self):
        self.on_hand(self.leg, 6)
        self.produce(self.mo(self.stool, 2))
        low = self.order((self.stool, 2))
        waits = self.order((self.leg, 4))
        self.assertEqual(self.held(low, waits), [2, 0])
        self.env["mrp.unbuild"].create(
            {
                "product_id": self.stool.id,
                "product_qty": 1,
                "bom_id": self.bom_stool.id,
            }
        ).action_unbuild()
        # The row that lost one claims the 3 legs that it could be made of.
        self.assertEqual(self.held(low, waits), [1, 0])
        low.order_line.product_uom_qty = 1
        self.assertEqual(self.held(low, waits), [1, 3])

    def test_a_return_from_a_customer(self):
        self.on_hand(self.stool, 2)
        first = self.order((self.stool, 2))
        first.picking_ids.button_validate()
        second = self.order((self.stool, 2))
        self.give_back(first.picking_ids, 2).button_validate()
        self.assertEqual(self.held(second), [2])

    def test_an_mo_released_to_stock(self):
        self.on_hand(self.leg, 9)
        order, other = self.order((self.stool, 3)), self.order((self.stool, 3))
        mo = self.mto(order)
        self.produce(mo)
        self.assertEqual(self.held(order, other), [3, 0])
        order._action_cancel()
        self.assertEqual(self.held(other), [3])

    def test_unreserved_by_hand_until_the_next_step(self):
        self.on_hand(self.stool, 3)
        order, other = self.order((self.stool, 2)), self.order((self.stool, 1))
        order.picking_ids.do_unreserve()
        self.assertEqual(self.held(order, other), [0, 1])
        self.order((self.leg, 1))
        self.assertEqual(self.held(order), [0])
        self.receipt(self.stool, 1).button_validate()
        self.assertEqual(self.held(order, other), [2, 1])

    def test_the_setting_turned_on_again(self):
        self.company.reserve_by_rank = False
        self.on_hand(self.stool, 3)
        first, second = self.order((self.stool, 3)), self.order((self.stool, 3))
        second.schedule_move(before_id=first.id)
        self.assertEqual(self.held(first, second), [3, 0])
        self.company.reserve_by_rank = True
        self.assertEqual(self.held(first, second), [0, 3])

    def test_options_of_a_confirmed_row(self):
        template, (raw, silver) = self.options("Ring", "Raw", "Silver")
        ring = template.product_variant_id
        bom = self.bom(ring, {self.leg: 2})
        bom.bom_line_ids.bom_product_template_attribute_value_ids = silver
        self.on_hand(self.leg, 4)
        row = self.order((ring, 1)).order_line
        row.product_no_variant_attribute_value_ids = raw
        low = self.order((self.leg, 4))
        self.assertEqual(self.held(low), [4])
        row.product_no_variant_attribute_value_ids = silver
        self.assertEqual(self.held(low), [2])
        self.assertEqual(self.status(low), ("not_available", 2))

    def test_a_place_that_comes_into_the_stock(self):
        beside = self.place("Beside", self.warehouse.view_location_id)
        self.on_hand(self.stool, 2, beside)
        order = self.order((self.stool, 2))
        self.assertEqual(self.status(order), ("not_available", 2))
        beside.location_id = self.stock
        self.assertEqual(self.status(order), ("in_stock", 0))
        self.assertEqual(self.held(order), [2])

    def test_what_a_user_deletes_stays_deleted(self):
        """Like Unreserve, until the next step that touches the product."""
        self.on_hand(self.stool, 3)
        order = self.order((self.stool, 3))
        order.order_line.move_ids.move_line_ids.unlink()
        self.assertEqual(self.held(order), [0])
        self.receipt(self.stool, 1).button_validate()
        self.assertEqual(self.held(order), [3])

    def test_components_without_stock_are_odoos(self):
        self.warehouse.manufacture_steps = "pbm"
        glue = self.env["product.product"].create({"name": "Glue", "type": "consu"})
        stand = self.product("Stand", {self.leg: 1, glue: 1})
        self.on_hand(self.leg, 2)
        mo = self.mo(stand, 2)
        picked = {m.product_id: m.quantity for m in mo.picking_ids.move_ids}
        self.assertEqual(picked, {self.leg: 2, glue: 2})
        self.order((stand, 1))
        picked = {m.product_id: m.quantity for m in mo.picking_ids.move_ids}
        self.assertEqual(picked[glue], 2)

    def test_a_step_towards_the_stock_is_odoos(self):
        """What the ranking does not tell reserves when it is asked to."""
        self.warehouse.reception_steps = "three_steps"
        place = self.warehouse.wh_input_stock_loc_id
        self.on_hand(self.stool, 5, place)
        quality = self.warehouse.wh_qc_stock_loc_id
        step = self.transfer(self.warehouse.int_type_id, place, quality, self.stool, 5)
        self.assertEqual(self.held(step), [5])

    # -- a part of the truth is not the truth ---------------------------------

    def test_a_move_changes_nothing_below_it(self):
        """Bills p = 1 C, q = 5 C + 1 s, s = 1 r; see the issue of the name."""
        c, r = self.product("C"), self.product("R")
        s = self.product("S", {r: 1})
        p, q = self.product("P", {c: 1}), self.product("Q", {c: 5, s: 1})
        x, y = self.product("X", {c: 1}), self.product("Y")
        for product, quantity in ((c, 10), (x, 1), (y, 1)):
            self.on_hand(product, quantity)
        first, second = self.order((y, 1)), self.order((x, 1))
        self.order((p, 8))
        mo = self.mo(q, 1)
        mo._schedule_make_subassemblies({mo: {s: 1}})
        move = mo.move_raw_ids.filtered(lambda move: move.product_id == c)
        self.env.invalidate_all()
        self.assertEqual(move.quantity, 2)
        second.schedule_move(before_id=first.id)
        self.env.invalidate_all()
        self.assertEqual(move.quantity, 2)

    def test_a_receipt_on_its_way_frees_parts(self):
        """What comes serves rows that would else claim what they could be made of."""
        self.on_hand(self.leg, 3)
        self.order((self.stool, 1))
        low = self.order((self.leg, 3))
        self.assertEqual(self.held(low), [0])
        receipt = self.receipt(self.stool, 1, fields.Datetime.now() + timedelta(3))
        self.assertEqual(self.held(low), [3])
        receipt.action_cancel()
        self.assertEqual(self.held(low), [0])

    def test_by_hand_its_own_output_brings_nothing_else(self):
        """5 were made for it; 2 more are there, and nobody has asked for them."""
        self.warehouse.out_type_id.reservation_method = "manual"
        self.on_hand(self.leg, 100)
        order = self.order((self.stool, 5))
        self.produce(self.mto(order))
        self.assertEqual(self.held(order), [5])
        self.on_hand(self.stool, 2)
        order.order_line.product_uom_qty = 7
        self.assertEqual(self.held(order), [5])
        order.picking_ids.action_assign()
        self.assertEqual(self.held(order), [7])
