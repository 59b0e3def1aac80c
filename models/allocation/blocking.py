"""Which ingredients hold up production (behaviour 8, from behaviour 4)."""

from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine import status
from ..base.guard import internal
from ..base.states import OPEN_STATES
from . import messages
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
    """A product that open MOs wait for: true at every read, stored nowhere."""

    _name = "make.schedule.blocking"
    _inherit = ["make.schedule.guard"]
    _description = "Blocking ingredient"
    _auto = False
    _log_access = False
    _rec_name = "product_id"
    _order = "mo_count desc, missing_qty desc, id"

    product_id = fields.Many2one(
        "product.product", "Ingredient", readonly=True, help="What is waited for."
    )
    warehouse_id = fields.Many2one(
        "stock.warehouse", readonly=True, help="Where it is waited for."
    )
    company_id = fields.Many2one("res.company", readonly=True, help="Owning company.")
    vendor_id = fields.Many2one(
        "res.partner",
        "Vendor",
        readonly=True,
        help="Who sells it first.",
    )
    product_uom_id = fields.Many2one(
        related="product_id.uom_id", help="The unit of the quantities."
    )
    # What holds up one order counts with each ingredient: a sum of it means nothing.
    mo_count = fields.Integer(
        "MOs held up",
        aggregator=None,
        readonly=True,
        help="How many open manufacturing orders do not have it in stock.",
    )
    order_count = fields.Integer(
        "Sales orders held up",
        aggregator=None,
        readonly=True,
        help="How many sales orders those manufacturing orders serve.",
    )
    order_names = fields.Char(
        "Sales orders", readonly=True, help="Those sales orders, by rank."
    )
    missing_qty = fields.Float(
        "Missing",
        aggregator=None,
        digits="Product Unit",
        readonly=True,
        help="Not covered by stock or expected supply.",
    )
    expected_qty = fields.Float(
        "Expected",
        aggregator=None,
        digits="Product Unit",
        readonly=True,
        help="What they wait for and is expected.",
    )
    draft_qty = fields.Float(
        "In draft orders",
        digits="Product Unit",
        compute="_compute_draft_qty",
        help="What is on requests for quotation that are not confirmed yet: it is not"
        " expected before they are.",
    )
    date = fields.Datetime(
        "Expected on", readonly=True, help="When the last of what is expected comes."
    )
    late = fields.Boolean(
        readonly=True, help="Part of what is expected should have come by now."
    )
    can_make = fields.Boolean(
        compute="_compute_can",
        help="Some is missing that can be made, and the user may make it.",
    )
    can_buy = fields.Boolean(
        compute="_compute_can",
        help="Some is missing that can be bought, and the user may replenish it.",
    )

    @api.model
    @api.readonly
    def web_read_group(self, domain, groupby, *args, **options):
        # Core leaves those without a vendor folded (web_read_group): they are the ones
        # that somebody has to make.
        unfolds = options.get("auto_unfold") and not options.get("opening_info")
        if unfolds and len(groupby) == 1:
            shown = {"offset": 0, "limit": options.get("unfold_read_default_limit", 80)}
            first = {"value": False, "folded": False, **shown}
            options = {**options, "opening_info": [first]}
        return super().web_read_group(domain, groupby, *args, **options)

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

    def _compute_can(self):
        claims = self.env["make.schedule.claims"]
        for line in self:
            product = line.product_id.with_company(line.company_id)
            can = claims._claim_missing(product, 0, line.warehouse_id)
            missing = product.uom_id.compare(line.missing_qty, 0) > 0
            line.can_make = missing and can["can_make"]
            more = product.uom_id.compare(line._to_buy(), 0) > 0
            line.can_buy = more and can["can_buy"]

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
        for mo, key in _parts(mos, sweep):
            warehouse = mo.picking_type_id.warehouse_id
            for product, missing in sweep.short.get(key, {}).items():
                line = lines[product, warehouse]
                line.missing += missing
                line.mos.add(mo.id)
            for product, claim in sweep.claims.get(key, ()):
                if claim.date:
                    line = lines[product, warehouse]
                    line.late |= claim.late
                    line.expected += claim.quantity
                    line.date = status.shown_date((claim.date, line.date))
                    line.mos.add(mo.id)
        for line in lines.values():
            line.orders = {order for mo in line.mos for order in orders[mo]}
        products = self.env["product.product"].browse(
            {product for product, _warehouse in lines}
        )
        by_id = {product.id: product for product in products}
        for (product, warehouse), line in lines.items():
            vendor = by_id[product]._schedule_vendor_of(warehouse)
            line.vendor = vendor.partner_id.id or None
        return [self._values(*key, line) for key, line in lines.items()]

    def _orders_of(self, mos, sweep):
        """Return {MO id: orders that it, or what it is needed for, is made for}."""
        served, mine = defaultdict(set), set(mos._ids)
        for move, mo in sweep.maker_of.items():
            if mo in mine:
                served[mo].update(row for row, _product in sweep.rows_served_by([move]))
        row = self.env["sale.order.line"].sudo()
        by_id = {
            line.id: line.order_id
            for line in row.browse({row for rows in served.values() for row in rows})
        }
        own = {
            mo.id: {by_id[row] for row in served.get(mo.id, ())} | set(mo.mto_order_id)
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
        for mo, key in _parts(mos, sweep):
            for _product, claim in sweep.claims.get(key, ()):
                kind, supply = claim.supply
                if kind == "mo" and supply in sweep.maker_of:
                    above[sweep.maker_of[supply]].add(mo.id)
        return above

    def _values(self, product, warehouse, line):
        orders = sorted(line.orders, key=lambda order: order.schedule_rank)
        every = self.env["sale.order"].union(*orders).with_env(self.env)
        visible, another = (
            every._schedule_with_visible_names()._ids,
            every._schedule_another_order(),
        )
        names = [
            f"{order.partner_id.display_name} · {order.name}"
            if order.id in visible
            else another
            for order in orders
        ]
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
            "orders": [order.name for order in orders],
        }

    # -- ways out -------------------------------------------------------------

    @internal
    def action_open_mos(self):
        """Open the MOs that wait for these ingredients, in Schedule.

        :return: an action
        """
        mos = [
            mo for line in self._lines() if line["id"] in self.ids for mo in line["mos"]
        ]
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "make_schedule.action_schedule"
        )
        names = ", ".join(self.product_id.mapped("display_name"))
        return {
            **action,
            "display_name": messages.waiting_for(self.env, ingredients=names),
            "domain": [("id", "in", mos)],
        }

    @internal
    def action_make_in_batch(self):
        """Open the dialog that makes these ingredients where they are waited for.

        :return: an action
        :raises UserError: when one cannot be made
        """
        for company, lines in self.grouped("company_id").items():
            lines.product_id.with_company(company)._mto_check_can_make()
        return self.env["make.schedule.batch"]._open(
            [(line.product_id, line.warehouse_id) for line in self]
        )

    @internal
    def action_open(self):
        """Open the ingredient.

        :return: an action
        """
        self._check_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.product_id._name,
            "res_id": self.product_id.id,
            "views": [(False, "form")],
        }


def _parts(mos, sweep):
    """Yield (MO, key of the demand) of the open components of MOs.

    :param sweep: their allocation
    """
    for mo in mos:
        for move in sweep.parts_of.get(mo.id, ()):
            yield mo, ("raw", move)
