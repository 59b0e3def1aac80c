"""The Timeline: a bar is dropped on another's, and put back."""

import re

import pytest
from playwright.sync_api import expect


def order_of(page):
    """Return the ids of open orders by their positions, also inside a block."""
    return page.evaluate(
        """async () => {
            const orm = odoo.__WOWL_DEBUG__.root.env.services.orm;
            const domain = [["state", "in", ["confirmed", "progress", "to_close"]]];
            const found = await orm.searchRead(
                "mrp.production", domain, ["schedule_position"]);
            found.sort((one, other) => one.schedule_position - other.schedule_position);
            return found.map(({ id }) => id);
        }"""
    )


def boxes_of(page):
    """Return {(model, id): box} of the bars, once they are read and stand still."""
    before = None
    for _ in range(20):
        boxes = page.evaluate(
            """() => [...document.querySelectorAll(".o_timeline_bar")].map((bar) => {
                const { x, y, width, height } = bar.getBoundingClientRect();
                return [bar.dataset.id, { x, y, width, height }];
            })"""
        )
        if boxes and boxes == before:
            return {
                (model, int(id_)): box
                for name, box in boxes
                for model, id_ in [name.split(",")]
            }
        before = boxes
        page.wait_for_timeout(800)
    raise AssertionError("the bars do not stand still")


def hold_the_last_over_the_first(planner):
    """Hold the last bar that shows over the upper half of the first.

    :return: (ids of open orders by their positions, the first, the last)
    """
    page = planner.page
    page.goto(f"{planner.address}/odoo/make-schedule?view_type=schedule_timeline")
    page.locator("[data-zoom=month]").click()
    boxes = {id_: box for (_model, id_), box in boxes_of(page).items()}
    before = order_of(page)
    first, *_, last = sorted(boxes, key=before.index)
    start, goal = boxes[last], boxes[first]
    page.mouse.move(start["x"] + 3, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] - 20, start["y"] + 5, steps=4)
    page.mouse.move(goal["x"] + 3, goal["y"] + 4, steps=8)
    return before, first, last


@pytest.mark.parametrize("width", (1600, 1024))
def test_a_bar_is_dropped_on_another(somebody, width):
    planner = somebody("admin")
    page = planner.page
    page.set_viewport_size({"width": width, "height": 900})
    before, first, last = hold_the_last_over_the_first(planner)
    expect(page.locator(".o_timeline_before")).to_have_count(1)
    held = page.locator(".o_timeline_held")
    expect(held).to_contain_text(re.compile("late|on time|served|date|firm"))
    page.mouse.up()
    expect(held).to_have_count(0)
    said = page.locator(".o_notification").first
    expect(said).to_contain_text("moved from")
    moved = order_of(page)
    assert moved.index(last) < moved.index(first)
    said.get_by_role("button", name="Undo").click()
    expect(page.locator(".o_notification")).to_contain_text("is back at")
    page.wait_for_timeout(1500)
    assert order_of(page) == before


def test_a_bar_that_is_let_go_beside_the_timeline_stays(somebody):
    planner = somebody("admin")
    page = planner.page
    before, _first, _last = hold_the_last_over_the_first(planner)
    expect(page.locator(".o_timeline_held")).to_have_count(1)
    expect(page.locator(".vis-tooltip")).not_to_be_visible()
    page.mouse.move(5, 5, steps=4)
    expect(page.locator(".o_timeline_held")).to_have_count(0)
    page.mouse.up()
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
    # The other way to look at the same days keeps them closed.
    page.get_by_role("button", name="By sales order").click()
    expect(page.locator(".vis-label").first).to_contain_text("S0")
    expect(page.locator(".o_timeline_closed").first).to_be_attached()
    page.get_by_role("button", name="By work center").click()
    box = next(iter(boxes_of(page).values()))
    page.mouse.click(box["x"] + 3, box["y"] + 10)
    expect(page.locator(".o_form_view")).to_be_visible()
    # What the browser goes back from is written a moment later.
    page.wait_for_url("**/make-tasks/**")
    page.go_back()
    expect(page.locator(".o_timeline_bar").first).to_be_visible()
