import { Component } from "@odoo/owl";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { mayChange } from "../core/rights";
import { MoveDialog } from "../schedule_list/move_dialog";
import { isRanked } from "../schedule_list/ranking";

/** A place in the ranking, and by pointing at it the ways to another one. */
export class RankField extends Component {
    static template = "make_schedule.RankField";
    static components = { Dropdown, DropdownItem };
    static props = { ...standardFieldProps };

    setup() {
        this.dialog = useService("dialog");
    }

    get list() {
        return this.props.record.model.root;
    }

    get canMove() {
        const { record } = this.props;
        return this.list.isRanking && isRanked(record) && mayChange(record.resModel);
    }

    get position() {
        return this.props.record.data[this.props.name] || "";
    }

    moveTo(position) {
        return this.list.moveToPosition([this.props.record], position);
    }

    ask() {
        this.dialog.add(MoveDialog, { move: (position) => this.moveTo(position) });
    }
}

registry.category("fields").add("make_schedule_rank", {
    component: RankField,
    supportedTypes: ["integer"],
});
