"""A line of a popover: a supply or a demand in words (behaviour 4)."""

from odoo import fields, models

from ..base.guard import MAKERS, SELLERS

# Whose forms these are: core's read more than the document itself, so that the right
# to read that is not enough (a salesman's MO form fails on its lots).
OPENED_BY = {
    "mrp.production": MAKERS,
    "mrp.workorder": MAKERS,
    "mrp.workcenter": MAKERS,
    "stock.picking": "stock.group_stock_user",
    "stock.move": "stock.group_stock_user",
    "sale.order": SELLERS,
}


class MakeScheduleClaims(models.AbstractModel):
    """What is said of one."""

    _inherit = "make.schedule.claims"

    def _schedule_claim_line(self, source, product, claim):
        stock = source._name == "stock.location"
        # What is in stock is looked at from its product.
        document = product if stock else source
        return {
            "name": source.display_name,
            "quantity": product.uom_id.round(claim.quantity),
            "uom": product.uom_id.name,
            "date": fields.Datetime.to_string(claim.date) if claim.date else False,
            "late": bool(claim.late),
            **self._schedule_claim_document(document),
        }

    def _schedule_claim_document(self, document):
        """Return the model and id of a document that the caller may open."""
        document = document.with_env(self.env)
        if not may_open(document):
            return {"model": False, "id": False}
        return {"model": document._name, "id": document.id}

    def _schedule_claim_missing(self, product, quantity, warehouse, offered=False):
        """Return what could be done about what is missing, as ``schedule_claims`` does.

        :param offered: it is only offered: a batch is made for what is ordered
        """
        # It is made, or bought, by the company that lacks it.
        product = product.with_env(self.env).with_company(warehouse.company_id)
        batch = self.env["make.schedule.batch"].has_access("create")
        replenish = self.env["product.replenish"].has_access("create")
        bought = product.sudo().purchase_ok and product._schedule_is_bought()
        vendor = bought and product._schedule_vendor_of(warehouse)
        is_made = bool(
            batch
            and product.sudo().schedule_can_make
            and warehouse.sudo()._schedule_manufacturing()
        )
        return {
            "quantity": quantity,
            "product_id": product.id,
            "warehouse_id": warehouse.id,
            "can_make": is_made and not offered,
            "can_buy": bool(replenish and vendor),
            "no_vendor": bool(replenish and bought and not vendor and not is_made)
            and self._schedule_claim_document(product),
        }


def may_open(document):
    """Tell whether the caller can open a document's form."""
    group = OPENED_BY.get(document._name)
    return document.has_access("read") and (
        not group or document.env.user.has_group(group)
    )
