"""The models whose changes change who gets what and when: what shows it forgets.

No dependencies of those fields would do: a rank that moves, or a quantity that
arrives, changes rows of other orders that no path of fields leads to.
"""

from odoo import models
from odoo.exceptions import UserError

from .schedule_line import BY_SCHEDULE


class MakeScheduleSource(models.AbstractModel):
    """A model that the allocation is read from.

    ``_schedule_protected`` names the fields that only this add-on's code writes:
    no screen, import or API does. ``_schedule_shared`` says that those of no company
    matter to all.
    """

    _name = "make.schedule.source"
    _description = "Source of the allocation"
    _schedule_protected = ()
    _schedule_shared = False

    def _by_schedule(self):
        """Tell whether this add-on's own code acts."""
        return self.env.context.get("schedule") is BY_SCHEDULE

    def _schedule_differs(self, name, value):
        """Tell whether writing a field would change it: clients write whole records."""
        self.ensure_one()
        field = self._fields[name]
        new = field.convert_to_cache(value, self)
        return new != field.convert_to_cache(self[name], self)

    def _moves_delivery_deadline(self, names):
        """Tell whether delivery deadlines of sales orders depend on some fields.

        :param names: iterable of names of this model's fields
        """
        deadline = self.env["sale.order"]._fields["schedule_deadline"]
        return any(
            deadline in self.pool.get_dependent_fields(self._fields[name])
            for name in names
            if name in self._fields
        )

    def _schedule_clean(self, vals_list):
        """Return create values without what only this add-on sets."""
        if self._by_schedule():
            return [dict(vals) for vals in vals_list]
        protected = {name for name in self._schedule_protected if name != "mto_line_id"}
        return [
            {name: value for name, value in vals.items() if name not in protected}
            for vals in vals_list
        ]

    def write(self, vals):
        forbidden = [name for name in self._schedule_protected if name in vals]
        if forbidden and not self._by_schedule():
            for record in self:
                for name in forbidden:
                    field = self._fields[name]
                    if record._schedule_differs(name, vals[name]):
                        raise UserError(
                            self.env._(
                                "%(field)s of %(document)s cannot be changed: the"
                                " ranking and make to order set it.",
                                field=field._description_string(self.env),
                                document=record.display_name,
                            )
                        )
        return super().write(vals)

    def modified(self, fnames, create=False, before=False):
        # Where the ORM says that something changes, whoever and however does it.
        self.env["make.schedule.allocation"]._forget()
        self.env["make.schedule.live"]._changed(self)
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
