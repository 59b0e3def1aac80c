import { Component, useEnv } from "@odoo/owl";
import { deserializeDateTime } from "@web/core/l10n/dates";
import { usePopover } from "@web/core/popover/popover_hook";
import { useService } from "@web/core/utils/hooks";
import { formatDate, formatFloat } from "@web/views/fields/formatters";
import { openForm } from "../core/actions";

/** Who is served from what, how much and when; every line opens its document. */
export class ClaimsPopover extends Component {
    static template = "make_schedule.ClaimsPopover";
    static props = {
        title: String,
        groups: Array,
        run: Function,
        close: { type: Function, optional: true },
    };

    setup() {
        this.action = useService("action");
    }

    quantity(amount, uom) {
        return `${formatFloat(amount, { digits: [16, 2], trailingZeros: false })} ${uom}`;
    }

    date(text) {
        return formatDate(deserializeDateTime(text));
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

/** Return what opens the claims of a record at an element. */
export function useClaims() {
    const orm = useService("orm");
    const env = useEnv();
    const popover = usePopover(ClaimsPopover, { position: "bottom", popoverClass: "o_claims" });
    return async (element, record, kind, title) => {
        const groups = await orm.call(record.resModel, "schedule_claims", [[record.resId], kind]);
        // As the view's own buttons do, so that the view shows what was made.
        const run = (clickParams, params) =>
            env.onClickViewButton({ clickParams, getResParams: () => params });
        popover.open(element, { title, groups, run });
    };
}
