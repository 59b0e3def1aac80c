"""What of a product is missing, and kept for safety (behaviour 4)."""

from collections import defaultdict

from odoo import models
from odoo.fields import Domain

from ...engine.figures import figures

# The id of no warehouse.
NOWHERE = 0


class ProductProduct(models.Model):
    """Products in chosen warehouses."""

    _inherit = "product.product"

    def _schedule_figured_warehouses(self):
        """Return the company's warehouses, or the context's of them, as superuser."""
        chosen = chosen_warehouses(self.env)
        companies = self.env.companies if chosen else self.env.company
        domain = [("company_id", "in", companies.ids)]
        if chosen:
            domain.append(("id", "in", chosen))
        env = self.sudo().with_context(active_test=False).env
        return env["stock.warehouse"].search(domain)

    def _schedule_figured(self, companies):
        """Return the allocation that these products' figures are of.

        :param companies: ``res.company`` records, of the warehouses that are figured
        """
        return (
            self.sudo()
            .env["make.schedule.allocation"]
            ._sweep_products(
                self._origin.filtered("is_storable"), companies, recipes=False
            )
        )

    def _schedule_missing_in(self, allocation, warehouses, safety):
        """Return where products are missing, though another warehouse may have some.

        :param allocation: of these products
        :param warehouses: as superuser
        :param safety: as of :meth:`_schedule_stock_safety`
        :return: {product id: [(warehouse, Calculated stock below 0)]}
        """
        short = defaultdict(list)
        if len(warehouses) < 2:
            return short
        for warehouse in warehouses:
            found = figures(allocation, warehouse.ids)
            for product in self._origin:
                least = safety[product.id, warehouse.id]
                left = found[product.id].calculated(least)
                if product.uom_id.compare(left, 0) < 0:
                    short[product.id].append((warehouse, left))
        return short

    def _schedule_stock_safety(self, warehouses):
        """Return {(product id, warehouse id): minimum of its reordering rules}."""
        minimums = (
            self.env["stock.warehouse.orderpoint"]
            .sudo()
            ._read_group(
                [
                    ("product_id", "in", self.ids),
                    ("warehouse_id", "in", warehouses.ids),
                    ("active", "=", True),
                ],
                ["product_id", "warehouse_id"],
                ["product_min_qty:sum"],
            )
        )
        return defaultdict(
            float,
            {(product.id, where.id): least for product, where, least in minimums},
        )


def chosen_warehouses(env):
    """Return the ids of the context's warehouses, empty where none is chosen.

    As core reads them (``product.product._get_domain_locations``): a search field puts
    a list there, of ids and of what somebody typed.
    """
    chosen = env.context.get("warehouse_id") or ()
    chosen = list(chosen) if isinstance(chosen, list | tuple) else [chosen]
    typed = [name for name in chosen if isinstance(name, str)]
    if not typed:
        return chosen
    named = Domain.OR(Domain("name", "ilike", name) for name in typed)
    found = env["stock.warehouse"].search(named)
    # What is named so nowhere is none of them.
    return [*(one for one in chosen if one not in typed), *found.ids] or [NOWHERE]
