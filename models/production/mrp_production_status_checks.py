"""Who may set **Production**, and to what (behaviour 8)."""

from odoo import models
from odoo.exceptions import AccessError, UserError

from ..base.guard import produces
from ..base.states import OPEN_STATES, PRODUCTION_STATUS
from . import messages


class MrpProduction(models.Model):
    """MOs whose status cannot be just any."""

    _inherit = "mrp.production"

    def _schedule_check_produces(self):
        """Raise AccessError where the caller does not produce these orders."""
        self.check_access("write")
        if not produces(self.env):
            raise AccessError(messages.status_by_manufacturing_users(self.env))

    def _schedule_check_status_access(self, status):
        self._schedule_check_produces()
        self._schedule_check_status(status)
        for mo in self.filtered(lambda mo: mo.state not in OPEN_STATES):
            back = ("not_started", "in_progress", "done")
            if status not in back or mo.state != "done":
                raise UserError(messages.closed_status(self.env, mo=mo.display_name))

    def _schedule_check_status(self, status):
        """Refuse what is no status, or none that anybody sets."""
        known = dict(PRODUCTION_STATUS)
        if not isinstance(status, str) or status not in known or status == "cancelled":
            raise UserError(
                messages.status_not_set(
                    self.env,
                    status=known.get(status, status)
                    if isinstance(status, str)
                    else status,
                )
            )
