import { registry } from "@web/core/registry";

const dot = (reason) => `.o_schedule_flag[aria-label*="${reason}"]`;

/** What a web shop has changed is decided, and a flagged order led back. */
registry.category("web_tour.tours").add("make_schedule_flags", {
    steps: () => [
        { content: "The reason is at the amber dot", trigger: dot("Web shop") },
        {
            content: "Open the filters",
            trigger: ".o_searchview_dropdown_toggler",
            run: "click",
        },
        {
            content: "Only what is to review",
            trigger: '.o_filter_menu .o_menu_item:contains("To review")',
            run: "click",
        },
        { content: "One order is", trigger: '.o_pager_value:contains("1-1")' },
        { content: "Open it", trigger: ".o_data_row td[name=name]", run: "click" },
        {
            content: "Both quantities are told",
            trigger: '.alert:contains("asks for 8"):contains("makes 5")',
        },
        {
            content: "Apply the change",
            trigger: "button[name=action_apply_change]",
            run: "click",
        },
        {
            content: "Nothing is left to decide",
            trigger: ".o_form_view:not(:has(.alert-warning:visible))",
        },
        {
            content: "Back to the list",
            trigger: ".o_back_button, .breadcrumb-item a",
            run: "click",
        },
        {
            content: "No more to review",
            trigger: '.o_facet_value:contains("To review")',
        },
        {
            content: "Show all that is open",
            trigger: '.o_searchview_facet:contains("To review") .o_facet_remove',
            run: "click",
        },
        {
            content: "Open what was unlinked",
            trigger: `.o_data_row:has(${dot("asks for 0")}) td[name=name]`,
            run: "click",
        },
        {
            content: "Keep it",
            trigger: '.alert:contains("Unlinked") button[name=action_keep_mts]:visible',
            run: "click",
        },
        {
            content: "It is kept, and the chatter says so",
            trigger: '.o-mail-Message:contains("Kept as make to stock")',
        },
    ],
});
