import json

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..base.states import OPEN_STATES

# Operators that compare a name.
NAMED = ("like", "ilike", "=like", "=ilike")


class MrpProduction(models.Model):
    """MOs found and grouped by whom the ranking serves from them."""

    _inherit = "mrp.production"

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

    def _search_served_partner_id(self, operator, value):
        if operator not in ("in", "any", *NAMED):
            return NotImplemented
        if operator != "in":
            # A part of a name, or any that is of a domain.
            named = value if operator == "any" else [("display_name", operator, value)]
            partners = self.env["res.partner"].with_context(active_test=False)
            value = partners.search(named).ids
        known = self._schedule_partners_of_open()
        nobody = {mo for mo, partner in known.items() if not partner}
        wanted = set(value)
        found = {mo for mo, partner in known.items() if partner in wanted}
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
