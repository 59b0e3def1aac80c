from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestEntered(ScheduleCase):
    """What somebody entered, packed or picked by hand is true (behaviour 4)."""

    def row(self, quantity, product=None):
        return self.order((product or self.stool, quantity)).order_line

    def held(self, *rows):
        self.env.invalidate_all()
        found = []
        for row in rows:
            moves = row.move_ids.filtered(lambda m: m.state not in ("done", "cancel"))
            found.append(sum(moves.mapped("quantity")))
        return found

    def enter(self, row, quantity, picked=False):
        """Type a quantity in the delivery's form."""
        with Form(row.move_ids.picking_id) as form:
            with form.move_ids.edit(0) as move:
                move.quantity = quantity
                if picked:
                    move.picked = True

    def assertRow(self, row, status, missing=0):
        self.env.invalidate_all()
        self.assertEqual(row.sales_items_availability, status)
        self.assertEqual(row.missing_qty, missing)

    def test_picked_beyond_the_order(self):
        self.on_hand(self.stool, 5)
        first, second = self.row(2), self.row(3)
        self.enter(first, 5, picked=True)
        self.assertRow(first, "picked")
        self.assertRow(second, "not_available", 3)
        self.assertEqual(self.held(first, second), [5, 0])
        self.enter(first, 2)
        self.assertRow(second, "in_stock")
        self.assertEqual(self.held(second), [3])

    def test_entered_and_not_ticked_survives_a_drag(self):
        self.on_hand(self.stool, 5)
        low, top = self.row(5), self.row(5)
        self.enter(low, 3)
        self.assertEqual(self.held(low, top), [3, 0])
        top.order_id.schedule_move(before_id=low.order_id.id)
        self.assertEqual(self.held(low, top), [3, 2])
        self.assertRow(low, "not_available", 2)
        self.assertRow(top, "not_available", 3)

    def test_what_was_typed_is_not_topped_up(self):
        self.on_hand(self.stool, 10)
        row = self.row(5)
        self.enter(row, 3)
        self.assertEqual(self.held(row), [3])
        self.receipt(self.leg, 1).button_validate()
        self.row(1)
        self.assertEqual(self.held(row), [3])
        self.assertRow(row, "in_stock")

    def test_an_mto_rows_picked_goods_are_its_own(self):
        self.on_hand(self.leg, 100)
        self.on_hand(self.stool, 6)
        mine = self.row(6)
        mo = mine.order_id
        self.mto(mo)
        other = self.row(6)
        other.order_id.schedule_move(before_id=mine.order_id.id)
        self.produce(mine._mto_open(), 3)
        self.assertEqual(self.held(mine, other), [3, 6])
        self.enter(mine, 3, picked=True)
        self.assertEqual(self.held(mine, other), [3, 6])
        self.assertRow(other, "in_stock")
        self.assertRow(mine, "expected")

    def test_where_the_books_show_nothing(self):
        row = self.row(2)
        self.enter(row, 2)
        self.assertRow(row, "in_stock")
        self.enter(row, 2, picked=True)
        self.assertRow(row, "picked")

    def test_recorded_work_is_not_processed(self):
        self.on_hand(self.leg, 9)
        mo = self.mo(self.stool, 3)
        with Form(mo) as form:
            form.qty_producing = 1
        self.env.invalidate_all()
        self.assertEqual(mo.ingredients_availability, "in_stock")
        rival = self.row(9, self.leg)
        rival.order_id.schedule_move_to(1) if len(self.sell()) > 1 else None
        self.env.invalidate_all()
        self.assertIn(mo.ingredients_availability, ("in_stock", "not_available"))
        # The 3 that were recorded are used up, whoever ranks first.
        self.assertEqual(mo.move_raw_ids.quantity, 3)

    def test_recorded_work_and_nothing_left(self):
        self.on_hand(self.leg, 3)
        mo = self.mo(self.stool, 3)
        with Form(mo) as form:
            form.qty_producing = 1
        self.env.invalidate_all()
        self.assertEqual(mo.ingredients_availability, "not_available")
        self.produce(mo, 1)
        self.env.invalidate_all()
        self.assertEqual(mo.ingredients_availability, "processed")

    def test_a_pack_keeps_what_is_in_it(self):
        self.on_hand(self.stool, 5)
        low = self.row(5)
        picking = low.move_ids.picking_id
        line = low.move_ids.move_line_ids
        line.quantity = 3
        picking.action_put_in_pack()
        top = self.row(5)
        top.order_id.schedule_move(before_id=low.order_id.id)
        self.env.invalidate_all()
        packed = low.move_ids.move_line_ids.filtered("result_package_id")
        self.assertEqual(sum(packed.mapped("quantity")), 3)
        self.assertEqual(self.held(top), [2])

    def test_put_in_a_pack_as_reserved(self):
        self.on_hand(self.stool, 5)
        low = self.row(5)
        low.move_ids.picking_id.action_put_in_pack()
        top = self.row(5)
        top.order_id.schedule_move(before_id=low.order_id.id)
        self.assertEqual(self.held(low, top), [5, 0])

    def test_by_serial_number(self):
        self.stool.tracking = "serial"
        (number,) = self.lots(self.stool, "Number")
        self.on_hand(self.stool, 1, lot=number)
        first, second = self.row(1), self.row(1)
        self.assertEqual(self.held(first, second), [1, 0])
        second.move_ids.move_line_ids = [
            Command.create(
                {
                    "product_id": self.stool.id,
                    "lot_id": number.id,
                    "quantity": 1,
                    "picked": True,
                    "location_id": self.stock.id,
                    "location_dest_id": second.move_ids.location_dest_id.id,
                }
            )
        ]
        self.assertEqual(self.held(first, second), [0, 1])
        self.assertRow(first, "not_available", 1)
        self.assertRow(second, "picked")

    def test_by_lot_not_by_quantity(self):
        """The other number is free: the first order gets that one instead."""
        self.stool.tracking = "serial"
        one, other = self.lots(self.stool, "One", "Other")
        self.on_hand(self.stool, 1, lot=one)
        first, second = self.row(1), self.row(1)
        self.assertEqual(first.move_ids.lot_ids, one)
        self.on_hand(self.stool, 1, lot=other)
        second.move_ids.move_line_ids.unlink()
        second.move_ids.move_line_ids = [
            Command.create(
                {
                    "product_id": self.stool.id,
                    "lot_id": one.id,
                    "quantity": 1,
                    "picked": True,
                    "location_id": self.stock.id,
                    "location_dest_id": second.move_ids.location_dest_id.id,
                }
            )
        ]
        self.env.invalidate_all()
        self.assertEqual(second.move_ids.lot_ids, one)
        self.assertEqual(first.move_ids.lot_ids, other)
        self.assertRow(first, "in_stock")

    def test_by_shelf(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self.on_hand(self.stool, 2, shelf)
        first = self.row(2)
        self.on_hand(self.stool, 2)
        second = self.row(2)
        line = second.move_ids.move_line_ids
        line.location_id = shelf
        line.picked = True
        self.env.invalidate_all()
        self.assertEqual(first.move_ids.move_line_ids.location_id, self.stock)
        self.assertEqual(self.held(first, second), [2, 2])

    def test_a_transfer_without_an_order(self):
        self.on_hand(self.stool, 5)
        inside = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        move = self.transfer(
            self.warehouse.int_type_id, self.stock, inside, self.stool, 3
        ).move_ids
        move.quantity = 3
        row = self.row(5)
        # In somebody's hands: on the shelf when he is done.
        self.assertRow(row, "expected")
        self.assertEqual(self.held(row), [2])
        move.move_line_ids.unlink()
        self.assertRow(row, "in_stock")
        self.assertEqual(self.held(row), [5])

    def test_goods_that_are_gone_take_nothing_from_his_hands(self):
        row = self.row(5)
        self.enter(row, 4)
        self.env["stock.scrap"].create(
            {
                "product_id": self.stool.id,
                "scrap_qty": 1,
                "location_id": self.stock.id,
            }
        ).do_scrap()
        self.assertEqual(self.held(row), [4])
        self.assertRow(row, "not_available", 1)

    def test_picked_beyond_the_books_in_two_steps(self):
        self.warehouse.delivery_steps = "pick_ship"
        row = self.row(5)
        pick = row.move_ids.picking_id
        self.enter(row, 5, picked=True)
        self.assertRow(row, "picked")
        pick.button_validate()
        # The books show less than nothing in stock, and 5 in Output.
        self.assertRow(row, "picked")
        other = self.row(1)
        self.receipt(self.stool, 5).button_validate()
        self.assertRow(other, "not_available", 1)

    def test_typed_in_output_it_is_picked_all_the_same(self):
        self.warehouse.delivery_steps = "pick_ship"
        self.on_hand(self.stool, 3)
        row = self.row(3)
        row.move_ids.picking_id.button_validate()
        self.assertRow(row, "picked")
        ship = row.move_ids.filtered(lambda move: move.state != "done")
        ship.quantity = 2
        ship.quantity = 3
        self.assertRow(row, "picked")

    def test_a_lot_chosen_by_hand(self):
        self.stool.tracking = "lot"
        one, other = self.lots(self.stool, "One", "Other")
        self.on_hand(self.stool, 2, lot=one)
        self.on_hand(self.stool, 2, lot=other)
        first, second = self.row(2), self.row(2)
        first.move_ids.move_line_ids.lot_id = other
        self.env.invalidate_all()
        self.assertEqual(first.move_ids.lot_ids, other)
        self.assertEqual(second.move_ids.lot_ids, one)

    def test_a_place_chosen_by_hand(self):
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        self.on_hand(self.stool, 2)
        self.on_hand(self.stool, 2, shelf)
        first, second = self.row(2), self.row(2)
        place = second.move_ids.move_line_ids.location_id
        first.move_ids.move_line_ids.location_id = place
        self.env.invalidate_all()
        self.assertNotEqual(second.move_ids.move_line_ids.location_id, place)
        self.assertEqual(self.held(first, second), [2, 2])

    def test_unreserve_forgets_what_was_typed(self):
        self.on_hand(self.stool, 5)
        low, top = self.row(5), self.row(5)
        self.enter(low, 3)
        low.move_ids.picking_id.do_unreserve()
        top.order_id.schedule_move(before_id=low.order_id.id)
        self.assertEqual(self.held(low, top), [0, 5])

    def test_nobody_writes_it_by_the_api(self):
        self.on_hand(self.stool, 5)
        line = self.row(5).move_ids.move_line_ids
        self.assertFalse(line.schedule_entered)
        self.assertRefused(line.write, {"schedule_entered": 5})
