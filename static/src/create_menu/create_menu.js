import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { openForm } from "../core/actions";
import { mayCreate as may } from "../core/rights";

/** The + in the top bar: a new order from wherever one is (behaviour 2). */
export class CreateMenu extends Component {
    static template = "make_schedule.CreateMenu";
    static components = { Dropdown, DropdownItem };
    static props = {};

    setup() {
        this.action = useService("action");
        this.may = may;
    }

    create(resModel) {
        return openForm(this.action, resModel);
    }
}

if (may.sell || may.make) {
    registry
        .category("systray")
        .add("make_schedule.create", { Component: CreateMenu }, { sequence: 120 });
}
