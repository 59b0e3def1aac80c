from odoo.fields import Command
from odoo.tests import tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestExact(StockCase):
    """To the last piece, whatever it is counted in and read with (behaviour 4)."""

    def box(self, part, quantity, unit):
        """Return a product that is made of a quantity of another one in a unit."""
        box = self.product("Box")
        line = {
            "product_id": part.id,
            "product_qty": quantity,
            "product_uom_id": self.env.ref(f"uom.product_uom_{unit}").id,
        }
        self.env["mrp.bom"].create(
            {
                "product_tmpl_id": box.product_tmpl_id.id,
                "bom_line_ids": [Command.create(line)],
            }
        )
        return box

    def alone(self, row, *names):
        """Return what a row says that is read by itself."""
        self.env.flush_all()
        self.env.invalidate_all()
        row = self.env["sale.order.line"].browse(row.id)
        return tuple(row[name] for name in names)

    def beside(self, row, *names):
        """Return what a row says that is read with the others of its order."""
        self.env.flush_all()
        self.env.invalidate_all()
        row.order_id.order_line.mapped(names[0])
        return tuple(row[name] for name in names)

    def test_what_is_taken_from_a_dozen(self):
        self.on_hand(self.leg, 12)
        low = self.order((self.box(self.leg, 1, "dozen"), 1))
        mo = self.mto(low)
        top = self.order((self.leg, 7))
        top.schedule_move(before_id=low.id)
        self.assertEqual(self.status(top), ("in_stock", 0))
        held = [
            sum(moves.move_line_ids.mapped("quantity_product_uom"))
            for moves in (mo.move_raw_ids, top.order_line.move_ids)
        ]
        self.assertEqual(held, [5, 7])
        self.assertEqual(top.order_line.move_ids.state, "assigned")

    def test_rows_of_a_quotation_share_whoever_reads_them(self):
        self.on_hand(self.stool, 3)
        row = self.quotation((self.stool, 3), (self.stool, 1)).order_line[1]
        names = "sales_items_availability", "missing_qty"
        self.assertEqual(self.beside(row, *names), ("not_available", 1))
        self.assertEqual(self.alone(row, *names), ("not_available", 1))
        self.on_hand(self.leg, 3)
        row = self.quotation((self.table, 1), (self.stool, 1)).order_line[1]
        self.on_hand(self.stool, -3)
        for read in (self.beside, self.alone):
            self.assertEqual(read(row, "ingredients_availability"), ("not_available",))

    def test_a_cancelled_order_that_is_offered_again(self):
        self.on_hand(self.stool, 5)
        order = self.order((self.stool, 2))
        order._action_cancel()
        order.action_draft()
        self.assertEqual(self.status(order), ("in_stock", 0))
        self.assertTrue(order.feasible_date)
        order.action_promise()
        self.assertEqual(order.commitment_date, order.feasible_date)

    def test_grams_of_what_is_kept_in_kilograms(self):
        """As Odoo rounds what an MO, or a kit's delivery, asks for."""
        kilogram = self.env.ref("uom.product_uom_kgm")
        powder = self.product("Powder", uom_id=kilogram.id)
        self.on_hand(powder, 0.02)
        order = self.order((self.box(powder, 24, "gram"), 1))
        self.assertEqual(
            self.alone(order.order_line, "ingredients_availability"), ("in_stock",)
        )
        mo = self.mto(order)
        self.env.invalidate_all()
        self.assertEqual(mo.ingredients_availability, "in_stock")
        box = self.box(powder, 24, "gram")
        box.bom_ids.type = "phantom"
        order._action_cancel()
        kit = self.quotation((box, 1))
        self.assertEqual(self.status(kit), ("in_stock", 0))
        kit.action_confirm()
        self.assertEqual(self.status(kit), ("in_stock", 0))

    def test_a_line_takes_no_less_than_a_digit(self):
        """As an MO asks for it (behaviour 4)."""
        glue = self.product("Glue")
        for makes, ordered, asks in ((1000, 4, 0.01), (3, 1, 0.34)):
            with self.subTest(makes=makes):
                box = self.product("Box")
                self.bom(box, {glue: 1}, product_qty=makes)
                order = self.order((box, ordered))
                before = self.alone(order.order_line, "ingredients_availability")
                claims = order.order_line.schedule_claims("ingredients")
                mo = self.mto(order)
                self.assertEqual(mo.move_raw_ids.product_qty, asks)
                self.env.invalidate_all()
                self.assertEqual(before, (mo.ingredients_availability,))
                self.assertEqual(claims[0]["missing"]["quantity"], asks)
                mo.action_cancel()
                order._action_cancel()

    def test_what_was_shipped_of_it_is_not_asked_for_again(self):
        self.on_hand(self.stool, 5)
        order = self.order((self.stool, 5))
        self.do_part(order.picking_ids, 2)
        order._action_cancel()
        order.action_draft()
        self.assertEqual(self.status(order), ("in_stock", 0))
        order.action_confirm()
        self.assertEqual(self.status(order), ("in_stock", 0))
