import { registry } from "@web/core/registry";
import { stepUtils } from "@web_tour/tour_utils";
import { dragToTop, nthRow, row } from "./steps";

const tours = registry.category("web_tour.tours");

/** A planner asks why an order is not there yet, and does what helps. */
tours.add("make_schedule_why", {
    steps: () => [
        {
            content: "Why is it not there yet",
            trigger: `${row("Cyd")} td[name="sales_items_availability"] .o_schedule_status`,
            run: "click",
        },
        {
            content: "Ada is served before: move up",
            trigger: '.o_claims .o_cause[data-kind="stock_held"] .o_cause_help',
            run: "click",
        },
        { content: "Cyd is first", trigger: nthRow(0, "Cyd") },
        {
            content: "It says so; back",
            trigger: '.o_notification:contains("moved from 3 to 1") button:contains("Undo")',
            run: "click",
        },
        { content: "Ada is first again", trigger: nthRow(0, "Ada") },
        {
            content: "Why is it not there yet",
            trigger: `${row("Cyd")} td[name="sales_items_availability"] .o_schedule_status`,
            run: "click",
        },
        {
            content: "It is short: make it",
            trigger: '.o_claims .o_cause[data-kind="short"] .o_cause_help:contains("+ Make")',
            run: "click",
        },
        { content: "How many", trigger: '.modal button[name="action_create"]', run: "click" },
        {
            content: "Why is it not there yet",
            trigger: `.o_web_client:not(:has(.modal)) ${row("Cyd")} td[name="sales_items_availability"] .o_schedule_status`,
            run: "click",
        },
        {
            content: "What is made for it lacks legs: open that order",
            trigger:
                '.o_claims:has(.o_cause[data-kind="short"]:contains("Leg")) .o_cause[data-kind="mo"] button.o_cause_text',
            run: "click",
        },
        { content: "It is open", trigger: '.o_form_view:contains("Stool")' },
    ],
});

/** A planner tries moves, sees what they would do, and makes them in one go. */
tours.add("make_schedule_what_if", {
    steps: () => [
        { content: "Ada is first", trigger: nthRow(0, "Ada") },
        { content: "Try things", trigger: "button.o_schedule_try", run: "click" },
        {
            content: "Nothing is tried yet",
            trigger: '.o_schedule_what_if:contains("Nothing is changed yet")',
        },
        dragToTop("Cyd"),
        {
            content: "Cyd would be first, from the third place",
            trigger: `${nthRow(0, "Cyd")}:contains("→ 1")`,
        },
        {
            content: "Ada would lose her date",
            trigger: `${nthRow(1, "Ada")} .o_schedule_tried.text-danger, ${nthRow(1, "Ada")} .o_schedule_tried.text-warning`,
        },
        {
            content: "What that would change is said",
            trigger: '.o_schedule_what_if:contains("1 tried"):contains("1 later")',
        },
        {
            content: "One step back",
            trigger: '.o_schedule_what_if button:contains("One step back")',
            run: "click",
        },
        { content: "Ada is first again", trigger: nthRow(0, "Ada") },
        dragToTop("Dee"),
        { content: "Dee would be first", trigger: `${nthRow(0, "Dee")}:contains("→ 1")` },
        {
            content: "Make it so",
            trigger: '.o_schedule_what_if button:contains("Apply")',
            run: "click",
        },
        {
            content: "It says so, with one way back",
            trigger: '.o_notification:contains("is done") button:contains("Undo")',
        },
        {
            content: "Dee is first",
            trigger: `.o_list_view:not(:has(.o_schedule_what_if)) ${nthRow(0, "Dee")}`,
        },
        {
            content: "Back",
            trigger: '.o_notification:contains("is done") button:contains("Undo")',
            run: "click",
        },
        { content: "Ada is first again", trigger: nthRow(0, "Ada") },
    ],
});

/** A planner's morning: a number leads to just what it counts. */
tours.add("make_schedule_board", {
    steps: () => [
        {
            content: "Three orders are to be made",
            trigger: '.o_schedule_question[data-name="to_make"]:contains("3")',
            run: "click",
        },
        {
            content: "They are shown",
            trigger: '.o_searchview_facet:contains("To make")',
        },
        { content: "One of them", trigger: row("Cyd") },
        {
            content: "Back to the board",
            trigger:
                '.o_menu_sections a[data-menu-xmlid="make_schedule.menu_board"], .o_breadcrumb a:contains("Board")',
            run: "click",
        },
        {
            content: "Did we keep what we promised?",
            trigger: ".o_schedule_on_time",
            run: "click",
        },
        {
            content: "Nothing is delivered yet",
            trigger: '.o_content:contains("Nothing is delivered yet")',
        },
    ],
});

/** A planner sees first what needs a hand, and whether promises are kept. */
tours.add("make_schedule_share", {
    steps: () => [
        ...stepUtils.goToAppSteps("make_schedule.menu_root", "Make"),
        {
            content: "The board is first; more is on time than was before",
            trigger:
                '.o_schedule_board .o_schedule_on_time:contains("100%")' +
                ':contains("50% in the four weeks before")',
            run: "click",
        },
        { content: "Week by week", trigger: ".o_graph_canvas_container canvas" },
        { content: "Of all weeks", trigger: ".o_facet_remove", run: "click" },
        {
            content: "In figures",
            trigger: ".o_action:not(:has(.o_searchview_facet)) .o_switch_view.o_list",
            run: "click",
        },
        { content: "All three are there", trigger: ".o_data_row:eq(2)" },
    ],
});
