import { beforeEach, describe, expect, test } from "@odoo/hoot";
import {
    advanceTime,
    animationFrame,
    manuallyDispatchProgrammaticEvent as dispatch,
    press,
    queryAll,
    queryAllTexts,
    queryFirst,
} from "@odoo/hoot-dom";
import {
    contains,
    mockService,
    mountView,
    onRpc,
    patchWithCleanup,
    toggleMenuItem,
    toggleSearchBarMenu,
} from "@web/../tests/web_test_helpers";
import { mayCreate } from "@make_schedule/core/rights";
import { defineScheduleModels, mountSell, SaleOrder } from "./schedule_test_helpers";

describe.current.tags("desktop");
defineScheduleModels();

const NAMES = ".o_data_row td[name=name]";

beforeEach(() => {
    onRpc("schedule_counts", () => ({ open: 4, done: 1 }));
    const moved = ({ args, kwargs, method }) => {
        const [ids] = args;
        const { before_id, after_id, position } = kwargs;
        expect.step([method, ids, before_id ? { before_id } : after_id ? { after_id } : position]);
        const moves = Object.fromEntries(ids.map((id) => [id, [id, 1]]));
        return { moves, back: [[`back of ${ids}`]] };
    };
    onRpc("schedule_drag", moved);
    onRpc("schedule_preview_to", () => ({ moves: {}, orders: [] }));
    onRpc("schedule_drag_back", ({ args: [ids, back] }) => {
        expect.step(["back", ids, back]);
        return Object.fromEntries(ids.map((id) => [id, [1, id]]));
    });
});

test("a drop says before or after whom, in two requests", async () => {
    onRpc("web_search_read", () => {
        expect.step("read");
    });
    await mountSell();
    expect.verifySteps(["read"]);
    await contains(".o_data_row:nth-child(3) .o_handle_cell").dragAndDrop(
        queryAll(".o_data_row")[0]
    );
    expect.verifySteps([["schedule_drag", [3], { before_id: 1 }], "read"]);
    await contains(".o_data_row:nth-child(1) .o_handle_cell").dragAndDrop(
        queryAll(".o_data_row")[1]
    );
    expect.verifySteps([["schedule_drag", [1], { after_id: 2 }], "read"]);
});

test("the last move can be undone", async () => {
    await mountSell();
    await contains(".o_data_row:nth-child(3) .o_handle_cell").dragAndDrop(
        queryAll(".o_data_row")[0]
    );
    expect.verifySteps([["schedule_drag", [3], { before_id: 1 }]]);
    await contains(".o_notification button:contains(Undo)").click();
    expect.verifySteps([["back", [3], [["back of 3"]]]]);
    expect(".o_notification button:contains(Undo)").toHaveCount(0);
    expect(".o_notification").toHaveText(/Cyd is back at 3/);
});

test("the keyboard moves the order that has the focus", async () => {
    await mountSell();
    await contains(`${NAMES}:contains(Cyd)`).focus();
    // The focus follows it: press again, and it goes on.
    for (let time = 0; time < 3; time++) {
        await press(["alt", "ArrowUp"]);
        await animationFrame();
        await animationFrame();
        expect(`${NAMES}:contains(Cyd)`).toBeFocused();
    }
    const up = ["schedule_drag", [3], { before_id: 2 }];
    expect.verifySteps([up, up, up]);
    await contains(`${NAMES}:contains(Bob)`).focus();
    await press(["alt", "ArrowDown"]);
    await animationFrame();
    expect.verifySteps([["schedule_drag", [2], { after_id: 3 }]]);
    await contains(`${NAMES}:contains(Dee)`).focus();
    await press(["alt", "Home"]);
    await animationFrame();
    expect.verifySteps([["schedule_drag", [4], 1]]);
});

test("fast steps of the keyboard are one after the other", async () => {
    const order = [1, 2, 3, 4];
    onRpc("schedule_drag", async function ({ args: [[id]], kwargs: { before_id, after_id } }) {
        await animationFrame();
        order.splice(order.indexOf(id), 1);
        order.splice(order.indexOf(before_id || after_id) + (after_id ? 1 : 0), 0, id);
        for (const [at, one] of order.entries()) {
            this.env["sale.order"].write([one], { schedule_rank: at + 1 });
        }
        return { moves: { [id]: [1, 1] }, back: [["back"]] };
    });
    await mountSell();
    await contains(`${NAMES}:contains(Ada)`).focus();
    for (let time = 0; time < 3; time++) {
        press(["alt", "ArrowDown"]);
    }
    for (let time = 0; time < 20; time++) {
        await animationFrame();
    }
    expect(order).toEqual([2, 3, 4, 1]);
});

test("the keyboard moves it from its checkbox too", async () => {
    await mountSell();
    const box = ".o_data_row:contains(Cyd) .o_list_record_selector input";
    await contains(box).focus();
    for (let time = 0; time < 2; time++) {
        await press(["alt", "ArrowUp"]);
        await animationFrame();
        await animationFrame();
        expect(box).toBeFocused();
    }
    const up = ["schedule_drag", [3], { before_id: 2 }];
    expect.verifySteps([up, up]);
});

test("another table than that of a saved search is shown without it", async () => {
    await mountView({
        type: "list",
        resModel: "sale.order",
        irFilters: [
            {
                context: "{}",
                domain: "[('schedule_open', '=', True)]",
                id: 7,
                is_default: true,
                name: "My orders",
                sort: "[]",
                user_ids: [2],
            },
        ],
    });
    expect(".o_searchview_facet").toHaveText("My orders");
    await contains(".o_schedule_tabs [data-name=done]").click();
    expect(".o_searchview_facet").toHaveText("Done");
    expect(".o_data_row").toHaveCount(1);
});

test("several orders to a position", async () => {
    await mountSell();
    for (const name of ["Bob", "Dee"]) {
        await contains(`.o_data_row:contains(${name}) .o_list_record_selector input`).click();
    }
    await contains(".o_cp_action_menus .dropdown-toggle:contains(Actions)").click();
    await contains(".o_menu_item:contains(Move to position)").click();
    expect(".modal .btn-primary").not.toBeEnabled();
    await contains(".modal input").edit("2", { confirm: false });
    await contains(".modal .btn-primary").click();
    expect.verifySteps([["schedule_drag", [2, 4], 2]]);
    await animationFrame();
    expect(`${NAMES}:contains(Bob)`).toBeFocused();
    expect(".o_notification:contains(2 orders moved to 1.)").toHaveCount(1);
    await contains(".o_notification button:contains(Undo)").click();
    await animationFrame();
    expect.verifySteps([["back", [2, 4], [["back of 2,4"]]]]);
});

test("behind all is the last place, and nothing else", async () => {
    await mountSell();
    await contains(`.o_data_row:contains(Ada) .o_list_record_selector input`).click();
    await contains(".o_cp_action_menus .dropdown-toggle:contains(Actions)").click();
    await contains(".o_menu_item:contains(Move to position)").click();
    await contains(".modal input").edit("99", { confirm: false });
    onRpc("schedule_drag", () => ({ moves: { 1: [1, 4] }, back: [["back"]] }));
    await contains(".modal .btn-primary").click();
    await animationFrame();
    expect(".o_notification").toHaveText(/Ada moved from 1 to 4. It ends there: it was the last/);
});

test("what stays together ends elsewhere, and it is said why", async () => {
    await mountSell();
    await contains(`.o_data_row:contains(Dee) .o_list_record_selector input`).click();
    await contains(".o_cp_action_menus .dropdown-toggle:contains(Actions)").click();
    await contains(".o_menu_item:contains(Move to position)").click();
    await contains(".modal input").edit("2", { confirm: false });
    onRpc("schedule_drag", () => ({ moves: { 4: [4, 3] }, back: [["back"]] }));
    await contains(".modal .btn-primary").click();
    await animationFrame();
    expect(".o_notification").toHaveText(
        /Dee moved from 4 to 3. What belongs to one order stays together./
    );
});

test("the tabs count what the screen was opened with", async () => {
    let asked;
    onRpc("schedule_counts", ({ args }) => {
        asked = args;
        return { open: 1, done: 0 };
    });
    await mountView({
        type: "list",
        resModel: "sale.order",
        domain: [["name", "=", "Ada"]],
        context: { search_default_done: 1 },
        noContentHelp: "<p>Sell something</p>",
    });
    expect(asked).toEqual([[["name", "=", "Ada"]]]);
    // What is empty is told of the table that is shown.
    expect(".o_view_nocontent").toHaveText(/Nothing is done yet/);
    expect(".o_schedule_steps").toHaveCount(0);
});

test("one of several selected takes the others along", async () => {
    await mountSell();
    for (const name of ["Ada", "Cyd"]) {
        await contains(`.o_data_row:contains(${name}) .o_list_record_selector input`).click();
    }
    await contains(".o_data_row:nth-child(1) .o_handle_cell").dragAndDrop(
        queryAll(".o_data_row")[3]
    );
    expect.verifySteps([["schedule_drag", [1, 3], { after_id: 4 }]]);
    expect(".o_notification:contains(2 orders moved to 1.)").toHaveCount(1);
    await press(["ctrl", "z"]);
    await animationFrame();
    expect.verifySteps([["back", [1, 3], [["back of 1,3"]]]]);
    await press(["ctrl", "z"]);
    await animationFrame();
    expect.verifySteps([]);
});

test("nothing is dragged but in the ranking, and one click leads back", async () => {
    await mountSell();
    expect(".o_schedule_fixed").toHaveCount(0);
    expect(".o_row_draggable").toHaveCount(4);
    await contains("th[data-name=name]").click();
    expect(".o_schedule_fixed").toHaveText(/Sorted by another column/);
    expect(".o_row_draggable").toHaveCount(0);
    await contains(".o_schedule_fixed button").click();
    expect(".o_schedule_fixed").toHaveCount(0);
    expect(".o_row_draggable").toHaveCount(4);
    await toggleSearchBarMenu();
    await toggleMenuItem("Status");
    expect(".o_schedule_fixed").toHaveText(/In groups/);
    expect(".o_row_draggable").toHaveCount(0);
    await contains(".o_schedule_fixed button").click();
    expect(".o_group_header").toHaveCount(0);
    expect(".o_row_draggable").toHaveCount(4);
    await contains(".o_schedule_tabs [data-name=done]").click();
    expect(".o_schedule_fixed").toHaveText(/has no rank/);
    expect(".o_row_handle").toHaveCount(0);
    expect(".o_data_row td[name=schedule_position]").toHaveText("");
    await contains(".o_schedule_fixed button").click();
    expect(queryAllTexts(NAMES)).toEqual(["Ada", "Bob", "Cyd", "Dee"]);
});

test("Open and Done are tables with counts", async () => {
    await mountSell();
    expect(queryAllTexts(".o_schedule_tabs button")).toEqual(["Open4", "Done1"]);
    expect(".o_schedule_tabs [data-name=open]").toHaveClass("active");
    expect(`${NAMES}:contains(Eve)`).toHaveCount(0);
    await contains(".o_schedule_tabs [data-name=done]").click();
    expect(".o_schedule_tabs [data-name=done]").toHaveClass("active");
    expect(".o_schedule_tabs [data-name=open]").not.toHaveClass("active");
    expect(queryAllTexts(NAMES)).toEqual(["Eve"]);
});

test("a flag is an amber dot with its reason", async () => {
    await mountSell();
    expect(".o_schedule_flag").toHaveCount(1);
    expect(".o_data_row:contains(Cyd) .o_schedule_flag").toHaveAttribute(
        "aria-label",
        "Web shop: less"
    );
});

test("pointing at a row offers other places for it", async () => {
    await mountSell();
    // As pointing at it does, which no test can.
    await contains(`${NAMES}:contains(Cyd)`).focus();
    const preview = (name) =>
        onRpc("schedule_preview_to", ({ args, kwargs }) => {
            expect.step([name, args[0], kwargs.position]);
            return { moves: {}, orders: [], held: ["S9"] };
        });
    preview("preview");
    const top = ".o_data_row:contains(Cyd) [aria-label='Move to top']";
    await dispatch(queryFirst(top), "pointerenter");
    await advanceTime(400);
    await animationFrame();
    expect(".o_schedule_top_preview").toHaveText("Move to top\nHeld by a firm promise: S9");
    expect.verifySteps([["preview", [3], 1]]);
    await contains(top).click();
    expect(".o_schedule_top_preview").toHaveCount(0);
    // What was said is not asked again.
    expect.verifySteps([["schedule_drag", [3], 1]]);
    // Who does not wait for it is told when it is done.
    await contains(`${NAMES}:contains(Ada)`).focus();
    await contains(".o_data_row:contains(Ada) [aria-label='Move to top']").click();
    await expect.waitForSteps([
        ["preview", [1], 1],
        ["schedule_drag", [1], 1],
    ]);
    await contains(`${NAMES}:contains(Bob)`).focus();
    await contains(".o_data_row:contains(Bob) [aria-label='Move to']").click();
    await contains(".o-dropdown-item:contains(Move to position)").click();
    await contains(".modal input").edit("3", { confirm: false });
    await contains(".modal .btn-primary").click();
    await expect.waitForSteps([
        ["preview", [2], 3],
        ["schedule_drag", [2], 3],
    ]);
    await contains("th[data-name=name]").click();
    expect(".o_schedule_rank_menu").toHaveCount(0);
});

test("signs say what is made to order, and what is a part of what", async () => {
    await mountSell();
    expect(".o_schedule_mto").toHaveCount(1);
    expect(".o_data_row:contains(Ada) .o_schedule_mto").toHaveCount(1);
    expect(".o_data_row:contains(Bob) .o_schedule_part").toHaveAttribute(
        "aria-label",
        "Part of Dee, which stands below"
    );
});

test("a part shows whom its order is made for", async () => {
    await mountSell();
    expect(".o_data_row:contains(Bob) .o_schedule_customer_of_parent").toHaveText("Zoe · S2");
    expect(".o_data_row:contains(Ada) .o_schedule_customer").toHaveText("Ada · S1");
});

test("a draft is shown instead of what is open, never beside it", async () => {
    patchWithCleanup(SaleOrder._records[4], { state: "draft" });
    await mountSell();
    await toggleSearchBarMenu();
    await toggleMenuItem("Draft");
    expect(queryAllTexts(NAMES)).toEqual(["Eve"]);
    expect(queryAllTexts(".o_facet_value")).toEqual(["Draft"]);
    expect(".o_schedule_tabs [data-name=open]").toHaveClass("active");
    // It has no rank yet.
    expect(".o_schedule_fixed").toHaveText(/A draft is not ranked/);
    await contains(".o_schedule_tabs [data-name=open]").click();
    expect(queryAllTexts(".o_facet_value")).toEqual(["Open"]);
    expect(queryAllTexts(NAMES)).toEqual(["Ada", "Bob", "Cyd", "Dee"]);
});

test("who may not open an order's form is told so", async () => {
    const selectRecord = (resId) => expect.step(["open", resId]);
    patchWithCleanup(mayCreate, { open: false });
    await mountView({ type: "list", resModel: "sale.order", selectRecord });
    await contains(`${NAMES}:first`).click();
    expect(".o_notification").toHaveText(/not open it/);
    expect.verifySteps([]);
    patchWithCleanup(mayCreate, { open: true });
    await contains(`${NAMES}:first`).click();
    expect.verifySteps([["open", 1]]);
});

test("an empty search says that nothing matches, an empty table what to do first", async () => {
    SaleOrder._records = [];
    patchWithCleanup(mayCreate, { sell: true, make: false, deliver: true });
    mockService("action", {
        doAction: async (action) => expect.step(action.res_model || action),
    });
    await mountView({
        type: "list",
        resModel: "sale.order",
        context: { search_default_open: 1 },
        noContentHelp: "<p>Sell something</p>",
    });
    expect(".o_view_nocontent").toHaveText(/Sell something/);
    expect(queryAllTexts(".o_schedule_steps a")).toEqual(["1. Sell", "3. Deliver"]);
    expect(".o_schedule_steps strong").toHaveText("2. Make");
    await contains(".o_schedule_steps a:contains(Sell)").click();
    await contains(".o_schedule_steps a:contains(Deliver)").click();
    expect.verifySteps(["sale.order", "stock.action_picking_tree_outgoing"]);
    await toggleSearchBarMenu();
    await toggleMenuItem("To make");
    expect(".o_view_nocontent").toHaveText(/Nothing matches/);
});

test("what was printed stays selected", async () => {
    const print = [{ id: 7, name: "Pick list" }];
    mockService("action", {
        doAction: (id, { onClose }) => {
            expect.step(id);
            return onClose();
        },
    });
    await mountView({
        type: "list",
        resModel: "sale.order",
        context: { search_default_open: 1 },
        loadActionMenus: true,
        info: { actionMenus: { action: [{ id: 8, name: "Count" }], print } },
    });
    await contains(".o_data_row:contains(Bob) .o_list_record_selector input").click();
    await contains(".o_cp_action_menus .dropdown-toggle:contains(Print)").click();
    await contains(".o_menu_item:contains(Pick list)").click();
    expect.verifySteps([7]);
    expect(".o_data_row_selected").toHaveCount(1);
    await contains(".o_cp_action_menus .dropdown-toggle:contains(Actions)").click();
    await contains(".o_menu_item:contains(Count)").click();
    await animationFrame();
    expect.verifySteps([8]);
    expect(".o_data_row_selected").toHaveCount(0);
});

test("all that can be made to order is made with one button", async () => {
    const made = { production_status: "none", can_make_to_order: true };
    patchWithCleanup(SaleOrder._records[3], made);
    // Of a kit the components are made.
    patchWithCleanup(SaleOrder._records[1], { production_status: "none" });
    onRpc("schedule_to_make", () => ({ 3: "2 Stool" }));
    onRpc("action_make_to_order_run", ({ args }) => {
        expect.step(args[0]);
        return { type: "ir.actions.client", tag: "soft_reload" };
    });
    await mountSell();
    expect(".o_schedule_banner").toHaveText(/2 orders can be made to order/);
    await contains(".o_schedule_banner button:contains(Show them)").click();
    expect(queryAllTexts(NAMES)).toEqual(["Cyd", "Dee"]);
    expect(".o_schedule_banner button:contains(Show them)").toHaveCount(0);
    await contains(".o_schedule_banner button:contains(Make all)").click();
    expect(".modal-body").toHaveText(/2 orders can be made to order.*Cyd: 2 Stool.*Dee/s);
    await contains(".modal .btn-primary").click();
    expect.verifySteps([[3, 4]]);
});
