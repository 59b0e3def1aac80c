from odoo import fields, models


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
