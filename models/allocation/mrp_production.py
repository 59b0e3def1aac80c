from odoo import api, fields, models
from odoo.fields import Domain

from ...engine import status
from ..base.working_days import is_later_day
from .availability import INGREDIENTS


class MrpProduction(models.Model):
    """What the ranking gives an MO now, and whom it serves (behaviour 4)."""

    _name = "mrp.production"
    _inherit = ["mrp.production", "make.schedule.grouping"]
    _schedule_grouped = ("ingredients_availability", "production_status")
    _schedule_sorted = (
        *("ingredients_availability", "production_status", "availability_date"),
        *("customer_display", "schedule_deadline"),
    )

    production_status = fields.Selection(search="_search_production_status")
    ingredients_availability = fields.Selection(
        INGREDIENTS,
        "Ingredients",
        compute="_compute_availability",
        search="_search_ingredients_availability",
        help="Whether the ranking gives this order its components: from stock, from"
        " what is expected, or not.",
    )
    availability_date = fields.Datetime(
        "Ingredients available on",
        compute="_compute_availability",
        search="_search_availability_date",
        help="When the last component comes that this order relies on.",
    )
    availability_late = fields.Boolean(
        "Ingredients available too late",
        compute="_compute_availability",
        search="_search_availability_late",
        help="A component comes after the production deadline, or should have come"
        " already.",
    )
    unclaimed_qty = fields.Float(
        "Unclaimed",
        digits="Product Unit",
        compute="_compute_availability",
        search="_search_unclaimed_qty",
        help="What of it nothing claims: neither an order, nor another manufacturing"
        " order, nor what could be made to order of it. In this order's unit; of what"
        " is made to order or for another order, and of closed ones, none.",
    )
    serves_nobody = fields.Boolean(
        "Serves nobody",
        compute="_compute_availability",
        search="_search_serves_nobody",
        help="Nothing claims anything that this order makes.",
    )

    @api.depends(
        "state",
        "move_raw_ids.state",
        "date_deadline",
    )
    @api.depends_context("uid", "allowed_company_ids", "tz")
    def _compute_availability(self):
        """Show one allocation of all the orders, read as superuser."""
        sweep = self._schedule_customers()
        self._schedule_set_unclaimed(sweep)
        ingredients = self._origin.sudo()._schedule_ingredients(sweep)
        for mo in self:
            found, claims = ingredients.get(mo._origin.id, (status.NOT_APPLICABLE, ()))
            date, late = status.relied_on(claims)
            if found != status.EXPECTED:
                date, late = False, False
            mo.ingredients_availability = found
            mo.availability_date = date or False
            mo.availability_late = bool(date) and (
                late or is_later_day(self.env, date, mo.date_deadline)
            )

    def _schedule_compute(self, field):
        values = {
            "ingredients_availability": self._schedule_ingredients_alone,
            "customer_display": self._schedule_customers_alone,
            "served_partner_id": self._schedule_partners_alone,
            "unclaimed_qty": lambda sweep: {
                mo: left for mo, (left, _alone) in self._schedule_unclaimed(sweep)
            },
            "serves_nobody": lambda sweep: {
                mo: alone for mo, (_left, alone) in self._schedule_unclaimed(sweep)
            },
        }.get(field.name)
        if values is None:
            return super()._schedule_compute(field)
        # All that a page shows, which is read next.
        found = values(self._schedule_customers())
        field._insert_cache(self, [found[mo] for mo in self._ids])
        return None

    def _search_unclaimed_qty(self, operator, value):
        return self._schedule_search_number("unclaimed_qty", operator, value)

    def _search_serves_nobody(self, operator, value):
        return self._schedule_search_flag("serves_nobody", operator, value)

    def _search_ingredients_availability(self, operator, value):
        return self._schedule_search("ingredients_availability", operator, value)

    def _search_production_status(self, operator, value):
        return self._schedule_search("production_status", operator, value)

    def _schedule_live_domain(self):
        return self._schedule_open_domain()

    def _schedule_closed_domain(self, field, value):
        states = {
            "processed": ("done",),
            "not_applicable": ("draft", "cancel"),
            "done": ("done",),
            "cancelled": ("cancel",),
            "not_started": ("draft",),
        }
        domain = Domain("state", "in", states.get(value, ()))
        if field == "production_status":
            # What was taken back counts as cancelled.
            back = Domain("taken_back_id", "!=", False)
            domain = domain | back if value == "cancelled" else domain & ~back
        return domain
