import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { registry } from "@web/core/registry";
import { pick } from "@web/core/utils/objects";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/** + Make, on an order or a row that is Not available (behaviour 5, 7). */
export class MakeButton extends Component {
    static template = "make_schedule.MakeButton";
    static components = { Dropdown, DropdownItem };
    static props = { ...standardWidgetProps };

    get isShown() {
        const { data, resId } = this.props.record;
        return resId && data.sales_items_availability === "not_available";
    }

    run(name) {
        const { record } = this.props;
        const wanted = ["context", "evalContext", "resModel", "resId", "resIds"];
        return this.env.onClickViewButton({
            clickParams: { type: "object", name },
            getResParams: () => pick(record, ...wanted),
        });
    }
}

registry.category("view_widgets").add("make_schedule_make", {
    component: MakeButton,
    fieldDependencies: [{ name: "sales_items_availability", type: "selection" }],
});
