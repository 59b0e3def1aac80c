from odoo import api, fields, models


class MakeToOrder(models.TransientModel):
    """Make to order, and the subassemblies that are missing for it (behaviour 5)."""

    _name = "make.schedule.to.order"
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

    @api.model
    def _open(self, rows, subassemblies):
        """Return the action that opens the dialog.

        :param rows: ``sale.order.line`` records to make
        :param subassemblies: {row: {product id: missing quantity}}
        """
        wizard = self.create(
            {
                "row_ids": [fields.Command.set(rows.ids)],
                "line_ids": [
                    fields.Command.create(
                        {"row_id": row.id, "product_id": product, "quantity": quantity}
                    )
                    for row, missing in subassemblies.items()
                    for product, quantity in missing.items()
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Make to order"),
            "res_model": self._name,
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_create(self):
        """Make the rows to order, and what is chosen of the subassemblies.

        :raises UserError: when a row cannot be made any more
        """
        self.ensure_one()
        result = self.row_ids.action_make_to_order()
        chosen = self.line_ids.filtered(
            lambda line: line.include and line.product_uom_id.compare(line.quantity, 0)
        )
        for row, lines in chosen.grouped("row_id").items():
            mo = row._mto_open()[:1]
            if mo.id in result[row.order_id.id]["made"]:
                mo._make_subassemblies(
                    {line.product_id.id: line.quantity for line in lines}
                )
        action = self.row_ids._make_to_order_notification(result)
        action["params"]["next"] = {"type": "ir.actions.act_window_close"}
        return action


class MakeToOrderLine(models.TransientModel):
    _name = "make.schedule.to.order.line"
    _description = "Subassembly to make along"

    wizard_id = fields.Many2one(
        "make.schedule.to.order", required=True, ondelete="cascade"
    )
    row_id = fields.Many2one(
        "sale.order.line",
        required=True,
        readonly=True,
        ondelete="cascade",
        help="The row that it is needed for.",
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
    include = fields.Boolean(
        "Make it too", default=True, help="Make this subassembly along with its parent."
    )
