import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useBus, useService } from "@web/core/utils/hooks";
import { mayChange } from "../core/rights";

// The screens of the workshop, which one goes to and fro between.
const SCREENS = [
    { resModel: "mrp.production", action: "make_schedule.action_schedule", label: _t("Schedule") },
    { resModel: "mrp.workorder", action: "make_schedule.action_tasks", label: _t("Tasks") },
];

const TABLES = ["open", "done"];

/** The filter that shows a table, and whether it does. */
function tableOf({ query, searchItems }, name) {
    const items = Object.values(searchItems);
    const item = items.find((one) => one.type === "filter" && one.name === name);
    return { item, active: query.some((part) => part.searchItemId === item.id) };
}

/** Show one of the tables, and not the other. */
export function chooseTable(searchModel, chosen) {
    for (const name of TABLES) {
        const { item, active } = tableOf(searchModel, name);
        if (active !== (name === chosen)) {
            searchModel.toggleSearchItem(item.id);
        }
    }
}

/**
 * The tables Open and Done of a screen, with how many documents each holds. They are
 * the search view's filters of these names, so that saved filters keep them.
 */
export class ScheduleTabs extends Component {
    static template = "make_schedule.Tabs";
    static props = { resModel: String, changes: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ counts: {} });
        useBus(this.env.searchModel, "update", () => this.render());
        useBus(this.props.changes, "changed", () => this.count());
        onWillStart(() => this.count());
    }

    async count() {
        this.state.counts = await this.orm.call(this.props.resModel, "schedule_counts", []);
    }

    get tabs() {
        return TABLES.map((name) => ({
            ...tableOf(this.env.searchModel, name),
            name,
            count: this.state.counts[name],
        }));
    }

    /** The screens that this one is one of. */
    get screens() {
        const { resModel } = this.props;
        const isOne = SCREENS.some((screen) => screen.resModel === resModel);
        return isOne && mayChange(resModel) ? SCREENS : [];
    }

    open(screen) {
        return this.action.doAction(screen.action, { clearBreadcrumbs: true });
    }

    choose(chosen) {
        chooseTable(this.env.searchModel, chosen.name);
    }
}
