"""Names of others' orders in groups (behaviour 10)."""

from odoo import api, models
from odoo.exceptions import AccessError

from . import messages

# And those that say what somebody changed of it, each a
# :class:`~..base.change_reason.ChangeReason`.
REASON_FIELDS = ("unlink_reason", "review_reason")


class MrpProduction(models.Model):
    """MOs in groups."""

    _inherit = "mrp.production"

    @api.model
    @api.readonly
    def formatted_read_group(self, *args, **kwargs):
        return self._schedule_hide_orders(super().formatted_read_group(*args, **kwargs))

    @api.model
    @api.readonly
    def formatted_read_grouping_sets(self, *args, **kwargs):
        found = super().formatted_read_grouping_sets(*args, **kwargs)
        return [self._schedule_hide_orders(groups) for groups in found]

    @api.model
    @api.readonly
    def read_group(self, *args, **kwargs):
        return self._schedule_hide_orders(super().read_group(*args, **kwargs))

    def _read_group_groupby(self, alias, groupby_spec, query):
        self._schedule_refuse_grouped_reasons(groupby_spec)
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _read_group_select(self, aggregate_spec, query):
        self._schedule_refuse_grouped_reasons(aggregate_spec)
        return super()._read_group_select(aggregate_spec, query)

    def _order_field_to_sql(self, alias, field_name, direction, nulls, query):
        if field_name in REASON_FIELDS:
            self._fields[field_name]._refuse_hidden(self)
        return super()._order_field_to_sql(alias, field_name, direction, nulls, query)

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Offer no group that would be refused."""
        found = super().fields_get(allfields, attributes)
        if self.env["sale.order"]._schedule_hides_names():
            for name in REASON_FIELDS:
                if "groupable" in found.get(name, ()):
                    found[name]["groupable"] = False
        return found

    def _schedule_refuse_grouped_reasons(self, spec):
        """Refuse to count by what was changed of orders: some may be hidden."""
        name = spec.split(":")[0]
        if name in REASON_FIELDS and self.env["sale.order"]._schedule_hides_names():
            raise AccessError(
                messages.grouped_by_hidden(
                    self.env, field=self._fields[name]._description_string(self.env)
                )
            )

    def _schedule_tells_reason(self):
        """Tell whether the caller may see what was changed of this MO's order."""
        mo = self.sudo()
        order = mo.mto_order_id or mo.unlinked_line_id.order_id
        return not order or bool(
            order.with_env(self.env)._schedule_with_visible_names()
        )
