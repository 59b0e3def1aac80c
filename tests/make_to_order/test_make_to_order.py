from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestMakeToOrder(ScheduleCase):
    def test_an_mo_is_made_for_the_row(self):
        order = self.order((self.table, 2), (self.stool, 3))
        row = order.order_line[1]
        result = row.action_make_to_order()
        mo = row.mto_production_ids
        self.assertEqual(result, {order.id: {"made": mo.ids, "skipped": []}})
        self.assertRecordValues(
            mo,
            [
                {
                    "name": f"{order.name} / 1",
                    "state": "confirmed",
                    "make_type": "mto",
                    "mto_order_id": order.id,
                    "product_id": self.stool.id,
                    "product_qty": 3,
                    "bom_id": self.bom_stool.id,
                    "customer_display": f"Ada · {order.name}",
                    "origin": order.name,
                    "picking_type_id": self.warehouse.manu_type_id.id,
                    "date_deadline": order.schedule_deadline,
                }
            ],
        )
        self.assertEqual(order.mto_production_ids, mo)
        self.assertEqual(order.mrp_production_ids, mo, "The smart button leads to it")
        self.assertEqual(mo.sale_order_count, 1, "and back")
        self.assertFalse(mo.move_finished_ids.sale_line_id)
        self.assertEqual(sum(order.picking_ids.move_ids.mapped("product_uom_qty")), 5)

    def test_numbers_are_never_used_twice(self):
        order = self.order((self.table, 1), (self.stool, 1))
        first, second = self.mto(order)
        self.assertEqual(second.name, f"{order.name} / 2")
        second.action_cancel()
        second.unlink()
        third = self.mto(order)
        self.assertEqual(third.name, f"{order.name} / 3")
        self.assertEqual(third.product_id, self.stool)
        self.assertEqual(first.state, "confirmed")

    def test_only_what_is_short_is_made_of_an_order(self):
        self.on_hand(self.table, 2)
        order = self.order((self.table, 2), (self.stool, 1), (self.service, 1))
        result = order.action_make_to_order()
        self.assertEqual(order.mto_production_ids.product_id, self.stool)
        reasons = dict(result[order.id]["skipped"])
        self.assertIn("available", reasons[order.order_line[0].id])
        self.assertIn("service", reasons[order.order_line[2].id])

    def test_decided_from_the_top_rank_down(self):
        self.on_hand(self.stool, 3)
        top = self.order((self.stool, 5))
        low = self.order((self.stool, 3))
        result = (low + top).action_make_to_order()
        self.assertEqual(top.mto_production_ids.product_qty, 5)
        self.assertFalse(low.mto_production_ids, "Served by what the top one frees")
        self.assertEqual(list(result), [top.id, low.id])
        self.assertEqual(result[low.id]["made"], [])

    def test_incoming_make_to_stock_serves_by_rank(self):
        self.mo(self.stool, 4)
        orders = self.env["sale.order"].concat(
            *[self.order((self.stool, 2)) for _number in range(3)]
        )
        orders.action_make_to_order()
        self.assertEqual([len(order.mto_production_ids) for order in orders], [0, 0, 1])

    def test_one_bad_order_does_not_stop_the_others(self):
        good = self.order((self.stool, 1))
        bad = self.order((self.service, 1))
        draft = self.quotation((self.stool, 1))
        result = (good + bad + draft).action_make_to_order()
        self.assertTrue(result[good.id]["made"])
        self.assertFalse(result[bad.id]["made"] + result[draft.id]["made"])
        self.assertIn("service", result[bad.id]["skipped"][0][1])
        self.assertIn("confirmed", result[draft.id]["skipped"][0][1])

    def test_an_order_that_fails_midway_fails_alone(self):
        good = self.order((self.stool, 1))
        bad = self.order((self.table, 1))
        production = self.env.registry["mrp.production"]
        confirm = production.action_confirm

        def fail(mos):
            if self.table in mos.product_id:
                raise UserError(self.env._("The saw is broken."))
            return confirm(mos)

        self.patch(production, "action_confirm", fail)
        with mute_logger("odoo.sql_db"):
            result = (good + bad).action_make_to_order()
        self.assertEqual(good.mto_production_ids.state, "confirmed")
        self.assertFalse(bad.mto_production_ids)
        self.assertEqual(
            result[bad.id]["skipped"], [[bad.order_line.id, "The saw is broken."]]
        )
        self.assertEqual(bad.mto_sequence, 0)

    def test_refusals_name_the_row_and_change_nothing(self):
        plain = self.env["product.product"].create(
            {"name": "Lamp", "is_storable": True, "type": "consu"}
        )
        made = self.order((self.stool, 1))
        self.mto(made)
        cancelled = self.order((self.stool, 1))
        cancelled.action_cancel()
        self.on_hand(self.stool, 1)
        delivered = self.order((self.stool, 1))
        delivered.picking_ids.action_assign()
        delivered.picking_ids.button_validate()
        sold_only = self.order((self.stool, 1))
        count = self.env["mrp.production"].search_count([])
        for order, reason in [
            (self.quotation((self.stool, 1)), "confirmed"),
            (cancelled, "confirmed"),
            (self.order((self.service, 1)), "service"),
            (self.order((self.kit, 1)), "kit"),
            (self.order((plain, 1)), "bill of materials"),
            (made, "already made"),
            (delivered, "left to deliver"),
        ]:
            with self.subTest(reason=reason):
                with self.assertRaisesRegex(UserError, reason):
                    order.order_line.action_make_to_order()
                with self.assertRaisesRegex(UserError, reason):
                    order.action_make_to_order()
        self.warehouse.manufacture_to_resupply = False
        with self.assertRaisesRegex(UserError, "does not manufacture"):
            sold_only.order_line.action_make_to_order()
        self.assertEqual(self.env["mrp.production"].search_count([]), count)

    def test_a_route_without_a_bill_of_materials_is_enough(self):
        chair = self.env["product.product"].create(
            {
                "name": "Chair",
                "is_storable": True,
                "type": "consu",
                "route_ids": self.warehouse.manufacture_pull_id.route_id.ids,
            }
        )
        mo = self.mto(self.order((chair, 2)))
        self.assertEqual(mo.product_qty, 2)
        self.assertFalse(mo.bom_id)

    def test_the_rows_unit_is_converted(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self.quotation((self.stool, 2))
        order.order_line.product_uom_id = dozen
        order.action_confirm()
        mo = self.mto(order)
        self.assertEqual(mo.product_qty, 24)
        self.assertEqual(mo.product_uom_id, self.stool.uom_id)
        order.order_line.product_uom_qty = 3
        self.assertEqual(mo.product_qty, 36)

    def test_delivered_before_the_link_is_not_made(self):
        self.on_hand(self.stool, 4)
        order = self.order((self.stool, 10))
        picking = order.picking_ids
        picking.action_assign()
        picking.move_ids.picked = True
        picking.with_context(skip_backorder=True).button_validate()
        mo = self.mto(order)
        self.assertEqual(mo.product_qty, 6)
        order.order_line.product_uom_qty = 12
        self.assertEqual(mo.product_qty, 8)

    def test_the_rest_of_a_done_row_may_be_made_again(self):
        order = self.order((self.stool, 5))
        first = self.mto(order)
        self.on_hand(self.leg, 100)
        self.produce(first)
        order.order_line.product_uom_qty = 8
        second = self.mto(order)
        self.assertEqual(second.product_qty, 3)
        order.order_line.product_uom_qty = 9
        self.assertEqual(second.product_qty, 4)
        self.assertEqual(first.product_qty, 5)

    def test_stock_the_row_held_is_free_for_others(self):
        self.on_hand(self.stool, 2)
        order = self.order((self.stool, 2))
        self.assertEqual(order.picking_ids.move_ids.quantity, 2)
        self.mto(order)
        self.assertEqual(order.picking_ids.move_ids.quantity, 0)
        self.assertEqual(self.stool.free_qty, 2)

    def test_the_warehouse_stays_while_something_is_made(self):
        other = self.env["stock.warehouse"].create({"name": "Shop", "code": "SHP"})
        order = self.order((self.stool, 1))
        mo = self.mto(order)
        with self.assertRaisesRegex(UserError, "warehouse"):
            order.warehouse_id = other
        mo.action_cancel()
        order.warehouse_id = other

    def test_500_rows_in_few_creates_and_one_confirm(self):
        order = self.order(*[(self.stool, 1)] * 60)
        production = self.env.registry["mrp.production"]
        calls = {"create": 0, "action_confirm": 0}

        def counted(name):
            original = getattr(production, name)

            def count(records, *args):
                calls[name] += 1
                return original(records, *args)

            self.patch(production, name, count)

        counted("create")
        counted("action_confirm")
        order.action_make_to_order()
        self.assertEqual(len(order.mto_production_ids), 60)
        self.assertEqual(calls, {"create": 1, "action_confirm": 1})

    def test_surplus_that_others_took_may_be_made_again(self):
        self.on_hand(self.leg, 100)
        order = self.order((self.stool, 5))
        self.produce(self.mto(order))
        order.order_line.product_uom_qty = 2
        taker = self.order((self.stool, 3))
        taker.picking_ids.action_assign()
        taker.picking_ids.button_validate()
        self.assertEqual(taker.order_line.qty_delivered, 3)
        order.order_line.product_uom_qty = 6
        self.assertEqual(order.order_line.missing_qty, 4)
        self.assertEqual(self.mto(order).product_qty, 4)

    def test_lost_output_may_be_made_again(self):
        self.on_hand(self.leg, 100)
        order = self.order((self.stool, 5))
        self.produce(self.mto(order))
        self.on_hand(self.stool, -3)
        self.assertEqual(self.mto(order).product_qty, 3)

    def test_a_row_of_another_product_is_made_whole(self):
        self.on_hand(self.leg, 100)
        order = self.order((self.stool, 5))
        self.produce(self.mto(order))
        order.picking_ids.action_cancel()
        order.order_line.product_id = self.table
        order.order_line.product_uom_qty = 6
        self.assertEqual(self.mto(order).product_qty, 6)

    def test_what_is_made_already_stays_reserved(self):
        self.on_hand(self.leg, 100)
        for by_rank in (True, False):
            self.company.reserve_by_rank = by_rank
            order = self.order((self.stool, 5))
            self.produce(self.mto(order))
            order.order_line.product_uom_qty = 8
            self.mto(order)
            self.assertEqual(sum(order.order_line.move_ids.mapped("quantity")), 5)

    def test_a_taken_name_is_passed_over(self):
        order = self.order((self.stool, 1))
        self.mo(self.leg, bom_id=False).name = f"{order.name} / 1"
        self.assertEqual(self.mto(order).name, f"{order.name} / 2")

    def test_several_rows_say_each_why(self):
        order = self.order((self.service, 1), (self.kit, 1))
        result = order.order_line.action_make_to_order()
        self.assertEqual(len(result[order.id]["skipped"]), 2)

    def test_offered_where_something_can_be_made(self):
        """A quotation's form, and an order that lacks nothing, have no such button."""
        made, quotation = self.order((self.stool, 5)), self.order((self.stool, 5))
        quotation.with_context(disable_cancel_warning=True).action_cancel()
        quotation.action_draft()
        offered = {
            order: self.offers(order, "action_make_to_order_dialog")
            for order in made + quotation
        }
        self.assertEqual(offered, {made: True, quotation: False})
        made.action_make_to_order()
        self.assertFalse(self.offers(made, "action_make_to_order_dialog"))
        # Of a kit its components are made, not it.
        kit = self.order((self.kit, 1))
        self.assertFalse(self.offers(kit, "action_make_to_order_dialog"))
        bound = self.env["ir.actions.actions"].get_bindings("sale.order")["action"]
        views = {action["name"]: action["binding_view_types"] for action in bound}
        self.assertEqual(views["Make to order"], "list")

    def test_made_where_it_ships_by_another_warehouses_bill(self):
        other = self.env["stock.warehouse"].create({"name": "Two", "code": "TWO"})
        self.bom_stool.company_id = self.company
        self.bom_stool.picking_type_id = other.manu_type_id
        mo = self.mto(self.order((self.stool, 2)))
        self.assertEqual(mo.picking_type_id, self.warehouse.manu_type_id)
        self.assertEqual(mo.location_dest_id, self.stock)
        self.assertEqual(mo.location_src_id, self.stock)

    def test_what_a_failed_one_keeps_is_not_there_for_a_lower_one(self):
        """5 are there: the higher order cannot be made, and keeps them."""
        self.on_hand(self.stool, 5)
        bad, lower = self.order((self.stool, 8)), self.order((self.stool, 5))
        production = self.env.registry["mrp.production"]
        confirm = production.action_confirm

        def fail(mos):
            if bad in mos.mto_order_id:
                raise UserError(self.env._("The saw is broken."))
            return confirm(mos)

        self.patch(production, "action_confirm", fail)
        with mute_logger("odoo.sql_db"):
            result = (bad + lower).action_make_to_order()
        self.assertEqual(result[lower.id]["made"], lower.mto_production_ids.ids)
        self.assertEqual(lower.mto_production_ids.product_qty, 5)
        self.assertEqual(result[lower.id]["skipped"], [])
        self.assertFalse(bad.mto_production_ids)
