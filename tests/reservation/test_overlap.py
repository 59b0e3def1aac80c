from contextlib import closing, contextmanager
from unittest.mock import patch

import psycopg2

from odoo import SUPERUSER_ID, Command, api
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.make_schedule.models.reservation import overlap

from ..allocation.test_shared import SharedCase


@tagged("post_install", "-at_install")
class TestOverlap(SharedCase):
    """Two steps at once, on rows that do not conflict (behaviour 4)."""

    @contextmanager
    def meanwhile(self):
        """Return a transaction that has begun before what follows, and then commits."""
        with closing(self.registry.cursor()) as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            # From here on it sees nothing that others commit.
            env.cr.execute("SELECT 1")
            yield env
            cr.commit()  # pylint: disable=invalid-commit

    @contextmanager
    def settled_again(self, times):
        """Check how often something is settled again in here."""
        again = overlap._settle_again
        with patch.object(overlap, "_settle_again", side_effect=again) as called:
            yield
        self.assertEqual(called.call_count, times)

    def confirm(self, env):
        env["sale.order"].browse(self.quotation).action_confirm()

    def arrive(self, env):
        self.stock(env, 5)

    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            self.quotation = env["sale.order"].browse(self.order).copy().id
        self.addCleanup(self.take_quotation_away)

    def take_quotation_away(self):
        with self.transaction() as env:
            order = env["sale.order"].browse(self.quotation)
            order._action_cancel()
            order.unlink()

    def held(self):
        """Return what the deliveries of both orders hold, as others see it."""
        with self.transaction() as env:
            orders = env["sale.order"].browse([self.order, self.quotation])
            return [
                sum(order.picking_ids.move_ids.mapped("quantity")) for order in orders
            ]

    def test_goods_arrive_while_an_order_is_confirmed(self):
        with self.settled_again(1), self.meanwhile() as env:
            with self.transaction() as other:
                self.arrive(other)
            self.confirm(env)
        self.assertEqual(self.held(), [3, 2])

    def test_an_order_is_confirmed_while_goods_arrive(self):
        with self.settled_again(1), self.meanwhile() as env:
            with self.transaction() as other:
                self.confirm(other)
            self.arrive(env)
        self.assertEqual(self.held(), [3, 2])

    def test_an_order_is_cancelled_while_another_is_confirmed(self):
        with self.transaction() as env:
            self.stock(env, 3)
        self.assertEqual(self.held(), [3, 0])
        with self.settled_again(1), self.meanwhile() as env:
            with self.transaction() as other:
                other["sale.order"].browse(self.order)._action_cancel()
            self.confirm(env)
        self.assertEqual(self.held(), [0, 3])

    def test_one_after_another_nothing_is_settled_again(self):
        with self.settled_again(0):
            with self.transaction() as env:
                self.arrive(env)
            with self.transaction() as env:
                self.confirm(env)
        self.assertEqual(self.held(), [3, 2])

    def test_other_goods_are_nothing_to_it(self):
        with self.settled_again(0), self.meanwhile() as env:
            with self.transaction() as other:
                product = self.goods(other)
                place = other["sale.order"].browse(self.order).warehouse_id
                other["stock.quant"]._update_available_quantity(
                    product, place.lot_stock_id, 5
                )
            self.confirm(env)
        with self.transaction() as env:
            product = env["product.product"].browse(product.id)
            env["stock.quant"].search([("product_id", "=", product.id)]).unlink()
            product.active = False

    def test_a_promise_is_made_firm_while_another_order_moves_up(self):
        """The mover is tried again, and sees it then."""
        with self.transaction() as env:
            self.stock(env, 3)
            self.confirm(env)
        with self.meanwhile() as env:
            with self.transaction() as other:
                other["sale.order"].browse(self.order).action_firm_promise()
            with (
                self.assertRaises(psycopg2.errors.SerializationFailure),
                mute_logger("odoo.sql_db"),
            ):
                order = env["sale.order"].browse(self.quotation)
                order.schedule_move(before_id=self.order)
                env.flush_all()
            env.cr.rollback()
        with self.transaction() as env:
            order = env["sale.order"].browse(self.quotation)
            order.schedule_move(before_id=self.order)
        self.assertEqual(self.held(), [3, 0])

    def test_a_product_and_what_it_is_made_of(self):
        """Who gets the goods hangs on what wants to be made of them."""
        with self.transaction() as env:
            made = self.goods(env)
            env["mrp.bom"].create(
                {
                    "product_tmpl_id": made.product_tmpl_id.id,
                    "bom_line_ids": [
                        Command.create({"product_id": self.product, "product_qty": 1})
                    ],
                }
            )
            order = env["sale.order"].browse(self.order)
            above = order.copy({"order_line": []})
            above.order_line = [
                Command.create({"product_id": made.id, "product_uom_qty": 3})
            ]
            above.action_confirm()
            above.schedule_move(before_id=order.id)
            above, made = above.id, made.id
        with self.settled_again(1), self.meanwhile() as env:
            with self.transaction() as other:
                other["sale.order"].browse(above).order_line.product_uom_qty = 0
            self.stock(env, 3)
        self.assertEqual(self.held(), [3, 0])
        with self.transaction() as env:
            order = env["sale.order"].browse(above)
            order._action_cancel()
            order.unlink()
            env["product.product"].browse(made).active = False

    def test_once_a_transaction(self):
        """However often it is flushed."""
        with patch.object(overlap, "_settle_overlaps") as settle:
            with self.transaction() as env:
                for _at in range(3):
                    with env.cr.savepoint():
                        self.stock(env, 1)
        self.assertEqual(settle.call_count, 1)

    def check_failure(self, error):
        with (
            patch.object(overlap, "_settle_again", side_effect=error),
            self.assertLogs(overlap.__name__, "WARNING") as logs,
            self.meanwhile() as env,
        ):
            with self.transaction() as other:
                self.arrive(other)
            self.confirm(env)
        self.assertIn("Reservations of", logs.output[0])
        # What was done is done.
        self.assertEqual(self.held(), [3, 0])

    def test_whatever_fails_is_logged(self):
        self.check_failure(KeyError("It is gone"))

    def test_others_are_at_it(self):
        self.check_failure(psycopg2.errors.SerializationFailure("Again"))
