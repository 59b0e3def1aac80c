from odoo import api, fields, models

from ...engine import status
from ..base.json_list import JsonList
from ..base.states import OFFERED_STATES
from .availability import SHIPPED, STILL_ORDERED
from .sale_order_line_status import RowDates, RowStatus, items_of

NOTHING = RowStatus(*[status.NOT_APPLICABLE] * 3)
NEVER = RowDates(None, False)


class SaleOrderLine(models.Model):
    """What the ranking gives a row now (behaviour 4)."""

    _name = "sale.order.line"
    _inherit = ["sale.order.line", "make.schedule.availability"]

    missing_qty = fields.Float(
        "Missing",
        digits="Product Unit",
        compute="_compute_availability",
        search="_search_missing_qty",
        groups="base.group_user",
        help="What nothing in stock and nothing expected serves, in the row's unit.",
    )
    supply_claims = JsonList(
        "Served from",
        compute="_compute_availability",
        groups="base.group_user",
        help="Which stock, manufacturing order or receipt serves this row, how much"
        " and when.",
    )

    schedule_late = fields.Boolean(
        "Late",
        compute="_compute_schedule_late",
        groups="base.group_user",
        help="Its order is open, and its delivery deadline was before today, or it can"
        " be there on a later day only.",
    )

    @api.depends("order_id.schedule_open", "schedule_deadline", "availability_date")
    @api.depends_context("tz")
    def _compute_schedule_late(self):
        rows = self._origin.sudo()
        late = rows.filtered("order_id.schedule_open")._schedule_late_rows()
        for row in self:
            row.schedule_late = row._origin.id in late

    @api.depends(
        "state",
        "product_id",
        "product_uom_qty",
        "product_uom_id",
        "warehouse_id",
        "schedule_deadline",
        "mto_production_ids.state",
        # Rows of one quotation share what there is.
        "order_id.order_line.product_id",
        "order_id.order_line.product_uom_qty",
        "order_id.order_line.product_uom_id",
    )
    @api.depends_context("tz")
    def _compute_availability(self):
        """Show one allocation of all the rows, read as superuser.

        A row that is being typed is promised as if it were confirmed now; one of a
        confirmed order shows what is, until the change is saved.
        """
        shown = {
            line: line if line._schedule_is_promised() else line._origin
            for line in self
        }
        rows = self.browse(row.id for row in shown.values() if row.order_id).sudo()
        typed = rows.filtered(lambda row: not row.id).order_id.order_line
        rows |= typed.filtered(lambda row: row._schedule_is_promised())
        allocation = self.env["make.schedule.allocation"]
        sweep = allocation._sweep(rows, rows.mto_production_ids)
        sources = allocation._sources(sweep, [("row", row.id) for row in rows])
        statuses = rows._schedule_statuses(sweep)
        dates = rows._schedule_dates(sweep, items_of(statuses))
        for line, row in shown.items():
            row = row.sudo()
            line.update(
                {
                    **statuses.get(row.id, NOTHING)._asdict(),
                    **dates.get(row.id, NEVER)._asdict(),
                    **row._schedule_availability(sweep, sources),
                }
            )

    def _schedule_is_promised(self):
        """Tell whether somebody types this row, and nothing serves it yet."""
        self.ensure_one()
        is_offer = not self._origin or self.order_id.state in OFFERED_STATES
        return not self.id and bool(self.product_id) and is_offer

    def _schedule_compute(self, field):
        if field.name not in (*RowStatus._fields, *RowDates._fields):
            return super()._schedule_compute(field)
        rows = self.filtered("order_id").sudo()
        allocation = self.env["make.schedule.allocation"]
        sweep = allocation._sweep(rows, rows.mto_production_ids)
        statuses = rows._schedule_statuses(sweep)
        self._schedule_keep(statuses, NOTHING)
        if field.name in RowDates._fields:
            self._schedule_keep(rows._schedule_dates(sweep, items_of(statuses)), NEVER)
        return None

    # -- searching and grouping -----------------------------------------------

    def _search_missing_qty(self, operator, value):
        return self._schedule_search_number("missing_qty", operator, value)

    def _schedule_live_domain(self):
        return [
            "|",
            ("order_id.schedule_open", "=", True),
            ("state", "in", OFFERED_STATES),
        ]

    def _schedule_shipped(self):
        return [*STILL_ORDERED, ("move_ids", "any", SHIPPED)]
