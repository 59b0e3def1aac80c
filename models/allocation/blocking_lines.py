"""Ingredients that are missing, and who waits for them (behaviour 8)."""

from collections import defaultdict

from odoo import models
from odoo.tools import SQL

from ...engine import status
from ..base.states import OPEN_STATES
from .allocation import READ

COLUMNS = {
    "id": "bigint",
    "product_id": "integer",
    "warehouse_id": "integer",
    "company_id": "integer",
    "vendor_id": "integer",
    "mo_count": "integer",
    "order_count": "integer",
    "order_names": "text",
    "missing_qty": "numeric",
    "expected_qty": "numeric",
    "date": "timestamp",
    "late": "boolean",
}


class _Line:
    """What one product holds up in one warehouse."""

    def __init__(self):
        self.mos, self.orders = set(), set()
        self.missing = self.expected = 0.0
        self.date, self.late, self.vendor = None, False, None


class MakeScheduleBlocking(models.Model):
    """Ingredients, counted over all that waits for them."""

    _inherit = "make.schedule.blocking"

    @property
    def _table_query(self):
        lines = self._lines()
        columns = [
            SQL("%s::" + kind + "[]", [line[name] for line in lines])
            for name, kind in COLUMNS.items()
        ]
        return SQL(
            "SELECT * FROM unnest(%s) AS line(%s)",
            SQL(", ").join(columns),
            SQL(", ").join(map(SQL.identifier, COLUMNS)),
        )

    def _lines(self):
        """Return the values of all lines of the user's companies, COLUMNS and MOs.

        Remembered until something changes, as what the other fields show.
        """
        allocation = self.env["make.schedule.allocation"]
        allocation._remember()
        shown = self.env.cr.cache[READ]
        key = ("blocking", self.env.uid, *self.env.companies.ids)
        if key not in shown:
            found = [
                values
                for company in self.env.companies
                for values in self._lines_of(company)
            ]
            allocation._remember()
            self.env.cr.cache[READ][key] = found
        return self.env.cr.cache[READ][key]

    def _lines_of(self, company):
        mos = self.env["mrp.production"].sudo().with_context(active_test=False)
        mos = mos.search(
            [("state", "in", OPEN_STATES), ("company_id", "=", company.id)]
        )
        sweep = self.env["make.schedule.allocation"]._sweep(mos=mos, customers=True)
        orders = self._orders_of(mos, sweep)
        lines = defaultdict(_Line)
        makes = {mo.id: mo.picking_type_id.warehouse_id for mo in mos}
        for mo, key in _parts(mos._ids, sweep):
            for product, missing in sweep.short.get(key, {}).items():
                line = lines[product, makes[mo]]
                line.missing += missing
                line.mos.add(mo)
            for product, claim in sweep.claims.get(key, ()):
                if claim.date:
                    line = lines[product, makes[mo]]
                    line.late |= claim.late
                    line.expected += claim.quantity
                    line.date = status.shown_date((claim.date, line.date))
                    line.mos.add(mo)
        for line in lines.values():
            line.orders = {order for mo in line.mos for order in orders[mo]}
        named = self._named({order for found in orders.values() for order in found})
        products = self.env["product.product"].browse(
            {product for product, _warehouse in lines}
        )
        by_id = {product.id: product for product in products}
        for (product, warehouse), line in lines.items():
            vendor = by_id[product]._schedule_vendor_of(warehouse)
            line.vendor = vendor.partner_id.id or None
        return [self._values(*key, line, named) for key, line in lines.items()]

    def _named(self, orders):
        """Return {order: (rank, number, what the reader may read of it)}.

        :param orders: ids of ``sale.order``
        """
        every = self.env["sale.order"].browse(orders)
        visible = set(every._schedule_with_visible_names()._ids)
        another = every._schedule_another_order()
        return {
            order.id: (
                order.schedule_rank,
                order.name,
                f"{order.partner_id.display_name} · {order.name}"
                if order.id in visible
                else another,
            )
            for order in every.sudo()
        }

    def _orders_of(self, mos, sweep):
        """Return {MO id: ids of the orders that it, or what it goes into, is for}."""
        served, mine = defaultdict(set), set(mos._ids)
        for move, mo in sweep.maker_of.items():
            if mo in mine:
                served[mo].update(row for row, _product in sweep.rows_served_by([move]))
        row = self.env["sale.order.line"].sudo()
        by_id = {
            line.id: line.order_id.id
            for line in row.browse({row for rows in served.values() for row in rows})
        }
        own = {
            mo.id: {by_id[row] for row in served.get(mo.id, ())}
            | set(mo.mto_order_id._ids)
            for mo in mos
        }
        above, found = self._needed_for(mos, sweep), {}
        for mo in mos.ids:
            # Two orders may wait for each other.
            seen, stack = {mo}, [mo]
            while stack:
                further = above[stack.pop()] - seen
                seen |= further
                stack.extend(further)
            found[mo] = {order for one in seen for order in own.get(one, ())}
        return found

    def _needed_for(self, mos, sweep):
        """Return {MO id: ids of the MOs that its output goes into}."""
        above = defaultdict(set)
        for mo in mos.filtered("schedule_parent_id"):
            above[mo.id].add(mo.schedule_parent_id.id)
        for mo, key in _parts(mos._ids, sweep):
            for _product, claim in sweep.claims.get(key, ()):
                kind, supply = claim.supply
                if kind == "mo" and supply in sweep.maker_of:
                    above[sweep.maker_of[supply]].add(mo)
        return above

    def _values(self, product, warehouse, line, named):
        """Return the values of a line.

        :param named: as of :meth:`_named`
        """
        orders = sorted(named[order] for order in line.orders)
        names = [text for _rank, _number, text in orders]
        return {
            # One product of one warehouse is one line, whenever it is asked for.
            "id": (warehouse.id << 32) + product,
            "product_id": product,
            "warehouse_id": warehouse.id,
            "company_id": warehouse.company_id.id,
            "vendor_id": line.vendor,
            "mo_count": len(line.mos),
            "order_count": len(orders),
            "order_names": ", ".join(dict.fromkeys(names)),
            "missing_qty": line.missing,
            "expected_qty": line.expected,
            "date": line.date,
            "late": line.late,
            "mos": sorted(line.mos),
            "orders": [number for _rank, number, _text in orders],
        }


def _parts(mos, sweep):
    """Yield (MO id, key of the demand) of the open components of MOs.

    :param mos: ids; :param sweep: their allocation
    """
    for mo in mos:
        for move in sweep.parts_of.get(mo, ()):
            yield mo, ("raw", move)
