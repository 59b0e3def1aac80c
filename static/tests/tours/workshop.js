import { registry } from "@web/core/registry";
import { dragToTop, item, makeMenu, nthRow, row } from "./steps";

const tours = registry.category("web_tour.tours");

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
            content: "Why: the cursor is there already",
            trigger: '.modal [name="reason"] input:focus',
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
            content: "So does why",
            trigger: `${row("Stool")} .o_schedule_reason:contains("The saw is broken")`,
        },
        {
            content: "Tasks, beside it",
            trigger: ".o_schedule_screens button:contains(Tasks)",
            run: "click",
        },
        {
            content: "Of the saw",
            trigger: '.o_group_header:contains("Saw")',
        },
        {
            content: "Its task is blocked",
            trigger: '.o_data_row:contains("Cut"):contains("Blocked")',
        },
        {
            content: "Unblock it",
            trigger: '.o_data_row:contains("Cut") button[name="action_go_on"]',
            run: "click",
        },
        {
            content: "Start",
            trigger: '.o_data_row:contains("Cut") button[name="action_start_task"]',
            run: "click",
        },
        {
            content: "It is being worked at",
            trigger: '.o_data_row:contains("Cut"):contains("Work in progress")',
        },
        {
            content: "It is done, and with it the order whose last task it was",
            trigger: '.o_data_row:contains("Cut") button[name="action_finish_task"]',
            run: "click",
        },
        {
            content: "It is no longer listed",
            trigger: '.o_list_view:not(:has(.o_data_row:contains("Cut")))',
        },
        {
            content: "Schedule",
            trigger: ".o_schedule_screens button:contains(Schedule)",
            run: "click",
        },
        { content: "It is open", trigger: row("Table") },
        {
            content: "The stool has left the open ones",
            trigger: `.o_list_view:not(:has(${row("Stool")}))`,
        },
        { content: "Look at Done", trigger: '.o_schedule_tabs [data-name="done"]', run: "click" },
        {
            content: "It was too early",
            trigger: `${row("Stool")} .o_schedule_production:contains("Done") button`,
            run: "click",
        },
        { content: "Take it back", trigger: item("Not started"), run: "click" },
        {
            content: "What that does is told",
            trigger: '.modal .alert-warning:contains("taken apart")',
        },
        {
            content: "Do it",
            trigger: '.modal button[name="action_apply"]',
            run: "click",
        },
        {
            content: "It is no longer among what is done",
            trigger: `.o_list_view:not(:has(${row("Stool")}))`,
        },
        { content: "Open again", trigger: '.o_schedule_tabs [data-name="open"]', run: "click" },
        {
            content: "An order goes on",
            trigger: `${row("Stool")} .o_schedule_production:contains("Not started")`,
        },
    ],
});

/** A foreman has made a part, of more than the bill says. */
tours.add("make_schedule_part", {
    steps: () => [
        {
            content: "How far is the stool",
            trigger: `${row("Stool")} .o_schedule_production button`,
            run: "click",
        },
        { content: "A part of it", trigger: item("Partially complete"), run: "click" },
        {
            content: "How much",
            trigger: '.modal [name="quantity"] input',
            run: "edit 1 && press Tab",
        },
        {
            content: "What the bill says was consumed",
            trigger: '.modal .o_data_row:contains("Leg") td[name="quantity"]:contains("3")',
            run: "click",
        },
        {
            content: "It was more",
            trigger: '.modal .o_data_row td[name="quantity"] input',
            run: "edit 4",
        },
        {
            content: "Apply",
            trigger: '.modal button[name="action_apply"]',
            run: "click",
        },
        {
            content: "The rest goes on",
            trigger: `${row("Stool")} .o_schedule_production:contains("Partially complete")`,
        },
    ],
});

/** A foreman ranks by hand, and undoes it. */
tours.add("make_schedule_rank", {
    steps: () => [
        { content: "The table is first", trigger: nthRow(0, "Table") },
        dragToTop("Stool"),
        { content: "The stool is first", trigger: nthRow(0, "Stool") },
        {
            content: "Undo",
            trigger: '.o_notification:contains("to 1.") button:contains("Undo")',
            run: "click",
        },
        { content: "The table is first again", trigger: nthRow(0, "Table") },
    ],
});

/** A foreman looks at how busy the saw is. */
tours.add("make_schedule_load", {
    steps: () => [
        {
            content: "Two of the day's hours are taken",
            trigger: '.o_schedule_load_map tr:contains("Saw") .o_schedule_load:contains("02:00")',
        },
        {
            content: "More than fits is red",
            trigger: '.o_schedule_load_map tr:contains("Press") .o_schedule_load.text-bg-danger',
            run: "click",
        },
        {
            content: "It says so in words",
            trigger: '.o_last_breadcrumb_item:contains("Press"):contains("too much for")',
        },
        { content: "A task of the first order", trigger: nthRow(0, "Glue") },
        { content: "and one of the other", trigger: nthRow(1, "Glue") },
        { content: "Back", trigger: ".o_back_button, .breadcrumb-item a", run: "click" },
        { content: "Day by day", trigger: ".o_switch_view.o_graph", run: "click" },
        { content: "As a chart", trigger: ".o_graph_canvas_container canvas" },
        { content: "In figures", trigger: ".o_switch_view.o_pivot", run: "click" },
        { content: "Two hours", trigger: '.o_pivot tr:contains("Saw") td:contains("02:00")' },
    ],
});

/** A foreman looks at what holds production up, makes the one and goes to the others. */
tours.add("make_schedule_blocking", {
    steps: () => [
        {
            content: "Legs hold up most",
            trigger: '.o_data_row:eq(0):contains("Leg"):contains("Ada")',
        },
        {
            content: "A drawer can be made",
            trigger: `${row("Drawer")} button[name="action_make_in_batch"]`,
            run: "click",
        },
        {
            content: "Make it",
            trigger: '.modal:contains("Drawer") button[name="action_create"]',
            run: "click",
        },
        {
            content: "It is expected now",
            trigger: `${row("Drawer")} td[name="missing_qty"]:contains(/^0$/)`,
        },
        { content: "So are its boards waited for", trigger: row("Board") },
        {
            content: "Who waits for legs",
            trigger: `${row("Leg")} button[name="action_open_mos"]`,
            run: "click",
        },
        { content: "The stool", trigger: row("Stool") },
        { content: "The table", trigger: row("Table") },
        {
            content: "When they are due",
            trigger: ".o_switch_view.o_calendar",
            run: "click",
        },
        { content: "In the calendar", trigger: ".o_calendar_renderer .fc-event" },
        {
            content: "How much there is to make",
            trigger: ".o_switch_view.o_graph",
            run: "click",
        },
        { content: "per day", trigger: ".o_graph_renderer canvas" },
        {
            content: "In numbers",
            trigger: ".o_switch_view.o_pivot",
            run: "click",
        },
        { content: "per product", trigger: '.o_pivot th:contains("Stool")' },
    ],
});

const VIEWS = ["kanban", "schedule_timeline", "calendar", "graph", "pivot", "list"];

/** A foreman finds the tables and the other screen in every view. */
tours.add("make_schedule_views", {
    steps: () => [
        { content: "Look at Done", trigger: '.o_schedule_tabs [data-name="done"]', run: "click" },
        ...VIEWS.flatMap((view) => [
            { content: `As ${view}`, trigger: `.o_switch_view.o_${view}`, run: "click" },
            {
                content: "Done is still chosen, and Tasks is beside it",
                trigger:
                    `.o_action_manager:has(.o_switch_view.o_${view}.active)` +
                    ':has(.o_schedule_tabs [data-name="open"])' +
                    ':has(.o_schedule_tabs [data-name="done"].active)' +
                    ':has(.o_schedule_screens button.active:contains("Schedule"))' +
                    ':has(.o_schedule_screens button:contains("Tasks"))',
            },
        ]),
        { content: "The calendar", trigger: ".o_switch_view.o_calendar", run: "click" },
        {
            content: "Its colours are the statuses",
            trigger:
                '.o_schedule_legend:contains("Not started"):contains("Blocked")' +
                ':contains("Work in progress"):contains("Partially complete")' +
                ':contains("Done"):contains("Cancelled")',
        },
        { content: "Open", trigger: '.o_schedule_tabs [data-name="open"]', run: "click" },
        { content: "What is open is there", trigger: '.fc-event:contains("Table")' },
        {
            content: "Tasks",
            trigger: '.o_schedule_screens button:contains("Tasks")',
            run: "click",
        },
        { content: "It is there", trigger: '.o_last_breadcrumb_item:contains("Tasks")' },
    ],
});

/** A foreman sells nothing in Sell, but makes what is missing. */
tours.add("make_schedule_foreman_in_sell", {
    steps: () => [
        {
            content: "There is no new one, and its status has no menu",
            trigger:
                ".o_list_view:not(:has(.o_list_button_add)) " +
                `${row("Cyd")}:not(:has(.o_schedule_production))`,
        },
        {
            content: "It is not opened",
            trigger: `${row("Cyd")} td[name="name"]`,
            run: "click",
        },
        {
            content: "It says why",
            trigger: '.o_notification:contains("You can see this list, but not open it.")',
        },
        ...makeMenu("Cyd", "Make to order"),
        { content: "It is told", trigger: '.o_notification:contains("Created:")' },
        {
            content: "The order is expected now",
            trigger: `${row("Cyd")} td[name="sales_items_availability"]:contains("Expected")`,
        },
    ],
});
