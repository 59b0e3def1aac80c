from odoo import Command
from odoo.tests import Form, tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestLocks(ScheduleCase):
    """What the row decides, nobody else does (behaviour 5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.on_hand(cls.leg, 1000)
        cls.sale = cls.order((cls.stool, 5), (cls.stool, 1))
        cls.row, cls.other = cls.sale.order_line
        cls.row.action_make_to_order()
        cls.production = cls.row.mto_production_ids
        cls.stock_mo = cls.mo(cls.stool, 2)

    def test_a_link_is_not_written(self):
        for vals in (
            {"mto_line_id": self.other.id},
            {"mto_line_id": False},
            {"product_id": self.table.id},
            {"product_qty": 6},
            {"product_uom_id": self.env.ref("uom.product_uom_dozen").id},
        ):
            with self.subTest(vals=vals):
                self.assertRefused(self.production.write, vals)
        self.assertRefused(self.stock_mo.write, {"mto_line_id": self.other.id})
        self.production.write({"product_qty": 5, "product_id": self.stool.id})

    def test_nobody_else_makes_an_mto_mo(self):
        vals = {"product_id": self.stool.id, "product_qty": 1}
        mos = self.env["mrp.production"]
        self.assertRefused(mos.create, {**vals, "mto_line_id": self.other.id})
        self.assertRefused(
            self.other.write, {"mto_production_ids": [Command.link(self.stock_mo.id)]}
        )
        self.assertRefused(
            self.other.write, {"mto_production_ids": [Command.create(vals)]}
        )
        self.assertRefused(self.row.write, {"mto_production_ids": [Command.clear()]})
        mo = mos.with_context(default_mto_line_id=self.other.id).create(vals)
        self.assertFalse(mo.mto_line_id)
        forged = {"schedule": "BY_SCHEDULE", "default_schedule": True}
        self.assertRefused(
            mos.with_context(**forged).create, {**vals, "mto_line_id": self.other.id}
        )
        imported = mos.load(
            ["product_id/.id", "product_qty", "mto_line_id/.id"],
            [[str(self.stool.id), "1", str(self.other.id)]],
        )
        self.assertFalse(imported["ids"])
        self.assertFalse(self.other.mto_production_ids)

    def test_the_quantity_wizard_is_refused(self):
        wizard = self.env["change.production.qty"].create(
            {"mo_id": self.production.id, "product_qty": 7}
        )
        self.assertRefused(wizard.change_prod_qty)
        self.assertRefused(
            self.production.move_finished_ids.write, {"product_uom_qty": 9}
        )

    def test_split_and_merge_are_refused(self):
        self.assertRefused(self.production.action_split)
        wizard = self.env["mrp.production.split"].create(
            {
                "production_id": self.production.id,
                "production_detailed_vals_ids": [
                    Command.create({"quantity": 2}),
                    Command.create({"quantity": 3}),
                ],
            }
        )
        self.assertRefused(wizard.action_split)
        self.assertRefused((self.production + self.stock_mo).action_merge)
        more = self.mo(self.stool, 3)
        (self.stock_mo + more).action_merge()

    def test_a_copy_is_make_to_stock(self):
        copy = self.production.copy()
        self.assertEqual(copy.make_type, "mts")
        self.assertNotIn(
            "/", copy.name.replace(self.warehouse.code + "/", "").replace("MO/", "")
        )
        self.assertNotEqual(copy.schedule_rank, self.production.schedule_rank)

    def test_more_than_planned_is_refused(self):
        self.assertRefused(self.production.write, {"qty_producing": 6})
        with Form(self.production) as form:
            form.qty_producing = 4
        self.assertEqual(self.production.qty_producing, 4)
        self.stock_mo.qty_producing = 7
        self.stock_mo._set_qty_producing()
        self.produce(self.stock_mo)
        self.assertEqual(self.stock_mo.qty_produced, 7)

    def test_less_than_planned_leaves_a_backorder(self):
        self.production.qty_producing = 2
        self.production._set_qty_producing()
        action = self.production.button_mark_done()
        wizard = self.env["mrp.production.backorder"].with_context(**action["context"])
        self.assertRefused(wizard.create({}).action_close_mo)
        wizard.create({}).action_backorder()
        self.assertEqual(self.production.state, "done")
        self.assertEqual(self.row._mto_open().product_qty, 3)
        self.assertEqual(self.row._mto_open().name, f"{self.sale.name} / 1-002")

    def test_also_where_the_operation_type_never_leaves_one(self):
        self.warehouse.manu_type_id.create_backorder = "never"
        self.production.qty_producing = 2
        self.production._set_qty_producing()
        self.production.button_mark_done()
        self.assertEqual(self.row._mto_open().product_qty, 3)

    def test_what_is_done_stays(self):
        self.produce(self.production)
        self.production.is_locked = False
        self.assertRefused(self.production.write, {"qty_producing": 4})
        lines = self.production.move_finished_ids.move_line_ids
        self.assertRefused(lines.write, {"quantity": 4})
        self.assertRefused(self.production.move_finished_ids.write, {"quantity": 4})

    def test_serial_mass_production_counts_with_its_backorders(self):
        self.stool.tracking = "serial"
        sale = self.order((self.stool, 3))
        mo = self.mto(sale)
        action = mo.action_generate_serial()
        wizard = Form.from_action(self.env, action).save()
        wizard.write({"lot_name": "S1", "lot_quantity": 3})
        wizard.action_generate_serial_numbers()
        wizard.action_apply()
        self.assertEqual(mo.qty_producing, 3)
        self.produce(mo)
        self.assertEqual(mo.state, "done")
        self.assertEqual(sale.order_line._mto_produced_qty(), 3)
        self.assertEqual(sum(sale.order_line.move_ids.mapped("quantity")), 3)

    def test_core_procurements_do_not_grow_it(self):
        reference = self.production.reference_ids
        self.production.user_id = False
        rule = self.warehouse.manufacture_pull_id
        procurement = self.env["stock.rule"].Procurement(
            self.stool,
            4,
            self.stool.uom_id,
            self.stock,
            "more",
            self.sale.name,
            self.company,
            {
                "reference_ids": reference,
                "date_planned": self.production.date_start,
                "warehouse_id": self.warehouse,
                "route_ids": rule.route_id,
            },
        )
        self.env["stock.rule"].run([procurement])
        self.assertEqual(self.production.product_qty, 5)

    def test_what_ranking_and_link_set_is_not_written(self):
        for record, vals in (
            (self.stock_mo, {"mto_order_id": self.sale.id}),
            (self.stock_mo, {"schedule_parent_id": self.production.id}),
            (self.stock_mo, {"make_type": "mto"}),
            (self.stock_mo, {"schedule_key": 7}),
            (self.stock_mo, {"unlink_reason": "forged"}),
            (self.sale, {"mto_production_ids": [Command.link(self.stock_mo.id)]}),
            (self.sale, {"mto_production_ids": [Command.clear()]}),
            (self.sale, {"mto_sequence": 0}),
            (self.sale, {"schedule_open": False}),
            (self.row, {"mto_base_qty": 2}),
        ):
            with self.subTest(vals=vals):
                self.assertRefused(record.write, vals)
        created = self.env["mrp.production"].create(
            {"product_id": self.stool.id, "mto_order_id": self.sale.id}
        )
        self.assertFalse(created.mto_order_id)

    def test_no_context_takes_what_is_a_rows(self):
        self.produce(self.production, 2)
        self.sale.picking_ids.do_unreserve()
        thief = self.order((self.stool, 2))
        for forged in (None, {}, 5):
            context = {"make_schedule_own_goods": forged, "force_qty": forged}
            thief.picking_ids.with_context(**context).action_assign()
            self.assertEqual(thief.order_line.move_ids.quantity, 0)

    def test_core_s_own_field_makes_no_link(self):
        mo = self.env["mrp.production"].create(
            {"product_id": self.stool.id, "sale_line_id": self.other.id}
        )
        mo.action_confirm()
        self.stock_mo.sale_line_id = self.other
        self.other.product_uom_qty = 3
        self.assertFalse(self.other.mto_production_ids)
        self.assertEqual((mo + self.stock_mo).mapped("make_type"), ["mts", "mts"])

    def test_its_finished_move_is_locked_too(self):
        finished = self.production.move_finished_ids
        dozen = self.env.ref("uom.product_uom_dozen")
        shelf = self.env["stock.location"].create(
            {"name": "Elsewhere", "location_id": self.warehouse.view_location_id.id}
        )
        for vals in (
            {"product_uom": dozen.id},
            {"product_uom_qty": 9},
            {"location_dest_id": shelf.id},
            {"quantity": 9, "picked": True},
            {"move_line_ids": [Command.create({"quantity": 9, "picked": True})]},
        ):
            with self.subTest(vals=vals):
                self.assertRefused(finished.write, vals)
        self.assertRefused(finished.unlink)
        self.assertRefused(
            self.production.write,
            {"move_finished_ids": [Command.create(finished.copy_data()[0])]},
        )
        self.produce(self.production)
        self.production.is_locked = False
        self.assertRefused(finished.write, {"product_uom_qty": 9})
        self.assertEqual(self.production.qty_produced, 5)

    def test_what_leads_to_another_product_or_warehouse(self):
        other = self.env["stock.warehouse"].create({"name": "Two", "code": "TWO"})
        mo = self.mto(self.order((self.stool, 2)))
        name = mo.name
        for vals in (
            {"bom_id": self.bom_table.id},
            {"picking_type_id": other.manu_type_id.id},
            {"location_dest_id": other.lot_stock_id.id},
            {"location_dest_id": False},
        ):
            with self.subTest(vals=vals):
                self.assertRefused(mo.write, vals, reason=name)
        mo.bom_id = self.bom(self.stool, {self.board: 1})
        mo.picking_type_id = self.warehouse.manu_type_id.copy({"sequence_code": "M2"})
        self.assertEqual((mo.product_id, mo.name), (self.stool, name))
        free = self.mo(self.stool, 1)
        free.picking_type_id = other.manu_type_id
        self.assertEqual(free.picking_type_id.warehouse_id, other)
