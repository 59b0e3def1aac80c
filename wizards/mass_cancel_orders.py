from odoo import api, fields, models

from . import messages


class SaleMassCancelOrders(models.TransientModel):
    """Says which work goes on before orders are cancelled (behaviour 6)."""

    _inherit = "sale.mass.cancel.orders"

    mto_begun = fields.Text(
        "Work has begun",
        compute="_compute_mto_begun",
        help="Manufacturing orders on which work has begun: they go on as make to"
        " stock.",
    )

    @api.depends("sale_order_ids")
    def _compute_mto_begun(self):
        mos = self.env["mrp.production"]
        labels = dict(mos._fields["production_status"]._description_selection(self.env))
        for wizard in self:
            wizard.mto_begun = "\n".join(
                messages.status_set(
                    self.env, mo=mo.name, status=labels[mo.production_status]
                )
                for mo in wizard.sale_order_ids._origin._mto_begun()
            )
