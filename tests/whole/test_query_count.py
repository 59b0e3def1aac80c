from odoo.tests import tagged

from ...benchmarks import data
from ..common import ScheduleCase

FEW, MANY = 100, 3000


@tagged("post_install", "-at_install")
class TestQueryCount(ScheduleCase):
    """The number of queries does not grow with the number of orders."""

    def fill(self, orders):
        data.build(
            self.env,
            rows=orders * data.ROWS_PER_ORDER,
            productions=FEW,
            products=100,
            # So that MOs serve rows, and rows are short, in both.
            on_hand=2,
            # Enough of them for a subassembly in both.
            to_order=20 + orders // 40,
            history=orders,
        )

    def cost(self, model, names, domain):
        """Return how many queries a first page of 80 takes."""
        self.env.invalidate_all()
        records = self.env[model].search(
            [("company_id", "=", self.company.id), *domain],
            order=self.env[model]._schedule_order,
            limit=80,
        )
        self.assertEqual(len(records), 80)
        start = self.env.cr.sql_log_count
        records.read(names)
        return self.env.cr.sql_log_count - start

    def pages(self):
        statuses = [
            "sales_items_availability",
            "ingredients_availability",
            "production_status",
            "availability_date",
            "schedule_position",
        ]
        return {
            "sell": self.cost("sale.order", statuses, [("schedule_open", "=", True)]),
            "schedule": self.cost(
                "mrp.production",
                [*statuses[1:], "customer_display"],
                [("state", "=", "confirmed")],
            ),
        }

    def test_pages(self):
        costs = []
        for orders in (FEW, MANY):
            with self.env.cr.savepoint() as savepoint:
                self.fill(orders)
                # Once to warm the caches of what is no order: rights, views, units.
                self.pages()
                costs.append(self.pages())
                savepoint.rollback()
            self.env.invalidate_all()
        self.assertEqual(*costs)
        self.assertLess(max(costs[0].values()), 130)

    def test_a_move(self):
        costs = []
        for orders in (FEW, MANY):
            with self.env.cr.savepoint() as savepoint:
                self.fill(orders)
                self.company.reserve_by_rank = False
                first, *_others, last = self.sell()[:50]
                last.schedule_move(before_id=first.id)
                self.env.invalidate_all()
                start = self.env.cr.sql_log_count
                last.schedule_move(after_id=first.id)
                costs.append(self.env.cr.sql_log_count - start)
                savepoint.rollback()
            self.env.invalidate_all()
        self.assertEqual(*costs)
