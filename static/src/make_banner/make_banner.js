import { Component, useState } from "@odoo/owl";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { filterOf } from "../tabs/tabs";

// As many orders as one reads before clicking.
const MOST = 10;

/**
 * How many of the orders that Sell shows could be made to order now, with one button for
 * all of them. How many there are the list knows.
 */
export class MakeBanner extends Component {
    static template = "make_schedule.MakeBanner";
    static props = { root: Object };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.whatIf = useState(useService("make_schedule.what_if"));
    }

    get orders() {
        const { isGrouped, records } = this.props.root;
        return (isGrouped ? [] : records).filter(({ data }) => data.can_make_to_order);
    }

    get ids() {
        return this.orders.map(({ resId }) => resId);
    }

    /**
     * Which orders these are, a line each: "S00029: 5 Bookshelf".
     *
     * @param {Object} products by order: what of it would be made
     */
    lines(products) {
        const named = this.orders.slice(0, MOST).map(({ data, resId }) => {
            const text = products[resId];
            return text ? `${data.name}: ${text}` : data.name;
        });
        const count = this.orders.length - named.length;
        return count ? [...named, _t("and %(count)s more", { count })] : named;
    }

    get text() {
        const count = this.ids.length;
        const { count: all, records } = this.props.root;
        if (all > records.length) {
            return _t("On this page %(count)s orders can be made to order", { count });
        }
        return count === 1
            ? _t("1 order can be made to order")
            : _t("%(count)s orders can be made to order", { count });
    }

    get filter() {
        return filterOf(this.env.searchModel, "can_make");
    }

    show() {
        this.env.searchModel.toggleSearchItem(this.filter.item.id);
    }

    async makeAll() {
        const { ids } = this;
        const products = await this.orm.call("sale.order", "schedule_to_make", [
            ids.slice(0, MOST),
        ]);
        this.dialog.add(ConfirmationDialog, {
            title: _t("Make to order"),
            body: [this.text, "", ...this.lines(products)].join("\n"),
            confirmLabel: _t("Make all"),
            confirm: async () => {
                const method = "action_make_to_order_run";
                const action = await this.orm.call("sale.order", method, [ids]);
                await this.action.doAction(action, {
                    onClose: () => this.props.root.model.load(),
                });
            },
            cancel: () => {},
        });
    }
}
