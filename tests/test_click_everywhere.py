from odoo.tests import HttpCase, new_test_user, tagged

CLICK = (
    "odoo.loader.modules.get('@web/webclient/clickbot/clickbot_loader')"
    ".startClickEverywhere('make_schedule.menu_root');"
)


@tagged("post_install", "-at_install")
class TestClickEverywhere(HttpCase):
    """Odoo's own robot clicks every menu, view and filter of the app."""

    def click(self, user):
        # Onboarding tours would be in its way.
        user.tour_enabled = False
        self.browser_js(
            *("/odoo", CLICK, "odoo.isReady === true"),
            login=user.login,
            timeout=600,
            success_signal="clickbot test succeeded",
        )

    def test_as_administrator(self):
        self.click(self.env.ref("base.user_admin"))

    def test_as_seller(self):
        self.click(new_test_user(self.env, "clicker", "sales_team.group_sale_salesman"))

    def test_as_foreman(self):
        self.click(new_test_user(self.env, "clicker", "mrp.group_mrp_user"))
