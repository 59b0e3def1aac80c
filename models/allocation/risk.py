"""At risk: Expected, from what cannot come as dated (behaviour 11)."""

from odoo import api, fields, models

from ...engine import status
from .reliance import Reliance


class MakeScheduleRisk(models.AbstractModel):
    """A document that tells whether what it relies on can come as dated.

    A model, whose statuses are searched by, names the status that waits
    (``_schedule_waits``) and says which supplies it relies on
    (``_schedule_reliance``).
    """

    _name = "make.schedule.risk"
    _description = "At risk"
    _schedule_waits = "sales_items_availability"

    availability_risk = fields.Boolean(
        "At risk",
        compute="_compute_availability_risk",
        search="_search_availability_risk",
        groups="base.group_user",
        help="It is Expected, and something that it relies on cannot come as dated: a"
        " manufacturing order that lacks ingredients, gets them after its production"
        " deadline or is blocked, or an overdue receipt.",
    )
    availability_risk_reason = fields.Char(
        "Why at risk",
        compute="_compute_availability_risk",
        groups="base.group_user",
        help="What cannot come as dated.",
    )

    @api.depends(lambda self: (self._schedule_waits,))
    @api.depends_context("lang", "tz")
    def _compute_availability_risk(self):
        """Trace what all the documents rely on, in one go, read as superuser."""
        origins = self._origin.sudo()
        relied = origins._schedule_relied()
        reliance = Reliance(origins.env)
        risks = reliance.risks(
            {key: late for found in relied.values() for key, late in found.items()}
        )
        reasons = {}
        for record in self:
            cause = risks.of(relied.get(record._origin.id, ()))
            if cause not in reasons:
                reasons[cause] = cause and reliance.text(self.env, cause)
            record.availability_risk = bool(cause)
            record.availability_risk_reason = reasons[cause] or False

    def _schedule_relied(self):
        """Return {id: {supply: whether it should have come already}}.

        Of those of these documents, as superuser, that are Expected.
        """
        known = self._schedule_known(self._schedule_waits)
        expected = self.filtered(lambda one: known[one.id] == status.EXPECTED)
        return expected._schedule_reliance() if expected else {}

    def _schedule_reliance(self):
        """Return what :meth:`_schedule_relied` does, of documents that are Expected."""
        raise NotImplementedError

    def _search_availability_risk(self, operator, value):
        return self._schedule_search_flag("availability_risk", operator, value)


class SaleOrderLine(models.Model):
    """Whether what serves a row can come as dated."""

    _name = "sale.order.line"
    _inherit = ["sale.order.line", "make.schedule.risk"]

    def _schedule_reliance(self):
        sweep = self.env["make.schedule.allocation"]._sweep(
            self, self.mto_production_ids
        )
        return {
            row: {
                claim.supply: claim.late
                for _product, claim in sweep.claims.get(("row", row), ())
                if claim.date
            }
            for row in self._ids
        }


class SaleOrder(models.Model):
    """Whether what serves an order's rows can come as dated."""

    _name = "sale.order"
    _inherit = ["sale.order", "make.schedule.risk"]

    def _schedule_reliance(self):
        rows = self.order_line._schedule_relied()
        return {
            order.id: {
                supply: late
                for row in order.order_line._ids
                for supply, late in rows.get(row, {}).items()
            }
            for order in self
        }


class MrpProduction(models.Model):
    """Whether what an MO's components are served from can come as dated."""

    _name = "mrp.production"
    _inherit = ["mrp.production", "make.schedule.risk"]
    _schedule_waits = "ingredients_availability"

    def _schedule_reliance(self):
        sweep = self.env["make.schedule.allocation"]._sweep(mos=self)
        return {
            mo: {claim.supply: claim.late for claim in claims if claim.date}
            for mo, (_found, claims) in self._schedule_ingredients(sweep).items()
        }
