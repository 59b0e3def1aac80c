import { beforeEach, describe, expect, test } from "@odoo/hoot";
import {
    advanceTime,
    animationFrame,
    manuallyDispatchProgrammaticEvent as dispatch,
    queryAllTexts,
    queryFirst,
    queryAll,
} from "@odoo/hoot-dom";
import { Deferred, freezeTime, unfreezeTime } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    makeServerError,
    MockServer,
    mountView,
    onRpc,
    serverState,
} from "@web/../tests/web_test_helpers";
import { rpcBus } from "@web/core/network/rpc";
import { WINDOW } from "@make_schedule/core/window";
import { defineScheduleModels } from "./schedule_test_helpers";

describe.current.tags("desktop");
defineScheduleModels();

const NAMES = ".o_data_row td[name=name]";
let wait;

beforeEach(async () => {
    // However busy the machine is: only what is advanced passes.
    freezeTime();
    wait = undefined;
    onRpc("schedule_counts", () => ({ open: 4, done: 1 }));
    onRpc("schedule_drag", ({ args }) => {
        expect.step("move");
        return { moves: { [args[0][0]]: [3, 1] }, back: [] };
    });
    onRpc("web_search_read", async ({ kwargs, parent }) => {
        expect.step(`read by ${kwargs.order.split(" ")[0].replace(",", "")}`);
        const answer = await parent();
        await wait;
        return answer;
    });
    await mountView({
        type: "list",
        resModel: "sale.order",
        context: { search_default_open: 1 },
    });
    expect.verifySteps([READ]);
});

const READ = "read by schedule_rank";

// Sent, and heard by the list too: it listened before.
async function tell(values) {
    const heard = new Deferred();
    const bus = getService("bus_service");
    const hear = () => heard.resolve();
    bus.subscribe("make_schedule/changed", hear);
    MockServer.env["bus.bus"]._sendone("broadcast", "make_schedule/changed", {
        company: serverState.companies[0].id,
        window: "another",
        ...values,
    });
    await heard;
    bus.unsubscribe("make_schedule/changed", hear);
}

// As core tells of a call's answer.
const answer = (id) =>
    rpcBus.trigger("RPC:RESPONSE", {
        data: { id, params: { model: "sale.order", method: "schedule_drag" } },
        settings: { silent: true },
        result: true,
    });

// What is said takes its way through the bus, then waits a moment.
async function settle(turns = 6) {
    for (let turn = 0; turn < turns; turn++) {
        await advanceTime(500);
        await animationFrame();
    }
}

async function dragToTop() {
    // Core's drag needs frames that come by themselves.
    unfreezeTime();
    const hand = await contains(".o_data_row:nth-child(3) .o_handle_cell").drag();
    await hand.moveTo(queryAll(".o_data_row")[0]);
    return hand;
}

test("what others change shows a moment later, and once", async () => {
    await tell();
    await tell();
    await settle();
    expect.verifySteps([READ]);
    await tell({ company: 77 });
    await settle();
    expect.verifySteps([]);
});

test("what one has done oneself is in what is read after its answer, however late told", async () => {
    const own = { window: WINDOW, call: 4711 };
    await tell(own);
    await settle();
    // Nothing was read since.
    expect.verifySteps([READ]);
    answer(own.call);
    await tell();
    await settle();
    expect.verifySteps([READ]);
    await settle();
    await tell(own);
    await settle();
    expect.verifySteps([]);
    await tell({ ...own, window: "another" });
    await settle();
    expect.verifySteps([READ]);
    answer(4712);
    await tell({ ...own, call: 4712 });
    await settle();
    // Answered, but not read since.
    expect.verifySteps([READ]);
});

test("not while something is selected", async () => {
    await contains(".o_data_row:first-child .o_list_record_selector input").click();
    await tell();
    await settle();
    expect.verifySteps([]);
    await contains(".o_data_row:first-child .o_list_record_selector input").click();
    await settle();
    expect.verifySteps([READ]);
});

test("where something changes all the time it still shows", async () => {
    for (let second = 0; second < 8; second++) {
        await tell();
        await settle(2);
    }
    expect.verifySteps([READ, READ, READ, READ]);
});

test("not while a button of the mouse is down", async () => {
    const row = queryFirst(".o_data_row td[name=customer_display]");
    await dispatch(row, "pointerdown");
    await tell();
    await settle();
    expect.verifySteps([]);
    await dispatch(row, "pointerup");
    await settle();
    expect.verifySteps([READ]);
});

test("a menu that is open holds it up, and what is chosen in it is done", async () => {
    await contains(`${NAMES}:contains(Cyd)`).focus();
    await contains(".o_data_row:contains(Cyd) [aria-label='Move to']").click();
    await tell();
    await settle(12);
    expect.verifySteps([]);
    await contains(".o-dropdown-item:contains(Move to top)").click();
    await expect.waitForSteps(["move", READ]);
});

test("a hand that moves holds it up, but not for ever", async () => {
    const row = queryFirst(".o_data_row");
    await tell();
    for (let turn = 0; turn < 8; turn++) {
        await dispatch(row, "pointermove");
        await settle(1);
    }
    expect.verifySteps([]);
    for (let turn = 0; turn < 8; turn++) {
        await dispatch(row, "pointermove");
        await settle(1);
    }
    expect.verifySteps([READ]);
});

test("a sort that meets it is done", async () => {
    wait = new Deferred();
    await tell();
    await settle();
    expect.verifySteps([READ]);
    // What it reads is on its way: now somebody sorts.
    const reading = wait;
    wait = undefined;
    await contains("th[data-name=name]").click();
    await contains("th[data-name=name]").click();
    expect.verifySteps(["read by name", "read by name"]);
    reading.resolve();
    await animationFrame();
    expect(queryAllTexts(NAMES)).toEqual(["Dee", "Cyd", "Bob", "Ada"]);
    // It comes later, as it is sorted now.
    await settle();
    expect.verifySteps(["read by name"]);
    expect(queryAllTexts(NAMES)).toEqual(["Dee", "Cyd", "Bob", "Ada"]);
});

test("another table that meets a reload is shown", async () => {
    wait = new Deferred();
    const reading = wait;
    const { drop } = await dragToTop();
    await drop();
    await expect.waitForSteps(["move", READ]);
    wait = undefined;
    await contains(".o_schedule_tabs [data-name=done]").click();
    await animationFrame();
    reading.resolve();
    await animationFrame();
    expect.verifySteps([READ]);
    expect(queryAllTexts(NAMES)).toEqual(["Eve"]);
    // Nothing is under way any more: what others change shows.
    await tell();
    await settle();
    expect.verifySteps([READ]);
});

test("what cannot be read is read the next time", async () => {
    expect.errors(0);
    let fails = true;
    onRpc("web_search_read", async ({ parent }) => {
        if (fails) {
            fails = false;
            throw makeServerError({ message: "down" });
        }
        return parent();
    });
    await tell();
    await settle(12);
    expect.verifySteps([READ]);
    await tell();
    await settle();
    expect.verifySteps([READ]);
});

test("a drop that meets it is done", async () => {
    wait = new Deferred();
    await tell();
    await settle();
    expect.verifySteps([READ]);
    const reading = wait;
    const { drop } = await dragToTop();
    wait = undefined;
    reading.resolve();
    await settle(2);
    await drop();
    await expect.waitForSteps(["move", READ]);
    await settle();
    expect.verifySteps([]);
});

test("the keyboard's place stays", async () => {
    await contains(`${NAMES}:contains(Cyd)`).focus();
    await tell();
    await settle();
    await animationFrame();
    expect.verifySteps([READ]);
    expect(`${NAMES}:contains(Cyd)`).toBeFocused();
});
