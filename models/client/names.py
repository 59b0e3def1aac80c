"""Whose names a reader sees of the other side (behaviour 10)."""

from odoo import api, fields, models
from odoo.tools import SQL

from ..base.guard import SELLERS
from . import messages

# Fields of an MO that show the name of a sales order.
ORDER_FIELDS = ("mto_order_id", "mto_line_id", "unlinked_line_id")


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _schedule_with_visible_names(self):
        """Return those of these orders whose names and customers the caller may see.

        Who makes sees whom he makes for, without a right on sales. Who sells sees what
        he may read: one's own documents, or all.
        """
        return self._filtered_access("read") if self._schedule_hides_names() else self

    @api.model
    def _schedule_hides_names(self):
        """Tell whether the caller may not see the names of all orders."""
        seller = self.env.user.has_group(SELLERS)
        return seller and not self.env.su

    @api.model
    def _schedule_another_order(self):
        """Return what stands for the name of an order that the caller may not see."""
        return messages.another_order(self.env)


class MrpProduction(models.Model):
    _inherit = "mrp.production"

    mto_partner_id = fields.Many2one(
        "res.partner",
        "Made for customer",
        compute="_compute_mto_partner_id",
        search="_search_mto_partner_id",
        help="The customer of the sales order that this order is made for.",
    )

    @api.depends("mto_order_id.partner_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_mto_partner_id(self):
        visible = self._schedule_orders_with_visible_names()
        for mo in self:
            order = mo.sudo().mto_order_id
            mo.mto_partner_id = order.id in visible._ids and order.partner_id

    def _search_mto_partner_id(self, operator, value):
        return [("mto_order_id.partner_id", operator, value)]

    def _schedule_orders_with_visible_names(self):
        """Return the orders that these are, or were, made for and whose names show."""
        mos = self.sudo()
        orders = mos.mto_order_id | mos.unlinked_line_id.order_id
        return orders.with_env(self.env)._schedule_with_visible_names()

    def _field_to_sql(self, alias, field_expr, query=None):
        # To group and to sort by: as it is computed, for who reads.
        if field_expr != "mto_partner_id":
            return super()._field_to_sql(alias, field_expr, query)
        condition = SQL()
        if self.env["sale.order"]._schedule_hides_names():
            visible = self.env["sale.order"].with_context(active_test=False)._search([])
            condition = SQL(" AND named.id IN %s", visible.subselect())
        return SQL(
            "(SELECT named.partner_id FROM sale_order named WHERE named.id = %s%s)",
            super()._field_to_sql(alias, "mto_order_id", query),
            condition,
        )

    # -- names that come along ------------------------------------------------

    def _read_format(self, fnames, load="_classic_read"):
        return self._schedule_hide_orders(super()._read_format(fnames, load))

    @api.readonly
    def web_read(self, specification):
        return self._schedule_hide_orders(super().web_read(specification))

    def _schedule_hide_orders(self, rows):
        """Return rows of values in which orders that the caller may not see have none.

        Odoo reads the names of what a record leads to as superuser
        (``Many2one.convert_to_read``), with what the context asks to be in them.

        :param rows: list of dicts, as :meth:`read` and its like return them
        """
        shown = [name for name in ORDER_FIELDS if any(name in row for row in rows)]
        if self.env.su or not shown:
            return rows
        another = self.env["sale.order"]._schedule_another_order()
        for name in shown:
            ids = {_id_of(row.get(name)) for row in rows} - {False}
            records = self.env[self._fields[name].comodel_name].sudo().browse(ids)
            order = dict(zip(records, _orders(records), strict=True))
            orders = records.env["sale.order"].union(*order.values())
            visible = orders.with_env(self.env)._schedule_with_visible_names()
            for row in rows:
                record = records.browse(_id_of(row.get(name)))
                if record and order[record].id not in visible._ids:
                    row[name] = _renamed(row[name], another)
        return rows


def _orders(records):
    """Return the order of each of some sales orders or rows."""
    if records._name == "sale.order":
        return list(records)
    return [row.order_id for row in records]


def _id_of(value):
    """Return the id of a many2one's value as a client gets it, or False."""
    if isinstance(value, dict):
        return value.get("id", False)
    return value[0] if isinstance(value, (tuple, list)) else value or False


def _renamed(value, name):
    """Return a many2one's value with another name, where it has one."""
    if isinstance(value, dict):
        return {**value, "display_name": name} if "display_name" in value else value
    return (value[0], name) if isinstance(value, (tuple, list)) else value
