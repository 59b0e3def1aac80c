"""An exported list says what the list shows (behaviour 2)."""

import pytest
from openpyxl import load_workbook


@pytest.mark.parametrize("action", ["make-sell", "make-schedule"])
def test_expected_has_its_date(somebody, action):
    planner = somebody("admin")
    page = planner.page
    planner.open(action)
    page.locator(".o_cp_action_menus .fa-cog").click()
    with page.expect_download() as download:
        page.locator(".o_export_all_menu").click()
    # Its name, by which openpyxl knows what it is, is a number while it is on its way.
    with open(download.value.path(), "rb") as file:
        header, *rows = load_workbook(file).active.iter_rows(values_only=True)
    at = header.index("Sales items" if action == "make-sell" else "Ingredients")
    assert "vailable on" in header[at + 1]
    expected = [row for row in rows if row[at] == "Expected"]
    assert expected
    assert all(row[at + 1] for row in expected)
    # What is in stock has none.
    assert not any(row[at + 1] for row in rows if row[at] == "In stock")
