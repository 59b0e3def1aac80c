"""The calendar of the Schedule: what, for whom, how far; a drag sets the deadline."""

import re

from playwright.sync_api import expect


def test_it_says_what_a_day_brings_and_takes_a_drag_back(somebody):
    planner = somebody("admin")
    page = planner.page
    planner.open("make-schedule")
    page.locator(".o_switch_view.o_calendar").click()
    order = page.locator(".fc-event", has_text="Oak Table").first
    expect(order).to_have_text(re.compile(r"Oak Table · .+ · S\d+ · \w+"))
    box = order.bounding_box()
    # A day on, or a day back from the end of a week.
    days = page.locator(".fc-daygrid-day")
    width = days.first.bounding_box()["width"]
    right = box["x"] + 1.5 * width < days.nth(6).bounding_box()["x"] + width
    step = width if right else -width
    x, y = box["x"] + box["width"] / 2, box["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + step / 2, y + 2, steps=6)
    page.mouse.move(x + step, y + 3, steps=6)
    page.wait_for_timeout(300)
    page.mouse.up()
    expect(page.locator(".o_notification")).to_contain_text("20")
    page.locator(".o_notification button", has_text="Undo").click()
    page.wait_for_timeout(2000)
    back = page.locator(".fc-event", has_text="Oak Table").first.bounding_box()
    assert abs(back["x"] - box["x"]) < 5
