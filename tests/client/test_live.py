import json
from types import SimpleNamespace
from unittest.mock import MagicMock, patch

from odoo.tests import Form, new_test_user, tagged

from ..common import ScheduleCase


@tagged("post_install", "-at_install")
class TestLive(ScheduleCase):
    """Who has a screen open is told that something has changed."""

    def setUp(self):
        super().setUp()
        # What was said before, where others have worked in this database.
        self.env["bus.bus"].search([]).unlink()

    def told(self):
        """Return what the bus would say if this transaction committed now.

        :return: list of (company id, window)
        """
        self.env.flush_all()
        self.env.cr.precommit.run()
        lines = self.env["bus.bus"].sudo().search([], order="id")
        said = []
        for line in lines:
            message = json.loads(line.message)
            if message["type"] == "make_schedule/changed":
                model, company, name = json.loads(line.channel)[1:]
                self.assertEqual([model, name], ["res.company", "make_schedule"])
                self.assertEqual(company, message["payload"]["company"])
                said.append((company, message["payload"]["window"]))
        lines.unlink()
        return said

    def test_each_change_is_told_once(self):
        self.told()
        self.order((self.stool, 1))
        other = self.order((self.stool, 1))
        self.assertEqual(len(self.told()), 1)
        self.assertFalse(self.told())
        window = {"schedule_window": "mine"}
        other.with_context(**window).schedule_move(before_id=self.sell()[0].id)
        self.assertEqual(self.told(), [(self.company.id, "mine")])
        self.assertFalse(other.order_line.supply_claims)
        self.assertFalse(self.told())

    def test_the_call_that_changes_is_said(self):
        self.order((self.stool, 1))
        self.told()
        request = SimpleNamespace(dispatcher=SimpleNamespace(request_id=4711))
        with patch("odoo.addons.make_schedule.models.client.live.request", request):
            self.order((self.stool, 1))
            self.env.flush_all()
            self.env.cr.precommit.run()
        [line] = self.env["bus.bus"].sudo().search([])
        self.assertEqual(json.loads(line.message)["payload"]["call"], 4711)

    def test_whose_documents_change(self):
        here, there = self.order((self.stool, 1)), self.order((self.stool, 1))
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        self.told()
        at_elsewhere = here.with_company(elsewhere)
        at_elsewhere.commitment_date = "2040-01-01"
        self.assertEqual(self.told(), [(self.company.id, None)])
        # A bill of all companies counts as where somebody changes it.
        self.bom_stool.company_id = False
        self.told()
        self.bom_stool.with_company(elsewhere).bom_line_ids.product_qty = 3
        self.assertEqual(self.told(), [(elsewhere.id, None)])
        there._action_cancel()
        self.told()
        there.unlink()
        self.assertEqual(self.told(), [(self.company.id, None)])

    def test_what_is_only_typed_is_no_news(self):
        self.told()
        with Form(self.order((self.stool, 1))) as form:
            self.told()
            form.commitment_date = "2040-01-01"
            self.assertFalse(self.told())
        self.assertTrue(self.told())

    def test_who_listens(self):
        planner = self.user("planner", "mrp.group_mrp_user")
        portal = new_test_user(self.env, "customer", "base.group_portal")
        own = (self.company, "make_schedule")
        self.assertIn(own, self.channels(planner))
        self.assertNotIn(own, self.channels(portal))
        self.assertNotIn(own, self.channels(self.env.ref("base.user_admin")))

    def channels(self, user):
        websocket = self.env(user=user, context={})["ir.websocket"]
        request = MagicMock()
        request.session.uid = user.id
        with patch("odoo.addons.bus.models.ir_websocket.wsrequest", new=request):
            channels = websocket._build_bus_channel_list([])
        return [channel for channel in channels if isinstance(channel, tuple)]
