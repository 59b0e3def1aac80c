from odoo import models
from odoo.tools import SQL

from ...engine.snapshot import taken
from ..base.states import OFFERED_STATES
from .recipes import OPTIONS


class SaleOrderLine(models.Model):
    """What rows take from stock, or would take (behaviour 4)."""

    _inherit = "sale.order.line"

    def _schedule_stocked_quantities(self, recipes):
        """Return {row: {product id: quantity}} of what rows would take from stock.

        :param recipes: :class:`Recipes`, for kits
        """
        found = {}
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        goods = self.filtered(
            lambda row: (
                row.product_id.type == "consu" and not row._schedule_is_dropshipped()
            )
        )
        for company, rows in goods.grouped("company_id").items():
            kits = recipes.kits(rows, company)
            for row in rows:
                product = row.product_id
                quantity = row.product_uom_id._compute_quantity(
                    row._schedule_still_asked(),
                    product.uom_id,
                    rounding_method="HALF-UP",
                )
                alone = {product.id: 1.0} if product.is_storable else {}
                components = kits.get(row, alone)
                found[row] = {
                    component: taken(share, quantity, digits)
                    for component, share in components.items()
                }
        return found

    def _schedule_still_asked(self):
        """Return what this row asks for, in its unit.

        What was shipped of an order that is offered again is not asked for anew.
        """
        sent = self.qty_delivered if self.state in OFFERED_STATES else 0.0
        return max(0.0, self.product_uom_qty - sent)

    def _schedule_lacking(self, sweep):
        """Return the products that these rows are short of: a kit's are its parts.

        :param sweep: the allocation of these rows
        """
        found = {
            product
            for row in self._ids
            for product in sweep.short.get(("row", row), ())
        }
        return self.env["product.product"].browse(found)

    def _schedule_options(self):
        """Return the ids of this row's attribute values that make no variant."""
        self.ensure_one()
        return tuple(self[OPTIONS].sorted("id").ids)

    def _schedule_is_dropshipped(self):
        """Tell whether the row's route ships from the vendor to the customer.

        The row's own goes before its product's and its category's, as in core's
        ``stock.rule._search_rule``.
        """
        self.ensure_one()
        product = self.product_id
        for routes in (
            self.route_ids,
            product.route_ids | product.categ_id.total_route_ids,
        ):
            rules = routes.rule_ids.filtered(
                lambda rule: rule.location_dest_id.usage == "customer"
            )
            if rules:
                first = rules.sorted(lambda rule: (rule.route_sequence, rule.sequence))
                return first[0].picking_type_id.code == "dropship"
        return False

    def _schedule_stocked_products(self, recipes):
        """Return ids of the products that these rows wait for.

        :param recipes: :class:`Recipes`, for kits
        """
        typed = self.filtered(lambda row: not row.id)
        products = {
            product
            for quantities in typed._schedule_stocked_quantities(recipes).values()
            for product in quantities
        }
        saved = [row for row in self._ids if row]
        if not saved:
            return products
        products |= {
            product
            for (product,) in self.env.execute_query(
                SQL(
                    "SELECT DISTINCT move.product_id FROM stock_move move"
                    " JOIN product_product product ON product.id = move.product_id"
                    " JOIN product_template template"
                    " ON template.id = product.product_tmpl_id"
                    " WHERE move.sale_line_id = ANY(%s) AND template.is_storable"
                    " AND move.state NOT IN ('done', 'cancel')",
                    saved,
                )
            )
        }
        unmoved = self.env.execute_query(
            SQL(
                "SELECT line.id FROM sale_order_line line WHERE line.id = ANY(%s)"
                # What was cancelled and is offered again has moves of before.
                " AND (line.state = ANY(%s) OR NOT EXISTS (SELECT FROM stock_move"
                " WHERE stock_move.sale_line_id = line.id))",
                saved,
                list(OFFERED_STATES),
            )
        )
        unmoved = self.browse(row for (row,) in unmoved)
        for quantities in unmoved._schedule_stocked_quantities(recipes).values():
            products.update(quantities)
        return products
