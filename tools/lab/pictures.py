"""The main job in a browser, with a picture of each step; see tools/screenshots."""

import sys
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from lab.planner import CHROMIUM, Planner


class Photographer(Planner):
    """A planner who keeps pictures of what is on the screen."""

    def __init__(self, page, address, folder):
        super().__init__(page, address)
        self.folder = folder

    def picture(self, name):
        self.page.wait_for_timeout(1000)
        self.page.screenshot(path=self.folder / f"{name}.png")
        print(f"  {name}.png", flush=True)


def questions(planner):
    """Pictures of what a planner asks, before anything is changed."""
    page = planner.page
    page.goto(f"{planner.address}/odoo/make-board")
    page.wait_for_selector(".o_schedule_question")
    planner.picture("board")
    planner.open("make-sell")
    late = planner.page.locator(".o_data_row:has(.o_schedule_expected.text-danger)")
    late.nth(1).locator(".o_schedule_status").first.click()
    page.wait_for_selector(".o_claims .o_cause")
    planner.picture("why")
    page.keyboard.press("Escape")
    start = planner.rows.nth(9).locator(".o_row_handle").bounding_box()
    goal = planner.rows.nth(1).bounding_box()
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(start["x"] + 5, goal["y"] + 30, steps=10)
    page.mouse.move(start["x"] + 5, goal["y"] + 3, steps=10)
    page.wait_for_selector(".o_schedule_drop_line")
    planner.picture("preview")
    # It is let go elsewhere, where that moves nothing.
    page.goto("about:blank")
    page.mouse.up()
    tried(planner)
    page.goto(f"{planner.address}/odoo/make-schedule?view_type=schedule_timeline")
    page.wait_for_selector(".o_timeline_bar")
    planner.picture("timeline")
    page.goto(f"{planner.address}/odoo/make-load")
    page.wait_for_selector(".o_schedule_load")
    planner.picture("load")
    for screen in ("blocking", "tasks"):
        planner.open(f"make-{screen}")
        planner.picture(screen)
    page.goto(f"{planner.address}/odoo/make-report")
    page.wait_for_selector(".o_graph_renderer canvas")
    planner.picture("report")


def tried(planner):
    """A picture of moves that are tried, and forgotten."""
    planner.open("make-sell")
    planner.page.click(".o_schedule_try")
    planner.drop(planner.rows.nth(9), 1)
    banner = planner.page.locator(".o_schedule_what_if")
    expect(banner.locator("button", has_text="Apply")).to_be_visible()
    planner.picture("what_if")
    banner.locator("button", has_text="Discard").click()


def main_job(planner):
    planner.open("make-sell")
    planner.picture("sell")
    planner.page.locator(".o_schedule_make .dropdown-toggle").nth(1).click()
    planner.page.click(".o-dropdown-item:has-text('Make in batch')")
    planner.page.wait_for_selector(".modal .o_data_row")
    planner.picture("batch")
    planner.page.click(".modal button[special=cancel]")
    planner.open("make-schedule")
    planner.picture("schedule")
    short = planner.page.locator(".o_schedule_status", has_text="Not available")
    short.first.click()
    planner.page.wait_for_selector(".o_claims")
    planner.picture("claims")
    planner.open("make-inventory")
    planner.picture("inventory")
    planner.open("make-sell")
    planner.row("Town Library").first.locator("td[name=name]").click()
    make = planner.page.locator("[name=order_line] .o_schedule_make button").first
    make.wait_for()
    planner.picture("order")
    make.click()
    expect(planner.page.locator(".o_notification")).to_contain_text("Created:")
    planner.open("make-sell")
    planner.drag(planner.row("Town Library").first, 0)
    planner.picture("sell_moved")
    planner.open("make-schedule")
    expect(planner.page.locator(".o_data_row").first).to_contain_text("Town Library")
    planner.picture("schedule_moved")


if __name__ == "__main__":
    address, folder, chromium = sys.argv[1:]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=[*CHROMIUM])
        page = browser.new_page(viewport={"width": 1600, "height": 760})
        planner = Photographer(page, address, Path(folder))
        planner.login()
        questions(planner)
        main_job(planner)
        browser.close()
