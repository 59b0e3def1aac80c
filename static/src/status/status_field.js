import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatDate } from "@web/views/fields/formatters";
import { BadgeField, badgeField } from "@web/views/fields/badge/badge_field";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { useClaims } from "../claims/claims";
import { Place } from "../core/place";
import { MakeButton } from "../make_button/make_button";

const KINDS = {
    sales_items_availability: "sales_items",
    ingredients_availability: "ingredients",
};

// What a row says nothing of: that nothing is made, or that what was is no longer.
const NOTHING = [false, "not_applicable", "cancelled"];

/** A badge, but a dash where there is nothing to say; below it a note, from a field. */
export class CalmBadgeField extends BadgeField {
    static template = "make_schedule.CalmBadgeField";
    static props = { ...BadgeField.props, note: { type: String, optional: true } };

    get note() {
        return this.props.note && this.props.record.data[this.props.note];
    }

    get isNothing() {
        return this.props.record.data[this.props.name] === "not_applicable";
    }
}

registry.category("fields").add("make_schedule_badge", {
    ...badgeField,
    component: CalmBadgeField,
    supportedTypes: ["selection"],
    fieldDependencies: ({ options }) =>
        options.note ? [{ name: options.note, type: "char" }] : [],
    extractProps: (info) => ({ ...badgeField.extractProps(info), note: info.options.note }),
});

/**
 * A status as a coloured word, with the date below it when it is Expected; a click
 * says who is served from what.
 */
export class StatusField extends CalmBadgeField {
    static template = "make_schedule.StatusField";
    static props = {
        ...CalmBadgeField.props,
        date: { type: Boolean, optional: true },
        making: { type: Boolean, optional: true },
        make: { type: Boolean, optional: true },
    };
    static components = { MakeButton };

    setup() {
        super.setup?.();
        this.showClaims = useClaims();
    }

    get expected() {
        const { data } = this.props.record;
        const expected = this.props.date && data[this.props.name] === "expected";
        return expected && data.availability_date ? formatDate(data.availability_date) : false;
    }

    /** Below a row's status: what it is made of, and how far that is. */
    get details() {
        const { record, making } = this.props;
        const names = making ? ["ingredients_availability", "production_status"] : [];
        return names
            .filter((name) => !NOTHING.includes(record.data[name]))
            .map((name) => {
                const { selection, string } = record.fields[name];
                const value = record.data[name];
                const isBad = ["not_available", "no_recipe", "blocked"].includes(value);
                const label = selection.find(([key]) => key === value)[1];
                return { name, text: `${string}: ${label}`, isBad };
            });
    }

    /** Why what is Expected cannot come as dated: said beside the status that waits. */
    get risk() {
        const { data, resModel } = this.props.record;
        const waits =
            resModel === "mrp.production" ? "ingredients_availability" : "sales_items_availability";
        return this.props.name === waits && data.availability_risk && data.availability_risk_reason;
    }

    get riskLabel() {
        return _t("At risk: %(reason)s", { reason: this.risk });
    }

    /** A click says why, once there is a document to ask about. */
    get isAsked() {
        return Boolean(this.props.record.resId);
    }

    /** Nobody has promised a date yet: of an offer without one no date is too late. */
    get isUndated() {
        const { order } = this;
        const isAsked = !("commitment_date" in order) || order.commitment_date;
        return this.isOffer && !isAsked;
    }

    get order() {
        const { record } = this.props;
        return record._parentRecord?.data || record.data;
    }

    get isOffer() {
        return ["draft", "sent"].includes(this.order.state);
    }

    /** That it comes too late by its documents is no matter where it can be had in time. */
    get late() {
        if (this.isUndated) {
            return false;
        }
        const { availability_late, deadline_late, schedule_late } = this.props.record.data;
        return availability_late && (this.isOffer || (schedule_late ?? deadline_late ?? true));
    }

    /** By its documents it comes too late, and nothing says that it need not. */
    get missed() {
        const { data } = this.props.record;
        if (!data.availability_late || this.late || this.isUndated) {
            return false;
        }
        const deadline = data.date_deadline || data.schedule_deadline;
        const isAfter =
            deadline && data.availability_date?.startOf("day") > deadline.startOf("day");
        return isAfter ? _t("After the deadline") : _t("It should have come already");
    }

    get dateClass() {
        if (this.late) {
            return "text-danger fw-bold";
        }
        return this.missed ? "text-warning fw-bold" : "text-muted";
    }

    get label() {
        if (!this.isAsked) {
            return _t("%s: save to see why", this.formattedValue);
        }
        const status = this.formattedValue;
        return KINDS[this.props.name]
            ? _t("%(status)s: who is served from what", { status })
            : _t("%(status)s: what delays it", { status });
    }

    onClick(ev) {
        const { record, name } = this.props;
        if (record.resId) {
            const title = record.fields[name].string;
            return this.showClaims(ev.currentTarget, record, KINDS[name], title);
        }
    }
}

export const statusField = {
    ...badgeField,
    component: StatusField,
    supportedTypes: ["selection"],
    fieldDependencies: [
        { name: "availability_date", type: "datetime" },
        { name: "availability_late", type: "boolean" },
        { name: "availability_risk", type: "boolean" },
        { name: "availability_risk_reason", type: "char" },
    ],
    extractProps: (info) => ({
        ...badgeField.extractProps(info),
        date: Boolean(info.options.date),
        making: Boolean(info.options.making),
        make: Boolean(info.options.make),
    }),
};

registry.category("fields").add("make_schedule_status", statusField);

/** How far a task is; a click says what delays it. */
export class TaskStatusField extends CalmBadgeField {
    static template = "make_schedule.TaskStatusField";

    setup() {
        super.setup?.();
        this.showClaims = useClaims();
    }

    get isClosed() {
        return ["done", "cancel"].includes(this.props.record.data[this.props.name]);
    }

    get label() {
        return _t("%(status)s: what delays it", { status: this.formattedValue });
    }

    onClick(ev) {
        return this.showClaims(ev.currentTarget, this.props.record, false, this.formattedValue);
    }
}

registry.category("fields").add("make_schedule_task_status", {
    ...registry.category("fields").get("make_schedule_badge"),
    component: TaskStatusField,
});

/**
 * Whom an order serves; a click says how much of it goes to whom. Of a part, paler, whom
 * the order is made for that it goes into.
 */
export class CustomerField extends Component {
    static template = "make_schedule.CustomerField";
    static components = { Place };
    static props = { ...standardFieldProps };

    setup() {
        this.showClaims = useClaims();
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    get ofParent() {
        return !this.value && this.props.record.data.parent_customer_display;
    }

    onClick(ev) {
        const { record } = this.props;
        if (record.resId) {
            return this.showClaims(ev.currentTarget, record, "customer", _t("Customer"));
        }
    }
}

registry.category("fields").add("make_schedule_customer", {
    component: CustomerField,
    // Room for a name and its order.
    listViewWidth: [150],
    fieldDependencies: [{ name: "parent_customer_display", type: "char" }],
    supportedTypes: ["char"],
});
