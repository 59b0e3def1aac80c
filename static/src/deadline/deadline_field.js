import { Component, useState } from "@odoo/owl";
import { useDateTimePicker } from "@web/core/datetime/datetime_picker_hook";
import { deserializeDateTime, serializeDateTime } from "@web/core/l10n/dates";
import { omit } from "@web/core/utils/objects";
import { formatDateTime } from "@web/views/fields/formatters";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { DateTimeField, dateTimeField } from "@web/views/fields/datetime/datetime_field";
import { useClaims } from "../claims/claims";
import { callOnRecord } from "../core/actions";
import { mayChange } from "../core/rights";

/**
 * A date in a list whose rows open a document: a click on the date changes it, with
 * core's picker. Where rows are edited it is core's own field.
 */
export class DeadlineField extends Component {
    static template = "make_schedule.DeadlineField";
    static components = { DateTimeField };
    // Read late: other modules patch core's field after this file is read.
    static get props() {
        return { ...DateTimeField.props, writes: { type: String, optional: true } };
    }

    static defaultProps = DateTimeField.defaultProps;

    setup() {
        const field = this;
        this.showClaims = useClaims();
        this.whatIf = useState(useService("make_schedule.what_if"));
        this.picker = useDateTimePicker({
            target: "start-date",
            get pickerProps() {
                return { value: field.value, type: "datetime" };
            },
            onApply: (value) => this.save(value),
        });
    }

    get isReadonly() {
        const { record, readonly, writes } = this.props;
        // A locked order keeps what was promised; of what is sold none can be tried.
        const isFixed = record.data.locked || (writes && this.whatIf.isOn);
        return readonly || isFixed || !mayChange(record.resModel);
    }

    get value() {
        return this.props.record.data[this.props.name];
    }

    get formattedValue() {
        const { numeric, showTime } = this.props;
        const options = { numeric, showTime, showSeconds: false };
        if (this.unplanned) {
            return _t("Cannot be planned");
        }
        return this.value ? formatDateTime(this.value, options) : _t("Set a date");
    }

    /** Why automatic deadlines found no time for it, or nothing. */
    get unplanned() {
        return !this.value && this.props.record.data.unplanned_reason;
    }

    get label() {
        const date = this.value ? formatDateTime(this.value) : this.unplanned || _t("No date");
        return _t("%(date)s. Change it", { date });
    }

    /** Made, or there, too late for its sales order: colours are not the only sign. */
    get isLate() {
        const { schedule_deadline: delivery, schedule_late: late } = this.props.record.data;
        if (this.props.writes) {
            return Boolean(late);
        }
        const isBoth = this.value && delivery;
        return Boolean(isBoth && this.value.startOf("day") > delivery.startOf("day"));
    }

    get lateLabel() {
        return this.props.writes ? _t("Late: why") : _t("Later than the delivery deadline: why");
    }

    /** The date that is tried for it, in words, or nothing. */
    get tried() {
        const { resId, resModel } = this.props.record;
        const change = this.whatIf.changes.findLast(
            ({ model, id, date }) => date && model === resModel && id === resId
        );
        const { numeric, showTime } = this.props;
        const options = { numeric, showTime, showSeconds: false };
        return change && formatDateTime(deserializeDateTime(change.date), options);
    }

    get isPinned() {
        return this.value && this.props.record.data.deadline_manual;
    }

    /** What delays it. */
    showWhy(ev) {
        const { record } = this.props;
        return this.showClaims(ev.currentTarget, record, false, record.data.display_name || "");
    }

    open() {
        this.picker.open(0);
    }

    /** Of all that are selected, where this is one of them. */
    async save(value) {
        const { record } = this.props;
        const { model, resModel, context } = record;
        const records = record.selected ? model.root.selection : [record];
        const resIds = records.map(({ resId }) => resId);
        if (this.whatIf.isOn && model.tryChanges) {
            return this.tryDate(model, records, value);
        }
        const args = JSON.stringify([value ? serializeDateTime(value) : false]);
        return model.act(() =>
            callOnRecord(this.env, { resModel, resIds, context }, "schedule_set_deadline", { args })
        );
    }

    /** Try a date, where things are tried. */
    tryDate(model, records, value) {
        const date = value && serializeDateTime(value);
        return (
            date &&
            model.tryChanges(
                records.map(({ resId, resModel }) => ({ model: resModel, id: resId, date }))
            )
        );
    }

    /** What core's own field takes. */
    get coreProps() {
        return omit(this.props, "writes");
    }
}

const MADE = [
    { name: "deadline_manual", type: "boolean", readonly: true },
    { name: "schedule_deadline", type: "datetime", readonly: true },
    { name: "unplanned_reason", type: "char", readonly: true },
];
const SOLD = [{ name: "locked", type: "boolean", readonly: true }];

registry.category("fields").add("make_schedule_deadline", {
    ...dateTimeField,
    component: DeadlineField,
    fieldDependencies: ({ options }) => (options.writes ? SOLD : MADE),
    extractProps: (info, dynamicInfo) => ({
        ...dateTimeField.extractProps(info, dynamicInfo),
        // Also where the row itself is not edited.
        readonly: dynamicInfo.readonly,
        writes: info.options.writes,
    }),
});
