"""What shortens each kind of delay (behaviour 11)."""

from odoo import models

from ...engine import causes


class MakeScheduleCauses(models.AbstractModel):
    """Documents that are helped."""

    _inherit = "make.schedule.causes"

    def _schedule_help_make(self, cause, mover):
        product = self._schedule_linked(cause)
        return product.with_context(
            warehouse_id=mover._schedule_warehouse().id
        ).action_make_in_batch()

    def _schedule_help_buy(self, cause, mover):
        return (
            self._schedule_linked(cause)
            .with_context(
                missing_qty=cause["quantity"],
                warehouse_id=mover._schedule_warehouse().id,
            )
            .action_buy()
        )

    def _schedule_help_expedite(self, cause, _mover):
        return self._schedule_linked(cause).get_formview_action()

    def _schedule_help_start(self, cause, _mover):
        if cause["kind"] == causes.WORK:
            return self._schedule_linked(cause).action_start_task()
        return self._schedule_linked(cause).action_ask_production_status("in_progress")

    def _schedule_help_unblock(self, cause, _mover):
        mo = self._schedule_linked(cause)
        if tasks := mo.workorder_ids:
            return tasks.action_go_on()
        begun = "in_progress" if mo.state == "progress" else "not_started"
        return mo.action_ask_production_status(begun)

    def _schedule_help_split(self, cause, _mover):
        return self._schedule_linked(cause).order_id.action_view_delivery()

    def _schedule_help_promise(self, cause, _mover):
        return self._schedule_linked(cause).order_id.action_promise()

    def _schedule_help_move_up(self, cause, mover):
        """Move what waits above who is before it, in the one line of both lists."""
        mover._schedule_check_access()
        unit, holder = mover.sudo(), self._schedule_linked(cause).sudo()
        self.env["make.schedule.line"]._lock_first(unit, ranks=True)
        unit._schedule_check_open(mover.ids)
        mine, theirs = unit._schedule_units(), holder._schedule_units()
        if mine == theirs or unit.company_id != holder.company_id:
            # Another place in its own block.
            drag = mover.schedule_drag(before_id=holder.id)
            return mover._schedule_move_told(**drag)
        rank = theirs[0].schedule_rank
        return mover._schedule_move_told(*mover._schedule_stand_before(mine, rank))
