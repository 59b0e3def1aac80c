"""The models whose changes change who gets what and when: what shows it forgets.

No dependencies of those fields would do: a rank that moves, or a quantity that
arrives, changes rows of other orders that no path of fields leads to.
"""

from odoo import api, models

from .touched import touch


class MakeScheduleSource(models.AbstractModel):
    """A model that the allocation is read from.

    ``_schedule_shared`` says that those of no company matter to all.
    """

    _name = "make.schedule.source"
    _inherit = ["make.schedule.guard"]
    _description = "Source of the allocation"
    _schedule_shared = False

    def _schedule_moves_delivery_deadline(self, names):
        """Tell whether delivery deadlines of orders or rows depend on some fields.

        :param names: iterable of names of this model's fields
        """
        deadlines = {
            self.env[model]._fields["schedule_deadline"]
            for model in ("sale.order", "sale.order.line")
        }
        return any(
            not deadlines.isdisjoint(self.pool.get_dependent_fields(self._fields[name]))
            for name in names
            if name in self._fields
        )

    @api.private
    def modified(self, fnames, create=False, before=False):
        # Where the ORM says that something changes, whoever and however does it.
        self.env["make.schedule.allocation"]._forget()
        self.env["make.schedule.live"]._changed(self)
        touch(self, fnames, before=before)
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


class MrpBomByproduct(models.Model):
    _name = "mrp.bom.byproduct"
    _inherit = ["mrp.bom.byproduct", "make.schedule.source"]


class StockLocation(models.Model):
    _name = "stock.location"
    _inherit = ["stock.location", "make.schedule.source"]
    _schedule_shared = True


class StockLot(models.Model):
    _name = "stock.lot"
    _inherit = ["stock.lot", "make.schedule.source"]


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "make.schedule.source"]


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


class MrpWorkorder(models.Model):
    _name = "mrp.workorder"
    _inherit = ["mrp.workorder", "make.schedule.source"]


class MrpWorkcenterProductivity(models.Model):
    _name = "mrp.workcenter.productivity"
    _inherit = ["mrp.workcenter.productivity", "make.schedule.source"]


class MrpWorkcenter(models.Model):
    _name = "mrp.workcenter"
    _inherit = ["mrp.workcenter", "make.schedule.source"]


class ResourceCalendar(models.Model):
    _name = "resource.calendar"
    _inherit = ["resource.calendar", "make.schedule.source"]
    _schedule_shared = True


class ResourceCalendarAttendance(models.Model):
    _name = "resource.calendar.attendance"
    _inherit = ["resource.calendar.attendance", "make.schedule.source"]
    _schedule_shared = True


class ResourceCalendarLeaves(models.Model):
    _name = "resource.calendar.leaves"
    _inherit = ["resource.calendar.leaves", "make.schedule.source"]
    _schedule_shared = True
