from odoo import models
from odoo.fields import Command

from .schedule_recipe import Recipes


class MrpProduction(models.Model):
    """Making subassemblies along with what needs them (behaviour 5)."""

    _inherit = "mrp.production"

    def _make_subassemblies(self, quantities):
        """Create and confirm an MO for each subassembly of this one.

        They stand directly above it, and their output serves it first.

        :param quantities: {product id: quantity in the product's unit}
        :return: the MOs
        """
        self.ensure_one()
        parent = self.sudo()
        warehouse = parent.picking_type_id.warehouse_id
        products = self.env["product.product"].sudo().browse(quantities)
        bills = Recipes(parent.env).bills(products, warehouse)
        children = parent.with_company(parent.company_id).create(
            [
                {
                    "product_id": product.id,
                    "product_qty": quantities[product.id],
                    "product_uom_id": product.uom_id.id,
                    "bom_id": bills[product.id].id if product.id in bills else False,
                    "picking_type_id": warehouse.manu_type_id.id,
                    "company_id": parent.company_id.id,
                    "date_deadline": parent.date_start,
                    "origin": parent.name,
                    "user_id": parent.user_id.id,
                }
                for product in products
            ]
        )
        # As core links what its Replenish on Order makes (stock.rule._run_manufacture).
        for child in children:
            child.production_group_id.parent_ids = [
                Command.link(parent.production_group_id.id)
            ]
        children.action_confirm()
        return children.with_env(self.env)
