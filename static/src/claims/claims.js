/* global luxon */
import { Component, useEnv, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { deserializeDate, deserializeDateTime, serializeDateTime } from "@web/core/l10n/dates";
import { usePopover } from "@web/core/popover/popover_hook";
import { useService } from "@web/core/utils/hooks";
import { formatDate, formatFloat } from "@web/views/fields/formatters";
import { callOnRecord, openForm } from "../core/actions";
import { UNREAD } from "../core/window";

const { DateTime } = luxon;

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

// What only leads to a document.
const OPENING = ["expedite", "split"];
// Blockers that are said at once; who wants to see the others asks for them.
const MOST = 3;

/** What of a group is missing or late, as a share of all that is wanted of it. */
function weight({ quantity, lines, missing }) {
    const late = lines.filter((line) => line.late);
    const short = [...late, ...(missing ? [missing] : [])];
    const amount = short.reduce((sum, part) => sum + part.quantity, 0);
    // What is missing has no date at all: before all that is late.
    return amount && (missing ? 1 : 0) + amount / (quantity || amount);
}

/** The blockers by weight, then what blocks nothing as it comes. */
function byWeight(groups) {
    const blockers = groups.filter(weight).sort((one, other) => weight(other) - weight(one));
    return { blockers, others: groups.filter((group) => !weight(group)) };
}

/** What delays it, and who is served from what; every line opens its document. */
export class ClaimsPopover extends Component {
    static template = "make_schedule.ClaimsPopover";
    static props = {
        title: String,
        groups: Array,
        causes: Array,
        note: { optional: true },
        nothing: String,
        run: Function,
        shorten: Function,
        close: { type: Function, optional: true },
    };

    setup() {
        this.action = useService("action");
        this.whatIf = useService("make_schedule.what_if");
        const { blockers, others } = byWeight(this.props.groups);
        const first = blockers.length > MOST ? blockers.slice(0, MOST) : this.props.groups;
        const all = [...blockers, ...others];
        this.state = useState({ groups: first });
        this.showAll = () => (this.state.groups = all);
    }

    /** How many more there are than are said. */
    get more() {
        const count = this.props.groups.length - this.state.groups.length;
        return count && _t("%s more", count);
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
            await this.tryChange({ model, id, date: serializeDateTime(noon) });
        }
    }

    quantity(amount, uom) {
        return `${formatFloat(amount, { digits: [16, 2], trailingZeros: false })} ${uom}`;
    }

    date(text) {
        return formatDate(deserializeDateTime(text));
    }

    /** From when to when a link takes, where it takes any time; within a day by the hour. */
    time({ start, end }) {
        if (!start || !end || start === end) {
            return "";
        }
        const [from, until] = [start, end].map((text) => deserializeDateTime(text));
        if (!from.hasSame(until, "day")) {
            return `${this.date(start)} – ${this.date(end)}`;
        }
        const [begin, finish] = [from, until].map((at) => at.toLocaleString(DateTime.TIME_SIMPLE));
        return begin === finish ? "" : `${this.date(start)}, ${begin} – ${finish}`;
    }

    /** The button of a link; while something is tried nothing else is changed. */
    help({ help, move }) {
        const isOffered = !this.whatIf.isOn || move || OPENING.includes(help);
        return isOffered && helpLabel(help);
    }

    shorten(at, { kind, move }) {
        this.props.close?.();
        if (this.whatIf.isOn && move) {
            return this.tryChange(move);
        }
        return this.props.shorten(at, kind);
    }

    async tryChange(change) {
        await this.whatIf.add([change]);
        this.env.bus.trigger(UNREAD);
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
        const [groups, { causes, note }] = await Promise.all([
            kind ? orm.call(resModel, "schedule_claims", [[resId], kind]) : [],
            orm.call(resModel, "schedule_why", [[resId]]),
        ]);
        // As the view's own buttons do, so that the view shows what was made.
        const run = (clickParams, params) =>
            env.onClickViewButton({ clickParams, getResParams: () => params });
        const shorten = (at, kind) => {
            const args = JSON.stringify([at, kind, causes[at].id]);
            return callOnRecord(env, record, "action_shorten", { args });
        };
        const nothing = kind ? _t("No supply or demand.") : _t("Nothing delays it.");
        popover.open(element, { title, groups, causes, note, nothing, run, shorten });
    };
}
