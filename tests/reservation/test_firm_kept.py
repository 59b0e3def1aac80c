from odoo.tests import tagged

from ..common import StockCase


@tagged("post_install", "-at_install")
class TestFirmKept(StockCase):
    """A part is done, or less is asked for: the rest stays held (behaviour 14)."""

    def firm(self):
        """Return an order that holds 3 firmly, and one above it that wants 2."""
        self.on_hand(self.stool, 3)
        return self.below(self.order((self.stool, 3)), self.stool, 2)

    def firm_mo(self):
        """Return an order whose MO holds 9 firmly, that MO, and an order above."""
        self.on_hand(self.leg, 9)
        firm = self.order((self.stool, 3))
        mo = self.mto(firm)
        return self.below(firm, self.leg, 6)[0], mo, self.orders[-1]

    def below(self, firm, product, quantity):
        """Return an order, promised firmly, and a new one that moves above it."""
        firm.promise_firm = True
        self.orders = [firm, self.order((product, quantity))]
        self.orders[-1].schedule_move(before_id=firm.id)
        self.assertEqual(self.held(self.orders[-1]), [0])
        return self.orders

    def test_delivered_in_part(self):
        firm, other = self.firm()
        self.do_part(firm.picking_ids, 1)
        self.assertEqual(self.held(firm, other), [2, 0])
        # And none of it for ever: what the rest is shipped of is gone.
        rest = firm.picking_ids.filtered(lambda picking: picking.state != "done")
        rest.move_ids.picked = True
        rest.button_validate()
        self.on_hand(self.stool, 2)
        self.assertEqual(self.held(other), [2])

    def test_serials_delivered_in_part(self):
        self.stool.tracking = "serial"
        for lot in self.lots(self.stool, "A", "B", "C"):
            self.on_hand(self.stool, 1, lot=lot)
        firm, other = self.below(self.order((self.stool, 3)), self.stool, 2)
        firm.picking_ids.move_line_ids[0].picked = True
        self.assertEqual(self.held(firm, other), [3, 0])
        action = firm.picking_ids.button_validate()
        wizard = self.env["stock.backorder.confirmation"]
        wizard.with_context(**action["context"]).create({}).process()
        self.assertEqual(self.held(firm, other), [2, 0])

    def test_picked_in_part(self):
        self.warehouse.delivery_steps = "pick_ship"
        firm, other = self.firm()
        self.do_part(
            firm.picking_ids.filtered(lambda p: p.location_id == self.stock), 1
        )
        self.assertEqual(self.held(other), [0])

    def test_without_a_backorder(self):
        """What is not shipped any more is nobody's."""
        firm, other = self.firm()
        move = firm.picking_ids.move_ids
        move.quantity, move.picked = 1, True
        firm.picking_ids.with_context(
            skip_backorder=True, picking_ids_not_to_backorder=firm.picking_ids.ids
        ).button_validate()
        self.assertEqual(self.held(other), [2])

    def test_produced_in_part(self):
        _firm, mo, other = self.firm_mo()
        mo.action_set_production_status("partially_complete", quantity=1)
        rest = mo.production_group_id.production_ids - mo
        self.assertEqual(self.held(rest, other), [6, 0])

    def test_recorded_in_part(self):
        """What is recorded is taken; what is left stands ready for the rest."""
        _firm, mo, other = self.firm_mo()
        mo.qty_producing = 1
        mo._set_qty_producing()
        self.assertEqual(self.held(mo, other), [3, 0])
        self.assertEqual(self.status(other), ("not_available", 6))

    def test_brought_in_part(self):
        self.warehouse.manufacture_steps = "pbm"
        _firm, mo, other = self.firm_mo()
        self.do_part(mo.picking_ids, 3)
        self.assertEqual(self.held(other), [0])

    def test_less_is_asked_for(self):
        firm, other = self.firm()
        firm.order_line.product_uom_qty = 2
        self.assertEqual(self.held(firm, other), [2, 1])
        self.assertEqual(self.status(firm), ("in_stock", 0))

    def test_less_is_asked_for_by_a_shop(self):
        firm, other = self.firm()
        row = firm.order_line.with_context(order_change_source="Shop")
        row.product_uom_qty = 2
        self.assertEqual(self.held(firm, other), [2, 1])

    def test_less_is_made(self):
        firm, mo, other = self.firm_mo()
        firm.order_line.product_uom_qty = 2
        self.assertEqual(self.held(mo, other), [6, 3])

    def test_unreserve_lets_go(self):
        firm, other = self.firm()
        firm.picking_ids.do_unreserve()
        other.picking_ids.action_assign()
        self.assertEqual(self.held(firm, other), [1, 2])

    def test_by_hand_nothing_more_is_reserved(self):
        self.warehouse.out_type_id.reservation_method = "manual"
        self.on_hand(self.stool, 2)
        firm = self.order((self.stool, 5))
        firm.picking_ids.action_assign()
        firm.promise_firm = True
        self.on_hand(self.stool, 3)
        other = self.order((self.stool, 3))
        other.schedule_move(before_id=firm.id)
        other.picking_ids.action_assign()
        self.assertEqual(self.held(firm, other), [2, 3])

    def test_what_was_kept_once_is_not_kept_for_ever(self):
        firm, other = self.firm()
        move = firm.picking_ids.move_ids
        move.quantity = 1
        self.assertEqual(move.firm_qty, 2)
        move.quantity = 3
        self.assertEqual(move.firm_qty, 0)
        self.on_hand(self.stool, 2)
        firm.order_line.product_uom_qty = 5
        other.picking_ids.action_assign()
        self.assertEqual(self.held(firm, other), [3, 2])

    def test_nothing_is_kept_where_nobody_reserves_by_rank(self):
        firm, other = self.firm()
        move = firm.picking_ids.move_ids
        move.quantity = 1
        self.company.reserve_by_rank = False
        self.assertEqual(move.firm_qty, 0)
        other.picking_ids.action_assign()
        self.assertEqual(self.held(firm, other), [1, 2])
        self.company.reserve_by_rank = True
        self.assertEqual(self.held(firm, other), [1, 2])

    def test_typed_in_part_and_let_go(self):
        for how in ("typed", "deleted"):
            with self.subTest(how), self.env.cr.savepoint() as savepoint:
                firm, other = self.firm()
                move = firm.picking_ids.move_ids
                move.quantity = 1
                if how == "typed":
                    move.quantity = 0
                else:
                    move.move_line_ids.unlink()
                other.picking_ids.action_assign()
                self.assertEqual(self.held(other), [2])
                savepoint.rollback()

    def test_what_is_put_back_is_not_held(self):
        self.warehouse.delivery_steps = "pick_ship"
        self.on_hand(self.stool, 5)
        firm = self.order((self.stool, 5))
        pick = firm.picking_ids.filtered(lambda one: one.location_id == self.stock)
        pick.move_ids.picked = True
        pick.button_validate()
        firm.promise_firm = True
        other = self.order((self.stool, 2))
        other.schedule_move(before_id=firm.id)
        self.on_hand(self.stool, 2)
        self.assertEqual(self.held(other), [2])
        firm.order_line.product_uom_qty = 3
        firm.order_line.product_uom_qty = 7
        self.assertEqual(self.held(other), [2])

    def test_in_one_transaction(self):
        self.order((self.stool, 1))
        firm = self.order((self.stool, 3))
        firm.schedule_move(before_id=self.open_first().id)
        firm.promise_firm = True
        self.on_hand(self.stool, 3)
        firm.picking_ids.move_ids.quantity = 1
        other = self.order((self.stool, 2))
        other.schedule_move(before_id=firm.id)
        self.assertEqual(self.held(firm, other), [1, 0])

    def open_first(self):
        return self.env["sale.order"].search(
            [("company_id", "=", self.company.id)], order="schedule_rank", limit=1
        )

    def test_an_order_cancelled(self):
        firm, other = self.firm()
        firm._action_cancel()
        self.assertEqual(self.held(other), [2])
