"""At risk: Expected, from what cannot come as dated (behaviour 11)."""

from odoo import api, fields, models
from odoo.fields import Domain

from ...engine import risk, status
from ..base.quantity import day_text
from ..base.working_days import is_later_day
from . import messages


class MakeScheduleRisk(models.AbstractModel):
    """A document that tells whether what it relies on can come as dated.

    A model, whose statuses are searched by, says which supplies it relies on in
    ``_schedule_reliance``.
    """

    _name = "make.schedule.risk"
    _description = "At risk"

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

    def _compute_availability_risk(self):
        """Trace what all the documents rely on, in one go, read as superuser."""
        origins = self._origin.sudo()
        relied = origins._schedule_reliance()
        risks = Reliance(origins.env).risks(
            {key: late for found in relied.values() for key, late in found.items()}
        )
        reasons = {}
        for record in self:
            cause = risks.of(relied.get(record._origin.id, ()))
            if cause not in reasons:
                reasons[cause] = cause and self._schedule_risk_text(cause)
            record.availability_risk = bool(cause)
            record.availability_risk_reason = reasons[cause] or False

    def _schedule_reliance(self):
        """Return {id: {supply: whether it should have come already}}.

        Of those of these documents, as superuser, that are Expected.
        """
        raise NotImplementedError

    def _schedule_risk_text(self, cause):
        """Return the sentence that says a :class:`~engine.risk.Cause`."""
        if cause.kind == risk.OVERDUE:
            move = self.env["stock.move"].sudo().browse(cause.of[1])
            receipt = (move.picking_id or move).display_name
            return messages.overdue(self.env, receipt=receipt)
        mo = self.env["mrp.production"].sudo().browse(cause.of)
        if cause.kind == risk.BLOCKED:
            return messages.is_blocked(self.env, mo=mo.name, reason=mo.blocked_reason)
        if cause.kind == risk.SHORT:
            return messages.lacks_ingredients(self.env, mo=mo.name)
        date = day_text(self.env, mo.availability_date)
        return messages.ingredients_come_late(self.env, mo=mo.name, date=date)

    def _search_availability_risk(self, operator, value):
        if operator != "in":
            return NotImplemented
        if True in value and False in value:
            return Domain.TRUE
        known = self.search(self._schedule_live_domain())._schedule_known(
            "availability_risk"
        )
        risky = Domain("id", "in", [one for one, is_risk in known.items() if is_risk])
        return risky if True in value else ~risky


class Reliance:
    """Reads what supplies rely on, however far: a query or so for each level of MOs.

    :param env: as superuser
    """

    def __init__(self, env):
        self.env, self.made, self.makings, self.overdue = env, {}, {}, set()

    def risks(self, supplies):
        """Return the :class:`~engine.risk.Risks` of some supplies.

        :param supplies: {key: whether it should have come already}
        """
        level = self._makers(supplies)
        while level:
            level = self._makers(self._read(level))
        return risk.Risks(self.makings, self.made, self.overdue)

    def _makers(self, supplies):
        """Return the ids of the MOs that make supplies and are not known yet."""
        moves = {key[1]: key for key in supplies if key[0] == "mo"}
        made = {moves[move.id]: move.production_id.id for move in self._moves(moves)}
        made |= {key: key[1] for key in supplies if key[0] == "mto"}
        self.made |= made
        self.overdue |= {
            key for key, late in supplies.items() if late and key[0] == "move"
        }
        return set(made.values()) - self.makings.keys()

    def _moves(self, ids):
        return self.env["stock.move"].browse(ids)

    def _read(self, level):
        """Read what MOs rely on; return {supply: whether it should have come}."""
        mos = self.env["mrp.production"].browse({*self.makings, *level})
        sweep = self.env["make.schedule.allocation"]._sweep(mos=mos)
        level, relied = mos.browse(level), {}
        for mo, (found, claims) in level._schedule_ingredients(sweep).items():
            dated = {claim.supply: claim.late for claim in claims if claim.date}
            relied |= dated
            making = level.browse(mo)
            date, _late = status.latest(claims)
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

    @api.depends("sales_items_availability")
    @api.depends_context("lang", "tz")
    def _compute_availability_risk(self):
        return super()._compute_availability_risk()

    def _schedule_reliance(self):
        known = self._schedule_known("sales_items_availability")
        rows = self.filtered(lambda row: known[row.id] == status.EXPECTED)
        if not rows:
            return {}
        sweep = self.env["make.schedule.allocation"]._sweep(
            rows, rows.mto_production_ids
        )
        return {
            row: {
                claim.supply: claim.late
                for _product, claim in sweep.claims.get(("row", row), ())
                if claim.date
            }
            for row in rows._ids
        }


class SaleOrder(models.Model):
    """Whether what serves an order's rows can come as dated."""

    _name = "sale.order"
    _inherit = ["sale.order", "make.schedule.risk"]

    @api.depends("sales_items_availability")
    @api.depends_context("lang", "tz")
    def _compute_availability_risk(self):
        return super()._compute_availability_risk()

    def _schedule_reliance(self):
        known = self._schedule_known("sales_items_availability")
        orders = self.filtered(lambda order: known[order.id] == status.EXPECTED)
        rows = orders.order_line._schedule_reliance()
        found = {}
        for order in orders:
            of_rows = [rows.get(row, {}) for row in order.order_line._ids]
            found[order.id] = {
                key: late for row in of_rows for key, late in row.items()
            }
        return found


class MrpProduction(models.Model):
    """Whether what an MO's components are served from can come as dated."""

    _name = "mrp.production"
    _inherit = ["mrp.production", "make.schedule.risk"]

    @api.depends("ingredients_availability")
    @api.depends_context("lang", "tz")
    def _compute_availability_risk(self):
        return super()._compute_availability_risk()

    def _schedule_reliance(self):
        known = self._schedule_known("ingredients_availability")
        mos = self.filtered(lambda mo: known[mo.id] == status.EXPECTED)
        if not mos:
            return {}
        sweep = self.env["make.schedule.allocation"]._sweep(mos=mos)
        return {
            mo: {claim.supply: claim.late for claim in claims if claim.date}
            for mo, (_found, claims) in mos._schedule_ingredients(sweep).items()
        }
