import { registry } from "@web/core/registry";
import { dragToTop, menu, nthRow, row } from "./steps";

const firstRow = (text) => nthRow(0, text);

/** A seller and a workshop do their day on the demo data: README, "What it looks like". */
registry.category("web_tour.tours").add("make_schedule_main_job", {
    steps: () => [
        {
            content: "Confirm the quotation",
            trigger: 'button[name="action_confirm"]:enabled',
            run: "click",
        },
        {
            content: "Make its row to order",
            trigger: '[name="order_line"] .o_schedule_make button:contains("+ Make")',
            run: "click",
        },
        {
            content: "It is told what was made",
            trigger: '.o_notification:contains("Created:")',
        },
        {
            content: "The row cannot be made twice",
            trigger: 'body:not(:has([name="order_line"] .o_schedule_make))',
        },
        ...menu("sell", "Sell"),
        dragToTop("Early Bird"),
        { content: "It is told what moved", trigger: '.o_notification:contains("to 1.")' },
        { content: "The order is first", trigger: firstRow("Early Bird") },
        ...menu("schedule", "Schedule"),
        { content: "So is its MO", trigger: firstRow("Early Bird ·") },
        {
            content: "It makes what was ordered",
            trigger: `${firstRow("Early Bird")} td[name="product_qty"]:contains("2")`,
        },
        ...menu("sell", "Sell"),
        {
            content: "Open the order",
            trigger: `${firstRow("Early Bird")} td[name="name"]`,
            run: "click",
        },
        {
            // The client first shows what it knew: edit what the server has.
            content: "What was done to it is told",
            trigger: '.o-mail-Message:contains("Moved in the ranking")',
        },
        {
            content: "Edit its row",
            trigger: '.o_field_widget[name="order_line"] .o_data_row td[name="product_uom_qty"]',
            run: "click",
        },
        {
            content: "Order one more",
            trigger: '.o_field_widget[name="order_line"] td[name="product_uom_qty"] input',
            run: "edit 3",
        },
        { content: "Leave the row", trigger: ".o_form_view h1", run: "click" },
        { content: "It is to be saved", trigger: ".o_form_dirty" },
        { content: "Save", trigger: ".o_form_button_save:enabled", run: "click" },
        { content: "Saved", trigger: ".o_form_saved" },
        ...menu("schedule", "Schedule"),
        {
            content: "The MO has followed",
            trigger: `${firstRow("Early Bird")} td[name="product_qty"]:contains("3")`,
        },
        {
            content: "Open the MO",
            trigger: `${firstRow("Early Bird")} td[name="name"]`,
            run: "click",
        },
        {
            content: "Complete it",
            trigger: 'button[name="button_mark_done"]:contains("Produce All")',
            run: "click",
        },
        {
            content: "It is done",
            trigger: '.o_arrow_button_current:contains("Done")',
        },
        ...menu("schedule", "Schedule"),
        {
            content: "It is no longer to be made",
            trigger: '.o_data_row:eq(0):not(:contains("Early Bird"))',
        },
        ...menu("sell", "Sell"),
        {
            content: "Open the order",
            trigger: `${firstRow("Early Bird")} td[name="name"]`,
            run: "click",
        },
        {
            content: "Open its delivery",
            trigger: 'button[name="action_view_delivery"]',
            run: "click",
        },
        {
            content: "The delivery is ready",
            trigger: '.o_arrow_button_current:contains("Ready")',
        },
    ],
});

/** Moves in one list show in the other; a move can be undone. */
registry.category("web_tour.tours").add("make_schedule_two_lists", {
    steps: () => [
        ...menu("sell", "Sell"),
        { content: "Ada is first", trigger: firstRow("Ada") },
        {
            content: "Select an order",
            trigger: `${row("Cyd")} .o_list_record_selector input`,
            run: "check",
        },
        {
            content: "Open its actions",
            trigger: ".o_control_panel .o_cp_action_menus .dropdown-toggle:contains(Actions)",
            run: "click",
        },
        {
            content: "Make it to order",
            trigger: '.o-dropdown--menu .o_menu_item:contains("Make to order")',
            run: "click",
        },
        {
            content: "Leave the drawer out",
            trigger: '.modal .o_data_row:contains("Drawer") td[name="include"] input',
            run: "click",
        },
        {
            content: "It is left out",
            trigger: '.modal td[name="include"] input:not(:checked)',
        },
        {
            content: "Make the order's own",
            trigger: '.modal button[name="action_create"]',
            run: "click",
        },
        { content: "It is told", trigger: '.o_notification:contains("Created:")' },
        ...menu("schedule", "Schedule"),
        { content: "Ada is first here too", trigger: firstRow("Ada") },
        {
            content: "What was made for Cyd is last",
            trigger: '.o_data_row:last:contains("Cyd")',
        },
        dragToTop("Cyd"),
        { content: "Both of Cyd's moved", trigger: '.o_data_row:eq(1):contains("Cyd")' },
        { content: "Ada is third", trigger: '.o_data_row:eq(2):contains("Ada")' },
        ...menu("sell", "Sell"),
        { content: "Sell has followed", trigger: firstRow("Cyd") },
        ...menu("schedule", "Schedule"),
        dragToTop("Bob"),
        { content: "Bob is first", trigger: firstRow("Bob") },
        {
            content: "Undo",
            trigger: '.o_notification:contains("to 1.") button:contains("Undo")',
            run: "click",
        },
        { content: "Cyd is first again", trigger: firstRow("Cyd") },
        { content: "Bob is last again", trigger: '.o_data_row:last:contains("Bob")' },
        {
            content: "Take away the filter Open",
            trigger: ".o_facet_remove",
            run: "click",
        },
        { content: "Open the filters", trigger: ".o_searchview_dropdown_toggler", run: "click" },
        {
            content: "Choose Done",
            trigger: '.o_filter_menu .o_menu_item:contains("Done")',
            run: "click",
        },
        { content: "What is done is there", trigger: row("/MO/") },
    ],
});
