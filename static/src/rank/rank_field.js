/* global luxon */
import { Component, onWillDestroy } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { usePopover } from "@web/core/popover/popover_hook";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { callOnRecord } from "../core/actions";
import { mayChange } from "../core/rights";
import { isRanked } from "../schedule_list/ranking";
import { previewLines, REST } from "../what_if/preview";

/** What a button would change, said before it is clicked. */
class TopPreview extends Component {
    static template = "make_schedule.TopPreview";
    static props = { lines: Array, close: { type: Function, optional: true } };
}

/** A place in the ranking, and by pointing at it the ways to another one. */
export class RankField extends Component {
    static template = "make_schedule.RankField";
    static components = { Dropdown, DropdownItem };
    static props = { ...standardFieldProps };

    setup() {
        this.dialog = useService("dialog");
        this.orm = useService("orm");
        const popoverClass = "o_schedule_top_preview pe-none";
        this.popover = usePopover(TopPreview, { position: "right", popoverClass });
        onWillDestroy(() => this.leaveTop());
    }

    /** Say what Move to top would change, once the hand rests on it. */
    pointAtTop({ currentTarget }) {
        this.pointedAt = currentTarget;
        this.timer = browser.setTimeout(async () => {
            const lines = await this.list.previewTo([this.props.record], 1);
            if (this.pointedAt === currentTarget && currentTarget.isConnected) {
                this.popover.open(currentTarget, { lines: lines || [] });
            }
        }, REST);
    }

    leaveTop() {
        browser.clearTimeout(this.timer);
        this.pointedAt = null;
        this.popover.close();
    }

    get list() {
        return this.props.record.model.root;
    }

    get canMove() {
        const { record } = this.props;
        return this.list.isRanking && isRanked(record) && mayChange(record.resModel);
    }

    get position() {
        return this.props.record.data[this.props.name] || "";
    }

    /** Where it would stand, of what is tried; nothing where that is the same. */
    get tried() {
        const { places } = this.props.record.model;
        const place = places?.[this.props.record.resId];
        return place !== this.position && place;
    }

    moveTo(position) {
        this.leaveTop();
        return this.list.moveToPosition([this.props.record], position);
    }

    ask() {
        this.list.askPosition([this.props.record]);
    }

    /** Whether a late order can be asked to be on time: no place does for a day that is over. */
    get isLate() {
        const { data, resModel } = this.props.record;
        const isTried = this.props.record.model.whatIf?.isOn;
        const isLate = !isTried && resModel === "sale.order" && data.schedule_late;
        return isLate && data.schedule_deadline >= luxon.DateTime.now().startOf("day");
    }

    /** Say what the lowest place on time would change, and move there when confirmed. */
    async deliverOnTime() {
        const { resId, resModel } = this.props.record;
        const args = [resModel, "schedule_on_time", [[resId]]];
        const { moves, orders, held } = await this.orm.call(...args);
        const [from, to] = moves[resId];
        const lines = previewLines(orders, held).map(({ text }) => String(text));
        this.dialog.add(ConfirmationDialog, {
            title: _t("Deliver on time"),
            body: [_t("From %(from)s to %(to)s in the ranking.", { from, to }), ...lines].join(
                "\n"
            ),
            confirmLabel: _t("Move"),
            confirm: () => callOnRecord(this.env, this.props.record, "action_on_time"),
            cancel: () => {},
        });
    }
}

registry.category("fields").add("make_schedule_rank", {
    component: RankField,
    supportedTypes: ["integer"],
});
