from unittest.mock import MagicMock, patch

from odoo.tests import new_test_user, tagged

from .common import ScheduleCase


@tagged("post_install", "-at_install")
class TestLive(ScheduleCase):
    """Who has a screen open is told that something has changed."""

    def told(self):
        """Return what the bus would say if this transaction committed now."""
        self.env.flush_all()
        self.env.cr.precommit.run()
        said = self.env["bus.bus"].sudo().search([], order="id")
        found = said.filtered(lambda line: "make_schedule/changed" in line.message)
        channels = found.mapped("channel")
        said.unlink()
        return channels

    def test_each_change_is_told_once(self):
        self.told()
        self.order((self.stool, 1))
        other = self.order((self.stool, 1))
        self.assertEqual(len(self.told()), 1)
        self.assertFalse(self.told())
        other.schedule_move(before_id=self.sell()[0].id)
        (channel,) = self.told()
        self.assertIn("make_schedule", channel)
        self.assertIn(f'"res.company",{self.company.id}', channel.replace(" ", ""))
        self.assertFalse(other.order_line.supply_claims)
        self.assertFalse(self.told())

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
