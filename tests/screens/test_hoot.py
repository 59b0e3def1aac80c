from odoo.tests import HttpCase, tagged

from odoo.addons.web.tests import test_js


@tagged("post_install", "-at_install")
class TestHoot(HttpCase):
    """The components by themselves, with Odoo's Hoot: static/tests/*.test.js."""

    def test_components(self):
        suite = test_js.HOOTCommon._generate_hash(self, "@make_schedule")
        said = []

        def is_error(message):
            said.append(message)
            return test_js.unit_test_error_checker(message)

        try:
            self.browser_js(
                f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
                "",
                "",
                login="admin",
                timeout=300,
                success_signal="[HOOT] Test suite succeeded",
                error_checker=is_error,
            )
        except AssertionError as error:
            # Core's own message names no test: it says to look above, into Odoo's log.
            raise AssertionError("\n".join(said)) from error
