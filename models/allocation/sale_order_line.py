from collections import defaultdict
from math import floor
from typing import Any, NamedTuple

from odoo import api, fields, models

from ...engine import status
from ...engine.snapshot import EPSILON
from ..base.json_list import JsonList
from ..base.states import OFFERED_STATES, OPEN_STATES
from ..base.working_days import is_later_day
from .availability import SHIPPED


class RowStatus(NamedTuple):
    """The statuses of a row, or of an order: as the fields are named."""

    sales_items_availability: str
    ingredients_availability: str
    production_status: str


class RowDates(NamedTuple):
    """When what a row relies on comes: as the fields are named."""

    availability_date: Any
    availability_late: bool


class Made(NamedTuple):
    """What is said of an MO that is made for a row."""

    state: str
    ingredients: str
    production: str


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
        dates = rows._schedule_dates(sweep, _items_of(statuses))
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
            self._schedule_keep(rows._schedule_dates(sweep, _items_of(statuses)), NEVER)
        return None

    def _schedule_availability(self, sweep, sources):
        """Return the values of this row's fields that say how much.

        :param sweep: the allocation of this row and its MOs
        :param sources: what the supplies are that serve it
        """
        key = ("row", self.id)
        return {
            "missing_qty": self._schedule_missing(sweep, key),
            "supply_claims": [
                self._schedule_supply_claim(sources[claim.supply], product, claim)
                for product, claim in sweep.claims.get(key, ())
            ],
        }

    def _schedule_dates(self, sweep, items):
        """Return {row id: :class:`RowDates`} of those that are Expected.

        :param sweep: the allocation of these rows
        :param items: as of :meth:`_schedule_items`
        """
        found = {}
        for row in self:
            if items[row.id] == status.EXPECTED:
                claims = sweep.claims.get(("row", row.id), ())
                date, late = status.relied_on([claim for _product, claim in claims])
                if date:
                    late = late or is_later_day(self.env, date, row.schedule_deadline)
                    found[row.id] = RowDates(date, late)
        return found

    def _schedule_statuses(self, sweep):
        """Return {row id: :class:`RowStatus`}, in a constant number of queries.

        :param sweep: the allocation of these rows and their MOs
        """
        mos = self.mto_production_ids
        ingredients, made = mos._schedule_ingredients(sweep), defaultdict(list)
        for mo in mos:
            found = Made(mo.state, ingredients[mo.id][0], mo.production_status)
            made[mo.mto_line_id.id].append(found)
        items, found = self._schedule_items(sweep), {}
        for row in self._ids:
            found[row] = RowStatus(
                items[row],
                _ingredients(sweep, row, items[row], made.get(row, ())),
                _production(sweep, row, items[row], made.get(row, ())),
            )
        return found

    def _schedule_items(self, sweep):
        """Return {row id: Sales items}.

        :param sweep: the allocation of these rows
        """
        demanded = {
            row: sum(sweep.demanded.get(("row", row), {}).values()) for row in self._ids
        }
        served = self.browse(row for row in self._ids if demanded[row] <= EPSILON)
        shipped = set(
            served.move_ids.filtered(
                lambda move: move.state == "done" and move.product_id.is_storable
            ).sale_line_id._ids
        )
        found = {}
        for row in self._ids:
            if demanded[row] > EPSILON:
                found[row] = _sales_items(sweep, ("row", row), demanded[row])
            else:
                found[row] = status.PICKED if row in shipped else status.NOT_APPLICABLE
        return found

    def _schedule_missing(self, sweep, key):
        """Return what is missing, in the row's unit; of a kit, in whole kits."""
        short = sweep.short.get(key)
        if not short:
            return 0.0
        if self.product_id.id in short:
            return self.product_id.uom_id._compute_quantity(
                short[self.product_id.id], self.product_uom_id, rounding_method="UP"
            )
        unit = self.product_id.uom_id
        kits = self.product_uom_id._compute_quantity(self.product_uom_qty, unit)
        missing = kits - self._schedule_possible_kits(kits, sweep.demanded[key], short)
        return unit._compute_quantity(missing, self.product_uom_id, round=False)

    def _schedule_possible_kits(self, kits, demanded, short):
        """Return how many of the row's kits are whole with what is there and comes.

        :param kits: how many are ordered
        :param demanded: {product id: quantity still to be served}
        :param short: {product id: quantity of it that nothing serves}
        """
        shipped = defaultdict(float)
        for move in self.move_ids.filtered(lambda move: move.state == "done"):
            if move.location_dest_id.usage == "customer":
                shipped[move.product_id.id] += move.product_qty
            elif move.location_id.usage == "customer":
                shipped[move.product_id.id] -= move.product_qty
        shares = [
            (shipped[product] + quantity - short.get(product, 0.0))
            / (shipped[product] + quantity)
            for product, quantity in demanded.items()
        ]
        return floor(kits * min(shares) + EPSILON)

    def _schedule_supply_claim(self, source, product_id, claim):
        """Return one claim in the words of ``supply_claims``."""
        product = self.env["product.product"].browse(product_id)
        # A kit is served component by component.
        unit = self.product_uom_id if product == self.product_id else product.uom_id
        quantity = product.uom_id._compute_quantity(
            claim.quantity, unit, rounding_method="HALF-UP"
        )
        return {
            "source_model": source._name,
            "source_id": source.id,
            "source": source.display_name,
            "quantity": quantity,
            "uom": unit.name,
            "date": fields.Datetime.to_string(claim.date) or False,
        }

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
        return ("move_ids", "any", SHIPPED)


def _items_of(statuses):
    """Return {row id: Sales items} of statuses."""
    return {row: found.sales_items_availability for row, found in statuses.items()}


def _sales_items(sweep, key, demanded):
    """Return Sales items of a row that something is still demanded for."""
    if key in sweep.short:
        return status.NOT_AVAILABLE
    if demanded - sweep.picked.get(key, 0.0) <= EPSILON:
        return status.PICKED
    return status.of_claims([claim for _, claim in sweep.claims.get(key, ())], False)


def _ingredients(sweep, row, items, made):
    """Return Ingredients of a row.

    :param row: id; :param items: its Sales items; :param made: list of :class:`Made`
    """
    making = [mo for mo in made if mo.state in OPEN_STATES]
    if not making and items != status.NOT_AVAILABLE:
        making = [mo for mo in made if mo.state != "cancel"][-1:]
    if making:
        return status.worst(status.INGREDIENTS, [mo.ingredients for mo in making])
    if items != status.NOT_AVAILABLE:
        return status.NOT_APPLICABLE
    if row in sweep.no_recipe:
        return status.NO_RECIPE
    key = ("virtual", row)
    claims = [claim for _product, claim in sweep.claims.get(key, ())]
    return status.of_claims(claims, key in sweep.short)


def _production(sweep, row, items, made):
    """Return Production of a row; parameters as of :func:`_schedule_ingredients`."""
    making = [mo for mo in made if mo.state in OPEN_STATES]
    if making:
        return status.production([mo.production for mo in making])
    if items == status.NOT_AVAILABLE and row not in sweep.no_recipe:
        return status.TO_MAKE
    return status.production([mo.production for mo in made])
