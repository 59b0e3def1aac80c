from odoo.tests import HttpCase, tagged

CLICK = (
    "odoo.loader.modules.get('@web/webclient/clickbot/clickbot_loader')"
    ".startClickEverywhere('make_schedule.menu_root');"
)


@tagged("post_install", "-at_install")
class TestClickEverywhere(HttpCase):
    """Odoo's own robot clicks every menu, view and filter of the app."""

    def test_as_administrator(self):
        # Onboarding tours would be in its way.
        self.env.ref("base.user_admin").tour_enabled = False
        self.browser_js(
            *("/odoo", CLICK, "odoo.isReady === true"),
            login="admin",
            timeout=600,
            success_signal="clickbot test succeeded",
        )
