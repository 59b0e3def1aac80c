import { mailModels } from "@mail/../tests/mail_test_helpers";
import { defineModels, fields, models, mountView } from "@web/../tests/web_test_helpers";

/** Five orders, ranked; the statuses are what the server would say. */
export class SaleOrder extends models.Model {
    _name = "sale.order";

    name = fields.Char();
    schedule_rank = fields.Float();
    schedule_open = fields.Boolean();
    schedule_position = fields.Integer();
    sales_items_availability = fields.Selection({
        selection: [
            ["in_stock", "In stock"],
            ["expected", "Expected"],
            ["not_available", "Not available"],
            ["not_applicable", "Not applicable"],
        ],
    });
    state = fields.Selection({
        selection: [
            ["draft", "Quotation"],
            ["sale", "Sales Order"],
        ],
    });
    production_status = fields.Selection({
        string: "Production",
        selection: [
            ["none", "To make"],
            ["not_started", "Not started"],
            ["blocked", "Blocked"],
            ["in_progress", "Work in progress"],
            ["partially_complete", "Partially complete"],
            ["done", "Done"],
        ],
    });
    can_make_to_order = fields.Boolean();
    blocked_reason = fields.Char();
    availability_date = fields.Datetime();
    availability_late = fields.Boolean();
    schedule_late = fields.Boolean();
    availability_risk = fields.Boolean();
    availability_risk_reason = fields.Char();
    ingredients_availability = fields.Selection({
        string: "Ingredients",
        selection: [
            ["in_stock", "In stock"],
            ["no_recipe", "No recipe"],
        ],
    });
    customer_display = fields.Char();
    parent_customer_display = fields.Char();
    schedule_flag = fields.Char();
    date_deadline = fields.Datetime();
    deadline_manual = fields.Boolean();
    unplanned_reason = fields.Char();
    make_type = fields.Selection({
        selection: [
            ["mto", "Make to order"],
            ["mts", "Make to stock"],
        ],
    });
    schedule_parent_id = fields.Many2one({ relation: "sale.order" });
    schedule_deadline = fields.Datetime();
    commitment_date = fields.Datetime();
    locked = fields.Boolean();
    products_display = fields.Char();
    products_sold = fields.Json();

    _records = ["Ada", "Bob", "Cyd", "Dee", "Eve"].map((name, at) => ({
        id: at + 1,
        name,
        schedule_rank: 10 * (at + 1),
        schedule_open: name !== "Eve",
        schedule_position: name === "Eve" ? 0 : at + 1,
        sales_items_availability: ["in_stock", "expected", "not_available"][at % 3],
        availability_date: "2040-01-10 12:00:00",
        production_status: { Ada: "done", Cyd: "none" }[name] || "in_progress",
        can_make_to_order: name === "Cyd",
        state: "sale",
        availability_late: name === "Eve",
        schedule_late: name === "Eve",
        availability_risk: name === "Bob",
        availability_risk_reason: name === "Bob" && "MO/7 lacks ingredients.",
        deadline_manual: name === "Cyd",
        schedule_deadline: name === "Dee" && "2040-01-11 12:00:00",
        date_deadline: name === "Bob" ? false : "2040-01-12 12:00:00",
        customer_display: name === "Bob" ? false : `${name} · S1`,
        parent_customer_display: name === "Bob" && "Zoe · S2",
        schedule_flag: name === "Cyd" && "Web shop: less",
        unplanned_reason: name === "Bob" && "No free working hours: Saw",
        make_type: name === "Ada" ? "mto" : "mts",
        schedule_parent_id: name === "Bob" && 4,
    }));

    /** Nothing delays these, unless a test says so. */
    schedule_why() {
        return { name: "", causes: [] };
    }

    _views = {
        list: `
            <list js_class="make_schedule_list" default_order="schedule_rank">
                <field name="schedule_rank" widget="handle" invisible="not schedule_position"/>
                <field name="schedule_position" widget="make_schedule_rank" invisible="not schedule_position"/>
                <field name="name" widget="make_schedule_flag"/>
                <field name="customer_display" widget="make_schedule_customer"/>
                <field name="date_deadline" widget="make_schedule_deadline" string="Deadline" readonly="production_status == 'done'"/>
                <field name="sales_items_availability" widget="make_schedule_status" options="{'date': true}" decoration-success="sales_items_availability == 'in_stock'"/>
                <field name="production_status" widget="make_schedule_production"/>
                <field name="can_make_to_order" column_invisible="1"/>
                <field name="schedule_late" column_invisible="1"/>
                <widget name="make_schedule_make"/>
            </list>`,
        search: `
            <search>
                <filter name="open" string="Open" domain="[('schedule_open', '=', True)]"/>
                <filter name="draft" string="Draft" domain="[('state', '=', 'draft')]"/>
                <filter name="done" string="Done" domain="[('schedule_open', '=', False)]"/>
                <separator/>
                <filter name="to_make" string="To make" domain="[('production_status', '=', 'none')]"/>
                <filter name="can_make" string="Can be made to order" domain="[('can_make_to_order', '=', True)]"/>
                <filter name="by_status" string="Status" context="{'group_by': 'sales_items_availability'}"/>
            </search>`,
    };
}

/** Mount Sell, as its menu opens it. */
export const mountSell = () =>
    mountView({
        type: "list",
        resModel: "sale.order",
        context: { search_default_open: 1 },
        loadActionMenus: true,
    });

export function defineScheduleModels() {
    return defineModels({ ...mailModels, SaleOrder });
}
