"""Whom a product is bought from (behaviour 8)."""

from odoo import fields, models


class ProductProduct(models.Model):
    """Products that vendors sell."""

    _inherit = "product.product"

    def _schedule_is_bought(self):
        """Tell whether products are bought by Odoo's replenishment at all."""
        return "supplier_id" in self.env["product.replenish"]._fields

    def _schedule_vendor_of(self, warehouse, quantity=None):
        """Return whom Odoo would buy this product from now, for a warehouse that buys.

        :param quantity: in the product's unit; None is any
        :return: ``product.supplierinfo``, as superuser; none where it is not bought
        """
        self.ensure_one()
        none = self.env["product.supplierinfo"].sudo()
        if not self._schedule_is_bought() or not warehouse.sudo().buy_pull_id.active:
            return none
        product = self.with_company(warehouse.company_id).sudo()
        find = {"date": fields.Date.context_today(self), "uom_id": self.uom_id}
        return (
            product._select_seller(quantity=quantity or None, **find)
            or product._select_seller(quantity=None, **find)
            or none
        )
