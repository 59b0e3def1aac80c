import { registry } from "@web/core/registry";
import { menu } from "./steps";

/** Screens with nothing to show say what they are for; the settings say what they do. */
registry.category("web_tour.tours").add("make_schedule_first_day", {
    steps: () => [
        ...menu("sell", "Sell"),
        { content: "What Sell is for", trigger: ".o_nocontent_help:contains(Drag one up)" },
        ...menu("schedule", "Schedule"),
        { content: "What Schedule is for", trigger: ".o_nocontent_help:contains(Drag one:)" },
        ...menu("tasks", "Tasks"),
        { content: "What Tasks is for", trigger: ".o_nocontent_help:contains(work center)" },
        {
            content: "What a day needs less often",
            trigger: 'button[data-menu-xmlid="make_schedule.menu_more"]',
            run: "click",
        },
        {
            content: "Settings",
            trigger: '.o-dropdown--menu a[data-menu-xmlid="make_schedule.menu_settings"]',
            run: "click",
        },
        {
            content: "What connectors may do",
            trigger: '.app_settings_block[data-key="make_schedule"] #connector_change_policy',
        },
        {
            content: "They wait for a decision",
            trigger: '#connector_change_policy input[data-value="review"]',
            run: "click",
        },
        { content: "Save", trigger: ".o_form_button_save", run: "click" },
        { content: "It is saved", trigger: ".o_form_view:not(:has(.o_dirty_warning))" },
    ],
});
