import { describe, expect, test } from "@odoo/hoot";
import { animationFrame, queryAllTexts } from "@odoo/hoot-dom";
import { Deferred } from "@odoo/hoot-mock";
import { contains, mockService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { CreateMenu } from "@make_schedule/create_menu/create_menu";
import { MakeRun } from "@make_schedule/run/run";

describe.current.tags("desktop");
defineMailModels();

const props = { action: { params: { run_id: 5 } }, actionId: 1 };
const progress = (state, done, values = {}) => ({
    state,
    done,
    total: 10,
    made: [],
    skipped: [],
    ...values,
});

test("the progress is shown to the end, and then what came of it", async () => {
    const next = [new Deferred(), new Deferred()];
    let call = 0;
    onRpc("make.schedule.run", "progress", () => progress("running", 0));
    onRpc("make.schedule.run", "process", () => next[call++]);
    await mountWithCleanup(MakeRun, { props });
    await animationFrame();
    expect(".progress").toHaveAttribute("aria-valuenow", "0");
    next[0].resolve(progress("running", 5));
    await animationFrame();
    expect(".progress").toHaveAttribute("aria-valuenow", "50");
    expect(".o_schedule_run footer button").toHaveText("Cancel");
    next[1].resolve(
        progress("done", 10, {
            made: [
                [1, "S1 / 1", true],
                [2, "S2 / 1", false],
            ],
            skipped: [
                [3, "S3", "Nothing of it is missing."],
                [4, "S4", "It is a kit."],
                [5, "S5", "Nothing of it is missing."],
                [5, "S5", "Nothing of it is missing."],
            ],
        })
    );
    await animationFrame();
    expect(".progress").toHaveAttribute("aria-valuenow", "100");
    expect(queryAllTexts(".o_schedule_made")).toEqual(["S1 / 1", "S2 / 1"]);
    expect(".o_schedule_made button").toHaveCount(1);
    // One line a reason, which leads to its orders.
    expect(queryAllTexts(".o_schedule_skipped")).toEqual([
        "Nothing of it is missing.2 orders",
        "It is a kit.S4",
    ]);
    expect(queryAllTexts(".o_schedule_run footer button")).toEqual(["Close", "Undo"]);
});

test("a reason leads to its orders", async () => {
    const skipped = [
        [3, "S3", "Nothing of it is missing."],
        [4, "S4", "It is a kit."],
        [5, "S5", "Nothing of it is missing."],
    ];
    onRpc("make.schedule.run", "progress", () => progress("done", 10, { skipped }));
    mockService("action", {
        doAction: ({ res_model, domain, res_id }) => expect.step([res_model, domain || res_id]),
    });
    await mountWithCleanup(MakeRun, { props });
    await animationFrame();
    await contains(".o_schedule_skipped button:contains(2 orders)").click();
    expect.verifySteps([["sale.order", [["id", "in", [3, 5]]]]]);
    await contains(".o_schedule_skipped button:contains(S4)").click();
    expect.verifySteps([["sale.order", 4]]);
});

test("missing subassemblies of what was made can be made too", async () => {
    const made = [[1, "S1 / 1", true]];
    onRpc("make.schedule.run", "progress", () => progress("done", 10, { made, short: true }));
    onRpc("mrp.production", "action_make_subassemblies", ({ args }) => {
        expect.step(args[0]);
        return { type: "ir.actions.act_window_close" };
    });
    await mountWithCleanup(MakeRun, { props });
    await animationFrame();
    await contains('.o_schedule_run footer button:contains("Make subassemblies")').click();
    expect.verifySteps([[1]]);
});

test("cancelled, it stays so whatever was under way", async () => {
    const underWay = new Deferred();
    onRpc("make.schedule.run", "progress", () => progress("running", 0));
    onRpc("make.schedule.run", "process", () => underWay);
    onRpc("make.schedule.run", "cancel", () => progress("cancelled", 5));
    await mountWithCleanup(MakeRun, { props });
    await animationFrame();
    await contains(".o_schedule_run footer button").click();
    expect(".o_schedule_run").toHaveText(/Cancelled/);
    underWay.resolve(progress("running", 5));
    await animationFrame();
    expect(".o_schedule_run").toHaveText(/Cancelled/);
});

test("the global + offers what the user may create", async () => {
    const menu = await mountWithCleanup(CreateMenu);
    menu.may = { sell: true, make: false };
    await contains(".o_schedule_create").click();
    expect(queryAllTexts(".o-dropdown--menu .o-dropdown-item")).toEqual(["Sales order"]);
});
