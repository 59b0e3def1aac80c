"""Two planners see each other's moves through Odoo's bus (issue: live screens)."""

from playwright.sync_api import expect

SOON = 10_000


def both_on_schedule(somebody):
    planners = somebody("admin"), somebody("demo")
    for planner in planners:
        planner.open("make-schedule")
    first, second = planners
    assert first.cells("name") == second.cells("name")
    return planners


def last_to_top(planner):
    """Drag the last MO of the list to the top; return its name."""
    last = planner.cells("name")[-1]
    planner.drag(planner.rows.last, 0)
    expect(planner.rows.first).to_contain_text(last)
    return last


def test_a_move_shows_on_the_other_screen(somebody):
    ada, bob = both_on_schedule(somebody)
    # A page that is loaded again would have forgotten it.
    bob.page.evaluate("window.neverReloaded = true")
    moved = last_to_top(ada)
    expect(bob.rows.first).to_contain_text(moved, timeout=SOON)
    assert bob.cells("name") == ada.cells("name")
    ada.page.locator(".o_notification button", has_text="Undo").click()
    expect(bob.rows.last).to_contain_text(moved, timeout=SOON)
    assert bob.page.evaluate("window.neverReloaded")


def test_ones_other_window_shows_it_too(somebody):
    one, other = somebody("admin"), somebody("admin")
    one.open("make-schedule")
    other.open("make-schedule")
    # Also what happens right after it was loaded.
    moved = last_to_top(one)
    expect(other.rows.first).to_contain_text(moved, timeout=SOON)


def test_nothing_moves_under_ones_hands(somebody):
    ada, bob = both_on_schedule(somebody)
    before = bob.cells("name")
    bob.rows.first.locator(".o_schedule_deadline button").click()
    picker = bob.page.locator(".o_datetime_picker")
    expect(picker).to_be_visible()
    moved = last_to_top(ada)
    # Longer than a change takes to show where nobody is at work.
    bob.page.wait_for_timeout(4000)
    assert bob.cells("name") == before
    expect(picker).to_be_visible()
    bob.page.keyboard.press("Escape")
    expect(bob.rows.first).to_contain_text(moved, timeout=SOON)


def test_a_deadline_shows_on_the_other_screen(somebody):
    ada, bob = both_on_schedule(somebody)
    ada.rows.first.locator(".o_schedule_deadline button").click()
    day = ada.page.locator(".o_date_item_cell:not(.o_out_of_range)").last
    number = day.inner_text()
    day.click()
    ada.page.locator(".o_datetime_buttons button", has_text="Apply").click()
    deadline = ada.rows.first.locator("td[name=date_deadline]")
    expect(deadline).to_contain_text(number)
    other = bob.rows.first.locator("td[name=date_deadline]")
    expect(other).to_have_text(deadline.inner_text(), timeout=SOON)


def test_a_status_shows_on_the_other_screen(somebody):
    ada, bob = both_on_schedule(somebody)
    name = ada.cells("name")[0]
    ada.row(name).locator(".o_schedule_production button").first.click()
    ada.page.locator(".o-dropdown-item", has_text="Work in progress").click()
    expect(bob.row(name)).to_contain_text("Work in progress", timeout=SOON)
