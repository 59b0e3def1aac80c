import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useBus, useService } from "@web/core/utils/hooks";

// The screens of the workshop, which one goes to and fro between.
const SCREENS = [
    { resModel: "mrp.production", action: "make_schedule.action_schedule", label: _t("Schedule") },
    { resModel: "mrp.workorder", action: "make_schedule.action_tasks", label: _t("Tasks") },
];

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
        const { query } = this.env.searchModel;
        return ["open", "done"].map((name) => {
            const item = this.item(name);
            return {
                name,
                item,
                active: query.some((part) => part.searchItemId === item.id),
                count: this.state.counts[name],
            };
        });
    }

    /** The screens that this one is one of. */
    get screens() {
        const { resModel } = this.props;
        return SCREENS.some((screen) => screen.resModel === resModel) ? SCREENS : [];
    }

    open(screen) {
        return this.action.doAction(screen.action, { clearBreadcrumbs: true });
    }

    item(name) {
        const items = Object.values(this.env.searchModel.searchItems);
        return items.find((item) => item.type === "filter" && item.name === name);
    }

    choose(chosen) {
        for (const tab of this.tabs) {
            if (tab.active !== (tab.name === chosen.name)) {
                this.env.searchModel.toggleSearchItem(tab.item.id);
            }
        }
    }
}
