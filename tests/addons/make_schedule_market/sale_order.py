from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.make_schedule.models.base.step import step
from odoo.addons.make_schedule.models.make_to_order.sale_order_line_change import (
    CONNECTOR_FIELDS,
)

# Also without the context: what jobs change as superuser of rows that carry it.
CONNECTOR_FIELDS["sale.order.line"]["market_row"] = "Marketplace"


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    market_row = fields.Char(
        "Marketplace row", copy=False, help="The marketplace's number of this row."
    )


class SaleOrder(models.Model):
    """Orders of a marketplace, which changes them as long as they are open."""

    _inherit = "sale.order"

    @step
    def _market_update(self, quantities):
        """Bring the rows of one order to what the marketplace asks for now.

        :param quantities: {its number of a row: quantity}; what is not in it is 0
        :return: why that is not possible, or False; then all is as it was
        """
        self.ensure_one()
        order = self.with_context(order_change_source="Marketplace")
        try:
            with self.env.cr.savepoint():
                for row in order.order_line.filtered("market_row"):
                    row.product_uom_qty = quantities.get(row.market_row, 0)
        except UserError as error:
            self._message_log(body=str(error))
            return str(error)
        return False
