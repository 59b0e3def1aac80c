import { describe, expect, getFixture, test } from "@odoo/hoot";
import { press, waitFor } from "@odoo/hoot-dom";
import { advanceTime, animationFrame, Deferred, freezeTime } from "@odoo/hoot-mock";
import {
    contains,
    getService,
    MockServer,
    mountWithCleanup,
    onRpc,
    serverState,
} from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { tellDone } from "@make_schedule/core/undo";
import { WINDOW } from "@make_schedule/core/window";
import { defineScheduleModels } from "./schedule_test_helpers";

describe.current.tags("desktop");
defineScheduleModels();

const LIST = { type: "ir.actions.act_window", res_model: "sale.order", views: [[false, "list"]] };
const FORM = { ...LIST, res_model: "res.partner", views: [[false, "form"]] };
const TOLD = {
    type: "ir.actions.client",
    tag: "make_schedule.told",
    params: {
        message: "Done",
        undo: { model: "sale.order", method: "action_back", args: [[1], { 5: "it's" }] },
    },
};

async function undo(answer) {
    onRpc("schedule_counts", () => ({ open: 4, done: 1 }));
    onRpc("action_back", ({ args, kwargs }) => {
        expect.step(args);
        // What it answers is said to this user.
        expect(kwargs.context.lang).toBe("en");
        return answer;
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction(LIST);
    await getService("action").doAction(TOLD);
    await contains(".o_notification button:contains(Undo)").click();
    expect.verifySteps([[[1], { 5: "it's" }]]);
}

test("a question that follows what was done is asked", async () => {
    onRpc("schedule_counts", () => ({ open: 4, done: 1 }));
    onRpc("action_write", ({ args }) => {
        expect.step(args);
        return { ...TOLD, params: { message: "Written" } };
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction(LIST);
    await getService("action").doAction({
        ...TOLD,
        params: {
            message: "Promised",
            next: {
                type: "ir.actions.client",
                tag: "make_schedule.ask",
                params: {
                    ids: [1, 2],
                    ...{ title: "Write?", body: "To both.", confirm: "Write" },
                    ...{ model: "sale.order", method: "action_write" },
                },
            },
        },
    });
    await animationFrame();
    expect(".o_dialog .modal-title").toHaveText("Write?");
    await contains(".o_dialog button:contains(Write)").click();
    expect.verifySteps([[[1, 2]]]);
    await animationFrame();
    expect(".o_notification").toHaveText(/Written/);
});

test("what was undone shows at once", async () => {
    const answer = new Deferred();
    await undo(answer);
    onRpc("web_search_read", () => expect.step("read"));
    answer.resolve(true);
    await animationFrame();
    await animationFrame();
    expect.verifySteps(["read"]);
});

test("who presses something meanwhile sees it when his hands rest", async () => {
    // However busy the machine is: only what is advanced passes.
    freezeTime();
    const answer = new Deferred();
    await undo(answer);
    onRpc("web_search_read", () => expect.step("read"));
    await contains(".o_control_panel").click();
    answer.resolve(true);
    await animationFrame();
    // The server tells this window's own change; the list has been read a moment before.
    MockServer.env["bus.bus"]._sendone("broadcast", "make_schedule/changed", {
        company: serverState.companies[0].id,
        window: WINDOW,
    });
    await advanceTime(500);
    expect.verifySteps([]);
    await advanceTime(1500);
    await animationFrame();
    expect.verifySteps(["read"]);
});

test("who goes on before it is undone stays where he went", async () => {
    const [answer, views] = [new Deferred(), new Deferred()];
    await undo(answer);
    onRpc("res.partner", "get_views", () => views);
    await contains(".o_control_panel").click();
    getService("action").doAction(FORM);
    await animationFrame();
    answer.resolve(true);
    await animationFrame();
    views.resolve();
    await waitFor(".o_form_view");
    expect(".o_list_view").toHaveCount(0);
});

async function tellSomething() {
    await mountWithCleanup(WebClient);
    tellDone(getService("notification"), "Done", () => expect.step("undo"));
    await animationFrame();
}

test("Ctrl+Z takes back what was done last, once", async () => {
    await tellSomething();
    await press(["ctrl", "z"]);
    expect.verifySteps(["undo"]);
    await press(["ctrl", "z"]);
    expect.verifySteps([]);
});

test("the way back is offered for 15 seconds, and by Ctrl+Z after them", async () => {
    freezeTime();
    await tellSomething();
    await advanceTime(14000);
    expect(".o_notification button:contains(Undo)").toHaveCount(1);
    await advanceTime(2000);
    await animationFrame();
    expect(".o_notification").toHaveCount(0);
    await press(["ctrl", "z"]);
    expect.verifySteps(["undo"]);
});

test("Ctrl+Z takes back the last action alone, and nothing where that has no way back", async () => {
    await tellSomething();
    tellDone(getService("notification"), "Next", () => expect.step("undo the next"));
    await animationFrame();
    expect(".o_notification").toHaveCount(1);
    await press(["ctrl", "z"]);
    await press(["ctrl", "z"]);
    expect.verifySteps(["undo the next"]);
    tellDone(getService("notification"), "Done", () => expect.step("undo"));
    tellDone(getService("notification"), "For good");
    await press(["ctrl", "z"]);
    expect.verifySteps([]);
});

test("Ctrl+Z in a text is the text's", async () => {
    await tellSomething();
    for (const tag of ["input", "textarea"]) {
        const field = document.createElement(tag);
        getFixture().append(field);
        field.focus();
        await press(["ctrl", "z"]);
        expect.verifySteps([]);
        field.remove();
    }
    await press(["ctrl", "z"]);
    expect.verifySteps(["undo"]);
});

test("Ctrl+Z in a dialog takes nothing back that stands behind it", async () => {
    await tellSomething();
    getService("dialog").add(AlertDialog, { body: "Sure?" });
    await waitFor(".o_dialog");
    await press(["ctrl", "z"]);
    expect.verifySteps([]);
    await contains(".o_dialog .btn-primary").click();
    await animationFrame();
    await press(["ctrl", "z"]);
    expect.verifySteps(["undo"]);
});
