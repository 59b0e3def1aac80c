"""Which orders an MO serves (behaviour 4)."""

from odoo import models

from ..base.states import OPEN_STATES


class MrpProduction(models.Model):
    """MOs that serve whom the ranking says."""

    _inherit = "mrp.production"

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
        rows = self.mto_line_id.browse(rows_of(served))
        place = {row.id: row._schedule_sort_key() for row in rows}
        for claims in served.values():
            claims.sort(key=lambda claim: place[claim[0]])
        return served

    def _schedule_orders_served(self, sweep):
        """Return {MO id: orders by rank} that these are made for, or serve now.

        :param sweep: the allocation of these MOs, which are read as superuser
        """
        served = self._schedule_served_rows(sweep)
        rows = self.mto_line_id.browse(rows_of(served))
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


def rows_of(served):
    """Return the ids of the rows of what :meth:`_schedule_served_rows` returns."""
    return {row for claims in served.values() for row, *_ in claims}
