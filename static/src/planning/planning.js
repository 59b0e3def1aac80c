import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { formatFloat } from "@web/views/fields/formatters";
import { calendarView } from "@web/views/calendar/calendar_view";
import { sayDone } from "../core/actions";
import { mayChange } from "../core/rights";
import { withTabs } from "../tabs/with_tabs";

// Odoo's calendar colours, by how far an order is.
const COLORS = {
    not_started: 4,
    blocked: 1,
    in_progress: 3,
    partially_complete: 2,
    done: 10,
    cancelled: 12,
};

/** An order in the calendar says what is made, for whom, and how far that is. */
export class ScheduleCalendarModel extends calendarView.Model {
    /** @override */
    normalizeRecord(rawRecord) {
        const { product_id, product_qty, whom_display, production_status } = rawRecord;
        const { selection } = this.meta.fields.production_status;
        const label = selection.find(([value]) => value === production_status)?.[1];
        const quantity = formatFloat(product_qty, { digits: [16, 2], trailingZeros: false });
        const what = `${quantity} ${product_id[1]}`;
        // Its colour says how far it is: that it is late has a word of its own.
        const late = rawRecord.deadline_late && _t("Late");
        const parts = [late, what, whom_display, rawRecord.display_name, label];
        return {
            ...super.normalizeRecord(rawRecord),
            title: parts.filter(Boolean).join(" · "),
            colorIndex: COLORS[production_status],
        };
    }

    /** @override: not what others alone may change, nor while something is tried. */
    get canEdit() {
        const isTried = this.env.services["make_schedule.what_if"].isOn;
        return super.canEdit && !isTried && mayChange(this.meta.resModel);
    }

    /** @override: a drag sets the deadline as in the list, with the way back. */
    async updateRecord(record, options = {}) {
        const { date_deadline } = this.buildRawRecord(record, options);
        const { resModel, context } = this.meta;
        const args = [[record.id], date_deadline];
        const told = await this.orm.call(resModel, "schedule_set_deadline", args, { context });
        await sayDone(this.env.services.action, told);
        await this.load();
    }
}

/** What the colours of the calendar mean. */
class CalendarLegend extends Component {
    static template = "make_schedule.CalendarLegend";
    static props = { selection: Array };

    get statuses() {
        return this.props.selection.map(([value, label]) => ({ label, color: COLORS[value] }));
    }
}

const Controller = withTabs(calendarView.Controller);

class ScheduleCalendarController extends Controller {
    static template = "make_schedule.CalendarView";
    static components = { ...Controller.components, CalendarLegend };

    get statuses() {
        return this.model.meta.fields.production_status.selection;
    }
}

registry.category("views").add("make_schedule_calendar", {
    ...calendarView,
    Controller: ScheduleCalendarController,
    Model: ScheduleCalendarModel,
});
