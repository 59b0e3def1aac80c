"""Deadlines that follow the ranking: planned by Odoo's job, shown by its bus."""

import pytest
from playwright.sync_api import expect

SOON = 20_000


@pytest.fixture
def planner(somebody):
    """An administrator whose warehouses have automatic deadlines for a while."""
    admin = somebody("admin")
    admin.open("make-schedule")
    warehouses = admin.call("stock.warehouse", "search", [])
    admin.call("stock.warehouse", "write", warehouses, {"automatic_deadlines": True})
    yield admin
    admin.call("stock.warehouse", "write", warehouses, {"automatic_deadlines": False})


def test_deadlines_are_planned_and_shown_by_themselves(planner):
    states = ["state", "in", ["confirmed", "progress"]]
    mos = planner.call("mrp.production", "search", [states])
    before = planner.cells("date_deadline")
    planner.page.evaluate("window.neverReloaded = true")
    # Nobody's any more: they follow the ranking.
    planner.call("mrp.production", "write", mos, {"date_deadline": False})
    first = planner.rows.first.locator("td[name=date_deadline]")
    expect(first).not_to_have_text(before[0], timeout=SOON)
    undated = planner.page.locator(".o_data_row", has_text="Set a date")
    expect(undated).to_have_count(0, timeout=SOON)
    assert planner.page.evaluate("window.neverReloaded")
