"""A row of a confirmed order cannot be removed: the bin does what Odoo asks for."""

from playwright.sync_api import expect

ROWS = "[name=order_line]"


def order_of(planner, *more):
    """Return the id of a confirmed order with a row of two, and more rows."""
    (product,) = planner.call(
        "product.product", "search", [["name", "=", "Bookshelf"]], 0, 1
    )
    (partner,) = planner.call("res.partner", "search", [["name", "=", "Haus & Hof"]])
    row = {"product_id": product, "product_uom_qty": 2}
    lines = [[0, 0, row], *([0, 0, vals or row] for vals in more)]
    order = planner.call(
        "sale.order", "create", [{"partner_id": partner, "order_line": lines}]
    )
    planner.call("sale.order", "action_confirm", order)
    return order[0]


def save(planner, order):
    """Save the form; return the quantities of the order's rows."""
    planner.page.click(".o_form_button_save")
    expect(planner.page.locator(".o_form_button_save")).to_be_hidden()
    lines = planner.call(
        "sale.order.line",
        "search_read",
        [["order_id", "=", order]],
        ["product_uom_qty"],
    )
    return [line["product_uom_qty"] for line in lines]


def test_bin_and_section(somebody):
    planner = somebody("admin")
    page = planner.page
    section = {"display_type": "line_section", "name": "Upstairs"}
    order = order_of(planner, section, None)
    page.goto(f"{planner.address}/odoo/make-sell/{order}")
    quantities = page.locator(f"{ROWS} td[name=product_uom_qty]")
    page.locator(f"{ROWS} .o_list_record_remove").first.click()
    expect(page.locator(".o_notification")).to_contain_text("Bookshelf")
    expect(quantities.first).to_contain_text("0.00")
    page.locator("tr.o_is_line_section .o_list_section_options button").click()
    page.locator(".o-dropdown-item.text-danger").click()
    expect(page.locator("tr.o_is_line_section")).to_have_count(0)
    assert save(planner, order) == [0, 0]


def test_on_a_phone(somebody):
    planner = somebody("admin", phone=True)
    page = planner.page
    order = order_of(planner)
    page.goto(f"{planner.address}/odoo/make-sell/{order}")
    page.locator(f"{ROWS} .o_kanban_record:has-text('Bookshelf')").click()
    page.locator(".modal .o_btn_remove").click()
    expect(page.locator(".o_notification")).to_contain_text("with quantity 0")
    expect(page.locator(".modal")).to_have_count(0)
    assert save(planner, order) == [0]
