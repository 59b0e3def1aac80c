import { Component, onMounted, onWillDestroy, useState } from "@odoo/owl";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { openForm } from "../core/actions";

/**
 * Makes many orders to order, some at a time, and shows how far it is. Closed
 * before the end, the server goes on by itself.
 */
export class MakeRun extends Component {
    static template = "make_schedule.MakeRun";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.runId = this.props.action.params.run_id;
        this.state = useState({
            state: "running",
            done: 0,
            total: 0,
            made: [],
            skipped: [],
            short: false,
        });
        onMounted(() => this.run());
        onWillDestroy(() => {
            this.isLeft = true;
        });
    }

    async run() {
        await this.call("progress");
        while (this.state.state === "running" && !this.isLeft) {
            await this.call("process");
        }
    }

    async call(method) {
        const progress = await this.orm.call("make.schedule.run", method, [[this.runId]]);
        // An answer that was under way when it was cancelled is older.
        if (this.state.state !== "cancelled") {
            Object.assign(this.state, progress);
        }
    }

    get percent() {
        const { done, total } = this.state;
        return total ? Math.round((100 * done) / total) : 0;
    }

    cancel() {
        return this.call("cancel");
    }

    open(resModel, resId) {
        return openForm(this.action, resModel, resId);
    }

    async makeSubassemblies() {
        const made = this.state.made.map(([id]) => id);
        const dialog = await this.orm.call("mrp.production", "action_make_subassemblies", [made]);
        return this.action.doAction(dialog);
    }

    close() {
        return this.action.doAction({ type: "ir.actions.act_window_close" });
    }
}

registry.category("actions").add("make_schedule.run", MakeRun);
