from odoo import api, fields, models

from ..base.states import CONFIRMED_STATES, OPEN_STATES


class SaleOrder(models.Model):
    """The place of a sales order in the ranking (behaviour 3)."""

    _name = "sale.order"
    _inherit = ["sale.order", "make.schedule.mixin"]
    _schedule_latest = "effective_date desc nulls last, id desc"

    schedule_open = fields.Boolean(
        "Open",
        compute="_compute_schedule_open",
        store=True,
        protected=True,
        help="A delivery of this order is still to be made: it stands in the ranking.",
    )
    schedule_deadline = fields.Datetime(
        "Delivery deadline",
        compute="_compute_schedule_deadline",
        help="The delivery date promised to the customer, else the one that the"
        " products' lead times allow.",
    )
    _schedule_idx = models.Index("(company_id, schedule_rank)")
    _schedule_open_idx = models.Index("(company_id, schedule_rank) WHERE schedule_open")

    @api.depends(
        "state",
        "order_line.product_id.is_storable",
        "order_line.product_uom_qty",
        "order_line.move_ids.state",
    )
    def _compute_schedule_open(self):
        for order in self:
            order.schedule_open = order.state in CONFIRMED_STATES and any(
                line._schedule_is_to_deliver() for line in order.order_line
            )

    @api.depends("commitment_date", "expected_date")
    def _compute_schedule_deadline(self):
        for order in self:
            order.schedule_deadline = order.commitment_date or order.expected_date

    def _schedule_open_domain(self):
        return [("schedule_open", "=", True)]

    def _schedule_open_sql(self, alias, query):
        return self._field_to_sql(alias, "schedule_open", query)

    def _schedule_done_domain(self):
        return [("state", "in", CONFIRMED_STATES), ("schedule_open", "=", False)]

    def _schedule_units(self):
        return list(dict.fromkeys(self))

    def _schedule_demands(self):
        mos = self.mto_production_ids.filtered(lambda mo: mo.state in OPEN_STATES)
        moves = self.order_line.move_ids | mos._schedule_demands()
        return moves.filtered(lambda move: move.state not in ("done", "cancel"))
