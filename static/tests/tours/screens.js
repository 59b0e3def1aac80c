import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const row = (text) => `.o_data_row:contains("${text}")`;
const nthRow = (at, text) => `.o_data_row:eq(${at}):contains("${text}")`;
const item = (text) => `.o-dropdown--menu .o-dropdown-item:contains("${text}")`;

const makeMenu = (text, choice) => [
    {
        content: `Open + Make of ${text}`,
        trigger: `${row(text)} .o_schedule_make button`,
        run: "click",
    },
    { content: choice, trigger: item(choice), run: "click" },
];

const check = (text) => ({
    content: `Select ${text}`,
    trigger: `${row(text)} .o_list_record_selector input`,
    run: "check",
});

const press = (key) =>
    function ({ anchor }) {
        anchor.focus();
        const options = { key, altKey: true, bubbles: true, cancelable: true };
        anchor.dispatchEvent(new KeyboardEvent("keydown", options));
    };

const act = (name) => [
    {
        content: "Open the actions",
        trigger: ".o_control_panel .o_cp_action_menus .dropdown-toggle:contains(Actions)",
        run: "click",
    },
    { content: name, trigger: `.o-dropdown--menu .o_menu_item:contains("${name}")`, run: "click" },
];

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
            trigger: '.modal .o_data_row:contains("Drawer"):contains("2.00")',
        },
        {
            content: "Make both",
            trigger: '.modal button[name="action_create"]',
            run: "click",
        },
        { content: "It is told", trigger: '.o_notification:contains("Made:")' },
        {
            content: "The order is expected now",
            trigger: `${row("Bob")} td[name="sales_items_availability"]:contains("Expected")`,
        },
        ...makeMenu("Cyd", "Make in batch"),
        {
            content: "What is missing over all orders is proposed",
            trigger: '.modal .o_data_row td[name="quantity"]:contains("7.00")',
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
            // The client first shows what it knew, then renders what the server has.
            content: "Wait for the list",
            trigger: ".o_list_view",
            run: () => new Promise((resolve) => setTimeout(resolve, 1000)),
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
            trigger: '.o_schedule_skipped:contains("is available")',
        },
        { content: "Close", trigger: ".o_schedule_run .btn-primary", run: "click" },
        {
            content: "The list shows it",
            trigger: `${row("Cyd")} td[name="sales_items_availability"]:contains("Expected")`,
        },
    ],
});

/** A foreman makes what is missing, from an ingredient and from Inventory. */
tours.add("make_schedule_workshop", {
    steps: () => [
        {
            content: "Why is it not available",
            trigger: `${row("Table")} td[name="ingredients_availability"] .o_schedule_status`,
            run: "click",
        },
        {
            content: "What is there leads to its document",
            trigger: '.o_claims .o_claim:contains("Stock") button',
        },
        {
            content: "A drawer is missing",
            trigger: '.o_claims :contains("Drawer") ~ .o_claim_missing button:contains("+ Make")',
            run: "click",
        },
        {
            content: "Make it",
            trigger: '.modal:contains("Drawer") button[name="action_create"]',
            run: "click",
        },
        { content: "It is made", trigger: row("Drawer") },
        {
            content: "Inventory",
            trigger: '.o_menu_sections a[data-menu-xmlid="make_schedule.menu_inventory"]',
            run: "click",
        },
        {
            content: "Make more stools",
            trigger: `${row("Stool")} button[name="action_make_in_batch"]`,
            run: "click",
        },
        {
            content: "How many",
            trigger: '.modal .o_data_row td[name="quantity"]',
            run: "click",
        },
        {
            content: "Twelve",
            trigger: '.modal td[name="quantity"] input',
            run: "edit 12",
        },
        {
            content: "Create and open",
            trigger: '.modal button[name="action_create_and_open"]',
            run: "click",
        },
        {
            content: "It is open",
            trigger: '.o_form_view:contains("Stool") .o_arrow_button_current:contains("Confirmed")',
        },
        { content: "The global +", trigger: ".o_schedule_create", run: "click" },
        { content: "A manufacturing order", trigger: item("Manufacturing order"), run: "click" },
        {
            content: "It is new",
            trigger: '.o_form_view .o_arrow_button_current:contains("Draft")',
        },
    ],
});

/** A foreman says how far work is, and looks at the tasks. */
tours.add("make_schedule_production", {
    steps: () => [
        {
            content: "How far is the stool",
            trigger: `${row("Stool")} .o_schedule_production button`,
            run: "click",
        },
        { content: "It is blocked", trigger: item("Blocked"), run: "click" },
        {
            content: "Why",
            trigger: '.modal [name="reason"] input',
            run: "edit The saw is broken",
        },
        {
            content: "Apply",
            trigger: '.modal button[name="action_apply"]',
            run: "click",
        },
        {
            content: "It shows",
            trigger: `${row("Stool")} .o_schedule_production:contains("Blocked")`,
        },
        {
            content: "Tasks",
            trigger: '.o_menu_sections a[data-menu-xmlid="make_schedule.menu_tasks"]',
            run: "click",
        },
        {
            content: "Of the saw",
            trigger: '.o_group_header:contains("Saw")',
            run: "click",
        },
        {
            content: "Its task is blocked",
            trigger: '.o_data_row:contains("Cut"):contains("Blocked")',
        },
        {
            content: "Go on",
            trigger: '.o_data_row:contains("Cut") button[name="action_go_on"]',
            run: "click",
        },
        {
            content: "It is being worked at",
            trigger: '.o_data_row:contains("Cut"):contains("Work in progress")',
        },
        {
            content: "It is done",
            trigger: '.o_data_row:contains("Cut") button[name="button_finish"]',
            run: "click",
        },
        {
            content: "It is no longer listed",
            trigger: '.o_list_view:not(:has(.o_data_row:contains("Cut")))',
        },
        {
            content: "Schedule",
            trigger: '.o_menu_sections a[data-menu-xmlid="make_schedule.menu_schedule"]',
            run: "click",
        },
        {
            content: "All is made",
            trigger: `${row("Stool")} .o_schedule_production:contains("Work in progress") button`,
            run: "click",
        },
        { content: "Done", trigger: item("Done"), run: "click" },
        {
            content: "It has left the open ones",
            trigger: '.o_list_view:not(:has(.o_data_row:contains("Stool")))',
        },
    ],
});
