"""**+ Buy**: Odoo's own replenishment, by purchase_stock where that is installed."""

from odoo import models

from ..base.guard import internal
from ..base.told import told
from . import messages
from .product_missing import chosen_warehouses


class ProductProduct(models.Model):
    _inherit = "product.product"

    @internal
    def action_buy(self):
        """Open Odoo's dialog that replenishes this product.

        The context says where (``warehouse_id``) and how much (``missing_qty``). What
        draft orders have of what is missing there is not proposed again.

        :return: an action; where they have all of it, one that says so
        """
        self._schedule_check_one()
        own = [("company_id", "in", self.env.companies.ids)]
        warehouses = self.env["stock.warehouse"].search(own)
        wanted = chosen_warehouses(self.env)
        chosen = warehouses.filtered(lambda w: w.id in wanted)[:1]
        missing = self.env.context.get("missing_qty")
        quantity = missing if isinstance(missing, (int, float)) else 0.0
        warehouse = chosen or warehouses[:1]
        if (
            quantity > 0
            and (quantity := self._schedule_to_buy(quantity, warehouse)) <= 0
        ):
            name = self.display_name
            return told(messages.nothing_left_to_buy(self.env, products=name))
        dialog = self._schedule_replenish(quantity, warehouse)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.action_product_replenish"
        )
        return {
            **action,
            "res_id": dialog.id,
            "context": {"schedule_told": True},
        }

    def _schedule_to_buy(self, quantity, warehouse):
        """Return what of a missing quantity no draft order has yet.

        Drafts are for all who miss some, not for one of those who wait.
        """
        key = self.id, warehouse.id
        drafts = self.env["make.schedule.blocking"]._in_drafts(self, warehouse)
        if not drafts.get(key):
            return quantity
        allocation = self.env["make.schedule.allocation"]
        sweep = allocation._sweep_products(self, warehouse.company_id)
        short = sum(found.get(self.id, 0.0) for found in sweep.short.values())
        return self.uom_id.round(min(quantity, short - drafts[key]))

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
