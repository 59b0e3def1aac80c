"""Every screen on every size, and what one does oneself."""

import os
import re
from uuid import uuid4

import pytest
from lab.planner import Planner
from playwright.sync_api import expect

WIDTHS = (1600, 1366, 1024, 390)
# Milliseconds, longer than a change by others takes to show.
SHOWN = 4000
# Wider than the window: the page, or the table in it.
TOO_WIDE = """(() => {
    const list = document.querySelector(".o_list_renderer");
    return [document.documentElement, list].filter(Boolean)
        .some((box) => box.scrollWidth > box.clientWidth + 1);
})()"""
# What is cut off, or stands outside the window: buttons, statuses, headers.
CUT_OFF = """(() => {
    const isCut = (it) => it.scrollWidth > it.clientWidth + 2
        && getComputedStyle(it).overflow !== "visible";
    const isOutside = (it) => {
        const { left, right } = it.getBoundingClientRect();
        // What one swipes to is not shown at all.
        return left < innerWidth - 1 && right > innerWidth + 1;
    };
    const all = document.querySelectorAll(
        ".o_content .badge, .o_content button, .o_content th .text-truncate"
    );
    return [...all].filter((it) => it.offsetParent && !it.title)
        .filter((it) => isCut(it) || isOutside(it))
        .map((it) => it.innerText || it.ariaLabel);
})()"""
# What scrolls up and down: one thing alone, or one scrolls past what one looks for.
SCROLLING = """[...document.querySelectorAll(".o_action_manager *")]
    .filter((it) => ["auto", "scroll"].includes(getComputedStyle(it).overflowY))
    .filter((it) => it.scrollHeight > it.clientHeight + 1)
    .map((it) => it.className)"""
SCREENS = {
    "sales_team.group_sale_salesman_all_leads": ("make-sell",),
    "mrp.group_mrp_user": (
        *("make-schedule", "make-tasks", "make-blocking", "make-inventory"),
    ),
    "base.group_system": (
        *("make-sell", "make-schedule", "make-tasks", "make-load", "make-board"),
        "make-report",
    ),
}
# A tablet's rows take two lines and keep what a day needs: order and customer, product,
# date, statuses, button.
TALLEST = 66
SELL = "name schedule_deadline sales_items_availability ingredients_availability"
KEPT = {
    "make-sell": f"{SELL} production_status",
    "make-schedule": "schedule_position name product_id production_status",
    "make-tasks": "schedule_position production_id product_id name task_status",
    "make-blocking": "product_id missing_qty",
    "make-inventory": "name stock_calculated",
}
# What somebody has to see to: all else that is not as it should be is amber.
NEEDS_A_HAND = {"Not available", "No recipe", "Blocked"}
TALL_ROWS = """(tallest) => [...document.querySelectorAll("tr.o_data_row")]
    .filter((row) => row.offsetHeight > tallest).map((row) => row.innerText)"""
READY = (
    ".o_data_row, .o_kanban_record:not(.o_kanban_ghost), .o_graph_renderer,"
    " .o_schedule_load_map table, .o_schedule_question"
)


@pytest.fixture(scope="module")
def roles(browser, request):
    """Return {group: login} of one user for each role; the login is the password."""
    page = browser.new_context().new_page()
    planner = Planner(page, os.environ["MAKE_SCHEDULE_ADDRESS"])
    planner.login()
    logins = {"base.group_system": "admin"}
    for group in SCREENS.keys() - logins.keys():
        module, name = group.split(".")
        domain = [["module", "=", module], ["name", "=", name]]
        (data,) = planner.call("ir.model.data", "search_read", domain, ["res_id"])
        login = uuid4().hex
        values = {"name": name, "login": login, "password": login}
        values["group_ids"] = [[4, data["res_id"]]]
        planner.call("res.users", "create", [values])
        logins[group] = login
    page.context.close()
    return logins


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("role", SCREENS)
def test_nothing_is_outside_or_cut_off(somebody, roles, role, width):
    planner = somebody(roles[role])
    # So low that rows are scrolled: the scrollbar needs room too.
    planner.page.set_viewport_size({"width": width, "height": 480})
    for screen in SCREENS[role]:
        planner.page.goto(f"{planner.address}/odoo/{screen}")
        planner.page.wait_for_selector(READY)
        assert not planner.page.evaluate(TOO_WIDE), screen
        assert not planner.page.evaluate(CUT_OFF), screen
        if width > 390:
            assert len(planner.page.evaluate(SCROLLING)) <= 1, screen


@pytest.mark.parametrize("width", (1600, 1500, 1440, 1400, 1366, 1024))
def test_an_orders_rows_fit_beside_its_chatter(somebody, width):
    planner = somebody("admin")
    page = planner.page
    page.set_viewport_size({"width": width, "height": 800})
    short = [["state", "=", "sale"], ["sales_items_availability", "=", "not_available"]]
    order = planner.call("sale.order", "search", short)[0]
    page.goto(f"{planner.address}/odoo/sales/{order}")
    made = page.locator(".o_data_row .o_schedule_make").first
    # Its scripts are built when the first size asks for them.
    expect(made).to_be_visible(timeout=30_000)
    assert not page.evaluate(TOO_WIDE)
    headers = [name for name in page.evaluate(CUT_OFF) if name]
    assert not {"Amount", "Sales items", "+ Make"} & set(headers)


def open_order_to_make(planner, availability):
    """Open a confirmed order with a row that can be made and is so available."""
    domain = [["state", "=", "sale"], ["sales_items_availability", "=", availability]]
    fields = ["order_id", "can_make_to_order"]
    rows = planner.call("sale.order.line", "search_read", domain, fields)
    order = next(row["order_id"][0] for row in rows if row["can_make_to_order"])
    planner.page.goto(f"{planner.address}/odoo/sales/{order}")


def test_an_orders_rows_say_what_they_are_made_of_and_make(somebody):
    planner = somebody("admin")
    page = planner.page
    page.set_viewport_size({"width": 1366, "height": 800})
    domain = [["order_line.production_status", "=", "not_started"]]
    order = planner.call("sale.order", "search", domain)[0]
    page.goto(f"{planner.address}/odoo/sales/{order}")
    details = page.locator(".o_data_row", has_text="Not started").first
    said = details.locator(".o_schedule_detail")
    expect(said).to_have_text([re.compile("Ingredients: "), "Production: Not started"])
    # Whatever it lacks, what can be made is made to order with a wrench.
    open_order_to_make(planner, "in_stock")
    wrench = page.locator(".o_schedule_make_again button").first
    box = wrench.bounding_box()
    assert box["x"] + box["width"] <= 1366
    wrench.click()
    expect(page.locator(".o_notification")).to_contain_text("Created")
    page.locator(".o_notification button", has_text="Undo").click()
    expect(page.locator(".o_notification", has_text="Created")).to_have_count(0)


def test_an_orders_cards_say_it_on_a_phone(somebody):
    planner = somebody("admin", phone=True)
    page = planner.page
    open_order_to_make(planner, "not_available")
    made = page.locator(".o_schedule_make")
    card = page.locator("[name=order_line] .o_kanban_record", has=made).first
    expect(card.locator(".o_schedule_status")).to_contain_text("Not available")
    box = card.get_by_role("button", name="+ Make").bounding_box()
    assert box["x"] + box["width"] <= 390


@pytest.mark.parametrize(
    ("screen", "model", "deadline", "late"),
    (
        ("make-sell", "sale.order", "schedule_deadline", "schedule_late"),
        ("make-schedule", "mrp.production", "date_deadline", "deadline_late"),
    ),
)
def test_red_is_what_is_late_or_needs_a_hand(somebody, screen, model, deadline, late):
    planner = somebody("admin")
    page = planner.page
    planner.open(screen)
    expect(page.locator("th[data-name=schedule_position]")).to_have_text("Rank")
    names = planner.cells("name")
    found = planner.call(model, "search_read", [["name", "in", names]], ["name", late])
    wanted = [one["name"] for one in found if one[late]]
    assert wanted
    red = page.locator(
        f".o_data_row:has(td[name={deadline}] .o_field_widget.text-danger)"
    )
    assert sorted(red.locator("td[name=name]").all_inner_texts()) == sorted(wanted)
    for sign in page.locator(".o_data_row:has([aria-label='Too late'])").all():
        assert sign.locator("td[name=name]").inner_text() in wanted
    reds = page.locator(".o_data_row .badge.text-bg-danger").all_inner_texts()
    assert reds
    assert {text.strip() for text in reds} <= NEEDS_A_HAND


def test_a_firm_promise_is_a_lock_in_sell(somebody):
    planner = somebody("admin")
    planner.open("make-sell")
    name = planner.cells("name")[-1]
    lock = planner.row(name).get_by_label("Firm promise")
    expect(lock).to_have_count(0)
    order = planner.call("sale.order", "search", [["name", "=", name]])
    planner.call("sale.order", "write", order, {"promise_firm": True})
    planner.open("make-sell")
    expect(lock).to_be_visible()
    planner.call("sale.order", "write", order, {"promise_firm": False})


@pytest.fixture
def german(somebody):
    """Return a new administrator whose language is German."""
    planner = somebody("admin")
    domain = [["code", "=", "de_DE"], ["active", "in", [True, False]]]
    lang = planner.call("res.lang", "search", domain)
    wizard = planner.call("base.language.install", "create", [{"lang_ids": lang}])
    planner.call("base.language.install", "lang_install", wizard)
    (admin,) = planner.call("res.users", "search", [["login", "=", "admin"]])
    login = uuid4().hex
    values = {"name": "Greta", "login": login, "password": login}
    (greta,) = planner.call("res.users", "copy", [admin], values)
    planner.call("res.users", "write", [greta], {"lang": "de_DE"})
    return login


def test_a_tablets_rows_take_two_lines(somebody, german):
    for login in ("admin", german):
        planner = somebody(login, tablet=True)
        for screen, kept in KEPT.items():
            planner.open(screen)
            assert planner.page.evaluate(TALL_ROWS, TALLEST) == [], screen
            shown = planner.page.locator("thead th").evaluate_all(
                "(all) => all.map((th) => th.dataset.name)"
            )
            assert not set(kept.split()) - set(shown), screen
            assert not planner.page.evaluate(TOO_WIDE), screen
            assert not planner.page.evaluate(CUT_OFF), screen
        planner.open("make-sell")
        assert planner.page.locator(".o_schedule_make").first.is_visible()


def test_a_card_is_dragged_by_its_handle(somebody):
    planner = somebody("admin")
    page = planner.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{planner.address}/odoo/make-schedule")
    cards = page.locator(".o_kanban_record:not(.o_kanban_ghost)")
    expect(cards.first).to_contain_text("1.")
    # "3. 20 Kitchen Chair", date, MO and customer.
    mo = cards.nth(2).inner_text().split("\n")[2]
    start = cards.nth(2).locator(".o_schedule_handle").bounding_box()
    goal = cards.nth(0).bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, goal["y"] + 40, steps=10)
    page.mouse.move(start["x"] + 8, goal["y"] + 4, steps=10)
    said = page.locator(".o_schedule_drop_line div")
    expect(said.first).to_be_visible()
    # What it says is under no card.
    text = said.first.bounding_box()
    others = cards.filter(has_not=page.locator(".o_schedule_drop_line"))
    for card in others.all():
        box = card.bounding_box()
        is_above = box["y"] + box["height"] <= text["y"] + text["height"] / 2
        assert is_above or box["y"] >= text["y"] + text["height"] / 2
    page.mouse.up()
    expect(page.locator(".o_notification")).to_contain_text("to 1.")
    expect(cards.first).to_contain_text(mo)
    page.locator(".o_notification button", has_text="Undo").click()
    expect(cards.nth(2)).to_contain_text(mo)


def test_ones_own_change_is_read_once(somebody):
    planner = somebody("admin")
    page, read = planner.page, []
    planner.open("make-schedule")
    # A browser that connects is told what others did a moment before, and reads it.
    page.wait_for_timeout(SHOWN)
    row = planner.row("Not started").first
    name = row.locator("td[name=name]").inner_text()
    page.on(
        "request",
        lambda request: read.append(1) if "web_search_read" in request.url else None,
    )
    planner.row(name).locator(".o_schedule_production button").first.click()
    page.locator(".o-dropdown-item", has_text="Work in progress").click()
    expect(planner.row(name)).to_contain_text("Work in progress")
    page.wait_for_timeout(SHOWN)
    assert len(read) == 1
    page.keyboard.press("Control+z")
    expect(planner.row(name)).to_contain_text("Not started")
