import { registry } from "@web/core/registry";
import { act, check, item, makeMenu, nthRow, press, row } from "./steps";

const tours = registry.category("web_tour.tours");

/** A seller makes what is Not available: to order with a subassembly, in batch. */
tours.add("make_schedule_sell_make", {
    steps: () => [
        {
            content: "What is in stock is not made",
            trigger: `${row("Ada")}:not(:has(.o_schedule_make))`,
        },
        ...makeMenu("Bob", "Make to order"),
        {
            content: "The missing drawer is asked for",
            trigger: '.modal .o_data_row:contains("Drawer"):contains("2")',
        },
        {
            content: "Make both",
            trigger: '.modal button[name="action_create"]',
            run: "click",
        },
        { content: "It is told", trigger: '.o_notification:contains("Created:")' },
        {
            content: "The order is expected now",
            trigger: `${row("Bob")} td[name="sales_items_availability"]:contains("Expected")`,
        },
        ...makeMenu("Cyd", "Make in batch"),
        {
            content: "What is missing over all orders is proposed",
            trigger: '.modal .o_data_row td[name="quantity"]:contains("7")',
        },
        {
            content: "Create it",
            trigger: '.modal button[name="action_create"]',
            run: "click",
        },
        {
            content: "Both orders are served from it",
            trigger: `${row("Dee")} td[name="sales_items_availability"]:contains("Expected")`,
        },
        {
            content: "Who is served from what",
            trigger: `${row("Dee")} td[name="sales_items_availability"] .o_schedule_status`,
            run: "click",
        },
        {
            content: "Its MO",
            trigger: '.o_claims .o_claim:contains("MO/"):contains("4")',
        },
        {
            content: "A seller is not led where he may not go",
            trigger: '.o_claims .o_claim:contains("MO/"):not(:has(button))',
        },
        { content: "The global +", trigger: ".o_schedule_create", run: "click" },
        {
            content: "is for sales orders alone",
            trigger: '.o-dropdown--menu:not(:contains("Manufacturing order"))',
        },
        { content: "A sales order", trigger: item("Sales order"), run: "click" },
        {
            content: "It is new",
            trigger: '.o_form_view .o_arrow_button_current:contains("Quotation")',
        },
    ],
});

/** A planner moves orders without a mouse, several at once, and looks at Done. */
tours.add("make_schedule_move", {
    steps: () => [
        { content: "Ada is first", trigger: nthRow(0, "Ada") },
        check("Cyd"),
        check("Dee"),
        ...act("Move to top"),
        { content: "Cyd is first", trigger: nthRow(0, "Cyd") },
        { content: "and Dee second", trigger: nthRow(1, "Dee") },
        { content: "Ada follows", trigger: nthRow(2, "Ada") },
        check("Dee"),
        ...act("Move to position"),
        {
            content: "To the third",
            trigger: ".modal #schedule_position",
            run: "edit 3",
        },
        { content: "Move", trigger: ".modal .btn-primary:enabled", run: "click" },
        { content: "Dee is third", trigger: nthRow(2, "Dee") },
        { content: "Undo", trigger: ".o_notification_buttons button:contains(Undo)", run: "click" },
        { content: "Dee is second again", trigger: nthRow(1, "Dee") },
        {
            content: "By keyboard: one up",
            trigger: `${row("Dee")} td[name="name"]`,
            run: press("ArrowUp"),
        },
        { content: "Dee is first", trigger: nthRow(0, "Dee") },
        {
            content: "one down",
            trigger: `${row("Dee")} td[name="name"]`,
            run: press("ArrowDown"),
        },
        { content: "Dee is second", trigger: nthRow(1, "Dee") },
        {
            content: "to the top",
            trigger: `${row("Bob")} td[name="name"]`,
            run: press("Home"),
        },
        { content: "Bob is first", trigger: nthRow(0, "Bob") },
        {
            content: "How many are open",
            trigger: '.o_schedule_tabs [data-name="open"].active:contains("4")',
        },
        {
            content: "Done",
            trigger: '.o_schedule_tabs [data-name="done"]:contains("1")',
            run: "click",
        },
        { content: "The delivered one", trigger: nthRow(0, "Eve") },
        {
            content: "Open again",
            trigger: '.o_schedule_tabs [data-name="open"]',
            run: "click",
        },
        { content: "Bob is first still", trigger: nthRow(0, "Bob") },
    ],
});

/** Many orders are made to order; what came of each is told. */
tours.add("make_schedule_run", {
    steps: () => [
        ...["Ada", "Bob", "Cyd", "Dee"].map(check),
        ...act("Make to order"),
        {
            content: "All are decided",
            trigger: '.o_schedule_run:contains("Done"):contains("4 / 4")',
        },
        { content: "Some are made", trigger: ".o_schedule_made:contains('/ 1')" },
        {
            content: "Others are not, and why",
            trigger: '.o_schedule_skipped:contains("Nothing of it is missing")',
        },
        { content: "Close", trigger: ".o_schedule_run .btn-primary", run: "click" },
        {
            content: "The list shows it",
            trigger: `${row("Cyd")} td[name="sales_items_availability"]:contains("Expected")`,
        },
    ],
});

/** A seller looks at what is made, and changes nothing of it. */
tours.add("make_schedule_seller_in_schedule", {
    steps: () => [
        {
            content: "It is to look at",
            trigger: '.o_schedule_fixed:contains("You can see this ranking, but not change it.")',
        },
        {
            content: "It has no handle, and its status no menu",
            trigger:
                ".o_list_view:not(:has(.o_row_handle)):not(:has(.o_list_button_add)) " +
                `${row("Table")} .o_schedule_production:contains("Not started"):not(:has(button))`,
        },
        {
            content: "It is not opened",
            trigger: `${row("Table")} td[name="name"]`,
            run: "click",
        },
        {
            content: "It says why",
            trigger: '.o_notification:contains("You can see this list, but not open it.")',
        },
    ],
});
