import { Component, useEnv } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDate, deserializeDateTime, serializeDateTime } from "@web/core/l10n/dates";
import { usePopover } from "@web/core/popover/popover_hook";
import { useService } from "@web/core/utils/hooks";
import { formatDate, formatFloat } from "@web/views/fields/formatters";
import { callOnRecord, openForm } from "../core/actions";
import { UNREAD } from "../core/window";

/** The button of what would shorten a delay. */
function helpLabel(help) {
    const labels = {
        make: _t("+ Make"),
        buy: _t("+ Buy"),
        expedite: _t("Open it"),
        start: _t("Start"),
        unblock: _t("Unblock"),
        move_up: _t("Move up before it"),
        split: _t("Deliver what is there"),
        promise: _t("Promise another date"),
    };
    return labels[help];
}

/** What delays it, and who is served from what; every line opens its document. */
export class ClaimsPopover extends Component {
    static template = "make_schedule.ClaimsPopover";
    static props = {
        title: String,
        groups: Array,
        causes: Array,
        run: Function,
        shorten: Function,
        close: { type: Function, optional: true },
    };

    setup() {
        this.action = useService("action");
        this.whatIf = useService("make_schedule.what_if");
    }

    /** Whether it can be tried what a receipt on another day would change. */
    canTry({ kind, model }) {
        return this.whatIf.isOn && kind === "receipt" && model;
    }

    /** Try that a receipt comes at noon of a day. */
    async tryReceipt({ model, id }, day) {
        if (day) {
            const noon = deserializeDate(day).set({ hour: 12 });
            this.props.close?.();
            await this.whatIf.add([{ model, id, date: serializeDateTime(noon) }]);
            this.env.bus.trigger(UNREAD);
        }
    }

    quantity(amount, uom) {
        return `${formatFloat(amount, { digits: [16, 2], trailingZeros: false })} ${uom}`;
    }

    date(text) {
        return formatDate(deserializeDateTime(text));
    }

    /** From when to when a link takes, where it takes any time. */
    time({ start, end }) {
        return start && end && start !== end ? `${this.date(start)} – ${this.date(end)}` : "";
    }

    help({ help }) {
        return helpLabel(help);
    }

    shorten(at, { kind }) {
        this.props.close?.();
        return this.props.shorten(at, kind);
    }

    open(line) {
        this.props.close?.();
        return openForm(this.action, line.model, line.id);
    }

    make(missing) {
        return this.run(missing, {
            type: "object",
            name: "action_make_in_batch",
            buttonContext: { warehouse_id: missing.warehouse_id },
        });
    }

    buy(missing) {
        return this.run(missing, {
            type: "object",
            name: "action_buy",
            buttonContext: {
                missing_qty: missing.quantity,
                warehouse_id: missing.warehouse_id,
            },
        });
    }

    run(missing, clickParams) {
        this.props.close?.();
        return this.props.run(clickParams, {
            resModel: "product.product",
            resId: missing.product_id,
        });
    }
}

/** Return what opens the claims of a record, and what delays it, at an element. */
export function useClaims() {
    const orm = useService("orm");
    const env = useEnv();
    const popover = usePopover(ClaimsPopover, { position: "bottom", popoverClass: "o_claims" });
    return async (element, record, kind, title) => {
        const { resModel, resId } = record;
        const [groups, { causes }] = await Promise.all([
            kind ? orm.call(resModel, "schedule_claims", [[resId], kind]) : [],
            orm.call(resModel, "schedule_why", [[resId]]),
        ]);
        // As the view's own buttons do, so that the view shows what was made.
        const run = (clickParams, params) =>
            env.onClickViewButton({ clickParams, getResParams: () => params });
        const shorten = (at, kind) =>
            callOnRecord(env, record, "action_shorten", { args: JSON.stringify([at, kind]) });
        popover.open(element, { title, groups, causes, run, shorten });
    };
}
