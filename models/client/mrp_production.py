from odoo import api, models


class MrpProduction(models.Model):
    """What the menu of Schedule offers for orders that are selected (behaviour 8)."""

    _inherit = "mrp.production"

    @api.model
    @api.readonly
    def get_views(self, views, options=None):
        result = super().get_views(views, options)
        found = result["views"].get("list", {})
        view = "make_schedule.mrp_production_view_list"
        schedule = self.env.ref(view, raise_if_not_found=False)
        if schedule and found.get("id") == schedule.id and "toolbar" in found:
            # "Set status" asks before stock goes below zero, and says what it did.
            core = self.env.ref(
                "mrp.action_production_order_mark_done", raise_if_not_found=False
            )
            found["toolbar"]["action"] = [
                action
                for action in found["toolbar"].get("action", ())
                if not core or action["id"] != core.id
            ]
        return result
