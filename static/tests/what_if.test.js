import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { animationFrame, queryAll, queryAllTexts } from "@odoo/hoot-dom";
import { advanceTime, freezeTime } from "@odoo/hoot-mock";
import {
    contains,
    makeServerError,
    mockService,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { user } from "@web/core/user";
import { patch } from "@web/core/utils/patch";
import { WhatIf } from "@make_schedule/what_if/mode";
import { previewLines } from "@make_schedule/what_if/preview";
import { byPlace, changesOf } from "@make_schedule/what_if/tried";
import { defineScheduleModels, mountSell, SaleOrder } from "./schedule_test_helpers";

describe.current.tags("desktop");
defineScheduleModels();

const order = (
    name,
    late,
    availability = ["in_stock", "in_stock"],
    date = ["2040-01-10 12:00:00", "2040-01-12 12:00:00"]
) => ({ order: name, late, availability, date });
const LATE = order("S31", [false, true]);

let answer;
beforeEach(() => {
    answer = { orders: [LATE] };
    onRpc("schedule_counts", () => ({ open: 4, done: 1 }));
    onRpc("schedule_preview", ({ args, kwargs }) => {
        const { before_id, after_id } = kwargs;
        expect.step(["preview", args[0], before_id ? { before_id } : { after_id }]);
        return answer;
    });
    onRpc("schedule_preview_to", ({ args, kwargs }) => {
        expect.step(["preview", args[0], kwargs.position]);
        return answer;
    });
    onRpc("schedule_drag", ({ args }) => {
        expect.step("drag");
        return { moves: Object.fromEntries(args[0].map((id) => [id, [id, 1]])), back: [] };
    });
});

test("what a move changes, in lines, the worst first", async () => {
    // What is translated needs a client.
    await mountSell();
    const served = order("S1", [false, false], ["not_available", "in_stock"]);
    const lost = order("S2", [false, false], ["in_stock", "not_available"]);
    const timely = order("S3", [true, false]);
    expect(previewLines([served, timely, lost, LATE]).map(({ text }) => String(text))).toEqual([
        "S31 becomes late",
        "S2 is no longer served",
        "S3 comes on time",
        "S1 is served",
    ]);
    // A date that is lost is bad news, whatever "late" says; one that is got is none.
    const dates = ["2040-01-10 12:00:00", false];
    const waits = ["expected", "expected"];
    const undated = order("S4", [true, false], waits, dates);
    const dated = order("S5", [false, true], waits, [...dates].reverse());
    expect(previewLines([dated, undated]).map(({ kind, text }) => [kind, String(text)])).toEqual([
        ["danger", "S4 has no date any more"],
        ["success", "S5 has a date now"],
    ]);
    expect(previewLines([]).map(({ text }) => String(text))).toEqual(["No order becomes late."]);
    const [held] = previewLines([], ["S1", "another order"]);
    expect([held.kind, String(held.text)]).toEqual([
        "muted",
        "Held by a firm promise: S1, another order",
    ]);
    const many = ["S4", "S5", "S6", "S7", "S8"].map((name) => order(name, [false, true]));
    expect(String(previewLines(many)[0].text)).toBe("5 become late: S4, S5, S6 and 2 more");
});

test("a row that is held over a place says what dropping it there changes", async () => {
    mockService("notification", {
        add(message) {
            expect.step(message);
            return () => {};
        },
    });
    await mountSell();
    const { drop, moveTo } = await contains(".o_data_row:nth-child(3) .o_handle_cell").drag();
    // However busy the machine is: only what is advanced passes.
    freezeTime();
    await moveTo(queryAll(".o_data_row")[0]);
    await advanceTime(200);
    expect(".o_schedule_drop_line").toHaveCount(0);
    expect.verifySteps([]);
    await advanceTime(200);
    await animationFrame();
    expect.verifySteps([["preview", [3], { before_id: 1 }]]);
    expect(".o_schedule_drop_line").toHaveText("S31 becomes late");
    await drop();
    await animationFrame();
    expect(".o_schedule_drop_line").toHaveCount(0);
    expect.verifySteps(["drag", "Cyd moved from 3 to 1.\nS31 becomes late"]);
});

test("what is tried makes nothing", async () => {
    SaleOrder._records.forEach((record) => Object.assign(record, { state: "sale" }));
    await mountSell();
    expect(".o_schedule_make").not.toHaveCount(0);
    await contains(".o_schedule_try").click();
    expect(".o_schedule_make").toHaveCount(0);
    expect(".o_schedule_banner").toHaveCount(0);
    await contains(".o_schedule_what_if button:contains(Discard)").click();
    expect(".o_schedule_make").not.toHaveCount(0);
});

describe("a page that is read again", () => {
    const KEPT = [{ model: "sale.order", id: 3, before_id: 1 }];
    const kept = () => browser.sessionStorage.getItem(WhatIf.prototype.key);

    beforeEach(() => {
        browser.sessionStorage.setItem(WhatIf.prototype.key, JSON.stringify(KEPT));
        onRpc("schedule_what_if", ({ args }) => {
            expect.step(args[0]);
            return { moves: {}, ...answer };
        });
        onRpc("schedule_what_if_positions", () => ({ 3: 1, 1: 2, 2: 3, 4: 4 }));
    });

    test("shows what is tried", async () => {
        await mountSell();
        expect.verifySteps([KEPT]);
        expect(".o_schedule_what_if").toHaveText(/1 tried.*S31 becomes late/s);
        expect(queryAllTexts(".o_data_row td[name=name]")).toEqual(["Cyd", "Ada", "Bob", "Dee"]);
        await contains(".o_schedule_what_if button:contains(Discard)").click();
        expect(kept()).toBe(null);
    });

    test("forgets what cannot be tried any more", async () => {
        onRpc("schedule_what_if", () => {
            throw makeServerError({ message: "closed" });
        });
        await mountSell();
        expect(".o_schedule_what_if").toHaveCount(0);
        expect(queryAllTexts(".o_data_row td[name=name]")).toEqual(["Ada", "Bob", "Cyd", "Dee"]);
        expect(kept()).toBe(null);
    });

    test("by another user, or in another company, knows nothing of it", () => {
        const isOn = () => new WhatIf({ call: async () => answer }).isOn;
        for (const other of [{ userId: 77 }, { activeCompany: { id: 77 } }]) {
            expect(isOn()).toBe(true);
            const unpatch = patch(user, other);
            expect(isOn()).toBe(false);
            unpatch();
        }
    });
});

describe("on time", () => {
    const openMenu = async (name) => {
        await contains(`.o_data_row:contains(${name}) td[name=name]`).focus();
        await contains(`.o_data_row:contains(${name}) [aria-label='Move to']`).click();
    };
    const offered = () => queryAllTexts(".o-dropdown--menu .o-dropdown-item");
    const MOVES = ["Move to top", "Move to position"];

    test("a late order moves up when what that changes is confirmed", async () => {
        patchWithCleanup(SaleOrder._records[3], { schedule_late: true });
        onRpc("schedule_on_time", ({ args }) => {
            expect.step(["on time", args[0]]);
            return { moves: { 4: [4, 2] }, orders: [LATE], held: ["S9"] };
        });
        mockService("action", {
            doActionButton: ({ name, resId }) => expect.step([name, resId]),
        });
        await mountSell();
        await openMenu("Dee");
        expect(offered()).toEqual([...MOVES, "Deliver on time"]);
        await contains(".o-dropdown-item:contains(Deliver on time)").click();
        expect(".modal-body").toHaveText(
            "From 4 to 2 in the ranking.\nS31 becomes late\nHeld by a firm promise: S9"
        );
        expect.verifySteps([["on time", [4]]]);
        await contains(".modal .btn-primary").click();
        expect.verifySteps([["action_on_time", 4]]);
    });

    test("is not offered for what is not late, nor for a day that is over", async () => {
        const over = { schedule_late: true, schedule_deadline: "2019-01-11 12:00:00" };
        patchWithCleanup(SaleOrder._records[1], over);
        await mountSell();
        for (const name of ["Bob", "Dee"]) {
            await openMenu(name);
            expect(offered()).toEqual(MOVES);
        }
    });
});

test("a hand that goes on is told nothing of where it was", async () => {
    await mountSell();
    const { cancel, moveTo } = await contains(".o_data_row:nth-child(4) .o_handle_cell").drag();
    freezeTime();
    await moveTo(queryAll(".o_data_row")[0]);
    await advanceTime(200);
    await moveTo(queryAll(".o_data_row")[1]);
    await advanceTime(400);
    await animationFrame();
    expect(".o_schedule_drop_line").toHaveCount(1);
    await cancel();
    expect(".o_schedule_drop_line").toHaveCount(0);
    // Asked once, of where it rested.
    expect.verifySteps([["preview", [4], { before_id: 1 }]]);
});

test("Move to position says it before it is done", async () => {
    await mountSell();
    await contains(".o_data_row:nth-child(3) .o_list_record_selector input").click();
    await contains(".o_cp_action_menus .dropdown-toggle").click();
    await contains(".o-dropdown--menu .o_menu_item:contains(Move to position)").click();
    await contains("#schedule_position").edit("1", { confirm: false });
    await advanceTime(400);
    await animationFrame();
    expect.verifySteps([["preview", [3], 1]]);
    expect(".o_schedule_preview").toHaveText("S31 becomes late");
});

describe("what is tried", () => {
    const record = (resId, place) => ({
        resId,
        resModel: "sale.order",
        data: { schedule_position: place },
    });
    const seen = [1, 2, 3, 4].map((id) => record(id, id));
    const ids = (changes) =>
        changes.map(({ id, before_id, after_id }) => [id, before_id, after_id]);

    test("several keep their order, above and below", () => {
        const moved = [seen[1], seen[3]];
        const above = changesOf(moved, { before_id: 1 });
        expect(ids(above)).toEqual([
            [2, 1, undefined],
            [4, 1, undefined],
        ]);
        const below = changesOf(moved, { after_id: 3 });
        expect(ids(below)).toEqual([
            [4, undefined, 3],
            [2, undefined, 3],
        ]);
    });

    const FIRST = { model: "sale.order", id: 1, after_id: 4 };
    const SECOND = { model: "sale.order", id: 2, before_id: 1 };

    /** What is tried, of a server that answers when it is told to. */
    function trying() {
        browser.sessionStorage.clear();
        const asked = [];
        const orm = {
            call(_model, method, args) {
                const { promise, resolve } = Promise.withResolvers();
                const answer = method.endsWith("place")
                    ? { after_id: 3 }
                    : { moves: {}, orders: [] };
                asked.push({ method, args, answer: () => resolve(answer) });
                return promise;
            },
        };
        const whatIf = new WhatIf(orm);
        whatIf.start();
        return { asked, whatIf };
    }

    test("what is asked quickly is tried together", async () => {
        const { asked, whatIf } = trying();
        const both = Promise.all([whatIf.add([FIRST]), whatIf.add([SECOND])]);
        await animationFrame();
        expect(asked).toHaveLength(1);
        asked[0].answer();
        await animationFrame();
        expect(asked[1].args).toEqual([[FIRST, SECOND]]);
        asked[1].answer();
        await both;
        expect(whatIf.changes).toEqual([FIRST, SECOND]);
        const steps = Promise.all([whatIf.back(), whatIf.back()]);
        await animationFrame();
        asked[2].answer();
        await steps;
        expect(whatIf.changes).toEqual([]);
    });

    test("what was discarded meanwhile does not come back", async () => {
        const { asked, whatIf } = trying();
        const added = Promise.all([whatIf.add([FIRST]), whatIf.add([SECOND])]);
        await animationFrame();
        whatIf.stop();
        asked[0].answer();
        await added;
        expect(whatIf.isOn).toBe(false);
        expect(asked).toHaveLength(1);
        expect(browser.sessionStorage.getItem(whatIf.key)).toBe(null);
    });

    test("a position is one of all that are ranked", async () => {
        const { asked, whatIf } = trying();
        const added = whatIf.addPosition("sale.order", [seen[0]], 3);
        await animationFrame();
        expect(asked[0].args).toEqual([[], "sale.order", [1], 3]);
        asked[0].answer();
        await animationFrame();
        asked[1].answer();
        await added;
        expect(whatIf.changes).toEqual([{ model: "sale.order", id: 1, after_id: 3 }]);
    });

    test("what has no place stays behind", () => {
        const found = [{ id: 1 }, { id: 2 }, { id: 3 }];
        expect(found.sort(byPlace({ 3: 1, 1: 2 })).map(({ id }) => id)).toEqual([3, 1, 2]);
    });
});
