from odoo import models

# The same of all warehouses, for a query that asks something else: those where the
# manufacture route applies (core's ``_compute_manufacture_to_resupply``).
MANUFACTURING = """
    SELECT place.id
      FROM stock_warehouse place
      JOIN stock_picking_type kind ON kind.id = place.manu_type_id AND kind.active
      JOIN stock_rule rule ON rule.id = place.manufacture_pull_id
      JOIN stock_route_warehouse applied
        ON applied.route_id = rule.route_id AND applied.warehouse_id = place.id
"""


class StockWarehouse(models.Model):
    """Warehouses in which products are made (behaviour 5)."""

    _inherit = "stock.warehouse"

    def _schedule_manufacturing(self):
        """Return those of these warehouses that manufacture."""
        return self.filtered(
            lambda place: place.manufacture_to_resupply and place.manu_type_id.active
        )
