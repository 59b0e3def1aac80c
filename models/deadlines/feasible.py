"""The earliest date that does not lie (behaviour 11)."""

from odoo import api, fields, models

from ..base.states import OFFERED_STATES, OPEN_STATES
from .reckoning import last_of, reckoning_of


class MakeScheduleFeasible(models.AbstractModel):
    """A document that tells by when the ranking allows it.

    A model reckons it in ``_schedule_feasible``.
    """

    _name = "make.schedule.feasible"
    _description = "Feasible date"
    _schedule_waits = "sales_items_availability"

    feasible_date = fields.Datetime(
        "Feasible on",
        compute="_compute_feasible_date",
        groups="base.group_user",
        help="The earliest date by which ranking, ingredients, lead times and, with"
        " automatic deadlines, the work centers allow it. None where something is"
        " missing that nobody makes or buys.",
    )

    @api.depends(lambda self: (self._schedule_waits,))
    def _compute_feasible_date(self):
        """Reckon all the documents in one go, read as superuser."""
        origins = self._origin.sudo()
        found = origins._schedule_feasible(reckoning_of(origins.env))
        for record in self:
            record.feasible_date = found.get(record._origin.id) or False

    def _schedule_feasible(self, reckoning):
        """Return {id: moment, or None} of those of these documents that are open.

        :param reckoning: :class:`~.deadlines.reckoning.Reckoning`
        """
        raise NotImplementedError


class SaleOrderLine(models.Model):
    """When what serves a row can be there."""

    _name = "sale.order.line"
    _inherit = ["sale.order.line", "make.schedule.feasible"]

    def _schedule_feasible(self, reckoning):
        rows = self.filtered(
            lambda row: row.state in OFFERED_STATES or row.order_id.schedule_open
        )
        sweep = reckoning.sweep_of(rows, rows.mto_production_ids)
        sent = rows._schedule_sent_by_vendors(reckoning.now)
        return sent | reckoning.served(
            {
                row: (
                    bool(sweep.short.get(("row", row))),
                    [claim for _product, claim in sweep.claims.get(("row", row), ())],
                )
                for row in rows._ids
                if ("row", row) in sweep.demanded
            },
            sweep,
        )

    def _schedule_sent_by_vendors(self, now):
        """Return {row id: when the vendor sends it} of those that are dropshipped."""
        found = {}
        for move in self._schedule_vendor_moves():
            row = move.sale_line_id.id
            found[row] = max(move.date, found.get(row, now))
        return found

    def _schedule_vendor_moves(self):
        """Return the open moves by which vendors send these rows to the customer."""
        return self.env["stock.move"].search(
            [
                ("sale_line_id", "in", self.ids),
                ("state", "not in", ("done", "cancel")),
                ("location_id.usage", "=", "supplier"),
            ]
        )


class SaleOrder(models.Model):
    """When the last of an order's rows can be there."""

    _name = "sale.order"
    _inherit = ["sale.order", "make.schedule.feasible"]

    def _schedule_feasible(self, reckoning):
        return self._schedule_last_rows(self.order_line._schedule_feasible(reckoning))

    def _schedule_last_rows(self, found):
        """Return {order id: moment, or None} at which the last of its rows is there.

        :param found: {row id: moment, or None}
        """
        return {
            order.id: last_of(
                [found[row] for row in order.order_line._ids if row in found]
            )
            for order in self
        }


class MrpProduction(models.Model):
    """When an MO can be done."""

    _name = "mrp.production"
    _inherit = ["mrp.production", "make.schedule.feasible"]

    def _schedule_feasible(self, reckoning):
        reckoning.reckon(self.filtered(lambda mo: mo.state in OPEN_STATES))
        return {mo: reckoning.done.get(mo) for mo in self._ids}
