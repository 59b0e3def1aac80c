from contextlib import closing

import psycopg2.errors

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
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
