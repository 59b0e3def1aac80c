from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..common import ScheduleCase


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

    def test_fields_of_customers(self):
        offered = dict(self.company._schedule_partner_fields())
        self.assertIn("color", offered)
        self.assertNotIn("name", offered)

    def test_days_in_hand(self):
        self.save(promise_buffer_days=3)
        self.assertEqual(self.company.promise_buffer_days, 3)
        with self.assertRaises(ValidationError):
            self.save(promise_buffer_days=-3)
