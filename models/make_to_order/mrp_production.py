from odoo import api, fields, models

from ..base.change_reason import ChangeReason
from ..base.states import OPEN_STATES


class MrpProduction(models.Model):
    """The link between an MO and the sales order row it is made for (behaviour 5)."""

    _inherit = "mrp.production"

    mto_line_id = fields.Many2one(
        "sale.order.line",
        "Sales order row",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        protected=True,
        help="The sales order row that this order is made for, and for it alone. The"
        " row decides product and quantity.",
    )
    mto_order_id = fields.Many2one(
        related="mto_line_id.order_id",
        string="Made for order",
        store=True,
        index="btree_not_null",
        protected=True,
        help="The sales order whose row this order is made for.",
    )
    make_type = fields.Selection(
        [("mto", "Make to order"), ("mts", "Make to stock")],
        "Made to order or to stock",
        compute="_compute_make_type",
        store=True,
        protected=True,
        help="Make to order: for one sales order row alone. Make to stock: for"
        " whoever the ranking serves.",
    )
    unlink_reason = ChangeReason(
        "Why unlinked",
        copy=False,
        readonly=True,
        protected=True,
        help="Why this order is no longer made for its sales order row.",
    )
    unlinked_line_id = fields.Many2one(
        "sale.order.line",
        "Row it was made for",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        protected=True,
        help="The sales order row that this order was made for until it was unlinked.",
    )

    @api.depends("mto_line_id")
    def _compute_make_type(self):
        for mo in self:
            mo.make_type = "mto" if mo.mto_line_id else "mts"

    def _mto_outputs_of(self):
        """Return this MO's moves of the product that it makes."""
        return self.move_finished_ids.filtered(
            lambda move: move.product_id == self.product_id and move.state != "cancel"
        )

    def _mto_open_lines(self):
        """Return the rows that these MOs, where open, are made for."""
        return self.sudo().filtered(lambda mo: mo.state in OPEN_STATES).mto_line_id
