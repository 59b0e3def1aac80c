"""Several users in browsers of their own, on a server that commits what they do.

Odoo's own tours roll back what they did, so nothing of it ever reaches the bus; here
a real server runs on a copy of the tests' database. See ``tools/test``.
"""

import os
import shutil

import pytest
from lab.planner import CHROMIUM, Planner
from playwright.sync_api import sync_playwright

SCREEN = {"width": 1600, "height": 800}
TABLET = {"width": 1024, "height": 768}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        # With scrollbars, as most users have them.
        opened = playwright.chromium.launch(
            executable_path=chromium,
            args=[*CHROMIUM],
            ignore_default_args=["--hide-scrollbars"],
        )
        yield opened
        opened.close()


@pytest.fixture
def somebody(browser):
    """Give a function: a user's login and screen -> a :class:`Planner`.

    What a browser warned of fails the test in the end.
    """
    contexts, said = [], []

    def hear(message):
        if message.type in ("error", "warning"):
            said.append(message.text)

    def login(name, *, tablet=False, phone=False):
        screen = PHONE if phone else TABLET if tablet else SCREEN
        context = browser.new_context(viewport=screen, has_touch=tablet or phone)
        contexts.append(context)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: said.append(str(error)))
        planner = Planner(page, os.environ["MAKE_SCHEDULE_ADDRESS"])
        planner.login(name)
        return planner

    yield login
    for context in contexts:
        context.close()
    assert not said


@pytest.fixture(scope="session", autouse=True)
def log():
    """No request failed, and the add-on had nothing to warn of.

    Core warns of what it does not reach (its partner directory) and of what it
    tries again (who has read which message).
    """
    yield
    with open(os.environ["MAKE_SCHEDULE_LOG"]) as file:
        lines = [line for line in file if " WARNING " in line or " ERROR " in line]
    ours = (" odoo.addons.make_schedule", " odoo.http: Exception")
    assert not [line for line in lines if any(name in line for name in ours)]
