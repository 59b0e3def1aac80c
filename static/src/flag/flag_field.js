import { useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { CharField, charField } from "@web/views/fields/char/char_field";
import { useService } from "@web/core/utils/hooks";
import { useNarrow } from "../core/narrow";
import { Place } from "../core/place";
import { isFolded, partsOf, toggleFolded } from "../schedule_list/folding";
import { triedText } from "../what_if/preview";

/**
 * A name, and where the screen is narrow what has no column of its own there: another
 * column's text below it, and whom it is about beside it.
 */
export class NameField extends CharField {
    static template = "make_schedule.NameField";
    static components = { ...CharField.components, Place };

    // Read late: other modules patch core's field after this file is read.
    static get props() {
        const field = { type: String, optional: true };
        return { ...CharField.props, below: field, with: field };
    }

    setup() {
        super.setup();
        this.narrow = useNarrow();
        this.whatIf = useState(useService("make_schedule.what_if"));
    }

    /** What would change of an order, of what is tried: {kind, text}, or nothing. */
    get tried() {
        const { resId, resModel } = this.props.record;
        const found = resModel === "sale.order" && this.whatIf.of(resId);
        return found && triedText(found);
    }

    get below() {
        return this.narrow.is && this.textOf(this.props.below);
    }

    get beside() {
        return this.narrow.is && this.textOf(this.props.with);
    }

    textOf(name) {
        const value = name && this.props.record.data[name];
        return value?.display_name ?? value;
    }

    /** Signs before the name: {icon, label} each. */
    get signs() {
        const { promise_firm: firm } = this.props.record.data;
        return firm
            ? [{ icon: "o_schedule_firm fa-lock text-muted", label: _t("Firm promise") }]
            : [];
    }
}

const nameField = {
    ...charField,
    component: NameField,
    extractProps: (info, dynamicInfo) => ({
        ...charField.extractProps(info, dynamicInfo),
        below: info.options.below,
        with: info.options.with,
    }),
};

registry.category("fields").add("make_schedule_name", nameField);

/**
 * The name of what is made: with an amber dot while it is flagged (behaviour 6), a link
 * where it is made to order, an arrow down to the order that it is a part of, and a
 * triangle that folds its own subassemblies into it.
 */
export class FlagField extends NameField {
    static template = "make_schedule.FlagField";

    /** How many subassemblies stand above it, or are folded into it. */
    get parts() {
        const { record } = this.props;
        const { isGrouped, records } = record.model.root;
        return isGrouped || !records ? 0 : partsOf(record, records).length;
    }

    /** What would change of the first order that it is made for, of what is tried. */
    get tried() {
        const { whom_display: whom } = this.props.record.data;
        // Customer and order, or the order alone where its customer is hidden.
        const names = (whom || "").split(/, | · /);
        const found = this.whatIf.named(names);
        const tried = found && triedText(found);
        return tried && { ...tried, text: `${found.order}: ${tried.text}` };
    }

    get isFolded() {
        return isFolded(this.props.record);
    }

    get foldLabel() {
        const { parts: count } = this;
        return this.isFolded
            ? _t("Show its subassemblies: %(count)s", { count })
            : _t("Hide its subassemblies: %(count)s", { count });
    }

    toggle() {
        const { record } = this.props;
        toggleFolded(record);
        record.model.notify();
    }

    get signs() {
        const { schedule_flag: flag, make_type, schedule_parent_id } = this.props.record.data;
        const signs = [];
        if (schedule_parent_id) {
            const parent = schedule_parent_id.display_name;
            const label = _t("Part of %(parent)s, which stands below", { parent });
            signs.push({ icon: "o_schedule_part fa-level-down text-muted", label });
        } else if (make_type === "mto") {
            signs.push({ icon: "o_schedule_mto fa-link text-muted", label: _t("Made to order") });
        }
        if (flag) {
            signs.push({ icon: "o_schedule_flag fa-circle text-warning", label: flag });
        }
        return signs;
    }
}

registry.category("fields").add("make_schedule_flag", {
    ...nameField,
    component: FlagField,
    fieldDependencies: [
        { name: "schedule_flag", type: "char" },
        { name: "make_type", type: "selection" },
        { name: "schedule_parent_id", type: "many2one" },
    ],
});
