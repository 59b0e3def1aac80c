from odoo.tests import tagged

from .test_order_change import SHOP, OrderChangeCase


@tagged("post_install", "-at_install")
class TestPutBack(OrderChangeCase):
    """A row is changed after its MO is done and picked (behaviour 6)."""

    def picked(self, adopted=False, steps="pick_ship"):
        """Return the order and row of 5 that were made and picked, not shipped."""
        self.warehouse.delivery_steps = steps
        if adopted:
            route = self.env.ref("stock.route_warehouse0_mto")
            route.active = True
            self.stool.route_ids = route + self.warehouse.manufacture_pull_id.route_id
        order = self.order((self.stool, 5))
        row = order.order_line
        self.produce(row._mto_open() or self.mto(order))
        first = order.picking_ids.filtered(lambda one: one.location_id == self.stock)
        first.move_ids.picked = True
        first.button_validate()
        self.env.invalidate_all()
        return order, row

    def put_back(self, row):
        back = row._mto_put_backs()
        back.picking_id.button_validate()
        self.assertEqual(back.state, "done")
        self.env.invalidate_all()

    def moves_of(self, row):
        """Return [(from, to, quantity, state)] of the open moves of a row."""
        self.env.invalidate_all()
        return [
            (
                *(move.location_id.name, move.location_dest_id.name),
                *(move.product_uom_qty, move.state),
            )
            for move in row.move_ids.filtered(
                lambda move: move.state not in ("done", "cancel")
            ).sorted("id")
        ]

    def status_of(self, order):
        self.env.flush_all()
        self.env.invalidate_all()
        return order.sales_items_availability

    def rival(self, quantity, order):
        rival = self.order((self.stool, quantity))
        rival.schedule_move(before_id=order.id)
        self.assertEqual(self.status_of(rival), "in_stock")
        return rival

    def test_what_is_put_back_is_free(self):
        for steps in ("pick_ship", "pick_pack_ship"):
            with self.subTest(steps), self.env.cr.savepoint() as savepoint:
                order, row = self.picked(steps=steps)
                row.product_uom_qty = 3
                self.put_back(row)
                rival = self.rival(2, order)
                row.product_uom_qty = 5
                self.assertEqual(self.status_of(rival), "in_stock")
                savepoint.rollback()

    def test_all_of_it_is_put_back(self):
        order, row = self.picked()
        row.with_context(**SHOP).unlink()
        self.put_back(row)
        rival = self.order((self.stool, 5))
        row.product_uom_qty = 5
        rival.schedule_move(before_id=order.id)
        self.assertEqual(self.status_of(rival), "in_stock")

    def test_more_is_made_again(self):
        """9 are ordered, 3 are on their way, what was put back is anybody's."""
        _order, row = self.picked()
        row.product_uom_qty = 3
        self.put_back(row)
        row.product_uom_qty = 9
        row.action_make_to_order()
        self.assertEqual(row._mto_open().product_qty, 6)

    def test_raised_again_nothing_is_put_back(self):
        for adopted in (False, True):
            with self.subTest(adopted), self.env.cr.savepoint() as savepoint:
                order, row = self.picked(adopted)
                row.product_uom_qty = 3
                self.assertEqual(
                    sorted(self.moves_of(row)),
                    [
                        ("Output", "Customers", 3, "assigned"),
                        ("Output", "Stock", 2, "assigned"),
                    ],
                )
                row.product_uom_qty = 4
                self.assertEqual(
                    sorted(self.moves_of(row)),
                    [
                        ("Output", "Customers", 4, "assigned"),
                        ("Output", "Stock", 1, "assigned"),
                    ],
                )
                row.product_uom_qty = 5
                self.assertEqual(
                    self.moves_of(row), [("Output", "Customers", 5, "assigned")]
                )
                self.assertEqual(self.status_of(order), "picked")
                savepoint.rollback()

    def test_raised_further(self):
        _order, row = self.picked()
        row.product_uom_qty = 3
        row.product_uom_qty = 7
        moves = self.moves_of(row)
        # Core ships what is picked anew once it is.
        self.assertEqual(
            [move[:3] for move in moves],
            [("Output", "Customers", 5), ("Stock", "Output", 2)],
        )

    def test_in_three_steps(self):
        order, row = self.picked(steps="pick_pack_ship")
        row.product_uom_qty = 3
        row.product_uom_qty = 5
        moves = self.moves_of(row)
        self.assertEqual(moves, [("Packing Zone", "Output", 5, "assigned")])
        self.assertEqual(self.status_of(order), "picked")

    def test_in_three_steps_packed_already(self):
        order, row = self.picked(steps="pick_pack_ship")
        pack = row.move_ids.filtered(
            lambda move: move.state not in ("done", "cancel")
        ).picking_id
        pack.move_ids.picked = True
        pack.button_validate()
        row.product_uom_qty = 3
        self.assertIn(("Output", "Packing Zone", 2, "assigned"), self.moves_of(row))
        row.product_uom_qty = 5
        self.assertEqual(self.moves_of(row), [("Output", "Customers", 5, "assigned")])
        self.assertEqual(self.status_of(order), "picked")

    def test_a_return_by_hand_stays(self):
        _order, row = self.picked()
        pick = row.move_ids.filtered(lambda move: move.state == "done").picking_id
        wizard = self.env["stock.return.picking"].create({"picking_id": pick[:1].id})
        wizard.product_return_moves.quantity = 2
        back = self.env["stock.picking"].browse(
            wizard.action_create_returns()["res_id"]
        )
        row.product_uom_qty = 7
        self.assertNotEqual(back.state, "cancel")

    def test_in_dozens(self):
        self.warehouse.delivery_steps = "pick_ship"
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self.quotation((self.stool, 2))
        row = order.order_line
        row.product_uom_id = dozen
        order.action_confirm()
        self.produce(self.mto(order))
        first = order.picking_ids.filtered(lambda one: one.location_id == self.stock)
        first.move_ids.picked = True
        first.button_validate()
        row.product_uom_qty = 1
        row.product_uom_qty = 2
        unit = self.stool.uom_id
        self.assertEqual(
            [
                move.product_uom._compute_quantity(move.product_uom_qty, unit)
                for move in row.move_ids
                if move.state not in ("done", "cancel")
            ],
            [24],
        )

    def test_what_somebody_puts_back_already_goes_back(self):
        _order, row = self.picked()
        row.product_uom_qty = 3
        row._mto_put_backs().picked = True
        row.product_uom_qty = 5
        moves = self.moves_of(row)
        self.assertIn(("Output", "Stock", 2, "assigned"), moves)
        self.assertEqual(sum(move[2] for move in moves if move[1:2] != ("Stock",)), 5)
