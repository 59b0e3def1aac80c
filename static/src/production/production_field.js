import { useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { BadgeField, badgeField } from "@web/views/fields/badge/badge_field";
import { callOnRecord } from "../core/actions";
import { mayChange } from "../core/rights";

const NEXT = ["not_started", "in_progress", "blocked", "partially_complete", "done"];
const BACK = ["not_started", "in_progress"];
// Part of it is made: another part can be, and nothing makes it fresh again.
const PART = ["in_progress", "blocked", "partially_complete", "done"];

/** How far an order is; a click sets it (behaviour 8). */
export class ProductionField extends BadgeField {
    static template = "make_schedule.ProductionField";
    static components = { Dropdown, DropdownItem };

    setup() {
        super.setup();
        this.whatIf = useState(useService("make_schedule.what_if"));
    }

    get choices() {
        const { record, name } = this.props;
        const { selection } = record.fields[name];
        const now = record.data[name];
        const next = { done: BACK, partially_complete: PART }[now] || NEXT;
        return next
            .filter((status) => status !== now || now === "partially_complete")
            .map((status) => ({
                status,
                label: selection.find(([value]) => value === status)[1],
            }));
    }

    /** Why a blocked order is blocked. */
    get reason() {
        const { data } = this.props.record;
        return data[this.props.name] === "blocked" && data.blocked_reason;
    }

    get isOpen() {
        const { record, name } = this.props;
        if (record.model.whatIf && this.whatIf.isOn) {
            return false;
        }
        const canSet = mayChange(record.resModel) && record.data[name] !== "cancelled";
        return record.resId && canSet;
    }

    get label() {
        return _t("Production: %(status)s. Change it", { status: this.formattedValue });
    }

    set(status) {
        return callOnRecord(this.env, this.props.record, "action_ask_production_status", {
            args: JSON.stringify([status]),
        });
    }
}

registry.category("fields").add("make_schedule_production", {
    ...badgeField,
    component: ProductionField,
    supportedTypes: ["selection"],
    fieldDependencies: [{ name: "blocked_reason", type: "char" }],
});
