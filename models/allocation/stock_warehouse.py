from odoo import models


class StockWarehouse(models.Model):
    """Warehouses in which products are made (behaviour 5)."""

    _inherit = "stock.warehouse"

    def _schedule_manufacturing(self):
        """Return those of these warehouses that manufacture."""
        return self.filtered(
            lambda place: place.manufacture_to_resupply and place.manu_type_id.active
        )
