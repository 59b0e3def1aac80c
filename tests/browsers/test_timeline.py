"""The Timeline: what it shows; a bar is dropped on another's, and put back."""

import re

import pytest
from playwright.sync_api import expect

BAR, SAME = ".o_timeline_bar", ".o_timeline_same"
# The days that a zoom shows, and how many of them are before today.
ZOOMS = {"day": (1, 0), "week": (8, 1), "month": (32, 1), "quarter": (93, 1)}
# Where a moment in UTC stands, or now; null where that is not shown.
PLACE = """([moment, days, before]) => {
    const { DateTime } = luxon;
    const at = moment ? DateTime.fromSQL(moment, { zone: "utc" }) : DateTime.now();
    const start = DateTime.now().startOf("day").minus({ days: before });
    const share = at.diff(start).as("days") / days;
    const shown = document.querySelector(".vis-panel.vis-center");
    const { left, width } = shown.getBoundingClientRect();
    return share > 0 && share < 1 ? left + share * width : null;
}"""
NOW_STANDS_THERE = f"""(wanted) => {{
    const line = document.querySelector(".vis-current-time").getBoundingClientRect();
    return Math.abs(line.left - ({PLACE})(wanted)) < 3;
}}"""
# Where lines stand, of those that are shown: the library keeps what is just beside.
INSIDE = """(lines) => {
    const shown = document.querySelector(".vis-panel.vis-center");
    const { left, right } = shown.getBoundingClientRect();
    return lines.map((line) => line.getBoundingClientRect().left)
        .filter((at) => at > left && at < right).sort((one, other) => one - other);
}"""
COLORS = """(all) => all.map(
    (one) => [one.dataset.id, getComputedStyle(one).backgroundColor])"""


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


def read_timeline(planner):
    """Open the Timeline of the Schedule; return the bars that it was told of."""
    page = planner.page
    with page.expect_response("**/schedule_timeline") as told:
        page.goto(f"{planner.address}/odoo/make-schedule?view_type=schedule_timeline")
    boxes_of(page)
    return told.value.json()["result"]["bars"]


def ids_of(bars):
    return {bar["id"] for bar in bars}


def lit(page):
    """Return the ids of the bars that are shown as belonging together."""
    return set(
        page.locator(SAME).evaluate_all("(all) => all.map((it) => it.dataset.id)")
    )


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


def test_the_library_comes_with_the_timeline_alone(somebody):
    planner = somebody("admin")
    page, read = planner.page, []
    page.on("request", lambda request: read.append(request.url))
    planner.open("make-schedule")
    assert not [url for url in read if "vis-timeline" in url]
    page.locator(".o_switch_view.o_schedule_timeline").click()
    expect(page.locator(BAR).first).to_be_visible()
    assert [url for url in read if "vis-timeline" in url]


def test_late_is_red_and_a_line_says_when_to_deliver(somebody):
    planner = somebody("admin")
    page, bars = planner.page, read_timeline(planner)
    colors = dict(page.locator(BAR).evaluate_all(COLORS))
    late = ids_of(bar for bar in bars if bar["late"]) & colors.keys()
    key = page.locator(".o_timeline_legend span", has_text="Late").locator("i")
    ((_, red),) = key.evaluate_all(COLORS)
    r, g, b = (int(part) for part in re.findall(r"\d+", red)[:3])
    assert r > 2 * g
    assert r > 2 * b
    assert late
    assert late == {id_ for id_, color in colors.items() if color == red}
    # One for each order.
    dated = [bar for bar in reversed(bars) if bar["group"] and bar["due"]]
    due = {bar["group"]: bar["due"] for bar in dated}
    asked = [[moment, *ZOOMS["week"]] for moment in due.values()]
    wanted = sorted(filter(None, (page.evaluate(PLACE, one) for one in asked)))
    lines = page.locator(".o_timeline_due").evaluate_all(INSIDE)
    assert wanted
    assert lines == pytest.approx(wanted, abs=2)


def test_every_zoom_has_today(somebody):
    planner = somebody("admin")
    page = planner.page
    read_timeline(planner)
    chosen = page.locator("[data-zoom][aria-pressed=true]")
    for zoom, (days, before) in ZOOMS.items():
        page.locator(f"[data-zoom={zoom}]").click()
        expect(chosen).to_have_attribute("data-zoom", zoom)
        page.wait_for_function(NOW_STANDS_THERE, arg=[None, days, before])


def test_pointing_at_a_bar_lights_its_whole_order(somebody):
    planner = somebody("admin")
    page, bars = planner.page, read_timeline(planner)
    page.locator("[data-zoom=month]").click()
    boxes = boxes_of(page)
    shown = [bar for bar in bars if (bar["model"], bar["res_id"]) in boxes]
    groups = {}
    for bar in shown:
        if bar["group"] and bar["whom"]:
            groups.setdefault(bar["group"], []).append(bar)
    order = max(groups.values(), key=len)
    assert len(order) > 1
    assert len(order) < len(shown)
    box = boxes[order[0]["model"], order[0]["res_id"]]
    page.mouse.move(box["x"] + 3, box["y"] + box["height"] / 2, steps=3)
    expect(page.locator(SAME)).not_to_have_count(0)
    assert lit(page) == ids_of(order)
    page.mouse.move(5, 5, steps=3)
    expect(page.locator(SAME)).to_have_count(0)


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
