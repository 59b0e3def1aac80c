import { Component, onWillStart, useState } from "@odoo/owl";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { formatFloatTime } from "@web/views/fields/formatters";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { useNarrow } from "../core/narrow";

const DAYS = { phone: 5, tablet: 7, desk: 14 };

/** Work centers by days: hours of work over hours of working time, too much in red. */
export class LoadMap extends Component {
    static template = "make_schedule.LoadMap";
    static components = { Layout };
    static props = ["*"];

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.ui = useService("ui");
        this.narrow = useNarrow();
        this.state = useState({ map: null });
        onWillStart(() => this.load());
    }

    get days() {
        if (this.ui.isSmall) {
            return DAYS.phone;
        }
        return this.narrow.is ? DAYS.tablet : DAYS.desk;
    }

    async load(start) {
        const kwargs = { days: this.days, ...(start && { start }) };
        this.state.map = await this.orm.call("make.schedule.load", "schedule_load_map", [], kwargs);
        this.today ||= this.state.map.start;
    }

    /** Show other days. */
    turn(pages) {
        const { start, days } = this.state.map;
        const other = deserializeDate(start).plus({ days: pages * days.length });
        return this.load(serializeDate(other));
    }

    get isFirst() {
        return this.state.map.start <= this.today;
    }

    dayLabel(day) {
        const shown = { weekday: "short", day: "numeric", month: "short" };
        return deserializeDate(day).toLocaleString(shown);
    }

    hours(hours) {
        return formatFloatTime(hours);
    }

    cell(center, at) {
        const [hours, capacity] = [center.hours[at], center.capacity[at]];
        const isTooMuch = center.overloaded[at];
        return { hours, capacity, isTooMuch, colour: this.colour(hours, capacity, isTooMuch) };
    }

    /** Red is for what does not fit. */
    colour(hours, capacity, isTooMuch) {
        if (!hours) {
            return capacity ? "" : "text-bg-light";
        }
        if (isTooMuch) {
            return "text-bg-danger";
        }
        return hours > 0.8 * capacity ? "bg-warning bg-opacity-50" : "bg-success bg-opacity-25";
    }

    /** What a cell says in words: a colour alone is not read by everybody. */
    told(center, at) {
        const { hours, capacity, isTooMuch } = this.cell(center, at);
        const values = {
            center: center.name,
            day: this.dayLabel(this.state.map.days[at]),
            hours: this.hours(hours),
            capacity: this.hours(capacity),
        };
        if (isTooMuch) {
            return _t("%(center)s, %(day)s: %(hours)s of work, too much for %(capacity)s", values);
        }
        return _t("%(center)s, %(day)s: %(hours)s of work in %(capacity)s", values);
    }

    show(center, at) {
        const day = this.state.map.days[at];
        const days = [["date", "=", day]];
        // What should have been done is to be done today.
        const domain = day === this.today ? [["date", "<=", day]] : days;
        const mine = [["workcenter_id", "=", center.id], ...domain];
        return this.open(this.told(center, at), mine, { load_cell: true });
    }

    showLater() {
        return this.open(_t("Later"), [["date", ">", this.state.map.days.at(-1)]]);
    }

    showUndated() {
        return this.open(_t("Without a deadline"), [["date", "=", false]]);
    }

    open(name, domain, context = {}) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name,
            res_model: "make.schedule.load",
            views: [[false, "list"]],
            domain,
            context,
        });
    }
}

registry.category("views").add("make_schedule_load_map", {
    ...kanbanView,
    Controller: LoadMap,
});
