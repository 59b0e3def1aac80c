import { beforeEach, describe, expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame, hover, queryAllTexts } from "@odoo/hoot-dom";
import {
    contains,
    mockService,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { mayCreate } from "@make_schedule/core/rights";
import { defineScheduleModels, SaleOrder } from "./schedule_test_helpers";

describe.current.tags("desktop");
defineScheduleModels();

const mountList = (domain = []) => mountView({ type: "list", resModel: "sale.order", domain });
const row = (name) => `.o_data_row:contains(${name})`;

beforeEach(() => {
    onRpc("schedule_counts", () => ({ open: 4, done: 1 }));
});

test("the date stands below Expected alone, red when late", async () => {
    await mountList();
    expect(`${row("Bob")} .o_schedule_expected`).toHaveCount(1);
    expect(`${row("Bob")} .o_schedule_expected`).not.toHaveClass("text-danger");
    expect(`${row("Eve")} .o_schedule_expected`).toHaveClass("text-danger");
    expect(`${row("Eve")} .o_schedule_expected i`).toHaveAttribute("aria-label", "Too late");
    expect(`${row("Ada")} .o_schedule_expected`).toHaveCount(0);
    expect(`${row("Ada")} .o_schedule_status .badge`).toHaveText("In stock");
});

test("an offer is too late for a date that was asked for alone", async () => {
    for (const record of SaleOrder._records) {
        const isAsked = record.name === "Eve" && "2040-01-09 12:00:00";
        const offer = { state: "draft", commitment_date: isAsked, availability_late: true };
        Object.assign(record, { ...offer, sales_items_availability: "expected" });
    }
    SaleOrder._views.list = SaleOrder._views.list.replace(
        '<widget name="make_schedule_make"/>',
        '<field name="state"/><field name="commitment_date"/>'
    );
    await mountList();
    expect(`${row("Ada")} .o_schedule_expected`).toHaveClass("text-muted");
    expect(`${row("Ada")} .o_schedule_expected i`).toHaveCount(0);
    expect(`${row("Eve")} .o_schedule_expected`).toHaveClass("text-danger");
});

test("what has its date in time all the same is not red for its documents", async () => {
    patchWithCleanup(SaleOrder._records[4], { schedule_late: false });
    await mountList();
    expect(`${row("Eve")} .o_schedule_expected`).toHaveClass("text-warning");
    expect(`${row("Eve")} .o_schedule_expected`).toHaveAttribute(
        "title",
        "It should have come already"
    );
    expect(`${row("Eve")} [aria-label='Too late']`).toHaveCount(0);
});

test("where there is nothing to say there is a dash", async () => {
    patchWithCleanup(SaleOrder._records[1], { sales_items_availability: "not_applicable" });
    await mountList();
    const cell = `${row("Bob")} td[name=sales_items_availability]`;
    expect(cell).toHaveText("–");
    expect(`${cell} .o_schedule_nothing`).toHaveAttribute("title", "Not applicable");
    expect(`${cell} button`).toHaveCount(0);
});

test("below a row's status red is what needs a hand alone", async () => {
    patchWithCleanup(SaleOrder._records[2], {
        ingredients_availability: "no_recipe",
        production_status: "not_started",
    });
    patchWithCleanup(SaleOrder._records[3], {
        ingredients_availability: "in_stock",
        production_status: "blocked",
    });
    const arch = `
        <list>
            <field name="name"/>
            <field name="sales_items_availability" widget="make_schedule_status" options="{'making': true}"/>
            <field name="ingredients_availability" column_invisible="1"/>
            <field name="production_status" column_invisible="1"/>
        </list>`;
    await mountView({ type: "list", resModel: "sale.order", arch });
    const details = (name, color) => queryAllTexts(`${row(name)} .o_schedule_detail.text-${color}`);
    expect(details("Cyd", "danger")).toEqual(["Ingredients: No recipe"]);
    expect(details("Cyd", "muted")).toEqual(["Production: Not started"]);
    expect(details("Dee", "danger")).toEqual(["Production: Blocked"]);
    expect(details("Dee", "muted")).toEqual(["Ingredients: In stock"]);
});

test("pointing at what is sold shows it", async () => {
    patchWithCleanup(SaleOrder._records[1], {
        products_display: "2 Stool, 1 Table",
        products_sold: [
            { id: 7, text: "2 Stool" },
            { id: 8, text: "1 Table" },
        ],
    });
    const arch = `<list><field name="products_display" widget="make_schedule_products"/></list>`;
    await mountView({ type: "list", resModel: "sale.order", arch });
    await hover(".o_schedule_products");
    await advanceTime(1000);
    await animationFrame();
    expect(queryAllTexts(".o-tooltip span")).toEqual(["2 Stool", "1 Table"]);
    expect(".o-tooltip img:first").toHaveAttribute("data-src", /product\.product\/7\/image_128/);
});

test("a sign beside Expected says what cannot come as dated", async () => {
    await mountList();
    expect(".o_schedule_risk").toHaveCount(1);
    expect(`${row("Bob")} .o_schedule_risk`).toHaveAttribute(
        "aria-label",
        "At risk: MO/7 lacks ingredients."
    );
});

test("+ Make is for what is Not available, and offers both ways", async () => {
    mockService("action", {
        doActionButton: (params) => {
            expect.step([params.name, params.resModel, params.resId]);
            params.onClose();
        },
    });
    await mountList();
    expect(".o_schedule_make").toHaveCount(1);
    await contains(`${row("Cyd")} .o_schedule_make .dropdown-toggle`).click();
    expect(queryAllTexts(".o-dropdown--menu .o-dropdown-item")).toEqual([
        "Make to order",
        "Make in batch",
    ]);
    await contains(".o-dropdown-item:contains(Make in batch)").click();
    expect.verifySteps([["action_make_in_batch", "sale.order", 3]]);
    await contains(`${row("Cyd")} .o_schedule_make button:contains(Make)`).click();
    expect.verifySteps([["action_make_to_order_dialog", "sale.order", 3]]);
});

test("no + Make where it could only fail", async () => {
    patchWithCleanup(SaleOrder._records[2], { state: "draft" });
    await mountList();
    expect(".o_schedule_make, .o_schedule_buy").toHaveCount(0);
});

test("what nothing says how to make is bought", async () => {
    patchWithCleanup(SaleOrder._records[2], {
        ingredients_availability: "no_recipe",
        can_make_to_order: false,
    });
    onRpc("schedule_claims", ({ args }) => {
        expect.step(args[1]);
        return [];
    });
    // Who cannot buy gets no button that leads nowhere.
    await mountList();
    expect(".o_schedule_buy").toHaveCount(0);
    patchWithCleanup(mayCreate, { buy: true });
    await mountList();
    expect(".o_schedule_make").toHaveCount(0);
    await contains(`${row("Cyd")} .o_schedule_buy button`).click();
    expect(".o_claims").toHaveCount(1);
    expect.verifySteps(["sales_items"]);
});

test("of several rows one may have no recipe, and another can be made", async () => {
    patchWithCleanup(SaleOrder._records[2], { ingredients_availability: "no_recipe" });
    await mountList();
    expect(".o_schedule_buy").toHaveCount(0);
    expect(`${row("Cyd")} .o_schedule_make`).toHaveCount(1);
});

test("what is made already is made in batch alone", async () => {
    patchWithCleanup(SaleOrder._records[2], { can_make_to_order: false });
    mockService("action", {
        doActionButton: (params) => expect.step(params.name),
    });
    await mountList();
    await contains(`${row("Cyd")} .o_schedule_make button:contains(Make)`).click();
    expect.verifySteps(["action_make_in_batch"]);
    await contains(`${row("Cyd")} .o_schedule_make .dropdown-toggle`).click();
    expect(queryAllTexts(".o-dropdown--menu .o-dropdown-item")).toEqual(["Make in batch"]);
});

test("of a task that nothing delays it is said so", async () => {
    const field = `<field name="production_status" widget="make_schedule_task_status"/>`;
    const arch = `<list><field name="name"/>${field}</list>`;
    await mountView({ type: "list", resModel: "sale.order", arch });
    await contains(`${row("Cyd")} td[name=production_status] button`).click();
    expect(".o_claims").toHaveText(/Nothing delays it\./);
});

test("the claims popover says who, how much and when, and leads on", async () => {
    onRpc("schedule_claims", ({ args }) => {
        expect.step(args);
        return [
            {
                name: "Leg",
                quantity: 9,
                uom: "Units",
                lines: [
                    {
                        name: "WH/Stock",
                        quantity: 4.5,
                        uom: "Units",
                        date: false,
                        late: false,
                        model: "product.product",
                        id: 7,
                    },
                    {
                        name: "WH/IN/1",
                        quantity: 2,
                        uom: "Units",
                        date: "2040-01-10 12:00:00",
                        late: true,
                        model: false,
                        id: false,
                    },
                ],
                missing: {
                    quantity: 2.5,
                    product_id: 7,
                    warehouse_id: 1,
                    can_make: true,
                    can_buy: false,
                },
            },
        ];
    });
    mockService("action", {
        doAction: (action) => expect.step([action.res_model, action.res_id]),
        doActionButton: (params) => expect.step([params.name, params.resModel, params.resId]),
    });
    await mountList();
    await contains(`${row("Cyd")} .o_schedule_status`).click();
    expect.verifySteps([[[3], "sales_items"]]);
    expect(queryAllTexts(".o_claims .o_claim")).toEqual([
        "WH/Stock\n4.5 Units",
        "WH/IN/1\n2 Unitslate, Jan 10, 2040",
    ]);
    expect(".o_claims .o_claim button").toHaveCount(1);
    expect(".o_claim_missing").toHaveText("Missing\n2.5 Units+ Make");
    await contains(".o_claims .o_claim button").click();
    expect.verifySteps([["product.product", 7]]);
    expect(".o_claims").toHaveCount(0);
    await contains(`${row("Cyd")} .o_schedule_status`).click();
    expect.verifySteps([[[3], "sales_items"]]);
    await contains(".o_claim_missing button").click();
    expect.verifySteps([["action_make_in_batch", "product.product", 7]]);
    await contains(`${row("Ada")} .o_schedule_customer`).click();
    expect.verifySteps([[[1], "customer"]]);
});

test("three blockers are said at once, by weight, and the others where they are asked for", async () => {
    const missing = (name, quantity, short) => ({
        ...{ name, quantity, uom: "Units", lines: [] },
        missing: short && { quantity: short, product_id: 7, can_make: false, can_buy: false },
    });
    const late = { name: "WH/IN/1", quantity: 5, uom: "Units", late: true, date: "2040-01-10" };
    const groups = [
        missing("In stock", 5, 0),
        missing("A tenth", 10, 1),
        { ...missing("Late", 5, 0), lines: [late] },
        missing("Half", 10, 5),
        missing("All", 3, 3),
    ];
    let shown = groups.slice(1);
    onRpc("schedule_claims", () => shown);
    await mountList();
    const names = ".o_claims .fw-bold span:first-child";
    await contains(`${row("Cyd")} .o_schedule_status`).click();
    expect(queryAllTexts(names)).toEqual(["All", "Half", "A tenth"]);
    expect(".o_claims_more").toHaveText("1 more");
    await contains(".o_claims_more").click();
    expect(queryAllTexts(names)).toEqual(["All", "Half", "A tenth", "Late"]);
    expect(".o_claims_more").toHaveCount(0);
    await contains(`${row("Ada")} .o_schedule_customer`).click();
    // Of fewer all is said as it comes.
    shown = groups.slice(0, 4);
    await contains(`${row("Cyd")} .o_schedule_status`).click();
    expect(queryAllTexts(names)).toEqual(["In stock", "A tenth", "Late", "Half"]);
    expect(".o_claims_more").toHaveCount(0);
});

test("what delays it is said from the document down, with what would help", async () => {
    const cause = { slip: false, start: false, end: false, help: "" };
    const causes = [
        {
            ...cause,
            kind: "row",
            id: 30,
            text: "2 Stools: no date yet.",
            slip: true,
            help: "promise",
            opens: { model: "sale.order", id: 3 },
        },
        {
            ...cause,
            kind: "receipt",
            text: "WH/IN/1 brings 2 Stools.",
            start: "2040-01-09 12:00:00",
            end: "2040-01-10 12:00:00",
            opens: { model: false, id: false },
        },
    ];
    onRpc("schedule_claims", () => []);
    onRpc("schedule_why", () => ({ name: "Cyd", causes }));
    mockService("action", {
        doAction: (action) => expect.step([action.res_model, action.res_id]),
        doActionButton: (params) => expect.step([params.name, params.args, params.resId]),
    });
    await mountList();
    await contains(`${row("Cyd")} .o_schedule_status`).click();
    expect(queryAllTexts(".o_claims .o_cause_text")).toEqual([
        "2 Stools: no date yet.",
        "WH/IN/1 brings 2 Stools.",
    ]);
    expect(".o_claims .o_cause:first").toHaveClass("text-danger");
    expect(".o_claims .o_cause:last small").toHaveText("Jan 9, 2040 – Jan 10, 2040");
    expect("button.o_cause_text").toHaveCount(1);
    expect(queryAllTexts(".o_claims .o_cause_help")).toEqual(["Promise another date"]);
    await contains(".o_claims .o_cause_help").click();
    expect.verifySteps([["action_shorten", '[0,"row",30]', 3]]);
    await contains(`${row("Cyd")} .o_schedule_status`).click();
    await contains("button.o_cause_text").click();
    expect.verifySteps([["sale.order", 3]]);
});

test("production is set in the row", async () => {
    mockService("action", {
        doActionButton: (params) => expect.step([params.name, params.args, params.resId]),
    });
    await mountList();
    await contains(`${row("Bob")} .o_schedule_production button`).click();
    expect(queryAllTexts(".o-dropdown--menu .o-dropdown-item")).toEqual([
        "Not started",
        "Blocked",
        "Partially complete",
        "Done",
    ]);
    await contains(".o-dropdown-item:contains(Blocked)").click();
    expect.verifySteps([["action_ask_production_status", '["blocked"]', 2]]);
    expect(`${row("Ada")} .o_schedule_production`).toHaveText("Done");
    await contains(`${row("Ada")} .o_schedule_production button`).click();
    expect(queryAllTexts(".o-dropdown--menu .o-dropdown-item")).toEqual([
        "Not started",
        "Work in progress",
    ]);
});

test("a click on a deadline changes it, where the order is open", async () => {
    onRpc("schedule_set_deadline", ({ args }) => {
        expect.step(args);
        return { type: "ir.actions.client", tag: "soft_reload" };
    });
    await mountList();
    const deadline = (name) => `${row(name)} td[name=date_deadline]`;
    expect(`${deadline("Ada")} button`).toHaveCount(0);
    expect(deadline("Ada")).toHaveText("Jan 12, 2040, 1:00 PM");
    expect(`${deadline("Bob")} button`).toHaveText("Cannot be planned");
    expect(`${deadline("Bob")} button`).toHaveAttribute(
        "aria-label",
        "No free working hours: Saw. Change it"
    );
    expect(`${deadline("Cyd")} button`).toHaveAttribute("aria-label", /2040.*Change it$/);
    expect(`${deadline("Cyd")} [aria-label="Set by hand"]`).toHaveCount(1);
    expect(`${deadline("Dee")} [aria-label="Set by hand"]`).toHaveCount(0);
    expect(`${deadline("Dee")} [aria-label^="Later than"]`).toHaveCount(1);
    expect(`${deadline("Cyd")} [aria-label^="Later than"]`).toHaveCount(0);
    await contains(`${deadline("Cyd")} button`).click();
    await contains(".o_date_item_cell:contains(19)").click();
    await contains(".o_datetime_buttons button:contains(Apply)").click();
    await animationFrame();
    expect.verifySteps([[[3], "2040-01-19 12:00:00"]]);
    // One of several that are selected takes the others along.
    for (const name of ["Cyd", "Dee"]) {
        await contains(`${row(name)} .o_list_record_selector input`).click();
    }
    await contains(`${deadline("Dee")} button`).click();
    await contains(".o_date_item_cell:contains(20)").click();
    await contains(".o_datetime_buttons button:contains(Apply)").click();
    await animationFrame();
    expect.verifySteps([[[3, 4], "2040-01-20 12:00:00"]]);
});

test("a click on a delivery deadline promises another one, where it is not locked", async () => {
    onRpc("schedule_set_deadline", ({ args }) => {
        expect.step(args);
        return { type: "ir.actions.client", tag: "soft_reload" };
    });
    patchWithCleanup(SaleOrder._records[4], {
        locked: true,
        schedule_deadline: "2040-01-11 12:00:00",
    });
    SaleOrder._views.list = SaleOrder._views.list.replace(
        /<field name="date_deadline".*\/>/,
        `<field name="schedule_deadline" widget="make_schedule_deadline" options="{'writes': 'commitment_date'}"/>`
    );
    await mountList();
    const deadline = (name) => `${row(name)} td[name=schedule_deadline]`;
    expect(deadline("Eve")).toHaveText("Jan 11, 2040, 1:00 PM");
    // Locked, so that it stays; why it is late is said all the same.
    expect(`${deadline("Eve")} button:not(.o_schedule_why)`).toHaveCount(0);
    expect(`${deadline("Eve")} .o_schedule_why`).toHaveAttribute("aria-label", "Late: why");
    expect(`${deadline("Dee")} .o_schedule_why`).toHaveCount(0);
    await contains(`${deadline("Dee")} button`).click();
    await contains(".o_date_item_cell:contains(19)").click();
    await contains(".o_datetime_buttons button:contains(Apply)").click();
    await animationFrame();
    expect.verifySteps([[[4], "2040-01-19 12:00:00"]]);
});
