"""**+ Buy**: Odoo's own replenishment, by purchase_stock where that is installed."""

from odoo import models

from ..base.guard import internal
from .product_missing import chosen_warehouses


class ProductProduct(models.Model):
    _inherit = "product.product"

    @internal
    def action_buy(self):
        """Open Odoo's dialog that replenishes this product.

        The context says where (``warehouse_id``) and how much (``missing_qty``).

        :return: an action
        """
        self._schedule_check_one()
        own = [("company_id", "in", self.env.companies.ids)]
        warehouses = self.env["stock.warehouse"].search(own)
        wanted = chosen_warehouses(self.env)
        chosen = warehouses.filtered(lambda w: w.id in wanted)[:1]
        missing = self.env.context.get("missing_qty")
        quantity = missing if isinstance(missing, (int, float)) else 0.0
        dialog = self._schedule_replenish(quantity, chosen or warehouses[:1])
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.action_product_replenish"
        )
        return {
            **action,
            "res_id": dialog.id,
            "context": {"schedule_told": True},
        }

    def _schedule_replenish(self, quantity, warehouse):
        """Return Odoo's dialog that replenishes this product, filled in.

        :param quantity: in the product's unit
        :param warehouse: where; its company buys
        """
        # Made here: in a browser it is always of the first company chosen there
        # (product.replenish.default_get).
        dialog = self.env["product.replenish"].with_company(warehouse.company_id)
        dialog = dialog.with_context(
            default_product_id=self.id,
            default_product_tmpl_id=self.product_tmpl_id.id,
            default_quantity=quantity,
            default_warehouse_id=warehouse.id,
        ).create({})
        vendor = self._schedule_vendor_of(warehouse, quantity)
        if vendor and "buy" not in dialog.route_id.rule_ids.mapped("action"):
            # It is to be bought, whatever other routes the product has.
            dialog.route_id = warehouse.sudo().buy_pull_id.route_id
        if vendor and not dialog.supplier_id:
            # A reordering rule may have named one (product.replenish.default_get).
            dialog.supplier_id = vendor
        return dialog
