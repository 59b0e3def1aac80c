from odoo import api, fields, models
from odoo.fields import Domain


class SaleOrder(models.Model):
    """The names of what an order waits for, as the ranking serves it now."""

    _inherit = "sale.order"

    waits_for = fields.Char(
        "Waits for",
        compute="_compute_waits_for",
        search="_search_waits_for",
        groups="base.group_user",
        help="The manufacturing orders and receipts that this order is served from.",
    )

    @property
    def _schedule_sorted(self):
        return (*super()._schedule_sorted, "waits_for")

    @api.depends("order_line.supply_claims")
    def _compute_waits_for(self):
        # Of all rows together, before anything is written.
        known = self.order_line._schedule_known("supply_claims")
        for order in self:
            claims = [one for row in order.order_line._ids for one in known[row] or ()]
            names = [claim["source"] for claim in claims if claim["date"]]
            order.waits_for = ", ".join(dict.fromkeys(names)) or False

    def _search_waits_for(self, operator, value):
        if operator not in ("ilike", "in"):
            return NotImplemented
        live = Domain(self._schedule_live_domain())
        known = self.search(live)._schedule_known("waits_for")
        if operator == "ilike":
            word = value.lower()
            found = [
                id_ for id_, names in known.items() if word in (names or "").lower()
            ]
            return Domain("id", "in", found)
        found = [id_ for id_, names in known.items() if (names or False) in value]
        return Domain("id", "in", found) | (~live if False in value else Domain.FALSE)


class MakeScheduleAllocation(models.AbstractModel):
    """What the ranking gives is true at every read: nothing of it stays cached."""

    _inherit = "make.schedule.allocation"

    @api.model
    def _forget(self):
        result = super()._forget()
        self.env["sale.order"].invalidate_model(["waits_for"], flush=False)
        return result
