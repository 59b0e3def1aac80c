import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame, press, queryAll, queryAllTexts } from "@odoo/hoot-dom";
import {
    contains,
    MockServer,
    mountView,
    onRpc,
    serverState,
} from "@web/../tests/web_test_helpers";
import { defineScheduleModels } from "./schedule_test_helpers";

describe.current.tags("desktop");
defineScheduleModels();

const NAMES = ".o_data_row td[name=name]";

beforeEach(() => {
    onRpc("schedule_counts", () => ({ open: 4, done: 1 }));
    const moved = ({ args, kwargs, method }) => {
        const [ids, position] = args;
        const where = position ? { position } : kwargs;
        const { before_id, after_id } = where;
        expect.step([method, ids, before_id ? { before_id } : after_id ? { after_id } : position]);
        return Object.fromEntries(ids.map((id) => [id, [id, 1]]));
    };
    onRpc("schedule_move", moved);
    onRpc("schedule_move_to", moved);
});

const mountList = () =>
    mountView({
        type: "list",
        resModel: "sale.order",
        context: { search_default_open: 1 },
        loadActionMenus: true,
    });

test("a drop says before or after whom, in two requests", async () => {
    onRpc("web_search_read", () => {
        expect.step("read");
    });
    await mountList();
    expect.verifySteps(["read"]);
    await contains(".o_data_row:nth-child(3) .o_handle_cell").dragAndDrop(
        queryAll(".o_data_row")[0]
    );
    expect.verifySteps([["schedule_move", [3], { before_id: 1 }], "read"]);
    await contains(".o_data_row:nth-child(1) .o_handle_cell").dragAndDrop(
        queryAll(".o_data_row")[1]
    );
    expect.verifySteps([["schedule_move", [1], { after_id: 2 }], "read"]);
});

test("the last move can be undone", async () => {
    await mountList();
    await contains(".o_data_row:nth-child(3) .o_handle_cell").dragAndDrop(
        queryAll(".o_data_row")[0]
    );
    expect.verifySteps([["schedule_move", [3], { before_id: 1 }]]);
    await contains(".o_notification button:contains(Undo)").click();
    expect.verifySteps([["schedule_move", [3], { before_id: 4 }]]);
    expect(".o_notification button:contains(Undo)").toHaveCount(0);
});

test("the keyboard moves the order that has the focus", async () => {
    await mountList();
    await contains(`${NAMES}:contains(Cyd)`).focus();
    await press(["alt", "ArrowUp"]);
    await animationFrame();
    expect.verifySteps([["schedule_move", [3], { before_id: 2 }]]);
    await contains(`${NAMES}:contains(Bob)`).focus();
    await press(["alt", "ArrowDown"]);
    await animationFrame();
    expect.verifySteps([["schedule_move", [2], { after_id: 3 }]]);
    await contains(`${NAMES}:contains(Dee)`).focus();
    await press(["alt", "Home"]);
    await animationFrame();
    expect.verifySteps([["schedule_move_to", [4], 1]]);
});

test("several orders to a position", async () => {
    await mountList();
    for (const name of ["Bob", "Dee"]) {
        await contains(`.o_data_row:contains(${name}) .o_list_record_selector input`).click();
    }
    await contains(".o_cp_action_menus .dropdown-toggle:contains(Actions)").click();
    await contains(".o_menu_item:contains(Move to position)").click();
    expect(".modal .btn-primary").not.toBeEnabled();
    await contains(".modal input").edit("2", { confirm: false });
    await contains(".modal .btn-primary").click();
    expect.verifySteps([["schedule_move_to", [2, 4], 2]]);
    expect(".o_notification:contains(2 orders moved to 1.)").toHaveCount(1);
    await contains(".o_notification button:contains(Undo)").click();
    await animationFrame();
    expect.verifySteps([
        ["schedule_move", [4], { after_id: 3 }],
        ["schedule_move", [2], { before_id: 3 }],
    ]);
});

test("Open and Done are tables with counts", async () => {
    await mountList();
    expect(queryAllTexts(".o_schedule_tabs button")).toEqual(["Open4", "Done1"]);
    expect(".o_schedule_tabs [data-name=open]").toHaveClass("active");
    expect(`${NAMES}:contains(Eve)`).toHaveCount(0);
    await contains(".o_schedule_tabs [data-name=done]").click();
    expect(".o_schedule_tabs [data-name=done]").toHaveClass("active");
    expect(".o_schedule_tabs [data-name=open]").not.toHaveClass("active");
    expect(queryAllTexts(NAMES)).toEqual(["Eve"]);
});

test("a flag is an amber dot with its reason", async () => {
    await mountList();
    expect(".o_schedule_flag").toHaveCount(1);
    expect(".o_data_row:contains(Cyd) .o_schedule_flag").toHaveAttribute(
        "aria-label",
        "Web shop: less"
    );
});

test("what others change shows a moment later, and not under one's hands", async () => {
    let ownWindow;
    onRpc("web_search_read", ({ kwargs }) => {
        ownWindow = kwargs.context.schedule_window;
        expect.step("read");
    });
    await mountList();
    expect.verifySteps(["read"]);
    const change = { company: serverState.companies[0].id, window: "another" };
    const tell = (values) => {
        const { env } = MockServer;
        env["bus.bus"]._sendone("broadcast", "make_schedule/changed", { ...change, ...values });
    };
    // What is said takes its way through the bus, then waits a moment.
    const settle = async () => {
        for (let turn = 0; turn < 6; turn++) {
            await advanceTime(500);
            await animationFrame();
        }
    };
    // What this window has done itself is in what it has just loaded.
    tell({ window: ownWindow });
    await settle();
    expect.verifySteps([]);
    tell();
    tell();
    await settle();
    expect.verifySteps(["read"]);
    tell({ company: 77 });
    await settle();
    expect.verifySteps([]);
    await contains(".o_data_row:first-child .o_list_record_selector input").click();
    tell();
    await settle();
    expect.verifySteps([]);
    await contains(".o_data_row:first-child .o_list_record_selector input").click();
    await settle();
    expect.verifySteps(["read"]);
});
