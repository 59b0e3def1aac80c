from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.base.guard import internal
from ..models.base.states import OPEN_STATES
from ..models.make_to_order.later import rules_waiting
from . import messages


def _made(result):
    """Return the ids of the MOs that ``action_make_to_order`` says it has made."""
    return {mo for order in result.values() for mo in order["made"]}


class MakeToOrder(models.TransientModel):
    """The subassemblies that are missing for rows made to order, or for MOs.

    Asked before they are made (behaviour 5).
    """

    _name = "make.schedule.to.order"
    _inherit = ["make.schedule.guard"]
    _description = "Make to order"

    row_ids = fields.Many2many(
        "sale.order.line", readonly=True, help="The rows that are made to order."
    )
    line_ids = fields.One2many(
        "make.schedule.to.order.line",
        "wizard_id",
        "Subassemblies",
        help="Components that are missing and could be made too.",
    )
    all_levels = fields.Boolean(
        "At every level",
        default=True,
        help="Make what is missing of the chosen subassemblies' own subassemblies too,"
        " at every level.",
    )

    @api.model
    def _open(self, missing, rows=None):
        """Return the action that opens the dialog.

        :param missing: {row or MO: {product: missing quantity}}
        :param rows: ``sale.order.line`` records to make to order
        """
        wizard = self.create(
            {
                "row_ids": [fields.Command.set(rows.ids if rows else [])],
                "line_ids": [
                    fields.Command.create(
                        {
                            "row_id" if rows else "production_id": needing.id,
                            "product_id": product.id,
                            "quantity": quantity,
                            "proposed_qty": quantity,
                        }
                    )
                    for needing, short in missing.items()
                    for product, quantity in short.items()
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": messages.make_to_order(self.env)
            if rows
            else messages.make_subassemblies(self.env),
            "res_model": self._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    @internal
    def action_create(self):
        """Make the rows to order, and what is chosen of the subassemblies.

        :return: an action that tells what was made
        :raises UserError: when a row cannot be made any more, or a product is none of
            its components
        :raises AccessError: as of ``mrp.production.action_make_subassemblies``
        """
        self._schedule_check_one()
        # Until their subassemblies make what is missing.
        with rules_waiting(self.row_ids) as rows:
            result = rows.action_make_to_order() if rows else {}
            self.line_ids.production_id._schedule_check_makes()
            made = self._make_subassemblies(result)
        action = self.row_ids._mto_make_to_order_notification(result, made)
        action["params"]["next"] = {"type": "ir.actions.act_window_close"}
        return action

    def _make_subassemblies(self, result):
        """Make what is chosen of the subassemblies; return their MOs.

        :param result: of ``action_make_to_order``
        """
        chosen = self.line_ids.filtered(lambda line: line.include and line.quantity > 0)
        wanted, parents = {}, {line: line._parent(result) for line in chosen}
        every = self.env["mrp.production"].union(*parents.values())
        short = every._schedule_short_subassemblies()
        for line, parent in parents.items():
            if parent:
                line._check_component(parent)
                quantity = line._quantity_now(short.get(parent.sudo(), {}))
                if quantity > 0:
                    wanted.setdefault(parent, {})[line.product_id] = quantity
        made = self.env["mrp.production"]._schedule_make_subassemblies(wanted)
        if self.all_levels:
            made |= made._schedule_make_missing_subassemblies()
        return made


class MakeToOrderLine(models.TransientModel):
    _name = "make.schedule.to.order.line"
    _inherit = ["make.schedule.guard"]
    _description = "Subassembly to make as well"

    wizard_id = fields.Many2one(
        "make.schedule.to.order", required=True, ondelete="cascade"
    )
    row_id = fields.Many2one(
        "sale.order.line",
        readonly=True,
        ondelete="cascade",
        help="The row that it is needed for.",
    )
    production_id = fields.Many2one(
        "mrp.production",
        readonly=True,
        ondelete="cascade",
        help="The manufacturing order that it is needed for.",
    )
    product_id = fields.Many2one(
        "product.product",
        "Subassembly",
        required=True,
        readonly=True,
        ondelete="cascade",
        help="A component that has a bill of materials of its own.",
    )
    product_uom_id = fields.Many2one(
        related="product_id.uom_id", help="The unit of the quantity."
    )
    quantity = fields.Float(
        "To make",
        digits="Product Unit",
        help="How much to make. Proposed is what the ranking leaves missing.",
    )
    proposed_qty = fields.Float(
        digits="Product Unit",
        readonly=True,
        help="What was missing when the dialog was opened.",
    )
    include = fields.Boolean(
        "Make it too", default=True, help="Make this subassembly along with its parent."
    )

    def _parent(self, result):
        """Return the open MO that needs this subassembly, or none.

        :param result: what ``action_make_to_order`` returned for the rows
        """
        self.ensure_one()
        if mo := self.production_id:
            if mo.sudo().state not in OPEN_STATES:
                raise UserError(messages.no_longer_open(self.env, mo.sudo().name))
            return mo
        mo = self.row_id._mto_open()[:1].with_env(self.env)
        return mo if mo.id in _made(result) else mo.browse()

    def _quantity_now(self, short):
        """Return how much to make: what was proposed is what is missing by now.

        :param short: {product: quantity} that the MO is short of now
        """
        if self.product_uom_id.compare(self.quantity, self.proposed_qty):
            return self.quantity
        return short.get(self.product_id.sudo(), 0.0)

    def _check_component(self, parent):
        """Refuse what the MO that needs it is not made of."""
        if self.product_id not in parent.sudo().move_raw_ids.product_id:
            raise UserError(
                messages.not_needed(
                    self.env,
                    mo=parent.sudo().name,
                    product=self.product_id.display_name,
                )
            )
