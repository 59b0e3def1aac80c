"""The Timeline: a bar is dropped on another's, and put back."""

import pytest
from playwright.sync_api import expect


def order_of(page):
    """Return the ids of open orders, as the server ranks them."""
    return page.evaluate(
        """async () => {
            const orm = odoo.__WOWL_DEBUG__.root.env.services.orm;
            const domain = [["state", "in", ["confirmed", "progress", "to_close"]]];
            return orm.search("mrp.production", domain, { order: "schedule_rank, id" });
        }"""
    )


@pytest.mark.parametrize("width", (1600, 1024))
def test_a_bar_is_dropped_on_another(somebody, width):
    planner = somebody("admin")
    page = planner.page
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{planner.address}/odoo/make-schedule?view_type=schedule_timeline")
    page.locator("[data-zoom=month]").click()
    bars = page.locator(".o_timeline_bar")
    expect(bars.first).to_be_visible()
    page.wait_for_timeout(1000)
    before = order_of(page)
    boxes = {
        int(bar.get_attribute("data-id").split(",")[1]): bar.bounding_box()
        for bar in bars.all()
    }
    # The last that shows goes before the first.
    first, *_, last = sorted(boxes, key=before.index)
    start, goal = boxes[last], boxes[first]
    page.mouse.move(start["x"] + 3, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] - 20, start["y"] + 5, steps=4)
    page.mouse.move(goal["x"] + 3, goal["y"] + 4, steps=8)
    expect(page.locator(".o_timeline_before")).to_have_count(1)
    page.mouse.up()
    said = page.locator(".o_notification").first
    expect(said).to_contain_text("moved from")
    moved = order_of(page)
    assert moved.index(last) < moved.index(first)
    said.get_by_role("button", name="Undo").click()
    expect(page.locator(".o_notification")).to_have_count(0)
    page.wait_for_timeout(1500)
    assert order_of(page) == before


def test_by_work_center_and_the_way_to_a_document(somebody):
    planner = somebody("admin")
    page = planner.page
    page.goto(f"{planner.address}/odoo/make-tasks?view_type=schedule_timeline")
    page.locator("[data-zoom=month]").click()
    page.get_by_role("button", name="By work center").click()
    expect(page.locator(".vis-label").first).to_be_visible()
    expect(page.locator(".o_timeline_closed").first).to_be_attached()
    bar = page.locator(".o_timeline_bar").first
    box = bar.bounding_box()
    page.mouse.click(box["x"] + 3, box["y"] + 10)
    expect(page.locator(".o_form_view")).to_be_visible()
    # What the browser goes back from is written a moment later.
    page.wait_for_url("**/make-tasks/**")
    page.go_back()
    expect(page.locator(".o_timeline_bar").first).to_be_visible()
