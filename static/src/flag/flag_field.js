import { registry } from "@web/core/registry";
import { CharField, charField } from "@web/views/fields/char/char_field";
import { useNarrow } from "../core/narrow";

/** A name with an amber dot before it while its document is flagged (behaviour 6). */
export class FlagField extends CharField {
    static template = "make_schedule.FlagField";

    setup() {
        super.setup();
        this.narrow = useNarrow();
    }

    /** Where the customer has no column of his own. */
    get customer() {
        return this.narrow.is && this.props.record.data.customer_display;
    }

    get flag() {
        return this.props.record.data.schedule_flag;
    }
}

export const flagField = {
    ...charField,
    component: FlagField,
    fieldDependencies: [{ name: "schedule_flag", type: "char" }],
};

registry.category("fields").add("make_schedule_flag", flagField);
