from odoo import api, models

from .base.guard import BY_SCHEDULE
from .base.states import OPEN_STATES


class MrpProduction(models.Model):
    """What happens to an MO, and in which order the topics see it."""

    _inherit = "mrp.production"

    @api.model_create_multi
    def create(self, vals_list):
        self._mto_check_vals(vals_list)
        # One dict may be given for several: core writes each one's name into it.
        return super().create(
            [self._schedule_deadline_vals(dict(vals)) for vals in vals_list]
        )

    def write(self, vals):
        self._mto_check_locks(vals)
        edited = self._schedule_deadline_edited(vals)
        with self._mto_keeping_names(vals):
            result = super().write(vals)
        self._schedule_deadline_written(vals, edited)
        return result

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if "reference_ids" not in (default or {}):
            # A copy is made for nobody; backorders say whose they are.
            self._mto_forget_row(vals_list)
        return vals_list

    def action_confirm(self):
        drafts = self.filtered(lambda mo: mo.state == "draft")
        result = super().action_confirm()
        if not self.env.context.get("mto_adopt_later"):
            drafts._mto_adopt()
        drafts._schedule_enter()
        drafts.filtered(lambda mo: not mo.date_deadline)._schedule_follow_deadline()
        return (result is True and self._schedule_ask_about_subassemblies()) or result

    def _action_cancel(self):
        followers = self._schedule_followers().grouped("schedule_parent_id")
        children = self._schedule_children()
        rows = self._mto_open_lines()
        result = super()._action_cancel()
        children._schedule_leave_closed()
        rows._mto_give_back()
        self._mto_closed()
        self.filtered(lambda mo: mo.state == "cancel")._schedule_set_unblocked()
        self._schedule_cancel_with_parents(followers)
        return result

    def button_mark_done(self):
        self._mto_check_quantity()
        children = self._schedule_children()
        mos = self._mto_backordering()
        result = super(MrpProduction, mos).button_mark_done()
        children._schedule_leave_closed()
        mos._mto_closed()
        mos.filtered(lambda mo: mo.state == "done")._schedule_set_unblocked()
        return result

    def _get_backorder_mo_vals(self):
        vals = super()._get_backorder_mo_vals()
        return {**vals, **self._mto_of_rest(), **self._schedule_deadline_of_rest()}

    def _split_productions(self, *args, **kwargs):
        children = self._schedule_children()
        split = super(
            MrpProduction, self.with_context(schedule=BY_SCHEDULE)
        )._split_productions(*args, **kwargs)
        split = split.with_env(self.env)
        children._schedule_leave_closed()
        # The rest of an MO keeps its place: directly below what was made of it.
        backorders = (split - self).filtered(lambda mo: mo.state in OPEN_STATES)
        for group, mos in backorders.grouped("production_group_id").items():
            origin = self.filtered(
                lambda mo, group=group: mo.production_group_id == group
            )
            if origin[:1]._schedule_root() == origin[:1]:
                mos._schedule_leave(origin[:1].schedule_rank)
        backorders._mto_flag_rests()
        return split

    def _pre_action_split_merge_hook(self, merge=False, split=False):
        result = super()._pre_action_split_merge_hook(merge=merge, split=split)
        self._mto_check_split()
        return result

    def action_merge(self):
        action = super().action_merge()
        merged = self.browse(action.get("res_id"))
        merged.filtered(lambda mo: mo.state in OPEN_STATES)._schedule_enter()
        return action

    def _post_inventory(self, cancel_backorder=False):
        # What is produced is recorded here, and nowhere else (behaviour 5).
        return super(
            MrpProduction, self.with_context(schedule=BY_SCHEDULE)
        )._post_inventory(cancel_backorder=cancel_backorder)

    def _set_qty_producing(self, pick_manual_consumption_moves=True):
        # Serial numbers are put on the finished move here (core's, as above).
        result = super(
            MrpProduction, self.with_context(schedule=BY_SCHEDULE)
        )._set_qty_producing(pick_manual_consumption_moves)
        for mo in self.sudo().filtered("mto_line_id"):
            mo._mto_check_producing(mo.qty_producing)
        return result
