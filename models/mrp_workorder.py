from odoo import models


class MrpWorkorder(models.Model):
    """What happens to a task, and in which order the topics see it."""

    _inherit = "mrp.workorder"

    def write(self, vals):
        self._schedule_center_chosen(vals)
        return super().write(vals)

    def button_start(self, *args, **kwargs):
        # Whoever starts has what was missing.
        self.production_id._schedule_set_unblocked()
        return super().button_start(*args, **kwargs)
