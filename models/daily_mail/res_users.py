from odoo import fields, models
from odoo.exceptions import AccessError

from ..base.messages import internal_users_alone


class ResUsers(models.Model):
    """Who wants a mail a day about orders that became late."""

    _inherit = "res.users"

    schedule_daily_mail = fields.Boolean(
        "Daily mail about late orders",
        help="A mail in the morning that names the orders that became late, or are on"
        " time again, since the last one: those that you sold, or all that you see if"
        " you produce.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return [*super().SELF_READABLE_FIELDS, "schedule_daily_mail"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return [*super().SELF_WRITEABLE_FIELDS, "schedule_daily_mail"]

    def write(self, vals):
        # Core writes what users may set of themselves as superuser, portal users', too.
        user = self.env.user
        if "schedule_daily_mail" in vals and not (self.env.su or user._is_internal()):
            raise AccessError(internal_users_alone(self.env))
        return super().write(vals)
