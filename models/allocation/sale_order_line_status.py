"""Statuses of rows (behaviour 4)."""

from collections import defaultdict
from typing import Any, NamedTuple

from odoo import models

from ...engine import status
from ...engine.snapshot import EPSILON
from ..base.states import OPEN_STATES
from ..base.working_days import is_later_day
from .availability import SHIPPED, STILL_ORDERED


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


class SaleOrderLine(models.Model):
    """Rows, said in a word."""

    _inherit = "sale.order.line"

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
        served = served.filtered_domain(STILL_ORDERED)
        shipped = set(served.move_ids.filtered_domain(SHIPPED).sale_line_id._ids)
        found = {}
        for row in self._ids:
            if demanded[row] > EPSILON:
                found[row] = _sales_items(sweep, ("row", row), demanded[row])
            else:
                found[row] = status.PICKED if row in shipped else status.NOT_APPLICABLE
        return found


def items_of(statuses):
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
    key = ("virtual", row)
    claims = [claim for _product, claim in sweep.claims.get(key, ())]
    found = [status.of_claims(claims, key in sweep.short)]
    if row in sweep.no_recipe:
        # Of a kit, another part may be lacking what it is made of.
        found.append(status.NO_RECIPE)
    return status.worst(status.INGREDIENTS, found)


def _production(sweep, row, items, made):
    """Return Production of a row; parameters as of :func:`_ingredients`."""
    making = [mo for mo in made if mo.state in OPEN_STATES]
    if making:
        return status.production([mo.production for mo in making])
    if items == status.NOT_AVAILABLE and row not in sweep.no_recipe:
        return status.TO_MAKE
    return status.production([mo.production for mo in made])
