/** What tours have in common: where rows are, and how menus and actions are chosen. */

export const row = (text) => `.o_data_row:contains("${text}")`;
export const nthRow = (at, text) => `.o_data_row:eq(${at}):contains("${text}")`;
export const item = (text) => `.o-dropdown--menu .o-dropdown-item:contains("${text}")`;

export const makeMenu = (text, choice) => [
    {
        content: `Open the ways to make ${text}`,
        trigger: `${row(text)} .o_schedule_make .dropdown-toggle`,
        run: "click",
    },
    { content: choice, trigger: item(choice), run: "click" },
];

export const dragToTop = (text) => ({
    content: `Drag ${text} to the top`,
    trigger: `${row(text)} .o_row_handle`,
    run: "drag_and_drop(.o_data_row:eq(0))",
});

export const menu = (name, label) => [
    {
        content: `Open ${label}`,
        trigger: `.o_menu_sections a[data-menu-xmlid="make_schedule.menu_${name}"]`,
        run: "click",
    },
    { content: `${label} is shown`, trigger: `.o_last_breadcrumb_item:contains("${label}")` },
];

export const check = (text) => ({
    content: `Select ${text}`,
    trigger: `${row(text)} .o_list_record_selector input`,
    run: "check",
});

export const press = (key) =>
    function ({ anchor }) {
        anchor.focus();
        const options = { key, altKey: true, bubbles: true, cancelable: true };
        anchor.dispatchEvent(new KeyboardEvent("keydown", options));
    };

export const act = (name) => [
    {
        content: "Open the actions",
        trigger: ".o_control_panel .o_cp_action_menus .dropdown-toggle:contains(Actions)",
        run: "click",
    },
    { content: name, trigger: `.o-dropdown--menu .o_menu_item:contains("${name}")`, run: "click" },
];
