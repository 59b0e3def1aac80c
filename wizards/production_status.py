from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.base.guard import internal
from ..models.base.messages import changed_since
from ..models.base.quantity import text
from ..models.base.states import PRODUCTION_STATUS
from ..models.base.told import refuse_changed
from . import messages


class ProductionStatus(models.TransientModel):
    """Asks what a status of production needs to know (behaviour 8)."""

    _name = "make.schedule.status"
    _inherit = ["make.schedule.guard"]
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
    asked_back = fields.Boolean(
        "Done before",
        readonly=True,
        help="One was done when the dialog was opened: it says that it is taken back.",
    )
    blocked_before = fields.Json(
        readonly=True, help="Why each of them was blocked when the dialog was opened."
    )
    asks_status = fields.Boolean(
        readonly=True, default=True, help="Which status to set is asked, too."
    )
    whole = fields.Char(
        "of", compute="_compute_whole", help="How much is ordered, in the same unit."
    )
    missing = fields.Text(
        compute="_compute_missing",
        help="Components that are not there for it: completing takes what others have"
        " reserved, or the stock below zero.",
    )
    line_ids = fields.One2many(
        "make.schedule.status.line",
        "status_id",
        "Consumed",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
        help="What is consumed for what is made now.",
    )

    @api.depends("production_ids", "status", "quantity")
    def _compute_line_ids(self):
        for wizard in self:
            wizard.line_ids = [
                fields.Command.clear(),
                *(
                    fields.Command.create(
                        {
                            "move_id": move.id,
                            "quantity": wizard._by_the_bill(move),
                        }
                    )
                    for move in wizard._moves_to_consume()
                ),
            ]

    def _moves_to_consume(self):
        """Return the components whose consumption is asked for: those without lots."""
        one = self.production_ids if len(self.production_ids) == 1 else []
        if not one or self.status != "partially_complete" or not self.quantity:
            return self.env["stock.move"]
        return one.move_raw_ids.filtered(
            lambda move: (
                move.state not in ("done", "cancel") and move.has_tracking == "none"
            )
        )

    def _by_the_bill(self, move):
        """Return what is consumed of a component for what is made, in its unit."""
        if move.manual_consumption and move.picked:
            # Recorded on the form: core keeps it.
            return move.quantity
        return move.product_uom.round(move.unit_factor * self.quantity)

    def _consumed(self):
        """Return {component's move: quantity} where it is not what the bill says."""
        return {
            line.move_id: line.quantity
            for line in self.line_ids
            if line.product_uom_id.compare(
                line.quantity, self._by_the_bill(line.move_id)
            )
        }

    @api.depends("production_ids")
    def _compute_whole(self):
        for wizard in self:
            one = wizard.production_ids if len(wizard.production_ids) == 1 else None
            wizard.whole = one and text(self.env, one.product_qty)

    @api.depends("production_ids", "status")
    def _compute_missing(self):
        for wizard in self:
            asks = wizard.status == "done"
            wizard.missing = asks and wizard.production_ids._schedule_missing_text()

    @api.depends("production_ids")
    def _compute_product_uom_id(self):
        for wizard in self:
            # Of several orders it is so much of each, in its own unit.
            unit = wizard.production_ids.product_uom_id
            wizard.product_uom_id = unit if len(unit) == 1 else False

    @api.depends("production_ids.state", "status")
    def _compute_takes_back(self):
        for wizard in self:
            done = "done" in wizard.production_ids.mapped("state")
            wizard.takes_back = done and wizard.status in ("not_started", "in_progress")

    @api.model
    def _open(self, productions, status):
        """Return the action that opens the dialog.

        :param status: the only one that it is about, or None to ask
        """
        one = productions if len(productions) == 1 else None
        labels = dict(self._fields["status"]._description_selection(self.env))
        wizard = self.create(
            {
                "production_ids": [fields.Command.set(productions.ids)],
                "asks_status": not status,
                "asked_back": "done" in productions.mapped("state"),
                "blocked_before": productions._schedule_blocked_by(),
                # What is recorded so far.
                "quantity": one.qty_producing if one else 0,
                **({"status": status} if status else {}),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": labels.get(status) or messages.production_status(self.env),
            "res_model": self._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    @internal
    def action_apply(self):
        """Set the status of all the orders.

        :return: an action: closes the dialog, or opens what needs a decision
        :raises UserError: where one is done, blocked or unblocked since the dialog was
            opened
        """
        self._schedule_check_one()
        mos = self.production_ids
        done = mos.filtered(lambda mo: mo.state == "done")
        if done and self.status != "done" and not self.asked_back:
            # It would be taken back, of which nobody was asked.
            names = ", ".join(done.mapped("name"))
            raise UserError(changed_since(self.env, names=names))
        known = dict(zip(mos, mos._schedule_blocked_by(), strict=True))
        refuse_changed(self.blocked_before, known)
        before = mos._schedule_statuses_to_restore()
        result = mos._schedule_set_production_statuses(
            self.status, self.quantity or None, self.reason, self._consumed()
        )
        action = mos._schedule_status_told(self.status, before, result)
        if result is True:
            action["params"]["next"] = {"type": "ir.actions.act_window_close"}
        return action


class ProductionStatusLine(models.TransientModel):
    """What is consumed of a component."""

    _name = "make.schedule.status.line"
    _inherit = ["make.schedule.guard"]
    _description = "Consumption of a component"

    status_id = fields.Many2one(
        "make.schedule.status",
        required=True,
        ondelete="cascade",
        help="The status to set.",
    )
    move_id = fields.Many2one(
        "stock.move",
        required=True,
        ondelete="cascade",
        help="The component's move.",
    )
    product_id = fields.Many2one(related="move_id.product_id", help="The component.")
    quantity = fields.Float(
        "Consumed now",
        digits="Product Unit",
        help="What is consumed for what is made now: as the bill of materials says, or"
        " what it really was.",
    )
    product_uom_id = fields.Many2one(
        related="move_id.product_uom", string="Unit", help="The unit of the quantity."
    )
