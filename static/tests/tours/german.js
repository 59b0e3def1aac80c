import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("make_schedule_german", {
    steps: () => [
        {
            content: "What can be made says so",
            trigger: '.o_data_row:contains("Nicht verfügbar"):contains("Bücherregal")',
        },
        {
            content: "Make it",
            trigger:
                '.o_data_row:contains("Bücherregal") .o_schedule_make button:contains("+ Fertigen")',
            run: "click",
        },
        {
            content: "What was made, with the way back",
            trigger: '.o_notification:has(button:contains("Rückgängig"))',
        },
        {
            content: "Take it back",
            trigger: '.o_notification button:contains("Rückgängig")',
            run: "click",
        },
        {
            content: "Schedule",
            trigger: '.o_menu_sections a[data-menu-xmlid="make_schedule.menu_schedule"]',
            run: "click",
        },
        {
            content: "Its tables and statuses",
            trigger: '.o_schedule_tabs:contains("Offen"):contains("Erledigt")',
        },
        {
            content: "Is it on its way",
            trigger: '.o_data_row .o_schedule_production:contains("Nicht begonnen")',
        },
    ],
});
