from collections import defaultdict

from odoo import api, fields, models

from .schedule_loader import Loader
from .schedule_recipe import Recipes


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
        if chosen := self.env.context.get("warehouse_id"):
            warehouses = warehouses.filtered(lambda w: w.id == chosen)
        figures = _Figures(env, self.ids, company, warehouses)
        safety = figures.safety()
        env["make.schedule.allocation"]._remember()
        for product in self:
            key = product._origin.id
            product.stock_in_stock = figures.in_stock[key]
            product.stock_committed = figures.committed[key]
            product.stock_expected = figures.expected[key]
            product.stock_safety = safety[key]
            product.stock_calculated = (
                figures.in_stock[key]
                - figures.committed[key]
                + figures.expected[key]
                - safety[key]
            )


class _Figures:
    """Sums over the open moves of products in some warehouses of a company."""

    def __init__(self, env, products, company, warehouses):
        self.env, self.products, self.warehouses = env, products, warehouses
        self.inside = tuple(warehouses.view_location_id.mapped("parent_path"))
        self.in_stock = defaultdict(float)
        self.committed = defaultdict(float)
        self.expected = defaultdict(float)
        self.loader = Loader(env, products, company.ids)
        self.moves = self.loader.moves()
        # What is there is put into stock by a move that is counted as expected.
        self.arriving, _outgoing = self.loader.steps()
        self._count_stock()
        self._count_moves()
        self._count_rows_without_moves()

    def _here(self, path):
        return path.startswith(self.inside)

    def _count_stock(self):
        for (product, _company), places in self.loader.on_hand().items():
            for _location, path, quantity in places:
                if self._here(path) and path not in self.arriving:
                    self.in_stock[product] += quantity

    def _count_moves(self):
        origins, _chained = self.loader.chains(self.moves)
        asked = {origin for found in origins.values() for origin in found}
        bound = self._bound()
        for move in self.moves.values():
            leaves = move.source_usage == "internal" and self._here(move.source)
            if leaves and (move.row or move.raw_mo) and move.id not in asked:
                taken = min(bound[move.row], move.quantity) if move.row else 0.0
                bound[move.row] -= taken
                self.committed[move.product] += move.quantity - taken
            if move.target_usage != "internal" or not self._here(move.target):
                continue
            if move.source in self.arriving:
                brought = sum(self.moves[o].quantity for o in origins.get(move.id, ()))
                self.expected[move.product] += max(0.0, move.quantity - brought)
            elif not leaves and not move.made_for:
                self.expected[move.product] += move.quantity

    def _bound(self):
        """Return {row: quantity that its open MTO MO makes}."""
        rows = {move.row for move in self.moves.values() if move.row}
        return defaultdict(
            float,
            {
                row: sum(quantity for _id, is_open, quantity, _date in mos if is_open)
                for row, mos in self.loader.productions(rows).items()
            },
        )

    def _count_rows_without_moves(self):
        rows = self.env["sale.order.line"].browse(self.loader.unshipped_rows())
        rows = rows.filtered(lambda row: row.warehouse_id in self.warehouses)
        for quantities in rows._stocked_quantities(Recipes(self.env)).values():
            for product, quantity in quantities.items():
                self.committed[product] += quantity

    def safety(self):
        """Return {product: minimum of its reordering rules here}."""
        minimums = self.env["stock.warehouse.orderpoint"]._read_group(
            [
                ("product_id", "in", self.products),
                ("warehouse_id", "in", self.warehouses.ids),
                ("active", "=", True),
            ],
            ["product_id"],
            ["product_min_qty:sum"],
        )
        return defaultdict(float, {product.id: least for product, least in minimums})
