from datetime import datetime
from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged

from odoo.addons.make_schedule.hooks import post_init_hook, pre_init_hook

from .test_mirror import MirrorCase


class AdoptionCase(MirrorCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.route = cls.env.ref("stock.route_warehouse0_mto")
        cls.route.active = True
        cls.manufacture = cls.warehouse.manufacture_pull_id.route_id
        cls.stool.route_ids = cls.route + cls.manufacture


@tagged("post_install", "-at_install")
class TestAdoption(AdoptionCase):
    """Odoo's Replenish on Order + Manufacture gives a make-to-order MO."""

    def test_core_s_mo_becomes_the_rows(self):
        sale = self.order((self.stool, 5))
        row = sale.order_line
        mo = self.env["mrp.production"].search([("origin", "=", sale.name)])
        self.assertRecordValues(
            mo,
            [
                {
                    "mto_line_id": row.id,
                    "name": f"{sale.name} / 1",
                    "state": "confirmed",
                    "product_qty": 5,
                    "schedule_rank": sale.schedule_rank,
                    "sale_line_id": False,
                }
            ],
        )
        self.assertFalse(
            row.move_ids.move_orig_ids | mo.move_finished_ids.move_dest_ids
        )
        self.assertEqual(row.move_ids.procure_method, "make_to_stock")
        self.assertEqual(row.move_ids.state, "confirmed")
        self.assertInvariant()

    def test_changes_are_exact(self):
        sale = self.order((self.stool, 5))
        row = sale.order_line
        for quantity in (8, 3, 6):
            row.product_uom_qty = quantity
            self.assertAgrees(row, quantity)
        row.product_uom_qty = 0
        self.assertAgrees(row, 0)
        row.product_uom_qty = 4
        self.assertAgrees(row, 4)
        self.assertEqual(len(row._mto_open()), 1, "The route makes it again")

    def test_a_row_never_gets_two(self):
        sale = self.order((self.stool, 5))
        self.assertRefused(sale.order_line.action_make_to_order, reason="already made")

    def test_it_serves_its_row(self):
        self.on_hand(self.leg, 100)
        sale = self.order((self.stool, 5))
        mo = sale.mto_production_ids
        (rest,) = self.produce(mo, 2)
        self.assertEqual(sale.order_line.move_ids.quantity, 2)
        self.produce(rest)
        self.assertEqual(sale.picking_ids.state, "assigned")
        sale.order_line.product_uom_qty = 3
        moves = sale.picking_ids.move_ids.filtered(lambda m: m.state != "cancel")
        self.assertEqual(sum(moves.mapped("product_uom_qty")), 3)
        self.assertEqual(set(moves.mapped("location_dest_id.usage")), {"customer"})

    def test_batches_of_the_bill_become_one(self):
        self.bom_stool.write({"enable_batch_size": True, "batch_size": 2})
        sale = self.order((self.stool, 5))
        self.assertEqual(sale.mto_production_ids.mapped("product_qty"), [5])

    def test_batches_leave_the_delivery_alone(self):
        rules = self.warehouse.mto_pull_id + self.warehouse.manufacture_pull_id
        rules.propagate_cancel = True
        self.bom_stool.write({"enable_batch_size": True, "batch_size": 2})
        sale = self.order((self.stool, 5))
        self.assertAgrees(sale.order_line, 5)
        self.assertTrue(sale.schedule_open)

    def test_several_rows_have_their_own(self):
        sale = self.order((self.stool, 5), (self.stool, 2))
        self.assertEqual(
            [row._mto_open().product_qty for row in sale.order_line], [5, 2]
        )

    def test_a_new_row_of_a_confirmed_order(self):
        sale = self.order((self.stool, 5))
        sale.order_line = [
            Command.create({"product_id": self.stool.id, "product_uom_qty": 3})
        ]
        self.assertEqual(
            [row._mto_open().product_qty for row in sale.order_line], [5, 3]
        )

    def test_components_of_a_kit_stay_odoos(self):
        sale = self.order((self.kit, 1))
        mo = self.env["mrp.production"].search([("origin", "=", sale.name)])
        self.assertEqual(mo.product_id, self.stool)
        self.assertEqual(mo.make_type, "mts")

    def test_a_kit_of_which_nothing_was_sent_is_not_picked(self):
        """What was made for it hangs on its row: core's doing."""
        sale = self.order((self.kit, 1))
        self.on_hand(self.leg, 12)
        mo = self.env["mrp.production"].search([("origin", "=", sale.name)])
        self.produce(mo)
        sale._action_cancel()
        self.assertEqual(sale.sales_items_availability, "not_applicable")
        picked = [("sales_items_availability", "=", "picked")]
        self.assertNotIn(sale, sale.search(picked))
        self.assertNotIn(sale.order_line, sale.order_line.search(picked))

    def test_a_component_of_another_row_is_made_beside_it(self):
        self.board.route_ids = self.route + self.manufacture
        self.drawer.route_ids = self.route + self.manufacture
        self.bom(self.board, {self.leg: 1})
        sale = self.order((self.drawer, 3), (self.board, 1), (self.drawer, 1))
        self.assertEqual(
            [row._mto_open().product_qty for row in sale.order_line], [3, 1, 1]
        )
        boards = self.env["mrp.production"].search(
            [("product_id", "=", self.board.id), ("mto_line_id", "=", False)]
        )
        self.assertEqual(sum(boards.mapped("product_qty")), 8, "For the drawers")

    def test_in_three_steps(self):
        self.warehouse.write(
            {"manufacture_steps": "pbm_sam", "delivery_steps": "pick_pack_ship"}
        )
        sale = self.order((self.stool, 5))
        row = sale.order_line
        self.assertEqual(row._mto_open().product_qty, 5)
        row.product_uom_qty = 8
        row.product_uom_qty = 6
        self.assertEqual(row._mto_open().product_qty, 6)
        self.assertEqual(row.move_ids.mapped("product_uom_qty"), [6])

    def test_a_manual_procurement_of_the_route_is_not_a_rows(self):
        mo = self.mo(self.stool, 3)
        self.assertEqual(mo.make_type, "mts")


@tagged("post_install", "-at_install")
class TestInstallation(AdoptionCase):
    """What the hooks do to a database with orders in it."""

    def test_orders_are_ranked_by_delivery_deadline(self):
        first = self.order((self.leg, 1), commitment_date="2031-01-01")
        third = self.order((self.leg, 1), commitment_date="2031-03-01")
        # What nobody delivers as goods has no lead time: by those of the legs.
        lead = datetime(2031, 2, 1) - datetime.now()
        self.leg.sale_delay, self.service.sale_delay = lead.days, 0
        second = self.order((self.leg, 1), (self.service, 1))
        services = self.order((self.service, 1), commitment_date="2031-02-01")
        done = self.order((self.leg, 1), commitment_date="2031-02-01")
        done.picking_ids.action_cancel()
        self.drawer.route_ids = self.route + self.manufacture
        mo = self.mo(self.table, 2, date_deadline="2031-02-15")
        child = mo._get_children()
        third.schedule_move(before_id=first.id)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE sale_order SET schedule_rank = NULL, schedule_open = NULL;"
            "UPDATE mrp_production SET schedule_rank = NULL, schedule_key = NULL,"
            " schedule_parent_id = NULL, make_type = NULL;"
            "UPDATE mrp_production SET state = 'progress', date_start = '2020-01-01',"
            " date_begun = NULL WHERE id = %s",
            [child.id],
        )
        self.env.invalidate_all()
        with self.assertQueryCount(30):
            pre_init_hook(self.env)
        self.env.invalidate_all()
        self.assertEqual(list(self.sell()), [first, second, third])
        self.assertFalse((services + done).filtered("schedule_open"))
        self.assertLess(second.schedule_rank, mo.schedule_rank)
        self.assertLess(mo.schedule_rank, third.schedule_rank)
        self.assertEqual(list(self.schedule()), [child, mo])
        self.assertEqual(child.date_begun, child.date_start)
        later = self.order((self.leg, 1))
        self.assertEqual(self.sell()[-1], later)
        self.env.cr.execute(
            "SELECT count(*) FROM (SELECT schedule_rank FROM sale_order UNION ALL"
            " SELECT schedule_rank FROM mrp_production WHERE mto_order_id IS NULL"
            " AND schedule_parent_id IS NULL) line"
            " GROUP BY schedule_rank HAVING count(*) > 1"
        )
        self.assertFalse(self.env.cr.fetchall())

    def test_open_mos_of_the_route_are_adopted(self):
        # As core leaves them, before the add-on is there.
        production = self.env.registry["mrp.production"]
        with patch.object(production, "_mto_adopt", lambda mos, **kwargs: None):
            alone = self.order((self.stool, 5))
            started = self.order((self.stool, 2))
            self.bom_stool.write({"enable_batch_size": True, "batch_size": 2})
            several = self.order((self.stool, 3))
        mos = self.env["mrp.production"]
        mos.search([("origin", "=", started.name)]).qty_producing = 1
        self.assertEqual(mos.search_count([("origin", "=", several.name)]), 2)
        self.assertFalse((alone + started + several).mto_production_ids)
        post_init_hook(self.env)
        self.assertEqual(alone.mto_production_ids.product_qty, 5)
        self.assertFalse((started + several).mto_production_ids)
        alone.order_line.product_uom_qty = 3
        self.assertAgrees(alone.order_line, 3)

    def test_a_row_with_something_made_already_stays_odoos(self):
        production = self.env.registry["mrp.production"]
        self.on_hand(self.leg, 100)
        with patch.object(production, "_mto_adopt", lambda mos, **kwargs: None):
            sale = self.order((self.stool, 5))
            first = self.env["mrp.production"].search([("origin", "=", sale.name)])
            rest = self.produce(first, 3)
        post_init_hook(self.env)
        self.assertFalse(sale.mto_production_ids)
        self.assertEqual(rest.product_qty, 2)
