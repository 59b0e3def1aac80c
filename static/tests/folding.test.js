import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { press, queryAllTexts } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { contains, mountView, onRpc, patchWithCleanup } from "@web/../tests/web_test_helpers";
import { isHidden, partsOf, toggleFolded } from "@make_schedule/schedule_list/folding";
import { defineScheduleModels, SaleOrder } from "./schedule_test_helpers";

describe.current.tags("desktop");
defineScheduleModels();

const fold = (name) => contains(`.o_data_row:contains(${name}) .o_schedule_fold`);

beforeEach(async () => {
    onRpc("schedule_counts", () => ({ open: 4, done: 1 }));
    onRpc("schedule_drag", ({ args, kwargs }) => {
        const { before_id, after_id } = kwargs;
        expect.step([args[0], before_id ? { before_id } : { after_id }]);
        return { moves: Object.fromEntries(args[0].map((id) => [id, [id, 1]])), back: [] };
    });
    // Bob is a part of Cyd, and Cyd of Dee.
    patchWithCleanup(SaleOrder._records[1], { schedule_parent_id: 3, schedule_rank: 40 });
    patchWithCleanup(SaleOrder._records[2], { schedule_parent_id: 4, schedule_rank: 40 });
    patchWithCleanup(SaleOrder._records[3], { schedule_rank: 40 });
    await mountView({
        type: "list",
        resModel: "sale.order",
        context: { search_default_open: 1 },
    });
});

const shown = () =>
    queryAllTexts(".o_data_row:not(.d-none) td[name=name]").map(
        (text) => text.match(/[A-Z]\w+/)[0]
    );

test("subassemblies fold into what they are a part of", async () => {
    expect(shown()).toEqual(["Ada", "Bob", "Cyd", "Dee"]);
    expect(".o_schedule_fold").toHaveCount(2);
    await fold("Dee").click();
    expect(shown()).toEqual(["Ada", "Dee"]);
    expect(".o_data_row:contains(Dee) .o_schedule_fold").toHaveText("2");
    expect(".o_data_row:contains(Dee) .o_schedule_fold").toHaveAttribute("aria-expanded", "false");
    await fold("Dee").click();
    expect(shown()).toEqual(["Ada", "Bob", "Cyd", "Dee"]);
    await fold("Cyd").click();
    expect(shown()).toEqual(["Ada", "Cyd", "Dee"]);
    await fold("Cyd").click();
});

test("a drop above what is folded goes above all of it", async () => {
    await fold("Dee").click();
    await contains(".o_data_row:contains(Dee) .o_handle_cell").dragAndDrop(
        ".o_data_row:contains(Ada)"
    );
    expect.verifySteps([[[4], { before_id: 1 }]]);
    await fold("Dee").click();
});

test("the keyboard passes what is folded", async () => {
    await fold("Dee").click();
    document.querySelector(".o_data_row td[name=name]").focus();
    await press("arrowdown");
    await animationFrame();
    expect(document.activeElement.closest("tr")).toHaveText(/Dee/);
    await press("alt+arrowup");
    await animationFrame();
    expect.verifySteps([[[4], { before_id: 1 }]]);
    await fold("Dee").click();
});

test("the checkbox of the header chooses what is shown", async () => {
    await fold("Dee").click();
    const all = () => contains("thead .o_list_record_selector input");
    await all().click();
    expect(".o_data_row_selected").toHaveCount(2);
    expect(".o_data_row_selected.d-none").toHaveCount(0);
    expect("thead .o_list_record_selector input").toBeChecked();
    await all().click();
    expect(".o_data_row_selected").toHaveCount(0);
    await fold("Dee").click();
    await all().click();
    expect(".o_data_row_selected").toHaveCount(4);
});

test("of orders that are each other's parents one can be folded into the other", () => {
    const [one, other] = [1, 2].map((resId) => ({
        resId,
        data: { schedule_parent_id: { id: 3 - resId } },
    }));
    const both = [one, other];
    expect(partsOf(one, both)).toEqual([other]);
    expect(partsOf(other, both)).toEqual([one]);
    toggleFolded(one);
    expect(both.map((record) => isHidden(record, both))).toEqual([false, true]);
    toggleFolded(one);
    expect(both.some((record) => isHidden(record, both))).toBe(false);
});
