"""What tells the data that allocations are made from, as a transaction sees them."""

from odoo import api, fields, models
from odoo.tools import SQL

ADDING = "make_schedule.change"
# Whether the transaction has changed anything, which stays when that is told.
CHANGED_SOMETHING = "make_schedule.changed_something"
# What this transaction sees, and when it began: (moment, what is seen).
SEEN = "make_schedule.seen"


class MakeScheduleChange(models.Model):
    """That a transaction has changed what allocations are made from.

    One row a transaction, only ever added, so that nobody waits for anybody. Which of
    them a transaction sees tells its data from any other's, on a replica too: what was
    read by one that saw the same is still true.
    """

    _name = "make.schedule.change"
    _description = "Change of what is allocated"
    _log_access = False

    changed_on = fields.Datetime(
        readonly=True,
        help="When something changed.",
    )

    @api.model
    def _soon(self):
        """Note that this transaction changes something: the row comes as it commits."""
        precommit = self.env.cr.precommit
        self.env.cr.cache[CHANGED_SOMETHING] = True
        self.env.cr.cache.pop(SEEN, None)
        if ADDING not in precommit.data:
            precommit.data[ADDING] = True
            precommit.add(self._add)

    @api.model
    def _add(self):
        """Add the row, when all is written that it stands for."""
        self.env.cr.precommit.data.pop(ADDING, None)
        self.env.execute_query(
            SQL(
                "INSERT INTO make_schedule_change (changed_on)"
                " VALUES (clock_timestamp() AT TIME ZONE 'UTC') RETURNING id"
            )
        )

    @api.model
    def _seen(self):
        """Return what tells the data that this transaction sees, in one query.

        Others' changes never come into a transaction that has begun (REPEATABLE READ).

        :return: a tuple, or None while the transaction has changes of its own
        """
        cr = self.env.cr
        if ADDING in cr.precommit.data:
            return None
        began, seen = cr.cache.get(SEEN, (None, None))
        if began != cr.now():
            [seen] = self.env.execute_query(
                SQL(
                    "SELECT count(*), sum(id), sum(hashint8(id))"
                    " FROM make_schedule_change"
                )
            )
            cr.cache[SEEN] = cr.now(), seen
        return seen

    @api.model
    def _gc_changes(self):
        """Remove the rows of before the last hour; an hourly job calls this."""
        self.env.execute_query(
            SQL(
                "DELETE FROM make_schedule_change WHERE changed_on"
                " < now() AT TIME ZONE 'UTC' - interval '1 hour' RETURNING id"
            )
        )


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
            *("wh_input_stock_loc_id", "wh_qc_stock_loc_id", "sam_loc_id"),
            *("wh_pack_stock_loc_id", "wh_output_stock_loc_id"),
        )
    )


class StockPickingType(models.Model):
    _name = "stock.picking.type"
    _inherit = ["stock.picking.type", "make.schedule.premise"]
    _schedule_names = frozenset(("code", "warehouse_id"))


class StockRule(models.Model):
    _name = "stock.rule"
    _inherit = ["stock.rule", "make.schedule.premise"]
    _schedule_names = frozenset(("picking_type_id", "route_id"))


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = ["res.company", "make.schedule.premise"]
    _schedule_names = frozenset(("partner_id", "new_order_rank"))
