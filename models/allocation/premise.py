"""What products, units and warehouses say to allocations."""

from odoo import api, models


class MakeSchedulePremise(models.AbstractModel):
    """A model of which some fields matter to allocations, and to nothing else here.

    ``_schedule_names`` names them. Of documents all changes are told
    (:class:`~.reservation.source.MakeScheduleSource`).
    """

    _name = "make.schedule.premise"
    _description = "Premise of allocations"
    _schedule_names = frozenset()

    @api.private
    def modified(self, fnames, create=False, before=False):
        if not self._schedule_names.isdisjoint(fnames):
            self.env["make.schedule.allocation"]._forget()
            if not self.env.cr.readonly:
                self.env["make.schedule.change"]._soon()
        return super().modified(fnames, create=create, before=before)


class ProductTemplate(models.Model):
    _name = "product.template"
    _inherit = ["product.template", "make.schedule.premise"]
    _schedule_names = frozenset(
        (
            *("is_storable", "type", "tracking", "uom_id", "route_ids"),
            *("use_expiration_date", "sale_delay"),
        )
    )


class ProductProduct(models.Model):
    _name = "product.product"
    _inherit = ["product.product", "make.schedule.premise"]
    _schedule_names = frozenset(("product_tmpl_id",))


class ProductTemplateAttributeValue(models.Model):
    _name = "product.template.attribute.value"
    _inherit = ["product.template.attribute.value", "make.schedule.premise"]
    _schedule_names = frozenset(("ptav_active", "product_attribute_value_id"))


class UomUom(models.Model):
    _name = "uom.uom"
    _inherit = ["uom.uom", "make.schedule.premise"]
    _schedule_names = frozenset(
        ("factor", "relative_factor", "relative_uom_id", "rounding")
    )


class StockWarehouse(models.Model):
    _name = "stock.warehouse"
    _inherit = ["stock.warehouse", "make.schedule.premise"]
    _schedule_names = frozenset(
        (
            *("company_id", "lot_stock_id", "view_location_id", "manu_type_id"),
            *("manufacture_pull_id", "automatic_deadlines", "freeze_days"),
            *("wh_input_stock_loc_id", "wh_qc_stock_loc_id", "sam_loc_id"),
            *("wh_pack_stock_loc_id", "wh_output_stock_loc_id"),
        )
    )


class StockPickingType(models.Model):
    _name = "stock.picking.type"
    _inherit = ["stock.picking.type", "make.schedule.premise"]
    _schedule_names = frozenset(("code", "warehouse_id", "active"))


class StockRule(models.Model):
    _name = "stock.rule"
    _inherit = ["stock.rule", "make.schedule.premise"]
    _schedule_names = frozenset(("picking_type_id", "route_id"))


class StockRoute(models.Model):
    _name = "stock.route"
    _inherit = ["stock.route", "make.schedule.premise"]
    # Where the manufacture rule applies, products are made.
    _schedule_names = frozenset(("warehouse_ids",))


class MrpWorkcenterCapacity(models.Model):
    _name = "mrp.workcenter.capacity"
    _inherit = ["mrp.workcenter.capacity", "make.schedule.premise"]
    _schedule_names = frozenset(
        ("capacity", "product_id", "time_start", "time_stop", "workcenter_id")
    )


class ResourceResource(models.Model):
    _name = "resource.resource"
    _inherit = ["resource.resource", "make.schedule.premise"]
    _schedule_names = frozenset(("calendar_id", "time_efficiency", "tz", "active"))


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = ["res.company", "make.schedule.premise"]
    _schedule_names = frozenset(
        ("partner_id", "new_order_rank", "resource_calendar_id")
    )
