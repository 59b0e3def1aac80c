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
// Filters that show something else than their table: {name: table}.
const INSTEAD = { draft: "open", cancelled: "done" };

/** The filter of a name, such as one that shows a table, and whether it is active. */
export function filterOf({ query, searchItems }, name) {
    const items = Object.values(searchItems);
    const item = items.find((one) => one.type === "filter" && one.name === name);
    return { item, active: query.some((part) => part.searchItemId === item?.id) };
}

/** Show one of the tables, or what is shown instead of one, and not the others. */
export function chooseTable(searchModel, chosen) {
    for (const name of [...TABLES, ...Object.keys(INSTEAD)]) {
        const { item, active } = filterOf(searchModel, name);
        if (item && active !== (name === chosen)) {
            searchModel.toggleSearchItem(item.id);
        }
    }
}

/** The filter that was chosen beside a table and is shown instead of it, if any. */
function chosenInstead(searchModel) {
    const isActive = (name) => filterOf(searchModel, name).active;
    return TABLES.some(isActive) && Object.keys(INSTEAD).find(isActive);
}

/** Whether more is asked for than a table. */
export function isSearched({ query, searchItems }) {
    const names = [...TABLES, ...Object.keys(INSTEAD)];
    return query.some(({ searchItemId }) => {
        const { name, type } = searchItems[searchItemId];
        return !["groupBy", "dateGroupBy"].includes(type) && !names.includes(name);
    });
}

/**
 * The tables Open and Done of a screen, with how many documents each holds. They are
 * the search view's filters of these names, so that saved filters keep them.
 */
export class ScheduleTabs extends Component {
    static template = "make_schedule.Tabs";
    static props = { resModel: String, changes: Object, slots: { type: Object, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ counts: {} });
        useBus(this.env.searchModel, "update", () => this.onSearch());
        useBus(this.props.changes, "changed", () => this.count());
        onWillStart(() => this.count());
    }

    async count() {
        // Of what the screen was opened with.
        const args = [this.env.searchModel.globalDomain];
        this.state.counts = await this.orm.call(this.props.resModel, "schedule_counts", args);
    }

    /** A draft is none of those that are open: its filter replaces the table's. */
    onSearch() {
        const { searchModel } = this.env;
        const instead = chosenInstead(searchModel);
        if (instead) {
            chooseTable(searchModel, instead);
        }
        this.render();
    }

    get tabs() {
        const { searchModel } = this.env;
        const instead = Object.keys(INSTEAD).find((name) => filterOf(searchModel, name).active);
        return TABLES.map((name) => {
            const { item, active } = filterOf(searchModel, name);
            const isShown = active || INSTEAD[instead] === name;
            return { item, active: isShown, name, count: this.state.counts[name] };
        });
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

    /** A saved search has a table of its own, which is not this one. */
    choose(chosen) {
        const { searchModel } = this.env;
        const { query, searchItems } = searchModel;
        const saved = query.find(({ searchItemId: id }) => searchItems[id].type === "favorite");
        if (saved && !chosen.active) {
            searchModel.toggleSearchItem(saved.searchItemId);
        }
        chooseTable(searchModel, chosen.name);
    }
}
