"""The models whose changes change who gets what: the fields that show it forget.

No dependencies of those fields would do: a rank that moves, or a quantity that
arrives, changes rows of other orders that no path of fields leads to.
"""

from odoo import models


class MakeScheduleSource(models.AbstractModel):
    """A model that the allocation is read from."""

    _name = "make.schedule.source"
    _description = "Source of the allocation"

    def modified(self, fnames, create=False, before=False):
        # Where the ORM says that something changes, whoever and however does it.
        self.env["make.schedule.allocation"]._forget()
        return super().modified(fnames, create=create, before=before)


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "make.schedule.source"]


class SaleOrderLine(models.Model):
    _name = "sale.order.line"
    _inherit = ["sale.order.line", "make.schedule.source"]


class MrpProduction(models.Model):
    _name = "mrp.production"
    _inherit = ["mrp.production", "make.schedule.source"]


class MrpBom(models.Model):
    _name = "mrp.bom"
    _inherit = ["mrp.bom", "make.schedule.source"]


class MrpBomLine(models.Model):
    _name = "mrp.bom.line"
    _inherit = ["mrp.bom.line", "make.schedule.source"]


class StockMove(models.Model):
    _name = "stock.move"
    _inherit = ["stock.move", "make.schedule.source"]


class StockMoveLine(models.Model):
    _name = "stock.move.line"
    _inherit = ["stock.move.line", "make.schedule.source"]


class StockQuant(models.Model):
    _name = "stock.quant"
    _inherit = ["stock.quant", "make.schedule.source"]


class StockWarehouseOrderpoint(models.Model):
    _name = "stock.warehouse.orderpoint"
    _inherit = ["stock.warehouse.orderpoint", "make.schedule.source"]
