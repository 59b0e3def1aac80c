"""What draft purchase orders have of what is missing (behaviour 8)."""

from collections import defaultdict

from odoo import api, models


class MakeScheduleBlocking(models.Model):
    """Ingredients that are being bought."""

    _inherit = "make.schedule.blocking"

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if not self.env["product.product"]._schedule_is_bought():
            for name in ("action_buy_missing", "vendor_id", "by_vendor", "draft_qty"):
                for node in arch.xpath(f"//*[@name='{name}']"):
                    node.getparent().remove(node)
        return arch, view

    def _compute_draft_qty(self):
        drafts = self._in_drafts(self.product_id, self.warehouse_id)
        for line in self:
            key = line.product_id.id, line.warehouse_id.id
            line.draft_qty = drafts.get(key, 0.0)

    @api.model
    def _in_drafts(self, products, warehouses):
        """Return {(product id, warehouse id): what draft orders have for all}."""
        drafts = products.sudo()._get_quantity_in_progress(
            warehouse_ids=warehouses.ids
        )[1]
        others = self._drafts_of_others(products)
        return {
            key: max(0.0, quantity - others[key]) for key, quantity in drafts.items()
        }

    @api.model
    def _drafts_of_others(self, products):
        """Return {(product id, warehouse id): what is in draft for deliveries alone}.

        Odoo has ordered that for rows of sales orders (Replenish on Order).
        """
        found = defaultdict(float)
        if not self.env["product.product"]._schedule_is_bought():
            return found
        chained = [
            ("product_id", "in", products.ids),
            ("state", "in", ("draft", "sent", "to approve")),
            ("move_dest_ids", "!=", False),
        ]
        for line in self.env["purchase.order.line"].sudo().search(chained):
            waiting, unit = line.move_dest_ids, line.product_id.uom_id
            if not waiting.raw_material_production_id:
                key = line.product_id.id, waiting[0].location_id.warehouse_id.id
                found[key] += line.product_uom_id._compute_quantity(
                    line.product_qty, unit, round=False
                )
        return found

    def _to_buy(self):
        """Return what of the missing no draft order has yet, in the product's unit."""
        self.ensure_one()
        return max(0.0, self.missing_qty - self.draft_qty)
