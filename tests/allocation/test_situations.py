import inspect

from odoo.tests import tagged

from ...engine.tests import situations
from ..common import ScheduleCase
from .situation import Situation

# A firm promise is the engine's alone until orders can be promised (behaviour 14).
ENGINE_ALONE = {"a_firm_promise_keeps_what_it_holds"}


@tagged("post_install", "-at_install")
class TestSituations(ScheduleCase):
    """Every named situation, on orders, receipts and MOs of Odoo."""

    def test_every_one(self):
        for name, function in inspect.getmembers(situations, inspect.isfunction):
            if name in ENGINE_ALONE:
                continue
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                try:
                    Situation(self).play(function.__doc__)
                finally:
                    savepoint.rollback()
                    self.env.invalidate_all()
