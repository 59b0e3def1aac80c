from odoo.tests import tagged

from .test_mirror import MirrorCase


@tagged("post_install", "-at_install")
class TestLess(MirrorCase):
    """Less of a row, whatever step its delivery has reached (behaviour 6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.on_hand(cls.leg, 100)

    def ordered(self, steps, quantity=5):
        self.warehouse.delivery_steps = steps
        order = self.order((self.stool, quantity))
        return order, order.order_line

    def next_step(self, order):
        """Do the transfers that are ready."""
        ready = order.picking_ids.filtered(lambda picking: picking.state == "assigned")
        self.assertTrue(ready)
        ready.button_validate()

    def assertDelivers(self, row, quantity):
        """So much is on its way to the customer, and nothing comes from him."""
        moves = row.move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
        self.assertNotIn("customer", moves.mapped("location_id.usage"))
        last = moves.filtered(lambda move: move.location_dest_id.usage == "customer")
        self.assertEqual(sum(last.mapped("product_uom_qty")), quantity)

    def test_a_printed_delivery(self):
        order, row = self.ordered("ship_only")
        (mo,) = self.mto(order)
        order.picking_ids.printed = True
        for quantity in (3, 2, 5, 1):
            row.product_uom_qty = quantity
            self.assertAgrees(row, quantity)
            self.assertEqual(row.sales_items_availability, "expected")
            self.assertEqual(row.missing_qty, 0)
        self.assertEqual(row._mto_open(), mo)

    def test_a_printed_delivery_of_a_done_cancelled_or_no_mo(self):
        for make in ("done", "cancelled", "none"):
            with self.subTest(make=make):
                order, row = self.ordered("ship_only")
                if make != "none":
                    (mo,) = self.mto(order)
                    if make == "done":
                        self.produce(mo)
                    else:
                        mo.action_cancel()
                order.picking_ids.printed = True
                row.product_uom_qty = 3
                self.assertDelivers(row, 3)

    def test_more_after_a_printed_one_and_less_again(self):
        order, row = self.ordered("ship_only")
        self.mto(order)
        order.picking_ids.printed = True
        row.product_uom_qty = 8
        self.assertAgrees(row, 8)
        row.product_uom_qty = 4
        self.assertAgrees(row, 4)
        self.assertEqual(
            order.picking_ids.filtered("printed").move_ids.product_uom_qty,
            4,
            "The one that nobody has begun gives way first",
        )

    def test_after_the_first_step(self):
        for steps, done in (
            *(("pick_ship", 1), ("pick_pack_ship", 1)),
            ("pick_pack_ship", 2),
        ):
            for make in ("done", "cancelled", "none"):
                with self.subTest(steps=steps, done=done, make=make):
                    with self.env.cr.savepoint() as savepoint:
                        self.less_after(steps, done, make)
                        savepoint.rollback()
                    self.env.invalidate_all()

    def less_after(self, steps, done, make):
        """Lower a row of 5 to 3 when so many steps are done; then deliver it."""
        order, row = self.ordered(steps)
        mo = self.mto(order) if make != "none" else self.env["mrp.production"]
        if make == "done":
            self.produce(mo)
        else:
            mo.action_cancel()
            self.on_hand(self.stool, 5)
            order.picking_ids.action_assign()
        for _step in range(done):
            self.next_step(order)
        other = self.order((self.stool, 2))
        self.assertEqual(other.sales_items_availability, "not_available")
        row.product_uom_qty = 3
        moves = row.move_ids.filtered(lambda move: move.state not in ("done", "cancel"))
        self.assertNotIn("customer", moves.mapped("location_id.usage"))
        if done == 1:
            self.assertEqual(other.sales_items_availability, "expected")
        to_stock = moves.filtered(lambda move: move.location_dest_id == self.stock)
        self.assertEqual(sum(to_stock.mapped("product_uom_qty")), 2)
        for _step in range(4):
            left = order.picking_ids.filtered(
                lambda p: p.state not in ("done", "cancel")
            )
            left.move_ids._action_assign()
            left.filtered(lambda p: p.state == "assigned").button_validate()
        self.assertEqual(row.qty_delivered, 3)
        self.assertEqual(other.sales_items_availability, "in_stock")
        self.assertEqual(set(order.picking_ids.mapped("state")), {"done"})

    def test_to_nothing_after_the_first_step(self):
        order, row = self.ordered("pick_ship")
        (mo,) = self.mto(order)
        self.produce(mo)
        self.next_step(order)
        row.product_uom_qty = 0
        self.assertDelivers(row, 0)

    def test_a_kit(self):
        order = self.order((self.kit, 5))
        row = order.order_line
        order.picking_ids.printed = True
        row.product_uom_qty = 3
        open_moves = row.move_ids.filtered(lambda m: m.state not in ("done", "cancel"))
        self.assertEqual(set(open_moves.mapped("location_dest_id.usage")), {"customer"})
        self.assertEqual(
            {move.product_id: move.product_uom_qty for move in open_moves},
            {self.table: 3, self.stool: 12},
        )

    def test_the_order_s_date_was_corrected_meanwhile(self):
        order, row = self.ordered("ship_only")
        self.mto(order)
        order.date_order = "2026-01-01 10:00:00"
        row.product_uom_qty = 3
        self.assertAgrees(row, 3)


@tagged("post_install", "-at_install")
class TestUnits(MirrorCase):
    """Another unit on a confirmed row, as an import or the API writes it."""

    def test_there_and_back(self):
        dozen, unit = (
            self.env.ref(f"uom.product_uom_{name}") for name in ("dozen", "unit")
        )
        for make in (True, False):
            order = self.order((self.stool, 5))
            row = order.order_line
            if make:
                self.mto(order)
            for values, pieces in (
                ({"product_uom_id": dozen.id, "product_uom_qty": 1}, 12),
                ({"product_uom_id": unit.id, "product_uom_qty": 5}, 5),
                ({"product_uom_id": dozen.id}, 60),
                ({"product_uom_id": unit.id}, 5),
                ({"product_uom_qty": 7}, 7),
                ({"product_uom_id": dozen.id, "product_uom_qty": 0.5}, 6),
            ):
                with self.subTest(make=make, values=values):
                    row.write(values)
                    moves = row.move_ids.filtered(lambda move: move.state != "cancel")
                    self.assertEqual(sum(moves.mapped("product_qty")), pieces)
                    self.assertEqual(
                        set(moves.mapped("location_dest_id.usage")), {"customer"}
                    )
                    made = row._mto_open().mapped("product_uom_qty")
                    self.assertEqual(made, [pieces] if make else [])

    def test_the_same_unit_again_asks_for_nothing(self):
        self.on_hand(self.stool, 3)
        order = self.order((self.stool, 5))
        row = order.order_line
        row.move_ids.write({"quantity": 3, "picked": True})
        order.picking_ids.with_context(skip_backorder=True).button_validate()
        order.picking_ids.filtered(lambda p: p.state != "done").action_cancel()
        before = row.move_ids
        row.write({"price_unit": 9, "product_uom_id": row.product_uom_id.id})
        self.assertEqual(row.move_ids, before)


@tagged("post_install", "-at_install")
class TestReorderingRules(MirrorCase):
    """No reordering rule makes what the MO is about to make (behaviour 6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manufacture = cls.warehouse.manufacture_pull_id.route_id

    def rule(self, product):
        product.route_ids += self.manufacture
        self.env["stock.warehouse.orderpoint"].create(
            {"product_id": product.id, "location_id": self.stock.id, "trigger": "auto"}
        )

    def test_more_of_the_row(self):
        order = self.order((self.stool, 5))
        (mo,) = self.mto(order)
        self.rule(self.stool)
        for quantity in (8, 3, 9):
            order.order_line.product_uom_qty = quantity
            self.assertEqual(
                self.env["mrp.production"].search([("product_id", "=", self.stool.id)]),
                mo,
            )
            self.assertAgrees(order.order_line, quantity)

    def test_through_the_order_and_by_a_connector(self):
        order = self.order((self.stool, 5))
        (mo,) = self.mto(order)
        self.rule(self.stool)
        row = order.order_line
        order.write({"order_line": [(1, row.id, {"product_uom_qty": 8})]})
        row.with_context(order_change_source="Shop").product_uom_qty = 9
        self.assertEqual(
            self.env["mrp.production"].search([("product_id", "=", self.stool.id)]), mo
        )

    def test_what_the_mo_does_not_make_is_the_rule_s(self):
        self.rule(self.stool)
        self.company.connector_change_policy = "ignore"
        order = self.order((self.stool, 5))
        self.env["mrp.production"].search(
            [("product_id", "=", self.stool.id)]
        ).action_cancel()
        (mo,) = self.mto(order)
        row = order.order_line.with_context(order_change_source="Shop")
        row.product_uom_qty = 8
        others = (
            self.env["mrp.production"].search(
                [("product_id", "=", self.stool.id), ("state", "!=", "cancel")]
            )
            - mo
        )
        self.assertEqual(others.product_qty, 3)
        self.assertEqual(mo.product_qty, 5)

    def test_of_another_row_at_once(self):
        mine = self.order((self.stool, 5))
        self.mto(mine)
        other = self.order((self.drawer, 5))
        self.rule(self.drawer)
        (mine.order_line + other.order_line).write({"product_uom_qty": 8})
        drawers = self.env["mrp.production"].search(
            [("product_id", "=", self.drawer.id)]
        )
        self.assertEqual(sum(drawers.mapped("product_qty")), 8)

    def test_of_what_a_component_is_made_of(self):
        route = self.env.ref("stock.route_warehouse0_mto")
        route.active = True
        self.drawer.route_ids = route + self.manufacture
        self.bom(self.board, {self.leg: 1})
        order = self.order((self.table, 2))
        (mo,) = self.mto(order)
        drawers = self.env["mrp.production"].search(
            [("product_id", "=", self.drawer.id)]
        )
        self.assertEqual(drawers.mapped("product_qty"), [2])
        self.rule(self.board)
        order.order_line.product_uom_qty = 5
        drawers = self.env["mrp.production"].search(
            [("product_id", "=", self.drawer.id), ("state", "!=", "cancel")]
        )
        self.assertEqual(sum(drawers.mapped("product_qty")), 5)
        boards = self.env["mrp.production"].search([("product_id", "=", self.board.id)])
        self.assertEqual(sum(boards.mapped("product_qty")), 10)

    def test_more_of_a_subassembly(self):
        order = self.order((self.table, 2))
        (mo,) = self.mto(order)
        (child,) = self.env["mrp.production"]._schedule_make_subassemblies(
            {mo: {self.drawer: 2}}
        )
        self.rule(self.drawer)
        order.order_line.product_uom_qty = 5
        self.assertEqual(child.product_qty, 5)
        self.assertEqual(
            self.env["mrp.production"].search([("product_id", "=", self.drawer.id)]),
            child,
        )

    def test_subassemblies_made_along(self):
        self.rule(self.drawer)
        order = self.order((self.table, 2))
        action = order.order_line.action_make_to_order_dialog()
        wizard = self.env[action["res_model"]].browse(action["res_id"])
        wizard.action_create()
        drawers = self.env["mrp.production"].search(
            [("product_id", "=", self.drawer.id)]
        )
        self.assertEqual(drawers.mapped("product_qty"), [2])
        self.assertEqual(drawers.schedule_parent_id, order.mto_production_ids)


@tagged("post_install", "-at_install")
class TestDrift(MirrorCase):
    """Components are what the bill says, whatever the way there (behaviour 6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dozen = cls.env.ref("uom.product_uom_dozen")
        cls.offcut = cls.env["product.product"].create(
            {"name": "Offcut", "is_storable": True, "type": "consu"}
        )
        cls.bom_stool.write(
            {
                "product_qty": 12,
                "bom_line_ids": [(5,), (0, 0, {"product_id": cls.leg.id})],
                "byproduct_ids": [
                    (0, 0, {"product_id": cls.offcut.id, "product_qty": 1})
                ],
            }
        )

    def change(self, order, *quantities):
        for quantity in quantities:
            order.order_line.product_uom_qty = quantity

    def test_there_and_back(self):
        order = self.order((self.stool, 5))
        (mo,) = self.mto(order)
        self.change(order, 7, 13, 5, 24)
        self.assertEqual(mo.move_raw_ids.product_uom_qty, 2)
        self.assertEqual(mo.move_byproduct_ids.product_uom_qty, 2)
        self.change(order, 1, 3, 12)
        self.assertEqual(mo.move_raw_ids.product_uom_qty, 1)
        self.assertEqual(mo.move_byproduct_ids.product_uom_qty, 1)

    def test_in_dozens(self):
        self.bom_stool.write({"product_uom_id": self.dozen.id, "product_qty": 1})
        order = self.order((self.stool, 5))
        (mo,) = self.mto(order)
        self.change(order, 7, 13, 5, 24)
        self.assertEqual(mo.move_raw_ids.product_uom_qty, 2)

    def test_of_a_kit_in_the_bill(self):
        kit = self.env["product.product"].create({"name": "Pair", "type": "consu"})
        self.bom(kit, {self.board: 2}, type="phantom")
        self.bom_stool.bom_line_ids = [(0, 0, {"product_id": kit.id})]
        order = self.order((self.stool, 5))
        (mo,) = self.mto(order)
        self.change(order, 7, 13, 5, 24)
        boards = mo.move_raw_ids.filtered(lambda move: move.product_id == self.board)
        self.assertEqual(boards.product_uom_qty, 4)

    def test_brought_in_two_steps(self):
        self.warehouse.manufacture_steps = "pbm"
        order = self.order((self.stool, 5))
        (mo,) = self.mto(order)
        self.change(order, 7, 13, 5, 24)
        self.assertEqual(mo.move_raw_ids.product_uom_qty, 2)
        brought = mo.move_raw_ids.move_orig_ids.filtered(lambda m: m.state != "cancel")
        self.assertAlmostEqual(sum(brought.mapped("product_uom_qty")), 2)

    def test_what_somebody_edited_is_scaled(self):
        order = self.order((self.stool, 12))
        (mo,) = self.mto(order)
        mo.move_raw_ids.product_uom_qty = 3
        self.change(order, 24)
        self.assertEqual(mo.move_raw_ids.product_uom_qty, 6)

    def test_of_the_rest(self):
        self.on_hand(self.leg, 10)
        order = self.order((self.stool, 14))
        (mo,) = self.mto(order)
        (rest,) = self.produce(mo, 2)
        self.change(order, 7, 15, 9, 26)
        self.assertEqual(rest.product_qty, 24)
        self.assertEqual(rest.move_raw_ids.product_uom_qty, 2)

    def test_a_subassembly_s_components(self):
        self.bom_drawer.write({"product_qty": 12})
        order = self.order((self.table, 5))
        (mo,) = self.mto(order)
        (child,) = self.env["mrp.production"]._schedule_make_subassemblies(
            {mo: {self.drawer: 5}}
        )
        self.change(order, 7, 13, 5, 24)
        self.assertEqual(child.product_qty, 24)
        self.assertEqual(child.move_raw_ids.product_uom_qty, 4)

    def test_to_stock_by_core_s_button(self):
        mo = self.mo(self.stool, 5)
        for quantity in (7, 13, 5, 24):
            self.env["change.production.qty"].create(
                {"mo_id": mo.id, "product_qty": quantity}
            ).change_prod_qty()
        self.assertEqual(mo.move_raw_ids.product_uom_qty, 2)


@tagged("post_install", "-at_install")
class TestRecorded(MirrorCase):
    def test_without_components(self):
        manufacture = self.warehouse.manufacture_pull_id.route_id
        self.leg.route_ids += manufacture
        order = self.order((self.leg, 5))
        (mo,) = self.mto(order)
        mo.qty_producing = 2
        order.order_line.product_uom_qty = 8
        self.assertEqual((mo.product_qty, mo.qty_producing), (8, 2))
        order.order_line.product_uom_qty = 6
        self.assertEqual((mo.product_qty, mo.qty_producing), (6, 2))


@tagged("post_install", "-at_install")
class TestCoreConstraints(MirrorCase):
    """What Odoo refuses stays refused."""

    def test_cost_shares_of_by_products(self):
        mo = self.mo(self.stool, 1)
        with self.assertRaisesRegex(Exception, "cannot exceed 100"):
            mo.write(
                {
                    "move_byproduct_ids": [
                        (
                            0,
                            0,
                            {
                                "product_id": p.id,
                                "product_uom_qty": 1,
                                "cost_share": 60,
                            },
                        )
                        for p in (self.board, self.leg)
                    ]
                }
            )
