import { Component, onWillStart, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { formatPercentage } from "@web/views/fields/formatters";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** A planner's morning: what needs a hand, counted; a click shows it. */
export class Board extends Component {
    static template = "make_schedule.Board";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({ questions: [], onTime: null });
        this.display = { controlPanel: {} };
        onWillStart(() => this.load());
    }

    async load() {
        const { questions, on_time } = await this.orm.call(
            "make.schedule.board",
            "schedule_board",
            []
        );
        Object.assign(this.state, { questions, onTime: on_time });
    }

    /** Red is for what needs a hand. */
    colour({ count, bad }) {
        if (!count) {
            return "text-muted";
        }
        return bad ? "text-danger" : "text-success";
    }

    show({ action, filters }) {
        const additionalContext = {
            ...Object.fromEntries(filters.map((name) => [`search_default_${name}`, 1])),
            // What is counted, not what the user likes to see first.
            search_disable_custom_filters: true,
        };
        return this.action.doAction(action, { additionalContext });
    }

    get share() {
        const { share } = this.state.onTime;
        return share === false ? "–" : formatPercentage(share, { digits: [16, 0] });
    }

    get trend() {
        const { share, before } = this.state.onTime;
        if (share === false || before === false) {
            return _t("Nothing to compare with yet");
        }
        const was = formatPercentage(before, { digits: [16, 0] });
        return _t("%(share)s in the four weeks before", { share: was });
    }

    showReport() {
        return this.action.doAction("make_schedule.action_report", {
            additionalContext: {
                search_default_last_weeks: true,
                search_disable_custom_filters: true,
            },
        });
    }
}

registry.category("actions").add("make_schedule.board", Board);
