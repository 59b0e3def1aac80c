"""Which ingredients hold up production (behaviour 8, from behaviour 4)."""

from collections import defaultdict

from odoo import fields, models
from odoo.tools import SQL

from .mrp_production import OPEN_STATES
from .schedule_allocation import READ

COLUMNS = {
    "id": "bigint",
    "product_id": "integer",
    "company_id": "integer",
    "mo_count": "integer",
    "order_count": "integer",
    "order_names": "text",
    "missing_qty": "numeric",
    "expected_qty": "numeric",
    "date": "timestamp",
}


class _Line:
    """What one product holds up in one company."""

    def __init__(self):
        self.mos, self.orders = set(), set()
        self.missing = self.expected = 0.0
        self.date = None


class MakeScheduleBlocking(models.Model):
    """A product that open MOs wait for: true at every read, stored nowhere."""

    _name = "make.schedule.blocking"
    _description = "Blocking ingredient"
    _auto = False
    _log_access = False
    _rec_name = "product_id"
    _order = "mo_count desc, missing_qty desc, id"

    product_id = fields.Many2one(
        "product.product", "Ingredient", readonly=True, help="What is waited for."
    )
    company_id = fields.Many2one("res.company", readonly=True, help="Where.")
    product_uom_id = fields.Many2one(
        related="product_id.uom_id", help="The unit of the quantities."
    )
    mo_count = fields.Integer(
        "MOs held up",
        readonly=True,
        help="How many open manufacturing orders do not have it in stock.",
    )
    order_count = fields.Integer(
        "Sales orders held up",
        readonly=True,
        help="How many sales orders those manufacturing orders serve.",
    )
    order_names = fields.Char(
        "Sales orders", readonly=True, help="Those sales orders, by rank."
    )
    missing_qty = fields.Float(
        "Missing",
        digits="Product Unit",
        readonly=True,
        help="What nothing that is in stock or expected serves.",
    )
    expected_qty = fields.Float(
        "Expected",
        digits="Product Unit",
        readonly=True,
        help="What they wait for and is expected.",
    )
    date = fields.Datetime(
        "Comes on", readonly=True, help="When the last of what is expected comes."
    )
    can_make = fields.Boolean(
        compute="_compute_can", help="It can be made, and the user may make it."
    )
    can_buy = fields.Boolean(
        compute="_compute_can", help="It can be bought, and the user may replenish it."
    )

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
            can = claims._claim_missing(product, 0, self.env["stock.warehouse"])
            line.can_make, line.can_buy = can["can_make"], can["can_buy"]

    def _lines(self):
        """Return the values of all lines of the user's companies, COLUMNS and MOs.

        Remembered until something changes, as what the other fields show.
        """
        allocation = self.env["make.schedule.allocation"]
        allocation._remember()
        shown = self.env.cr.cache[READ]
        key = ("blocking", *self.env.companies.ids)
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
        for move in mos.move_raw_ids:
            key = ("raw", move.id)
            mo = move.raw_material_production_id
            for product, missing in sweep.short.get(key, {}).items():
                lines[product].missing += missing
                lines[product].mos.add(mo.id)
            for product, claim in sweep.claims.get(key, ()):
                if claim.date:
                    line = lines[product]
                    line.expected += claim.quantity
                    line.date = max(claim.date, line.date or claim.date)
                    line.mos.add(mo.id)
        for line in lines.values():
            line.orders = {order for mo in line.mos for order in orders[mo]}
        return [self._values(company, *item) for item in lines.items()]

    def _orders_of(self, mos, sweep):
        """Return {MO id: orders that it, or what it is a part of, is made for}."""
        served = {}
        for mo in mos:
            rows = sweep.rows_served_by(mo.move_finished_ids.ids)
            served[mo] = {row for row, _product in rows}
        row = self.env["sale.order.line"].sudo()
        by_id = {
            line.id: line.order_id
            for line in row.browse({row for rows in served.values() for row in rows})
        }
        found = {}
        for mo in mos:
            root, orders = mo, set()
            while root:
                orders |= {by_id[row] for row in served.get(root, ())}
                orders |= set(root.mto_order_id)
                root = root.schedule_parent_id
            found[mo.id] = orders
        return found

    def _values(self, company, product, line):
        orders = sorted(line.orders, key=lambda order: order.schedule_rank)
        return {
            # One product of one company is one line, whenever it is asked for.
            "id": (company.id << 32) + product,
            "product_id": product,
            "company_id": company.id,
            "mo_count": len(line.mos),
            "order_count": len(orders),
            "order_names": ", ".join(
                f"{order.partner_id.display_name} · {order.name}" for order in orders
            ),
            "missing_qty": line.missing,
            "expected_qty": line.expected,
            "date": line.date,
            "mos": sorted(line.mos),
        }

    # -- ways out -------------------------------------------------------------

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
            "display_name": self.env._("Waiting for %s", names),
            "domain": [("id", "in", mos)],
        }

    def action_make_in_batch(self):
        """Open the dialog that makes these ingredients.

        :return: an action
        :raises UserError: when one cannot be made
        """
        products = self.product_id.with_company(self.company_id[:1])
        return products.action_make_in_batch()

    def action_buy(self):
        """Open Odoo's dialog that replenishes this ingredient with what is missing.

        :return: an action
        """
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.action_product_replenish"
        )
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", self.company_id.id)], limit=1
        )
        return {
            **action,
            "context": {
                "default_product_id": self.product_id.id,
                "default_product_tmpl_id": self.product_id.product_tmpl_id.id,
                "default_quantity": self.missing_qty,
                "default_warehouse_id": warehouse.id,
            },
        }
