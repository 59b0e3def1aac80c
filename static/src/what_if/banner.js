import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { mayChange } from "../core/rights";
import { previewLines } from "./preview";

/** Begins to try things, where nothing is tried yet. */
export class WhatIfSwitch extends Component {
    static template = "make_schedule.WhatIfSwitch";
    static props = { resModel: String };

    setup() {
        this.whatIf = useState(useService("make_schedule.what_if"));
    }

    get canTry() {
        return !this.whatIf.isOn && mayChange(this.props.resModel);
    }

    start() {
        this.whatIf.start();
    }
}

/** What is tried, what that would change, and what is done with it. */
export class WhatIfBanner extends Component {
    static template = "make_schedule.WhatIfBanner";
    static props = { model: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.whatIf = useState(useService("make_schedule.what_if"));
    }

    get text() {
        const { changes, counts } = this.whatIf;
        if (!changes.length) {
            return this.props.model.config.resModel === "sale.order"
                ? _t("What if: move orders. Nothing is changed yet.")
                : _t("What if: move orders or set deadlines. Nothing is changed yet.");
        }
        return _t(
            "What if, %(changes)s tried: %(sooner)s sooner, %(later)s later, %(late)s late.",
            { changes: changes.length, ...counts }
        );
    }

    get lines() {
        const { changes, orders, held } = this.whatIf;
        return changes.length ? previewLines(orders, held) : [];
    }

    discard() {
        this.whatIf.stop();
        return this.props.model.load();
    }

    async back() {
        await this.whatIf.back();
        return this.props.model.load();
    }

    /** Make what is tried; where that cannot be, it stays tried. */
    apply() {
        return this.props.model.act(async () => {
            // What is still being tried is made, too.
            const told = await this.whatIf.next(() =>
                this.orm.call("sale.order", "action_apply_what_if", [this.whatIf.changes])
            );
            this.whatIf.stop();
            await this.action.doAction(told);
        });
    }
}
