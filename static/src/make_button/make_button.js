import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { registry } from "@web/core/registry";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { callOnRecord } from "../core/actions";
import { mayCreate } from "../core/rights";

/** + Make, on an order or a row that is Not available (behaviour 5, 7). */
export class MakeButton extends Component {
    static template = "make_schedule.MakeButton";
    static components = { Dropdown, DropdownItem };
    static props = { ...standardWidgetProps };

    get isShown() {
        const { data, resId } = this.props.record;
        return resId && data.sales_items_availability === "not_available";
    }

    /** All at once is offered where nothing is missing, to those who produce. */
    get canComplete() {
        const { ingredients_availability } = this.props.record.data;
        return ingredients_availability === "in_stock" && mayCreate.make;
    }

    run(name) {
        return callOnRecord(this.env, this.props.record, name);
    }
}

registry.category("view_widgets").add("make_schedule_make", {
    component: MakeButton,
    fieldDependencies: [
        { name: "sales_items_availability", type: "selection" },
        { name: "ingredients_availability", type: "selection" },
    ],
});
