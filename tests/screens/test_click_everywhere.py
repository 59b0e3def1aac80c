import os
from unittest import skipUnless

from odoo.tests import new_test_user, tagged

from ..common import TourCase

# Says where a screen is wider than its window, once for each address: twice in a row,
# as what has just been drawn settles.
WATCH = r"""
    let last;
    const told = new Set();
    setInterval(() => {
        const list = document.querySelector(".o_list_renderer");
        const wide = [document.documentElement, list].filter(Boolean)
            .find((box) => box.scrollWidth > box.clientWidth + 1);
        const where = wide && location.pathname + location.hash;
        if (where && where === last && !told.has(where)) {
            told.add(where);
            const facets = document.querySelector(".o_searchview")?.innerText;
            const asked = (facets || "").replace(/\s+/g, " ");
            console.error(`scrolls sideways: ${where} (${asked})`);
        }
        last = where;
    }, 500);
"""
CLICK = (
    "odoo.loader.modules.get('@web/webclient/clickbot/clickbot_loader')"
    ".startClickEverywhere('make_schedule.menu_root');"
)
# All of them, and the planner, take eleven minutes: tools/test --all.
ALL = bool(os.environ.get("MAKE_SCHEDULE_ALL"))
USUAL, MORE = ["1366x768"], ["1600x900", "1024x768"]


@tagged("post_install", "-at_install")
class TestClickEverywhere(TourCase):
    """Odoo's own robot clicks every menu, view and filter of the app.

    It knows no telephone: ``tests/browsers/test_sizes.py`` does.
    """

    def click(self, user):
        # Onboarding tours would be in its way.
        user.tour_enabled = False
        for size in USUAL + (MORE if ALL else []):
            with self.subTest(size=size):
                self.browser_size = size
                self.touch_enabled = size == "1024x768"
                self.browser_js(
                    *("/odoo", WATCH + CLICK, "odoo.isReady === true"),
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

    @skipUnless(ALL, "a minute more: what he has, the administrator has too")
    def test_as_planner(self):
        groups = "sales_team.group_sale_manager,mrp.group_mrp_manager"
        self.click(new_test_user(self.env, "clicker", groups))
