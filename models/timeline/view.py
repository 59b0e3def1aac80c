"""The view type Timeline."""

from odoo import fields, models

# Not "timeline", which OCA's web_timeline has.
TYPE = "schedule_timeline"


class IrUiView(models.Model):
    _inherit = "ir.ui.view"

    type = fields.Selection(selection_add=[(TYPE, "Timeline")])

    def _get_view_info(self):
        info = {TYPE: {"icon": "fa fa-align-left"}}
        return info | super()._get_view_info()


class IrActionsActWindowView(models.Model):
    _inherit = "ir.actions.act_window.view"

    view_mode = fields.Selection(
        selection_add=[(TYPE, "Timeline")], ondelete={TYPE: "cascade"}
    )
