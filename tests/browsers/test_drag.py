"""What a drag asks of the server, and that a finger does what a mouse does."""

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize(
    ("screen", "model"),
    [("make-sell", "sale.order"), ("make-schedule", "mrp.production")],
)
def test_a_drop_costs_two_requests(somebody, screen, model):
    planner = somebody("admin")
    planner.open(screen)
    name = planner.cells("name")[3]
    # What was said before this user came is read once more.
    planner.page.wait_for_timeout(3000)
    asked = []
    planner.page.on(
        "request",
        # Not what Discuss asks meanwhile.
        lambda request: (
            asked.append(request.url) if f"/call_kw/{model}/" in request.url else None
        ),
    )
    planner.drag(planner.rows.nth(3), 0)
    expect(planner.rows.first).to_contain_text(name)
    # What the bus tells of this very move is no news to who made it.
    planner.page.wait_for_timeout(3000)
    methods = [url.rsplit("/", 1)[-1] for url in asked]
    # A hand that rests on its way asks what dropping it there would change.
    previews = methods.count("schedule_preview")
    assert previews <= 2
    assert methods[previews:] == ["schedule_drag", "web_search_read"]


def test_a_list_never_shows_an_old_ranking(somebody):
    """Not even until the server answers: what is dragged in it would be lost."""
    planner = somebody("admin")
    planner.open("make-schedule")
    planner.open("make-inventory")
    held = []
    planner.page.route("**/web_search_read", lambda route: held.append(route))
    planner.page.goto(f"{planner.address}/odoo/make-schedule")
    planner.page.wait_for_selector(".o_schedule_tabs [data-name=open]")
    planner.page.wait_for_timeout(1000)
    assert held
    assert not planner.rows.count()
    held[0].continue_()
    planner.rows.first.wait_for()


def test_a_drag_by_touch(somebody):
    planner = somebody("admin", tablet=True)
    planner.open("make-sell")
    # Below the order, what it sells.
    name = planner.cells("name")[3].split("\n")[0]
    touch(planner, planner.rows.nth(3).locator(".o_row_handle"), planner.rows.first)
    expect(planner.rows.first).to_contain_text(name)


def test_a_card_is_dragged_and_not_selected(somebody):
    planner = somebody("admin", phone=True)
    planner.page.goto(f"{planner.address}/odoo/make-sell")
    cards = planner.page.locator(".o_kanban_record:has(.o_schedule_handle)")
    third = cards.nth(2)
    third.wait_for()
    name = third.locator(".fw-bold").first.inner_text().split()[-1]
    touch(planner, third.locator(".o_schedule_handle"), cards.first)
    expect(cards.first).to_contain_text(name)
    expect(planner.page.locator(".o_record_selected")).to_have_count(0)


def touch(planner, start, goal):
    """Hold a finger on one element, move it above another, and lift it."""
    devtools = planner.page.context.new_cdp_session(planner.page)

    def send(kind, *points):
        points = [{"x": x, "y": y} for x, y in points]
        devtools.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    start, goal = start.bounding_box(), goal.bounding_box()
    x, low, high = start["x"] + 5, start["y"] + 5, goal["y"] + 3
    send("touchStart", (x, low))
    # A short touch scrolls.
    planner.page.wait_for_timeout(500)
    for step in range(1, 11):
        send("touchMove", (x, low + (high - low) * step / 10))
        planner.page.wait_for_timeout(30)
    planner.page.wait_for_timeout(300)
    send("touchEnd")
    planner.page.wait_for_selector(".o_notification")
