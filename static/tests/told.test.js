import { describe, expect, test } from "@odoo/hoot";
import { waitFor } from "@odoo/hoot-dom";
import { animationFrame, Deferred } from "@odoo/hoot-mock";
import { contains, getService, mountWithCleanup, onRpc } from "@web/../tests/web_test_helpers";
import { WebClient } from "@web/webclient/webclient";
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
    onRpc("action_back", ({ args }) => {
        expect.step(args);
        return answer;
    });
    await mountWithCleanup(WebClient);
    await getService("action").doAction(LIST);
    await getService("action").doAction(TOLD);
    await contains(".o_notification button:contains(Undo)").click();
    expect.verifySteps([[[1], { 5: "it's" }]]);
}

test("what was undone shows at once", async () => {
    const answer = new Deferred();
    await undo(answer);
    onRpc("web_search_read", () => expect.step("read"));
    answer.resolve(true);
    await animationFrame();
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
