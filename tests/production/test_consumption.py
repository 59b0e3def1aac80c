from odoo.tests import Form, tagged

from ..make_to_order.test_order_change import OrderChangeCase


@tagged("post_install", "-at_install")
class TestConsumption(OrderChangeCase):
    """Partially complete, with what was really consumed (behaviour 8)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.on_hand(cls.leg, 100)
        cls.mo_stools = cls.mo(cls.stool, 4)

    def dialog(self, quantity, mo=None):
        """Open the dialog on its form, and say how much is made."""
        mo = mo or self.mo_stools
        action = mo.action_ask_production_status("partially_complete")
        form = Form(self.env[action["res_model"]].browse(action["res_id"]))
        form.quantity = quantity
        return form

    def consumed(self, mo):
        done = mo.move_raw_ids.filtered(lambda move: move.state == "done")
        return sum(done.mapped("quantity"))

    def test_as_the_bill_says(self):
        before = self.leg.qty_available
        form = self.dialog(1)
        form.quantity = 3
        with form.line_ids.edit(0) as line:
            self.assertEqual(line.product_id, self.leg)
            self.assertEqual(line.quantity, 9)
        self.assertTrue(form.save().action_apply())
        self.assertEqual(self.consumed(self.mo_stools), 9)
        self.assertEqual(self.leg.qty_available, before - 9)

    def test_more_and_less(self):
        for bom_says in ("flexible", "warning"):
            for used in (5, 7, 0):
                with self.subTest(consumption=bom_says, used=used):
                    self.bom_stool.consumption = bom_says
                    mo = self.mo(self.stool, 4)
                    before = self.leg.qty_available
                    form = self.dialog(2, mo)
                    with form.line_ids.edit(0) as line:
                        line.quantity = used
                    form.save().action_apply()
                    self.assertEqual(mo.state, "done")
                    self.assertEqual(self.consumed(mo), used)
                    self.assertEqual(self.leg.qty_available, before - used)
                    rest = mo.production_group_id.production_ids - mo
                    self.assertEqual(rest.production_status, "partially_complete")
                    self.assertEqual(rest.product_qty, 2)

    def test_a_strict_bill_leads_to_the_form(self):
        self.bom_stool.consumption = "strict"
        mo = self.mo(self.stool, 4)
        form = self.dialog(2, mo)
        with form.line_ids.edit(0) as line:
            line.quantity = 9
        action = form.save().action_apply()
        self.assertEqual(action["res_id"], mo.id)
        self.assertEqual(mo.production_status, "not_started")

    def test_what_has_lots_is_not_asked(self):
        self.leg.tracking = "lot"
        self.assertFalse(self.dialog(2).save().line_ids)

    def test_several_orders_are_not_asked(self):
        mos = self.mo_stools + self.mo(self.stool, 2)
        self.assertFalse(self.dialog(1, mos).save().line_ids)

    def test_what_was_recorded_on_the_form(self):
        self.bom_stool.consumption = "flexible"
        mo = self.mo(self.stool, 4)
        with Form(mo) as form:
            form.qty_producing = 2
        with Form(mo) as form, form.move_raw_ids.edit(0) as line:
            line.quantity = 9
        wizard = self.dialog(2, mo).save()
        self.assertEqual(wizard.line_ids.quantity, 9)
        before = self.leg.qty_available
        wizard.action_apply()
        self.assertEqual(before - self.leg.qty_available, 9)
