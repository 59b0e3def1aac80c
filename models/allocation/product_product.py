from odoo import api, fields, models
from odoo.fields import Domain

from ...engine.figures import figures
from ..base.guard import MAKERS, SELLERS
from ..base.quantity import text

# Whoever plans, as core has it of what is on hand and demanded.
PLANNERS = f"{SELLERS},{MAKERS},stock.group_stock_user"


class ProductProduct(models.Model):
    """Stock figures of the planner (behaviour 7)."""

    _name = "product.product"
    _inherit = ["product.product", "make.schedule.grouping", "make.schedule.guard"]

    stock_in_stock = fields.Float(
        "In stock",
        digits="Product Unit",
        compute="_compute_stock_figures",
        search="_search_stock_in_stock",
        groups=PLANNERS,
        help="On hand in the company's warehouses, without what still has to be put"
        " into stock.",
    )
    stock_committed = fields.Float(
        "Committed",
        digits="Product Unit",
        compute="_compute_stock_figures",
        search="_search_stock_committed",
        groups=PLANNERS,
        help="Demanded by open sales order rows and manufacturing orders, without what"
        " make-to-order links bind.",
    )
    stock_expected = fields.Float(
        "Expected",
        digits="Product Unit",
        compute="_compute_stock_figures",
        search="_search_stock_expected",
        groups=PLANNERS,
        help="Incoming from open manufacturing orders and receipts, without what"
        " make-to-order links bind.",
    )
    stock_safety = fields.Float(
        "Safety stock",
        digits="Product Unit",
        compute="_compute_stock_figures",
        search="_search_stock_safety",
        groups=PLANNERS,
        help="The minimum of the product's reordering rules.",
    )
    stock_calculated = fields.Float(
        "Calculated stock",
        digits="Product Unit",
        compute="_compute_stock_figures",
        search="_search_stock_calculated",
        groups=PLANNERS,
        help="In stock - committed + expected - safety stock: below 0, that much is"
        " missing over all open demand.",
    )
    stock_missing_in = fields.Char(
        "Missing in",
        compute="_compute_stock_figures",
        search="_search_stock_missing_in",
        groups=PLANNERS,
        help="The warehouses in which Calculated stock is below 0, and by how much:"
        " what another one has too much of is not there.",
    )

    stock_company_id = fields.Many2one(
        "res.company",
        "Figures of",
        compute="_compute_stock_company_id",
        help="The company whose warehouses the figures are of, where several are"
        " selected: the first of them.",
    )

    @api.depends_context("company")
    def _compute_stock_company_id(self):
        self.stock_company_id = self.env.company

    def _schedule_live_domain(self):
        return [("is_storable", "=", True)]

    def _search_stock_missing_in(self, operator, value):
        """Find by whether anything is missing in a warehouse, or what is said of it."""
        if operator not in ("in", "not in", "ilike"):
            return NotImplemented
        live = self.search(self._schedule_live_domain())
        known = live._schedule_known("stock_missing_in")
        short = {one: said for one, said in known.items() if said}
        if operator == "ilike":
            value = str(value).lower()
            found = [one for one, said in short.items() if value in said.lower()]
            return Domain("id", "in", found)
        found = Domain(
            "id", "in", [one for one, said in short.items() if said in value]
        )
        if False in value:
            found |= Domain("id", "not in", list(short))
        return found if operator == "in" else ~found

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
        warehouses = self._schedule_figured_warehouses()
        allocation = self._schedule_figured(warehouses.company_id)
        found = figures(allocation, warehouses.ids)
        safety = self._schedule_stock_safety(warehouses)
        short = self._schedule_missing_in(allocation, warehouses, safety)
        for product in self:
            key = product._origin.id
            product.stock_missing_in = ", ".join(
                f"{warehouse.name} {text(self.env, quantity)}"
                for warehouse, quantity in short.get(key, ())
            )
            product.stock_in_stock = found[key].in_stock
            product.stock_committed = found[key].committed
            product.stock_expected = found[key].expected
            product.stock_safety = sum(safety[key, where] for where in warehouses.ids)
            product.stock_calculated = found[key].calculated(product.stock_safety)
