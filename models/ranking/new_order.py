from math import inf, nextafter

from odoo import models


class SaleOrder(models.Model):
    """Where a newly confirmed order enters the ranking (behaviour 12)."""

    _inherit = "sale.order"

    def _schedule_enter(self):
        """Give newly confirmed orders their places.

        Last, or before the first open order with a later delivery deadline.
        """
        line = self.env["make.schedule.line"]
        for company, orders in self.grouped("company_id").items():
            if company.new_order_rank != "deadline":
                orders._schedule_to_end()
                continue
            line._lock(company)
            others = orders._schedule_ranked_beside()
            for order in orders.sorted("id"):
                at = _first_later(others, order)
                if at == len(others):
                    order._schedule_to_end()
                else:
                    rank = others[at].schedule_rank
                    line._place([order], company, rank, before=True)
                others.insert(at, order)

    def _schedule_ranked_beside(self):
        """Return a list of the open orders of this company beside these, by rank."""
        everyone = self.sudo().with_context(active_test=False)
        return list(
            everyone.search(
                [
                    ("company_id", "=", self.company_id.id),
                    ("id", "not in", self._origin.ids),
                    *self._schedule_open_domain(),
                ],
                order=self._schedule_order,
            )
        )

    def _schedule_promised_ranks(self):
        """Return {quotation: the rank at which it is promised}.

        That is behind all; or directly before the order that it would enter before.
        """
        found = dict.fromkeys(self, inf)
        for company, orders in self.grouped("company_id").items():
            if company.new_order_rank == "deadline":
                others = orders._schedule_ranked_beside()
                for order in orders:
                    at = _first_later(others, order)
                    if at < len(others):
                        found[order] = nextafter(others[at].schedule_rank, -inf)
        return found


def _first_later(others, order):
    """Return the place of the first of some orders whose deadline is a later moment."""
    deadline = order.schedule_deadline
    return next(
        (
            at
            for at, other in enumerate(others)
            if deadline
            and other.schedule_deadline
            and other.schedule_deadline > deadline
        ),
        len(others),
    )
