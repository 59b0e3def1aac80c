from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestSubassemblyLevels(ScheduleCase):
    """A product of four levels: made, changed and cancelled as one (behaviour 5)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # kitchen > table > drawer > front > board
        cls.kitchen, cls.front = cls.env["product.product"].create(
            [
                {"name": name, "is_storable": True, "type": "consu"}
                for name in ("Kitchen", "Front")
            ]
        )
        cls.bom(cls.kitchen, {cls.table: 2, cls.stool: 4})
        cls.bom(cls.front, {cls.board: 1})
        cls.bom_drawer.bom_line_ids[0].copy({"product_id": cls.front.id})

    def dialog(self, action):
        self.assertEqual(action.get("target"), "new", action)
        return self.env[action["res_model"]].browse(action["res_id"])

    def confirm(self, quantity=1):
        """Confirm an MO for kitchens on its form, and make all that is missing."""
        form = Form(self.env["mrp.production"])
        form.product_id = self.kitchen
        form.product_qty = quantity
        mo = form.save()
        asked = mo.with_context(ask_subassemblies=True).action_confirm()
        self.dialog(asked).action_create()
        return mo

    def making(self, product):
        return self.schedule().filtered(lambda mo: mo.product_id == product)

    def assertMaking(self, **quantities):
        made = {mo.product_id.name.lower(): mo.product_qty for mo in self.schedule()}
        self.assertEqual(made, quantities)

    def test_every_level_is_made_above_its_parent(self):
        kitchen = self.confirm()
        self.assertMaking(kitchen=1, table=2, stool=4, drawer=2, front=4)
        order = list(self.schedule())
        for mo in order[:-1]:
            self.assertLess(order.index(mo), order.index(mo.schedule_parent_id))
        self.assertEqual(order[-1], kitchen)
        self.assertEqual(
            set(self.schedule().mapped("schedule_rank")), {order[0].schedule_rank}
        )

    def test_what_the_ranking_gives_is_not_made(self):
        self.on_hand(self.drawer, 5)
        self.on_hand(self.front, 1)
        rival = self.order((self.drawer, 4))
        self.confirm()
        self.assertMaking(kitchen=1, table=2, stool=4, drawer=1, front=1)
        self.assertEqual(rival.sales_items_availability, "in_stock")

    def test_they_grow_and_shrink_with_their_parent(self):
        kitchen = self.confirm()
        for quantity in (3, 3, 2):
            self.env["change.production.qty"].create(
                {"mo_id": kitchen.id, "product_qty": quantity}
            ).change_prod_qty()
            self.assertMaking(
                kitchen=quantity,
                table=2 * quantity,
                stool=4 * quantity,
                drawer=2 * quantity,
                front=4 * quantity,
            )

    def test_they_follow_the_sales_order(self):
        order = self.order((self.kitchen, 1))
        self.dialog(order.action_make_to_order_dialog()).action_create()
        self.assertMaking(kitchen=1, table=2, stool=4, drawer=2, front=4)
        order.order_line.product_uom_qty = 2
        self.assertMaking(kitchen=2, table=4, stool=8, drawer=4, front=8)
        order.order_line.product_uom_qty = 0
        self.assertFalse(self.schedule())

    def test_they_are_cancelled_with_their_parent(self):
        kitchen = self.confirm()
        tables = self.making(self.table)
        kitchen.action_cancel()
        self.assertFalse(self.schedule())
        self.assertIn(kitchen.name, str(tables.message_ids[0].body))

    def test_what_is_started_stays(self):
        kitchen = self.confirm()
        table = self.making(self.table)
        table.action_start()
        self.env["change.production.qty"].create(
            {"mo_id": kitchen.id, "product_qty": 2}
        ).change_prod_qty()
        self.assertMaking(kitchen=2, table=2, stool=8, drawer=2, front=4)
        kitchen.action_cancel()
        self.assertMaking(table=2, drawer=2, front=4)
        self.assertFalse(table.schedule_parent_id)
        self.assertEqual(self.making(self.drawer).schedule_parent_id, table)

    def test_what_its_parent_does_not_take_goes(self):
        self.bom_drawer.active = False
        table = self.mo(self.table, 5)
        for quantity in (2, 3):
            table._schedule_make_subassemblies({table: {self.stool: quantity}})
        self.assertFalse(table._schedule_short_subassemblies()[table])
        table._schedule_subassemblies_follow()
        # A table has no stools: both are for nothing.
        self.assertEqual(self.schedule(), table)

    def test_a_second_one_for_what_came_to_be_missing(self):
        table = self.mo(self.table, 5)
        table._schedule_make_subassemblies({table: {self.drawer: 2}})
        (missing,) = table._schedule_short_subassemblies().values()
        self.assertEqual(missing, {self.drawer: 3})
        self.dialog(table.action_make_subassemblies()).action_create()
        drawers = self.making(self.drawer)
        self.assertEqual(drawers.mapped("product_qty"), [2, 3])
        self.assertRefused(table.action_make_subassemblies, reason=table.name)
        self.env["change.production.qty"].create(
            {"mo_id": table.id, "product_qty": 4}
        ).change_prod_qty()
        self.assertEqual(drawers.mapped("product_qty"), [2, 2])
        self.env["change.production.qty"].create(
            {"mo_id": table.id, "product_qty": 1}
        ).change_prod_qty()
        self.assertEqual(self.making(self.drawer).mapped("product_qty"), [1])

    def test_level_by_level(self):
        mo = self.mo(self.kitchen)
        dialog = self.dialog(mo.action_make_subassemblies())
        dialog.all_levels = False
        dialog.line_ids.filtered(
            lambda line: line.product_id == self.stool
        ).include = False
        dialog.action_create()
        self.assertMaking(kitchen=1, table=2)

    def test_in_batch(self):
        dialog = self.dialog(self.kitchen.action_make_in_batch())
        self.assertTrue(dialog.has_subassemblies)
        dialog.line_ids.quantity = 1
        dialog.with_subassemblies = True
        action = dialog.action_create_and_open()
        self.assertMaking(kitchen=1, table=2, stool=4, drawer=2, front=4)
        self.assertEqual(action["res_id"], self.making(self.kitchen).id)
        plain = self.dialog(self.stool.action_make_in_batch())
        self.assertFalse(plain.has_subassemblies)

    def test_a_plain_confirm_makes_none(self):
        self.assertTrue(self.mo(self.kitchen).schedule_position)
        self.assertMaking(kitchen=1)

    def test_who_may(self):
        mo = self.mo(self.kitchen)
        reader = self.user("reader", "base.group_user")
        with self.assertRaises(AccessError):
            mo.with_user(reader).action_make_subassemblies()
        foreman = self.user("foreman", "mrp.group_mrp_user")
        action = mo.with_user(foreman).action_make_subassemblies()
        dialog = self.env[action["res_model"]].with_user(foreman)
        dialog.browse(action["res_id"]).action_create()
        self.assertMaking(kitchen=1, table=2, stool=4, drawer=2, front=4)
