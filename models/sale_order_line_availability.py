from collections import defaultdict
from math import floor

from odoo import api, fields, models
from odoo.tools import SQL

from ..engine import status
from ..engine.snapshot import EPSILON
from .json_list import JsonList
from .schedule_availability import SHIPPED
from .schedule_recipe import OPTIONS


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
        "order_id.commitment_date",
        "mto_production_ids.state",
    )
    def _compute_availability(self):
        """Show one allocation of all the rows, read as superuser."""
        rows = self._origin.filtered(lambda row: row.order_id)
        mos = rows.sudo().mto_production_ids
        allocation = self.env["make.schedule.allocation"]
        sweep = allocation._sweep(rows, mos)
        sources = allocation._sources(sweep, [("row", row.id) for row in rows])
        for line in self:
            line.update(line._origin.sudo()._availability(sweep, sources))

    def _availability(self, sweep, sources):
        """Return the values of this row's availability fields.

        :param sweep: the allocation of this row and its MOs
        :param sources: what the supplies are that serve it
        """
        key = ("row", self.id)
        claims = [claim for _product, claim in sweep.claims.get(key, ())]
        items = self._sales_items(sweep, key, claims)
        date, late = status.latest(claims)
        if items != status.EXPECTED:
            date, late = False, False
        deadline = self.order_id.schedule_deadline
        return {
            "sales_items_availability": items,
            "ingredients_availability": self._ingredients(sweep, items),
            "production_status": self._production(sweep, items),
            "availability_date": date or False,
            "availability_late": bool(date)
            and (late or bool(deadline and date > deadline)),
            "missing_qty": self._missing(sweep, key),
            "supply_claims": [
                self._supply_claim(sources[claim.supply], product, claim)
                for product, claim in sweep.claims.get(key, ())
            ],
        }

    def _sales_items(self, sweep, key, claims):
        demanded = sum(sweep.demanded.get(key, {}).values())
        if demanded <= EPSILON:
            shipped = any(
                move.state == "done" and move.product_id.is_storable
                for move in self.move_ids
            )
            return status.PICKED if shipped else status.NOT_APPLICABLE
        if key in sweep.short:
            return status.NOT_AVAILABLE
        if demanded - sweep.picked.get(key, 0.0) <= EPSILON:
            return status.PICKED
        return status.of_claims(claims, False)

    def _ingredients(self, sweep, items):
        mos = self.mto_production_ids.filtered(lambda mo: mo.state != "cancel")
        making = self._mto_open() or mos[-1:]
        if making and (self._mto_open() or items != status.NOT_AVAILABLE):
            return status.worst(
                status.INGREDIENTS, [mo._ingredients(sweep)[0] for mo in making]
            )
        if items != status.NOT_AVAILABLE:
            return status.NOT_APPLICABLE
        if self.id in sweep.no_recipe:
            return status.NO_RECIPE
        key = ("virtual", self.id)
        claims = [claim for _product, claim in sweep.claims.get(key, ())]
        return status.of_claims(claims, key in sweep.short)

    def _production(self, sweep, items):
        making = self._mto_open()
        if making:
            return status.production(making.mapped("production_status"))
        if items == status.NOT_AVAILABLE and self.id not in sweep.no_recipe:
            return status.MAKE
        mos = self.mto_production_ids
        return status.production(mos.mapped("production_status"))

    def _missing(self, sweep, key):
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
        missing = kits - self._possible_kits(kits, sweep.demanded[key], short)
        return unit._compute_quantity(missing, self.product_uom_id, round=False)

    def _possible_kits(self, kits, demanded, short):
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

    def _supply_claim(self, source, product_id, claim):
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

    # -- what rows take from stock --------------------------------------------

    def _stocked_quantities(self, recipes):
        """Return {row: {product id: quantity}} of what rows would take from stock.

        :param recipes: :class:`Recipes`, for kits
        """
        found = {}
        goods = self.filtered(
            lambda row: row.product_id.type == "consu" and not row._is_dropshipped()
        )
        for company, rows in goods.grouped("company_id").items():
            kits = recipes.kits(rows, company)
            for row in rows:
                product = row.product_id
                quantity = row.product_uom_id._compute_quantity(
                    row.product_uom_qty, product.uom_id, rounding_method="HALF-UP"
                )
                alone = {product.id: 1.0} if product.is_storable else {}
                components = kits.get(row, alone)
                found[row] = {
                    component: pieces * quantity
                    for component, pieces in components.items()
                }
        return found

    def _schedule_options(self):
        """Return the ids of this row's attribute values that make no variant."""
        self.ensure_one()
        return tuple(self[OPTIONS].sorted("id").ids)

    def _is_dropshipped(self):
        """Tell whether the row's route ships from the vendor to the customer."""
        self.ensure_one()
        routes = self.route_ids | self.product_id.route_ids
        return "dropship" in routes.rule_ids.picking_type_id.mapped("code")

    def _stocked_products(self, recipes):
        """Return ids of the products that these rows wait for.

        :param recipes: :class:`Recipes`, for kits
        """
        if not self.ids:
            return set()
        products = {
            product
            for (product,) in self.env.execute_query(
                SQL(
                    "SELECT DISTINCT move.product_id FROM stock_move move"
                    " JOIN product_product product ON product.id = move.product_id"
                    " JOIN product_template template"
                    " ON template.id = product.product_tmpl_id"
                    " WHERE move.sale_line_id = ANY(%s) AND template.is_storable"
                    " AND move.state NOT IN ('done', 'cancel')",
                    list(self.ids),
                )
            )
        }
        unmoved = self.filtered(lambda row: not row.move_ids)
        for quantities in unmoved._stocked_quantities(recipes).values():
            products.update(quantities)
        return products

    # -- searching and grouping -----------------------------------------------

    def _search_missing_qty(self, operator, value):
        return self._schedule_search_number("missing_qty", operator, value)

    def _schedule_live_domain(self):
        return [
            "|",
            ("order_id.schedule_open", "=", True),
            ("state", "in", ("draft", "sent")),
        ]

    def _schedule_shipped(self):
        return ("move_ids", "any", SHIPPED)
