import { Component, onMounted, onWillDestroy, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { openForm } from "../core/actions";
import { offerNoUndo, tellDone } from "../core/undo";

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
        onMounted(() => {
            offerNoUndo();
            return this.run();
        });
        onWillDestroy(() => {
            this.isLeft = true;
            this.tell();
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

    /** What was not made: for each reason the orders, each once. */
    get reasons() {
        const found = new Map();
        for (const [id, name, reason] of this.state.skipped) {
            if (!found.has(reason)) {
                found.set(reason, new Map());
            }
            found.get(reason).set(id, name);
        }
        return [...found].map(([reason, orders]) => ({ reason, ids: [...orders.keys()], orders }));
    }

    /** Open the orders of a reason: one in its form, several in a list. */
    openSkipped({ ids, reason }) {
        if (ids.length === 1) {
            return this.open("sale.order", ids[0]);
        }
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: reason,
            res_model: "sale.order",
            domain: [["id", "in", ids]],
            views: [
                [false, "list"],
                [false, "form"],
            ],
        });
    }

    skippedLabel({ ids, orders }) {
        const [name] = orders.values();
        return ids.length === 1 ? name : _t("%s orders", ids.length);
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

    /** Take back all that was made, as long as nobody has begun it. */
    async undo() {
        const made = this.state.made.map(([id]) => id);
        const { action, orm } = this.env.services;
        const told = await orm.call("mrp.production", "action_undo_make", [made]);
        // What was refused can be asked again when this is closed.
        this.isUndone = true;
        return action.doAction(told);
    }

    async undoAndClose() {
        await this.undo();
        return this.close();
    }

    /** Once it is closed, the way back is where it is after other actions. */
    tell() {
        const count = this.state.made.length;
        if (count && !this.isUndone && this.state.state !== "running") {
            const message = _t("Created: %s manufacturing orders.", count);
            tellDone(this.env.services.notification, message, () => this.undo());
        }
    }

    close() {
        return this.action.doAction({ type: "ir.actions.act_window_close" });
    }
}

registry.category("actions").add("make_schedule.run", MakeRun);
