from odoo import api, fields, models

from ..base.json_list import JsonList
from .mrp_production_served import rows_of


class Customer(fields.Char):
    """Whom an MO is for. A file says of a part what the list says paler."""

    def convert_to_export(self, value, record):
        value = value or record.parent_customer_display
        return super().convert_to_export(value, record)


class MrpProduction(models.Model):
    """Whom the ranking serves from an MO now: its column Customer (behaviour 4)."""

    _inherit = "mrp.production"

    customer_display = Customer(
        # OCA's mrp_sale_info has a field named Customer.
        "Customer and order",
        compute="_compute_customer_display",
        search="_search_customer_display",
        help="Whom this order is made for: customer and sales order.",
    )
    customer_claims = JsonList(
        "Customers",
        compute="_compute_customer_claims",
        help="Which sales order rows the ranking serves from this order, how much.",
    )

    parent_customer_display = fields.Char(
        "Customer of its parent",
        compute="_compute_parent_customer_display",
        help="Whom the order is made for that this one is a part of.",
    )
    whom_display = fields.Char(
        "Made for",
        compute="_compute_whom_display",
        search="_search_whom_display",
        help="Whom the ranking serves from this order now, else whom the order is made"
        " for that it is a part of.",
    )
    served_partner_id = fields.Many2one(
        "res.partner",
        "Customer served",
        compute="_compute_served_partner_id",
        search="_search_served_partner_id",
        help="The customer whom this order is made for, else the first whom the ranking"
        " serves from it now.",
    )

    @api.depends("state", "mto_order_id.name", "mto_order_id.partner_id.display_name")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_customer_display(self):
        found = self._origin._schedule_customers_alone(self._schedule_customers())
        for mo in self:
            mo.customer_display = found.get(mo._origin.id, False)

    @api.depends("state", "mto_order_id.partner_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_served_partner_id(self):
        found = self._origin._schedule_partners_alone(self._schedule_customers())
        for mo in self:
            mo.served_partner_id = found.get(mo._origin.id) or False

    def _schedule_customers(self):
        """Return the allocation that says whom these orders serve."""
        allocation = self.env["make.schedule.allocation"]
        return allocation._sweep(mos=self._origin, customers=True)

    @api.depends("schedule_parent_id", "customer_display")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_parent_customer_display(self):
        roots = {mo: mo._origin._schedule_top() for mo in self}
        every = self.browse().union(*roots.values())
        known = every._schedule_known("customer_display") if every else {}
        for mo, root in roots.items():
            mo.parent_customer_display = known.get(root.id, False)

    @api.depends("customer_display", "parent_customer_display")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_whom_display(self):
        for mo in self:
            mo.whom_display = mo.customer_display or mo.parent_customer_display

    def _schedule_top(self):
        """Return the order that this one is a part of at last, none for others."""
        top, seen = self.schedule_parent_id, set()
        while top.schedule_parent_id and top not in seen:
            seen.add(top)
            top = top.schedule_parent_id
        return top

    @api.depends(
        "state",
        "mto_order_id.name",
        "mto_order_id.partner_id.display_name",
    )
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_customer_claims(self):
        """Tell of the linked order, else of everybody served from this MO."""
        mos = self._origin.sudo()
        served = mos._schedule_served_rows(self._schedule_customers())
        rows = mos.mto_line_id.browse(rows_of(served))
        names = self._schedule_order_names((rows | mos.mto_line_id).order_id)
        by_id = {row.id: row for row in rows}
        for mo in self:
            origin = mo._origin.sudo()
            if origin.mto_line_id:
                unit, quantity = origin.product_uom_id, origin.product_qty
                claims = [(origin.mto_line_id, origin.product_id, unit, quantity)]
            else:
                claims = [
                    (by_id[row], product, product.uom_id, quantity)
                    for row, product_id, quantity in served.get(origin.id, ())
                    for product in origin.move_finished_ids.product_id
                    if product.id == product_id
                ]
            told = [claim for claim in claims if claim[0].order_id.id in names]
            mo.customer_claims = [
                *(origin._schedule_customer_claim(*claim) for claim in told),
                *origin._schedule_claims_of_others(
                    [claim for claim in claims if claim not in told]
                ),
            ]

    def _schedule_order_names(self, orders):
        """Return {order id: customer and order} of those that the caller may see.

        :param orders: as superuser
        """
        visible = orders.with_env(self.env)._schedule_with_visible_names()
        return {
            order.id: customer_name(
                {"partner": order.partner_id.display_name, "order": order.name}
            )
            for order in visible.with_env(orders.env)
        }

    def _schedule_display(self, orders, names):
        """Return ``customer_display`` of some orders; those without a name are last.

        :param orders: ids, by rank
        :param names: as of :meth:`_schedule_order_names`
        """
        found = dict.fromkeys(names[order] for order in orders if order in names)
        if any(order not in names for order in orders):
            found[self.env["sale.order"]._schedule_another_order()] = None
        return ", ".join(found)


def customer_name(claim):
    """Return whom one of ``customer_claims`` is of: customer and order."""
    if not claim["partner"]:
        return claim["order"]
    return f"{claim['partner']} · {claim['order']}"
