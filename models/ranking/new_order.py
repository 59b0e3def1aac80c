from math import inf, nextafter

from odoo import models


class SaleOrder(models.Model):
    """Where a newly confirmed order enters the ranking (behaviour 12)."""

    _inherit = "sale.order"

    def _schedule_enter(self):
        """Give newly confirmed orders their places, as their company says."""
        line = self.env["make.schedule.line"]
        for company, orders in self.grouped("company_id").items():
            if company.new_order_rank == "last":
                orders._schedule_to_end()
                continue
            line._lock(company)
            others = orders._schedule_ranked_beside()
            for order in orders.sorted("id"):
                at = order._schedule_first_place(others)
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
            if company.new_order_rank != "last":
                others = orders._schedule_ranked_beside()
                for order in orders:
                    at = order._schedule_first_place(others)
                    if at < len(others):
                        found[order] = nextafter(others[at].schedule_rank, -inf)
        return found

    def _schedule_first_place(self, others):
        """Return where a new order enters among the open ones.

        A hook: for each choice of the company's ``new_order_rank`` but the last place
        there is one ``_schedule_first_place_by_<choice>``
        (``docs/extending/first_rank.md``).

        :param others: list of the company's open orders, by rank
        :return: the place in that list; its length is behind all
        """
        self.ensure_one()
        choice = self.company_id.new_order_rank
        return getattr(self, f"_schedule_first_place_by_{choice}")(others)

    def _schedule_first_place_by_deadline(self, others):
        """Return the place of the first order whose deadline is a later moment."""
        deadline = self.schedule_deadline
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
