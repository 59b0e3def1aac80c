from collections import defaultdict

from odoo import api, fields, models

from ...engine.figures import figures


def chosen_warehouses(env):
    """Return the ids of the context's warehouses: a search field puts a list there."""
    chosen = env.context.get("warehouse_id") or ()
    return list(chosen) if isinstance(chosen, list | tuple) else [chosen]


class ProductProduct(models.Model):
    """Stock figures of the planner (behaviour 7)."""

    _name = "product.product"
    _inherit = ["product.product", "make.schedule.grouping", "make.schedule.guard"]

    stock_in_stock = fields.Float(
        "In stock",
        digits="Product Unit",
        compute="_compute_stock_figures",
        search="_search_stock_in_stock",
        help="On hand in the company's warehouses, without what still has to be put"
        " into stock.",
    )
    stock_committed = fields.Float(
        "Committed",
        digits="Product Unit",
        compute="_compute_stock_figures",
        search="_search_stock_committed",
        help="Demanded by open sales order rows and manufacturing orders, without what"
        " make-to-order links bind.",
    )
    stock_expected = fields.Float(
        "Expected",
        digits="Product Unit",
        compute="_compute_stock_figures",
        search="_search_stock_expected",
        help="Incoming from open manufacturing orders and receipts, without what"
        " make-to-order links bind.",
    )
    stock_safety = fields.Float(
        "Safety stock",
        digits="Product Unit",
        compute="_compute_stock_figures",
        search="_search_stock_safety",
        help="The minimum of the product's reordering rules.",
    )
    stock_calculated = fields.Float(
        "Calculated stock",
        digits="Product Unit",
        compute="_compute_stock_figures",
        search="_search_stock_calculated",
        help="In stock - committed + expected - safety stock: below 0, that much is"
        " missing over all open demand.",
    )

    def _schedule_live_domain(self):
        return [("is_storable", "=", True)]

    def _search_stock_in_stock(self, operator, value):
        return self._schedule_search_number("stock_in_stock", operator, value)

    def _search_stock_committed(self, operator, value):
        return self._schedule_search_number("stock_committed", operator, value)

    def _search_stock_expected(self, operator, value):
        return self._schedule_search_number("stock_expected", operator, value)

    def _search_stock_safety(self, operator, value):
        return self._schedule_search_number("stock_safety", operator, value)

    def _search_stock_calculated(self, operator, value):
        return self._schedule_search_number("stock_calculated", operator, value)

    @api.depends_context("company", "warehouse_id")
    def _compute_stock_figures(self):
        """Show the figures of the company's warehouses, or of the context's one."""
        env = self.sudo().with_context(active_test=False).env
        company = self.env.company
        warehouses = env["stock.warehouse"].search([("company_id", "=", company.id)])
        if chosen := chosen_warehouses(self.env):
            warehouses = warehouses.filtered(lambda w: w.id in chosen)
        allocation = env["make.schedule.allocation"]._sweep_products(
            self._origin, company, recipes=False
        )
        found = figures(allocation, warehouses.ids)
        safety = self._schedule_stock_safety(warehouses)
        for product in self:
            key = product._origin.id
            product.stock_in_stock = found[key].in_stock
            product.stock_committed = found[key].committed
            product.stock_expected = found[key].expected
            product.stock_safety = safety[key]
            product.stock_calculated = (
                product.stock_in_stock
                - product.stock_committed
                + product.stock_expected
                - product.stock_safety
            )

    def _schedule_stock_safety(self, warehouses):
        """Return {product id: minimum of its reordering rules} in some warehouses."""
        minimums = (
            self.env["stock.warehouse.orderpoint"]
            .sudo()
            ._read_group(
                [
                    ("product_id", "in", self.ids),
                    ("warehouse_id", "in", warehouses.ids),
                    ("active", "=", True),
                ],
                ["product_id"],
                ["product_min_qty:sum"],
            )
        )
        return defaultdict(float, {product.id: least for product, least in minimums})
