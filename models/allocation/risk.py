"""At risk: Expected, from what cannot come as dated (behaviour 11)."""

from odoo import api, fields, models

from ...engine import risk, status
from ..base.quantity import day_text
from ..base.working_days import is_later_day
from . import messages


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


class Reliance:
    """Reads what supplies rely on, however far: an allocation for each level of MOs.

    :param env: as superuser
    """

    def __init__(self, env):
        self.env, self.allocation = env, env["make.schedule.allocation"]
        self.made, self.makings, self.overdue = {}, {}, set()
        # When the ingredients of MOs come, that wait for some.
        self.dates = {}

    def risks(self, supplies):
        """Return the :class:`~engine.risk.Risks` of some supplies.

        :param supplies: {key: whether it should have come already}
        """
        level = self._makers(supplies)
        while level:
            level = self._makers(self._read(level))
        return risk.Risks(self.makings, self.made, self.overdue)

    def text(self, env, cause):
        """Return the sentence that says a :class:`~engine.risk.Cause`.

        :param env: of the reader, who sees the document that it is said of
        """
        if cause.kind == risk.OVERDUE:
            (receipt,) = self.allocation._documents([cause.of]).values()
            return messages.overdue(env, receipt=receipt.display_name)
        mo = self.env["mrp.production"].browse(cause.of)
        if cause.kind == risk.BLOCKED:
            return messages.is_blocked(env, mo=mo.name, reason=mo.blocked_reason)
        if cause.kind == risk.SHORT:
            return messages.lacks_ingredients(env, mo=mo.name)
        date = day_text(env, self.dates[mo.id])
        return messages.ingredients_come_late(env, mo=mo.name, date=date)

    def _makers(self, supplies):
        """Return the ids of the MOs that make supplies and are not known yet."""
        made = {
            supply: document.id
            for supply, document in self.allocation._documents(supplies).items()
            if document._name == "mrp.production"
        }
        self.made |= made
        self.overdue |= {
            key for key, late in supplies.items() if late and key[0] == "move"
        }
        return set(made.values()) - self.makings.keys()

    def _read(self, level):
        """Read what MOs rely on; return {supply: whether it should have come}."""
        mos = self.env["mrp.production"].browse({*self.makings, *level})
        sweep = self.allocation._sweep(mos=mos)
        level, relied = mos.browse(level), {}
        for mo, (found, claims) in level._schedule_ingredients(sweep).items():
            dated = {claim.supply: claim.late for claim in claims if claim.date}
            relied |= dated
            making = level.browse(mo)
            date = max((claim.date for claim in claims if claim.date), default=None)
            self.dates[mo] = date
            self.makings[mo] = risk.Making(
                *(found, tuple(dated)),
                late=bool(date) and is_later_day(self.env, date, making.date_deadline),
                blocked=bool(making.blocked_reason),
            )
        return relied


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
