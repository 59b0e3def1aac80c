from odoo import api, fields, models

from ..models.mrp_production import PRODUCTION_STATUS


class ProductionStatus(models.TransientModel):
    """Asks what a status of production needs to know (behaviour 8)."""

    _name = "make.schedule.status"
    _description = "Set the status of production"

    production_ids = fields.Many2many(
        "mrp.production", readonly=True, help="The orders whose status is set."
    )
    status = fields.Selection(
        [state for state in PRODUCTION_STATUS if state[0] != "cancelled"],
        required=True,
        default="in_progress",
        help="How far they are now.",
    )
    quantity = fields.Float(
        "Made now",
        digits="Product Unit",
        help="What is made now. The rest stays open, as a backorder.",
    )
    takes_back = fields.Boolean(
        compute="_compute_takes_back", help="Orders that are done are taken back."
    )
    product_uom_id = fields.Many2one(
        "uom.uom",
        "Unit",
        compute="_compute_product_uom_id",
        help="The unit of the quantity.",
    )
    reason = fields.Char(help="Why work cannot go on.")

    @api.depends("production_ids")
    def _compute_product_uom_id(self):
        for wizard in self:
            wizard.product_uom_id = wizard.production_ids.product_uom_id[:1]

    @api.depends("production_ids.state", "status")
    def _compute_takes_back(self):
        for wizard in self:
            done = "done" in wizard.production_ids.mapped("state")
            wizard.takes_back = done and wizard.status in ("not_started", "in_progress")

    @api.model
    def _open(self, productions, status):
        """Return the action that opens the dialog."""
        wizard = self.create(
            {
                "production_ids": [fields.Command.set(productions.ids)],
                **({"status": status} if status else {}),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Production status"),
            "res_model": self._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_apply(self):
        """Set the status of all the orders.

        :return: an action: closes the dialog, or opens what needs a decision
        """
        self.ensure_one()
        result = self.production_ids.action_set_production_status(
            self.status, quantity=self.quantity or None, reason=self.reason
        )
        return {"type": "ir.actions.act_window_close"} if result is True else result
