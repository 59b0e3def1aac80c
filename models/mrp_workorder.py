from odoo import api, models

# What only our code can put into a context: see :data:`~.base.guard.BY_SCHEDULE`.
STARTING = object()


class MrpWorkorder(models.Model):
    """What happens to a task, and in which order the topics see it."""

    _inherit = "mrp.workorder"

    @api.model_create_multi
    def create(self, vals_list):
        tasks = super().create(vals_list)
        tasks._schedule_center_given()
        return tasks

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if not self._schedule_is_writing():
            # Where a plan has sent a task says nothing of a copy.
            for task, vals in zip(self, vals_list, strict=True):
                if not task.center_manual:
                    vals["workcenter_id"] = task._schedule_own_center().id
        return vals_list

    def write(self, vals):
        self._schedule_center_chosen(vals)
        return super().write(vals)

    def button_start(self, *args, **kwargs):
        # Whoever starts has what was missing.
        self.production_id._schedule_set_unblocked()
        todo = self.filtered(lambda task: task.state not in ("done", "cancel"))
        for mo in todo.production_id.filtered(lambda mo: mo.state == "confirmed"):
            # As when core fills it in: the plan stays.
            mo.action_start()
        starting = self.with_context(schedule_starting=STARTING)
        result = super(MrpWorkorder, starting).button_start(*args, **kwargs)
        self.invalidate_recordset(["qty_producing"])
        return result

    def _set_qty_producing(self):
        # Core takes all that an order needs as used up when its first task starts
        # (button_start), also what is not there: others would lose it, and nobody would
        # see that it is missing. Nothing is made yet, and nothing used.
        if self.env.context.get("schedule_starting") is STARTING:
            return None
        return super()._set_qty_producing()
