import threading
from contextlib import closing, contextmanager
from unittest.mock import patch

import psycopg2.errors

from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestConcurrency(BaseCase):
    """Two planners at once, each with a connection of their own.

    On the demo data, since another connection sees only what is committed; nothing
    of it is.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())

    def environment(self):
        cr = self.registry.cursor()
        self.addCleanup(cr.close)
        self.addCleanup(cr.rollback)
        return api.Environment(cr, SUPERUSER_ID, {})

    def test_a_second_mover_waits_and_is_tried_again(self):
        one, other = self.environment(), self.environment()
        orders = [env.ref("make_schedule.so_cafe") for env in (one, other)]
        targets = [env.ref("make_schedule.so_late") for env in (one, other)]
        # Both have begun: each works on the ranks that it saw then.
        self.assertEqual(*[order.schedule_rank for order in orders])
        other.cr.execute("SET LOCAL lock_timeout = '200ms'")
        orders[0].schedule_move(before_id=targets[0].id)
        with mute_logger("odoo.sql_db"):
            # The first has not committed yet: the second waits for its rank row.
            with self.assertRaises(psycopg2.errors.LockNotAvailable):
                orders[1].schedule_move(after_id=targets[1].id)
        with closing(self.registry.cursor()) as third:
            env = api.Environment(third, SUPERUSER_ID, {})
            self.assertTrue(env.ref("make_schedule.so_cafe").schedule_rank)


@tagged("post_install", "-at_install")
class TestChangesAtOnce(BaseCase):
    """Users and a connector change one order, each in a transaction of their own.

    What they commit is a real order, taken away again at the end.
    """

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self.environment() as env:
            leg, stool = env["product.product"].create(
                [
                    {"name": f"{name} at once", "is_storable": True, "type": "consu"}
                    for name in ("Leg", "Stool")
                ]
            )
            bom = env["mrp.bom"].create(
                {
                    "product_tmpl_id": stool.product_tmpl_id.id,
                    "bom_line_ids": [
                        Command.create({"product_id": leg.id, "product_qty": 3})
                    ],
                }
            )
            partner = env["res.partner"].create({"name": "Hurried"})
            order = env["sale.order"].create(
                {
                    "partner_id": partner.id,
                    "order_line": [
                        Command.create({"product_id": stool.id, "product_uom_qty": 4})
                        for _row in range(2)
                    ],
                }
            )
            order.action_confirm()
            order.order_line[0].action_make_to_order()
            self.order = order.id
            self.things = [
                (record._name, record.ids) for record in (bom, stool + leg, partner)
            ]
        self.addCleanup(self.take_away)

    @contextmanager
    def environment(self):
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def take_away(self):
        with self.environment() as env:
            order = env["sale.order"].browse(self.order)
            mos = order.mto_production_ids
            order._action_cancel()
            moves = env["stock.move"].search(
                [("product_id", "in", order.order_line.product_id.ids)]
            )
            order.unlink()
            mos.exists().unlink()
            (moves | moves.move_orig_ids).exists().unlink()
            for model, ids in self.things:
                env[model].browse(ids).unlink()

    def act(self, change, ready, results):
        """Do a change as a request does: with retries, then commit."""
        try:
            with self.environment() as env:
                # Everybody has begun, and sees the order as it was.
                rows = env["sale.order"].browse(self.order).order_line
                rows.mapped("product_uom_qty")
                ready.wait()
                retrying(lambda: change(rows), env)
        except Exception as error:  # shown by the test
            results.append(error)

    def test_nothing_is_lost_and_nothing_is_made_twice(self):
        changes = [
            lambda rows: rows[0].write({"product_uom_qty": 7}),
            lambda rows: (
                rows[0]
                .with_context(order_change_source="Web shop")
                .write({"product_uom_qty": 9})
            ),
            lambda rows: (
                rows[1]
                .with_context(order_change_source="Web shop")
                .write({"product_uom_qty": 6})
            ),
            lambda rows: rows[1].action_make_to_order(),
            lambda rows: rows[1].action_make_to_order(),
        ]
        ready, errors = threading.Barrier(len(changes)), []
        actors = [
            threading.Thread(target=self.act, args=(change, ready, errors))
            for change in changes
        ]
        short = patch("odoo.service.model.random.uniform", lambda _low, high: high / 20)
        with (
            short,
            self.assertLogs("odoo.service.model") as log,
            mute_logger("odoo.sql_db"),
        ):
            for actor in actors:
                actor.start()
            for actor in actors:
                actor.join()
        self.assertIn("try again", str(log.output), "They did not meet")
        # Of the two who make the second row, one is told that it is made.
        self.assertEqual([type(error) for error in errors], [UserError], errors)
        self.assertIn("already made", str(errors[0]))
        with self.environment() as env:
            first, second = env["sale.order"].browse(self.order).order_line
            self.assertIn(first.product_uom_qty, (7, 9))
            self.assertEqual(second.product_uom_qty, 6)
            for row in (first, second):
                self.assertEqual(len(row.mto_production_ids), 1)
                self.assertEqual(
                    row.mto_production_ids.product_qty, row.product_uom_qty
                )
                moves = row.move_ids.filtered(lambda move: move.state != "cancel")
                self.assertEqual(
                    sum(moves.mapped("product_uom_qty")), row.product_uom_qty
                )


@tagged("post_install", "-at_install")
class TestQueue(BaseCase):
    """Who has failed beside others takes the lock alone, and sees what they left."""

    NAME = "make_schedule.test_queue"

    @contextmanager
    def environment(self):
        with closing(Registry(get_db_name()).cursor()) as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def test_alone_after_the_others_with_what_they_left(self):
        with (
            self.environment() as one,
            self.environment() as beside,
            self.environment() as failed,
            self.environment() as late,
        ):
            for env in (one, beside):
                env["make.schedule.queue"]._enter(alone=False)
            self.assertFalse(failed["ir.config_parameter"].get_param(self.NAME))
            alone = threading.Thread(
                target=failed["make.schedule.queue"]._enter, kwargs={"alone": True}
            )
            alone.start()
            beside.cr.rollback()
            alone.join(0.5)
            self.assertTrue(alone.is_alive(), "It waits for all who share the lock")
            # Who comes now waits for it in turn.
            self.assertFalse(late["make.schedule.queue"]._try())
            one["ir.config_parameter"].set_param(self.NAME, "written")
            one.cr.commit()
            alone.join(10)
            self.assertFalse(alone.is_alive())
            self.addCleanup(self.forget)
            self.assertEqual(
                failed["ir.config_parameter"].get_param(self.NAME), "written"
            )
            self.assertFalse(late["make.schedule.queue"]._try(), "It is alone")
            failed.cr.rollback()
            self.assertTrue(late["make.schedule.queue"]._try())

    def forget(self):
        with self.environment() as env:
            env["ir.config_parameter"].set_param(self.NAME, False)
            env.cr.commit()

    def test_in_the_middle_of_something_it_takes_nothing_back(self):
        with self.environment() as env:
            env["ir.config_parameter"].set_param(self.NAME, "mine")
            env["make.schedule.queue"]._enter(alone=True)
            self.assertEqual(env["ir.config_parameter"].get_param(self.NAME), "mine")
            env.cr.rollback()
