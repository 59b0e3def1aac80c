from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common import ScheduleCase


@tagged("post_install", "-at_install")
class TestSettings(ScheduleCase):
    """What an administrator chooses on the settings page, as he does."""

    def settings(self):
        view = "make_schedule.res_config_settings_view_form"
        return Form(self.env["res.config.settings"], view=view)

    def save(self, **values):
        with self.settings() as form:
            for name, value in values.items():
                setattr(form, name, value)
        form.record.execute()

    def test_the_ranking(self):
        self.save(new_order_rank="deadline", rank_partner_field="color")
        self.assertEqual(self.company.new_order_rank, "deadline")
        self.assertEqual(self.company.rank_partner_field, "color")
        with self.settings() as form:
            self.assertEqual(form.new_order_rank, "deadline")
            self.assertEqual(form.rank_partner_field, "color")
        self.save(rank_partner_field=False)
        self.assertFalse(self.company.rank_partner_field)

    def test_fields_of_customers(self):
        offered = dict(self.company._schedule_partner_fields())
        self.assertIn("color", offered)
        self.assertNotIn("name", offered)

    def test_days_in_hand(self):
        self.save(promise_buffer_days=3)
        self.assertEqual(self.company.promise_buffer_days, 3)
        with self.assertRaises(ValidationError):
            self.save(promise_buffer_days=-3)
