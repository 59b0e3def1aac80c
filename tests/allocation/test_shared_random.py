from contextlib import closing, suppress
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo import SUPERUSER_ID, Command, api, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.make_schedule.models.allocation import shared as schedule_shared
from odoo.addons.make_schedule.models.allocation.allocation import READ

from ...engine.tests.random_steps import examples
from .test_shared import SharedCase

CHANGES = (
    *("sell", "stock", "part", "expect", "make", "to_order", "move", "more"),
    *("cancel", "price", "quote", "due", "start", "done", "blocked"),
)
OTHERS = (
    *("somebody_reads", "somebody_reads_all", "he_has_read", "another_worker"),
    *("it_is_committed", "it_is_committed", "it_is_committed", "it_is_rolled_back"),
)
histories = st.lists(
    st.tuples(
        st.one_of(st.sampled_from(CHANGES), st.sampled_from(OTHERS)),
        *(st.integers(1, 4), st.integers(-2, 3)),
    ),
    min_size=16,
    max_size=16,
)


@tagged("post_install", "-at_install")
class TestSharedRandom(SharedCase):
    """What is kept is never stale: random histories of real transactions.

    Two workers keep what they have read, one transaction changes things, and others go
    on seeing what they saw when they began. Whatever any of them says with what its
    worker keeps, it says without.
    """

    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            part = self.goods(env)
            self.part = part.id
            env["mrp.bom"].create(
                {
                    "product_tmpl_id": env["product.product"]
                    .browse(self.product)
                    .product_tmpl_id.id,
                    "bom_line_ids": [
                        Command.create({"product_id": part.id, "product_qty": 2})
                    ],
                }
            )
        # What is said of one document alone is not kept.
        with self.transaction() as env:
            self.sell(env, 2)
            for quantity in (1, 2):
                self.make(env, quantity)

    def make(self, env, quantity):
        env["mrp.production"].create(
            {"product_id": self.product, "product_qty": quantity}
        ).action_confirm()

    def take_away(self):
        with self.transaction() as env:
            products = env["product.product"].browse([self.product, self.part])
            mos = env["mrp.production"].search([("product_id", "in", products.ids)])
            mos.filtered(lambda mo: mo.state != "done").action_cancel()
            orders = env["sale.order"].search(
                [("order_line.product_id", "in", products.ids)]
            )
            orders._action_cancel()
            (orders - orders.browse(self.order)).unlink()
            moves = env["stock.move"].search([("product_id", "in", products.ids)])
            moves.filtered(lambda move: move.state != "done")._action_cancel()
            env["stock.quant"].search([("product_id", "in", products.ids)]).unlink()
            products[1:].active = False
        return super().take_away()

    def begin(self):
        """Open a transaction, whose view begins now."""
        env = api.Environment(self.registry.cursor(), SUPERUSER_ID, {})
        env["sale.order"].search_count([])
        return env

    def said(self, env):
        """Return all that an open transaction says, without what it remembers."""
        env.flush_all()
        env.invalidate_all()
        env.cr.cache.pop(READ, None)
        products = env["product.product"].browse([self.product, self.part])
        orders = env["sale.order"].search(
            [("order_line.product_id", "=", self.product)]
        )
        mos = env["mrp.production"].search([("product_id", "=", self.product)])
        return (
            [
                (
                    *(row.id, row.sales_items_availability, row.missing_qty),
                    row.ingredients_availability,
                    # What is overdue is expected now, which goes on.
                    row.availability_date and row.availability_date.date(),
                    *(row.production_status, row.availability_late, row.schedule_late),
                    *(row.availability_risk, row.availability_risk_reason),
                )
                for row in orders.order_line
            ],
            [
                (
                    *(order.id, order.sales_items_availability, order.schedule_late),
                    *(order.production_status, order.availability_risk),
                    order.feasible_date and order.feasible_date.date(),
                )
                for order in orders
            ],
            [
                (
                    *(mo.id, mo.customer_display, mo.ingredients_availability),
                    *(mo.production_status, mo.unclaimed_qty, mo.serves_nobody),
                    *(mo.deadline_late, mo.availability_risk),
                )
                for mo in mos
            ],
            [
                env[model].search_count([*mine, (field, "=", value)])
                for model, mine, field, value in self.asked()
            ],
            [(p.stock_committed, p.stock_expected, p.stock_in_stock) for p in products],
        )

    def asked(self):
        """Return [(model, domain, field, value)] of lists and the Board."""
        mine = [("product_id", "=", self.product)]
        rows = [("order_line.product_id", "=", self.product)]
        return (
            ("sale.order", rows, "sales_items_availability", "not_available"),
            ("sale.order", rows, "schedule_late", True),
            ("mrp.production", mine, "production_status", "in_progress"),
            ("mrp.production", mine, "serves_nobody", True),
        )

    def test_random_histories(self):
        @examples(8, shrink=False)
        @given(histories)
        def one(steps):
            with closing(History(self)) as history:
                for step, number, number_of_days in steps:
                    history.go(step, number, number_of_days)

        one()


class History:
    """One history; ``case`` is the test."""

    def __init__(self, case):
        self.case = case
        self.writer, self.readers = None, []
        self.workers = [[], []]
        self.keep([])

    def go(self, step, number, number_of_days):
        """Take a step; what ends a transaction is looked at."""
        if step in CHANGES:
            self.somebody_changes(step, number, number_of_days)
        else:
            getattr(self, step)()
            self.what_is_kept_is_true()

    def keep(self, kept):
        setattr(self.case.registry, schedule_shared.SHARED, kept)

    def kept(self):
        return getattr(self.case.registry, schedule_shared.SHARED)

    def another_worker(self):
        self.workers = [self.workers[1], self.kept()]
        self.keep(self.workers[0])

    def somebody_reads(self):
        if len(self.readers) < 2:
            self.readers.append(self.case.begin())

    def somebody_reads_all(self):
        """What quotations are served on top of."""
        with self.case.transaction(commit=False) as env:
            env["make.schedule.allocation"]._sweep_all(env.companies)

    def he_has_read(self):
        if self.readers:
            self.readers.pop(0).cr.close()

    def change(self, kind, number, number_of_days):
        case, env = self.case, self.writer
        orders = env["sale.order"].search(
            [("order_line.product_id", "=", case.product), ("state", "=", "sale")]
        )
        one = orders[number % len(orders)] if orders else orders
        match kind:
            case "sell":
                case.sell(env, number)
            case "stock":
                case.stock(env, number - 2)
            case "part":
                product = env["product.product"].browse(case.part)
                stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
                env["stock.quant"]._update_available_quantity(product, stock, number)
            case "expect":
                moment = fields.Datetime.now() + timedelta(number_of_days)
                case.expect(env, number, moment)
            case "quote":
                one.copy()
            case "make":
                case.make(env, number)
            case "to_order":
                one.order_line.action_make_to_order()
            case "move":
                one.schedule_move_to(number)
            case "due":
                one.commitment_date = fields.Datetime.now() + timedelta(number_of_days)
            case "start" | "done" | "blocked":
                mos = env["mrp.production"].search(
                    [("product_id", "=", case.product), ("state", "=", "confirmed")]
                )
                status = {"start": "in_progress"}.get(kind, kind)
                values = {"reason": "Saw"} if kind == "blocked" else {}
                mos[:number].action_set_production_status(status, **values)
            case "more":
                one.order_line.product_uom_qty += number
            case "cancel":
                (one - env["sale.order"].browse(case.order))._action_cancel()
            case "price":
                env["product.product"].browse(case.product).list_price = number

    def somebody_changes(self, kind, number, number_of_days):
        self.writer = self.writer or self.case.begin()
        with suppress(UserError), self.writer.cr.savepoint():
            self.change(kind, number, number_of_days)

    def it_is_committed(self):
        self.it_ends(commits=True)

    def it_is_rolled_back(self):
        self.it_ends(commits=False)

    def it_ends(self, commits):
        if self.writer:
            if commits:
                self.writer.flush_all()
                # Others see nothing else; all is taken away at the end.
                self.writer.cr.commit()  # pylint: disable=invalid-commit
            self.writer.cr.close()
            self.writer = None

    def what_is_kept_is_true(self):
        new = self.case.begin()
        try:
            for env in filter(None, (*self.readers, self.writer, new)):
                kept = self.kept()
                said = self.case.said(env)
                after = self.kept()
                self.keep([])
                assert self.case.said(env) == said
                self.keep(after or kept)
        finally:
            new.cr.close()

    def close(self):
        for env in filter(None, (*self.readers, self.writer)):
            env.cr.close()
