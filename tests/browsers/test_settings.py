"""The settings page, as an administrator uses it; other apps' pages too."""

from playwright.sync_api import expect

SAVED = 20_000
SETTINGS = "action-make_schedule.action_settings"


def open_settings(admin, path=SETTINGS):
    admin.page.goto(f"{admin.address}/odoo/{path}")
    expect(admin.page.locator(".o_setting_container")).to_be_visible(timeout=SAVED)
    expect(admin.page.locator(".o_error_dialog, .o_notification_bar")).to_have_count(0)


def save(admin):
    with admin.page.expect_response(lambda answer: "/execute" in answer.url) as saved:
        admin.page.click("button.o_form_button_save")
    assert saved.value.ok
    # The page loads itself anew.
    admin.page.wait_for_timeout(2000)


def test_a_warehouse_with_automatic_deadlines(somebody):
    admin = somebody("admin")
    admin.open("make-schedule")
    open_settings(admin)
    tags = admin.page.locator("#automatic_warehouse_ids .o_tag")
    expect(tags).to_have_count(0)
    admin.page.locator("#automatic_warehouse_ids input").click()
    admin.page.locator(".o-autocomplete--dropdown-item").first.click()
    expect(tags).to_have_count(1)
    save(admin)
    open_settings(admin)
    expect(tags).to_have_count(1)
    # Another app's page, and everything else is as it was.
    open_settings(admin, "settings")
    assert admin.call(
        "stock.warehouse", "search_count", [["automatic_deadlines", "=", True]]
    )
    open_settings(admin)
    days = admin.page.locator("#mts_lead_days input").first
    days.fill("9")
    tags.locator(".o_delete").click()
    save(admin)
    open_settings(admin)
    expect(tags).to_have_count(0)
    expect(days).to_have_value("9")
    days.fill("7")
    save(admin)
    assert not admin.call(
        "stock.warehouse", "search_count", [["automatic_deadlines", "=", True]]
    )
