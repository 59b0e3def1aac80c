import { Component, useState } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { useClaims } from "../claims/claims";
import { callOnRecord } from "../core/actions";
import { mayCreate } from "../core/rights";

/**
 * + Make, on a confirmed order or row that is Not available: one click makes it to
 * order, the arrow offers the rest (behaviour 5, 7). What nothing says how to make has
 * + Buy, and a row that lacks nothing but can be made a small button.
 */
export class MakeButton extends Component {
    static template = "make_schedule.MakeButton";
    static components = { Dropdown, DropdownItem };
    static props = { ...standardWidgetProps };

    setup() {
        this.showClaims = useClaims();
        this.whatIf = useState(useService("make_schedule.what_if"));
    }

    get data() {
        return this.props.record.data;
    }

    /** Which button there is: "make", "buy", "again" or none. */
    get kind() {
        const { model, resId } = this.props.record;
        if (model.whatIf && this.whatIf.isOn) {
            // Where something is tried nothing is made.
            return false;
        }
        const { can_make_to_order, ingredients_availability, sales_items_availability } = this.data;
        if (!resId || this.data.state !== "sale") {
            return false;
        }
        if (sales_items_availability === "not_available") {
            // Of several rows one may have no recipe, and another can be made.
            const isMade = ingredients_availability !== "no_recipe" || this.canOrder;
            return isMade ? "make" : mayCreate.buy && "buy";
        }
        return can_make_to_order && "again";
    }

    /** Whether something of it can be made to order. */
    get canOrder() {
        return this.data.can_make_to_order;
    }

    /** All at once is offered where nothing is missing, to those who produce. */
    get canComplete() {
        const { ingredients_availability } = this.data;
        return ingredients_availability === "in_stock" && this.canOrder && mayCreate.make;
    }

    get firstLabel() {
        return this.canOrder ? _t("Make to order") : _t("Make in batch");
    }

    run(name) {
        return callOnRecord(this.env, this.props.record, name);
    }

    runFirst() {
        return this.run(this.canOrder ? "action_make_to_order_dialog" : "action_make_in_batch");
    }

    /** Say what is missing, with + Buy where it can be bought. */
    buy(ev) {
        return this.showClaims(
            ev.currentTarget,
            this.props.record,
            "sales_items",
            _t("Sales items")
        );
    }
}

registry.category("view_widgets").add("make_schedule_make", {
    component: MakeButton,
    fieldDependencies: [
        { name: "state", type: "selection" },
        { name: "sales_items_availability", type: "selection" },
        { name: "ingredients_availability", type: "selection" },
        { name: "can_make_to_order", type: "boolean" },
    ],
});
