"""The methods of core models that are business steps (:mod:`..base.step`).

Read last, so that they are the outermost overrides.
"""

from odoo import models

from ..base.step import steps

WRITES = ("create", "write", "unlink")


@steps(*WRITES, "action_confirm", "action_cancel", "_action_cancel")
class SaleOrder(models.Model):
    _inherit = "sale.order"


@steps(*WRITES)
class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"


@steps(
    *(*WRITES, "action_confirm", "action_assign", "button_validate", "_action_done"),
    *("action_cancel", "action_put_in_pack"),
    unsettled=("do_unreserve",),
)
class StockPicking(models.Model):
    _inherit = "stock.picking"


@steps(
    *(*WRITES, "_action_confirm", "_action_assign", "_action_done", "_action_cancel"),
    unsettled=("_do_unreserve",),
)
class StockMove(models.Model):
    _inherit = "stock.move"


@steps(*WRITES, "action_put_in_pack")
class StockMoveLine(models.Model):
    _inherit = "stock.move.line"


@steps(*WRITES, "action_apply_inventory", "move_quants")
class StockQuant(models.Model):
    _inherit = "stock.quant"


@steps("action_remove_package")
class StockPackage(models.Model):
    _inherit = "stock.package"


@steps("write")
class StockLocation(models.Model):
    _inherit = "stock.location"


@steps("write", "unlink")
class StockLot(models.Model):
    _inherit = "stock.lot"


@steps("do_scrap", "action_validate")
class StockScrap(models.Model):
    _inherit = "stock.scrap"


@steps(
    *(*WRITES, "action_confirm", "action_assign", "button_mark_done"),
    *("action_cancel", "_action_cancel", "_split_productions"),
    unsettled=("do_unreserve",),
)
class MrpProduction(models.Model):
    _inherit = "mrp.production"


@steps("action_unbuild")
class MrpUnbuild(models.Model):
    _inherit = "mrp.unbuild"


@steps(*WRITES)
class MrpBom(models.Model):
    _inherit = "mrp.bom"


@steps(*WRITES)
class MrpBomLine(models.Model):
    _inherit = "mrp.bom.line"


@steps(*WRITES)
class MrpBomByproduct(models.Model):
    _inherit = "mrp.bom.byproduct"
