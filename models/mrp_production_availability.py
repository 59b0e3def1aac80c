from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..engine import status
from .json_list import JsonList
from .mrp_production import OPEN_STATES
from .schedule_availability import INGREDIENTS


class MrpProduction(models.Model):
    """What the ranking gives an MO now, and whom it serves (behaviour 4)."""

    _name = "mrp.production"
    _inherit = ["mrp.production", "make.schedule.grouping"]
    _schedule_grouped = ("ingredients_availability", "production_status")

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
    customer_display = fields.Char(
        compute="_compute_availability", search="_search_customer_display"
    )
    customer_claims = JsonList(
        "Customers",
        compute="_compute_availability",
        help="Which sales order rows the ranking serves from this order, how much.",
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
        compute="_compute_availability",
        search="_search_serves_nobody",
        help="Nothing claims anything that this order makes.",
    )

    @api.depends(
        "state",
        "move_raw_ids.state",
        "date_deadline",
        "mto_order_id.name",
        "mto_order_id.partner_id.display_name",
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_availability(self):
        """Show one allocation of all the orders, read as superuser."""
        sweep = self.env["make.schedule.allocation"]._sweep(
            mos=self._origin, customers=True
        )
        self._set_customers(sweep)
        self._set_unclaimed(sweep)
        ingredients = self._origin.sudo()._ingredients(sweep)
        for mo in self:
            found, claims = ingredients.get(mo._origin.id, (status.NOT_APPLICABLE, ()))
            date, late = status.latest(claims)
            if found != status.EXPECTED:
                date, late = False, False
            mo.ingredients_availability = found
            mo.availability_date = date or False
            mo.availability_late = bool(date) and (
                late or bool(mo.date_deadline and date > mo.date_deadline)
            )

    def _schedule_compute(self, field):
        if field.name != "ingredients_availability":
            return super()._schedule_compute(field)
        mos = self.sudo()
        sweep = self.env["make.schedule.allocation"]._sweep(mos=mos)
        found = mos._ingredients(sweep)
        field._insert_cache(self, [found[mo][0] for mo in self._ids])
        return None

    def _set_unclaimed(self, sweep):
        """Say what of these orders nothing claims (behaviour 8).

        :param sweep: the allocation of these MOs, of every rank
        """
        for mo in self:
            origin = mo._origin.sudo()
            mo.unclaimed_qty, mo.serves_nobody = 0.0, False
            if origin.mto_line_id or origin.schedule_parent_id:
                continue
            if origin.state not in OPEN_STATES:
                continue
            left, claimed = 0.0, 0.0
            for move in origin.move_finished_ids:
                taken = sum(
                    quantity
                    for _owner, quantity in sweep.served.get(("mo", move.id), ())
                )
                claimed += taken
                is_open = move.state not in ("done", "cancel")
                if is_open and move.product_id == origin.product_id:
                    left += max(0.0, move.product_qty - taken)
            mo.unclaimed_qty = origin.product_id.uom_id._compute_quantity(
                left, origin.product_uom_id, rounding_method="HALF-UP"
            )
            mo.serves_nobody = not claimed and left > 0

    def _ingredients(self, sweep):
        """Return {MO id: (status, claims)} of these MOs' components.

        :param sweep: the allocation of these MOs
        """
        parts = defaultdict(list)
        for mo, move, done, storable in self._components():
            claims = [claim for _product, claim in sweep.claims.get(("raw", move), ())]
            if done:
                found = status.PROCESSED
            elif not storable:
                found = status.IN_STOCK
            else:
                found = status.of_claims(claims, ("raw", move) in sweep.short)
            parts[mo].append((found, claims))
        found = {}
        for mo in self:
            if mo.state in ("draft", "cancel"):
                found[mo.id] = status.NOT_APPLICABLE, []
            elif mo.id not in parts:
                done = mo.state == "done"
                found[mo.id] = status.PROCESSED if done else status.NO_RECIPE, []
            else:
                statuses, claims = zip(*parts[mo.id], strict=True)
                worst = status.worst(status.INGREDIENTS, statuses)
                found[mo.id] = worst, [claim for part in claims for claim in part]
        return found

    def _components(self):
        """Return [(MO id, move id, whether done, whether storable)] of components."""
        if not self.ids:
            return []
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                SELECT move.raw_material_production_id, move.id, move.state = 'done',
                       template.is_storable
                  FROM stock_move move
                  JOIN product_product product ON product.id = move.product_id
                  JOIN product_template template
                    ON template.id = product.product_tmpl_id
                 WHERE move.raw_material_production_id = ANY(%s)
                   AND move.state <> 'cancel'
                """,
                self.ids,
            )
        )

    def _set_customers(self, sweep):
        """Name the linked order's customer, else everybody served from this MO.

        :param sweep: the allocation of these MOs
        """
        mos = self._origin.sudo()
        stocked = mos.filtered(
            lambda mo: not mo.mto_line_id and mo.state in OPEN_STATES
        )
        served = {mo: sweep.rows_served_by(mo.move_finished_ids.ids) for mo in stocked}
        rows = self.env["sale.order.line"].sudo()
        rows = rows.browse({row for found in served.values() for row, _ in found})
        by_id = {row.id: row for row in rows | mos.mto_line_id}
        orders = (rows | mos.mto_line_id).order_id.with_env(self.env)
        visible = orders._with_visible_names()._ids
        for mo in self:
            origin = mo._origin.sudo()
            if origin.mto_line_id:
                unit, quantity = origin.product_uom_id, origin.product_qty
                claims = [(origin.mto_line_id, origin.product_id, unit, quantity)]
            else:
                claims = [
                    (by_id[row], product, product.uom_id, quantity)
                    for (row, product_id), quantity in served.get(origin, {}).items()
                    for product in origin.move_finished_ids.product_id
                    if product.id == product_id
                ]
                claims.sort(key=lambda claim: claim[0]._schedule_place())
            told = [claim for claim in claims if claim[0].order_id.id in visible]
            mo.customer_claims = [
                *(origin._customer_claim(*claim) for claim in told),
                *origin._claims_of_others(
                    [claim for claim in claims if claim not in told]
                ),
            ]
            mo.customer_display = ", ".join(
                dict.fromkeys(map(customer_name, mo.customer_claims))
            )

    def _claims_of_others(self, claims):
        """Return what orders that the caller may not see are served, all in one.

        :param claims: as :meth:`_customer_claim` takes them
        """
        if not claims:
            return []
        quantities = [
            unit._compute_quantity(quantity, product.uom_id, rounding_method="HALF-UP")
            for _row, product, unit, quantity in claims
            if product == self.product_id
        ]
        return [
            {
                "order_id": False,
                "order": self.env["sale.order"]._another_order(),
                "partner_id": False,
                "partner": False,
                "line_id": False,
                "quantity": sum(quantities),
                "uom": self.product_id.uom_id.name,
            }
        ]

    def _customer_claim(self, row, product, unit, quantity):
        """Return one of this MO's ``customer_claims``, in the row's unit."""
        order = row.order_id
        # A by-product that a kit of the row takes is counted in its own unit.
        if product == row.product_id:
            quantity = unit._compute_quantity(
                quantity, row.product_uom_id, rounding_method="HALF-UP"
            )
            unit = row.product_uom_id
        return {
            "order_id": order.id,
            "order": order.name,
            "partner_id": order.partner_id.id,
            "partner": order.partner_id.display_name,
            "line_id": row.id,
            "quantity": quantity,
            "uom": unit.name,
        }

    def _search_unclaimed_qty(self, operator, value):
        return self._schedule_search_number("unclaimed_qty", operator, value)

    def _search_serves_nobody(self, operator, value):
        if operator != "in":
            return NotImplemented
        known = self.search(self._schedule_open_domain())._schedule_known(
            "serves_nobody"
        )
        nobody = Domain("id", "in", [mo for mo, serves in known.items() if serves])
        if True in value and False in value:
            return Domain.TRUE
        return nobody if True in value else ~nobody

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

    def _search_customer_display(self, operator, value):
        if operator == "in":
            return Domain.OR(
                Domain(self._search_customer_display("=", one)) for one in value
            )
        if operator not in ("ilike", "like", "=ilike", "="):
            return NotImplemented
        known = self.search(self._schedule_open_domain())._schedule_known(
            "customer_display"
        )
        if not isinstance(value, str) or not value:
            # Whether there is any customer.
            served = Domain("id", "in", [mo for mo, named in known.items() if named])
            served |= Domain("mto_order_id", "!=", False)
            return served if value else ~served
        found = [
            mo for mo, named in known.items() if value.lower() in (named or "").lower()
        ]
        return [
            "|",
            ("id", "in", found),
            "|",
            ("mto_order_id.partner_id", operator, value),
            ("mto_order_id", operator, value),
        ]


def customer_name(claim):
    """Return whom one of ``customer_claims`` is of: customer and order."""
    if not claim["partner"]:
        return claim["order"]
    return f"{claim['partner']} · {claim['order']}"
