"""A row of a confirmed order cannot be removed: the bin does what Odoo asks for."""

from playwright.sync_api import expect


def test_bin_and_section(somebody):
    planner = somebody("admin")
    page = planner.page
    (product,) = planner.call(
        "product.product", "search", [["name", "=", "Bookshelf"]], 0, 1
    )
    (partner,) = planner.call("res.partner", "search", [["name", "=", "Haus & Hof"]])
    row = {"product_id": product, "product_uom_qty": 2}
    section = {"display_type": "line_section", "name": "Upstairs"}
    order = planner.call(
        "sale.order",
        "create",
        [
            {
                "partner_id": partner,
                "order_line": [[0, 0, row], [0, 0, section], [0, 0, row]],
            }
        ],
    )
    planner.call("sale.order", "action_confirm", order)
    page.goto(f"{planner.address}/odoo/make-sell/{order[0]}")
    quantities = page.locator("[name=order_line] td[name=product_uom_qty]")
    page.locator("[name=order_line] .o_list_record_remove").first.click()
    expect(page.locator(".o_notification")).to_contain_text("Bookshelf")
    expect(quantities.first).to_contain_text("0.00")
    page.locator("tr.o_is_line_section .o_list_section_options button").click()
    page.locator(".o-dropdown-item.text-danger").click()
    expect(page.locator("tr.o_is_line_section")).to_have_count(0)
    page.click(".o_form_button_save")
    expect(page.locator(".o_form_button_save")).to_be_hidden()
    lines = planner.call(
        "sale.order.line",
        "search_read",
        [["order_id", "in", order]],
        ["product_uom_qty", "display_type"],
    )
    assert [line["product_uom_qty"] for line in lines] == [0, 0]
