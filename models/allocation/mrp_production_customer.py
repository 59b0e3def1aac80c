import json

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..base.json_list import JsonList
from ..base.states import OPEN_STATES


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
        compute="_compute_availability",
        search="_search_customer_display",
        help="Whom this order is made for: customer and sales order.",
    )
    customer_claims = JsonList(
        "Customers",
        compute="_compute_availability",
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
        compute="_compute_availability",
        search="_search_served_partner_id",
        help="The customer whom this order is made for, else the first whom the ranking"
        " serves from it now.",
    )

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

    def _search_whom_display(self, operator, value):
        if operator in Domain.NEGATIVE_OPERATORS:
            return NotImplemented
        if operator == "in" and False in value:
            named = self._schedule_made_for([("customer_display", "!=", False)])
            nobody = Domain("id", "not in", named.ids)
            some = [text for text in value if text]
            return nobody | Domain("whom_display", "in", some) if some else nobody
        found = self._schedule_made_for([("customer_display", operator, value)])
        return [("id", "in", found.ids)]

    def _schedule_made_for(self, domain):
        """Return the orders of a domain on ``customer_display``, and their parts.

        A part that serves somebody itself says that alone.
        """
        found = self.search(domain)
        roots = found.filtered(lambda mo: not mo.schedule_parent_id)
        parts = roots._schedule_with_parts() - roots
        return found | parts.filtered(lambda mo: not mo.customer_display)

    def _schedule_top(self):
        """Return the order that this one is a part of at last, none for others."""
        top, seen = self.schedule_parent_id, set()
        while top.schedule_parent_id and top not in seen:
            seen.add(top)
            top = top.schedule_parent_id
        return top

    def _schedule_set_customers(self, sweep):
        """Name the linked order's customer, else everybody served from this MO.

        :param sweep: the allocation of these MOs
        """
        mos = self._origin.sudo()
        served = mos._schedule_served_rows(sweep)
        rows = mos.mto_line_id.browse(_rows(served))
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
            mo.served_partner_id = next(
                (claim["partner_id"] for claim in mo.customer_claims), False
            )
            orders = [row.order_id.id for row, *_ in claims]
            mo.customer_display = self._schedule_display(orders, names)

    def _schedule_served_rows(self, sweep):
        """Return {MO id: [(row id, product id, quantity)]} by rank, of MTS MOs.

        :param sweep: the allocation of these MOs
        """
        stocked = self.filtered(
            lambda mo: not mo.mto_line_id and mo.state in OPEN_STATES
        )
        served = {
            mo.id: sweep.rows_served_by(mo.move_finished_ids._ids) for mo in stocked
        }
        served = {
            mo: [(*of, quantity) for of, quantity in found.items()]
            for mo, found in served.items()
        }
        rows = self.mto_line_id.browse(_rows(served))
        place = {row.id: row._schedule_place() for row in rows}
        for claims in served.values():
            claims.sort(key=lambda claim: place[claim[0]])
        return served

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

    def _schedule_orders_served(self, sweep):
        """Return {MO id: orders by rank} that these are made for, or serve now.

        :param sweep: the allocation of these MOs, which are read as superuser
        """
        served = self._schedule_served_rows(sweep)
        rows = self.mto_line_id.browse(_rows(served))
        order_of = {row.id: row.order_id for row in rows}
        return {
            mo.id: [order_of[row] for row, *_ in served[mo.id]]
            if mo.id in served
            else list(mo.mto_line_id.order_id)
            for mo in self
        }

    def _schedule_customers_alone(self, sweep):
        """Return {MO id: ``customer_display``}."""
        served = self.sudo()._schedule_orders_served(sweep)
        names = self._schedule_order_names(self._schedule_every(served))
        return {
            mo: self._schedule_display([order.id for order in orders], names)
            for mo, orders in served.items()
        }

    def _schedule_partners_alone(self, sweep):
        """Return {MO id: id of the first customer served whom the caller may see}."""
        served = self.sudo()._schedule_orders_served(sweep)
        every = self._schedule_every(served).with_env(self.env)
        visible = set(every._schedule_with_visible_names()._ids)
        # None is nobody: SQL groups it with what serves nobody.
        return {
            mo: next((o.partner_id.id for o in orders if o.id in visible), None)
            for mo, orders in served.items()
        }

    def _schedule_every(self, served):
        """Return all orders of :meth:`_schedule_orders_served`, as superuser."""
        orders = self.sudo().mto_line_id.order_id.browse()
        return orders.union(*(order for found in served.values() for order in found))

    def _field_to_sql(self, alias, field_expr, query=None):
        # To group and to sort by: as it is computed, for who reads.
        if field_expr != "served_partner_id":
            return super()._field_to_sql(alias, field_expr, query)
        known = {}
        # Whether it can be grouped by is asked of no record at all.
        if query is None or not query.is_empty():
            known = self._schedule_partners_of_open()
        return SQL(
            "CASE WHEN %s IN %s THEN (%s::jsonb ->> %s::text)::integer ELSE %s END",
            SQL.identifier(alias, "state"),
            OPEN_STATES,
            json.dumps(known),
            SQL.identifier(alias, "id"),
            self._field_to_sql(alias, "mto_partner_id", query),
        )

    def _schedule_partners_of_open(self):
        """Return {id of an open MO: id of the customer whom it is made for, or False}.

        A part that serves nobody itself is made for whom its whole is.
        """
        mos = self.search(self._schedule_open_domain())
        known = dict(mos._schedule_known("served_partner_id"))
        for mo in mos.filtered("schedule_parent_id"):
            known[mo.id] = known[mo.id] or known.get(mo._schedule_top().id, False)
        return known

    def _search_served_partner_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        known = self._schedule_partners_of_open()
        nobody = {mo for mo, partner in known.items() if not partner}
        found = {mo for mo, partner in known.items() if partner in set(value)}
        made_for = Domain("mto_order_id.partner_id", "in", list(filter(None, value)))
        if self.env["sale.order"]._schedule_hides_names():
            # Of those that the caller may read.
            made_for = Domain("mto_order_id", "any", [("partner_id", "in", value)])
        domain = Domain("id", "in", list(found))
        # What is closed serves nobody any more, but the one that it was made for.
        closed = ~Domain(self._schedule_open_domain())
        if False in value:
            domain |= Domain("id", "in", list(nobody))
            domain |= closed & Domain("mto_order_id", "=", False)
        return domain | (closed & made_for)

    def _schedule_claims_of_others(self, claims):
        """Return what orders that the caller may not see are served, all in one.

        :param claims: as :meth:`_schedule_customer_claim` takes them
        """
        if not claims:
            return []
        quantities = [
            unit._compute_quantity(quantity, product.uom_id, rounding_method="HALF-UP")
            for _row, product, unit, quantity in claims
            if product == self.product_id
        ]
        return [
            {
                "order_id": False,
                "order": self.env["sale.order"]._schedule_another_order(),
                "partner_id": False,
                "partner": False,
                "line_id": False,
                "quantity": sum(quantities),
                "uom": self.product_id.uom_id.name,
            }
        ]

    def _schedule_customer_claim(self, row, product, unit, quantity):
        """Return one of this MO's ``customer_claims``, in the row's unit."""
        order = row.order_id
        # A by-product that a kit of the row takes is counted in its own unit.
        if product == row.product_id:
            quantity = unit._compute_quantity(
                quantity, row.product_uom_id, rounding_method="HALF-UP"
            )
            unit = row.product_uom_id
        return {
            "order_id": order.id,
            "order": order.name,
            "partner_id": order.partner_id.id,
            "partner": order.partner_id.display_name,
            "line_id": row.id,
            "quantity": quantity,
            "uom": unit.name,
        }

    def _search_customer_display(self, operator, value):
        if operator == "in":
            return Domain.OR(
                Domain(self._search_customer_display("=", one)) for one in value
            )
        if operator not in ("ilike", "like", "=ilike", "="):
            return NotImplemented
        known = self.search(self._schedule_open_domain())._schedule_known(
            "customer_display"
        )
        if not isinstance(value, str) or not value:
            # Whether there is any customer.
            served = Domain("id", "in", [mo for mo, named in known.items() if named])
            served |= Domain("mto_order_id", "!=", False)
            return served if value else ~served
        found = [
            mo for mo, named in known.items() if value.lower() in (named or "").lower()
        ]
        return [
            "|",
            ("id", "in", found),
            "|",
            ("mto_order_id.partner_id", operator, value),
            ("mto_order_id", operator, value),
        ]


def _rows(served):
    """Return the ids of the rows of what :meth:`_schedule_served_rows` returns."""
    return {row for claims in served.values() for row, *_ in claims}


def customer_name(claim):
    """Return whom one of ``customer_claims`` is of: customer and order."""
    if not claim["partner"]:
        return claim["order"]
    return f"{claim['partner']} · {claim['order']}"
