import { EventBus, onWillDestroy } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { getActiveHotkey } from "@web/core/hotkeys/hotkey_service";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { handleField } from "@web/views/fields/handle/handle_field";
import { listView } from "@web/views/list/list_view";
import { ScheduleTabs } from "../tabs/tabs";
import { MoveDialog } from "./move_dialog";
import { neighbour, placeOf, placesOf } from "./ranking";

// Core's handle knows integers alone and warns at each other kind; a rank is a float.
handleField.supportedTypes = [...handleField.supportedTypes, "float"];

// Milliseconds after which a change by others shows.
const LATER = 1500;

// One move can be undone: the last, in whichever of the lists it was.
let closeLastMove = () => {};

/**
 * A list in the order of the ranking. A drop says before or after whom a record
 * goes (`schedule_move`), where core's would write a number into each row between:
 * that fits no line that two models and several users share.
 */
export class ScheduleRecordList extends RelationalModel.DynamicRecordList {
    /** @override `DynamicList._resequence`, which `ListRenderer.sortDrop` ends in. */
    async _resequence(originalList, resModel, movedId, targetId) {
        const records = [...this.records];
        const moved = records.find((record) => record.id === movedId);
        const others = records.filter((record) => record !== moved);
        const above = others.find((record) => record.id === targetId);
        if (!others.length || above === records[records.indexOf(moved) - 1]) {
            return;
        }
        const where = above ? { after_id: above.resId } : { before_id: others[0].resId };
        await this.moveInRanking(moved, where, placeOf(moved, records, above || others[0]));
    }

    async moveInRanking(moved, where, back) {
        try {
            const moves = await this._scheduleMove(moved.resId, where);
            this.tellMove([moved], moves, [{ resId: moved.resId, where: back }]);
        } finally {
            // Others may have moved along: show the new order, or the old one again.
            await this.model.load();
        }
    }

    /** One step up (-1) or down (1), as the keyboard asks. */
    async moveStep(moved, step) {
        const records = [...this.records];
        const beside = neighbour(moved, records, step);
        if (beside) {
            const where = { [step < 0 ? "before_id" : "after_id"]: beside.resId };
            await this.moveInRanking(moved, where, placeOf(moved, records, beside));
        }
    }

    /** Records to a position of the whole ranking, as one block. */
    async moveToPosition(moved, position) {
        const { orm } = this.model.env.services;
        const records = [...this.records];
        const ids = moved.map((record) => record.resId);
        try {
            const moves = await orm.call(this.resModel, "schedule_move_to", [ids, position], {
                context: this.context,
            });
            this.tellMove(moved, moves, this._backOf(moved, records));
        } finally {
            await this.model.load();
        }
    }

    _backOf(moved, records) {
        if (moved.length > 1) {
            return placesOf(moved, records);
        }
        const [record] = moved;
        const beside = records.find((other) => other !== record) || record;
        return [{ resId: record.resId, where: placeOf(record, records, beside) }];
    }

    _scheduleMove(resId, where) {
        // Not the model's own `orm`: Undo is there still when its list is left.
        const { orm } = this.model.env.services;
        return orm.call(this.resModel, "schedule_move", [[resId]], {
            ...where,
            context: this.context,
        });
    }

    tellMove(moved, moves, back) {
        const undo = async () => {
            closeLastMove();
            for (const { resId, where } of back) {
                await this._scheduleMove(resId, where);
            }
            await this.model.load();
        };
        const { name } = moved[0].data;
        const [from, to] = moves[moved[0].resId];
        const message =
            moved.length > 1
                ? _t("%(count)s orders moved to %(to)s.", { count: moved.length, to })
                : _t("%(name)s moved from %(from)s to %(to)s.", { name, from, to });
        closeLastMove();
        closeLastMove = this.model.notification.add(message, {
            type: "success",
            buttons: back.length ? [{ name: _t("Undo"), onClick: undo }] : [],
        });
    }
}

export class ScheduleListModel extends RelationalModel {
    static DynamicRecordList = ScheduleRecordList;

    /** What comes too late, as a move's answer may, loads no list that was left. */
    async load(params) {
        if (this.isLeft) {
            return;
        }
        this.loadedAt = Date.now();
        return super.load(params);
    }
}

export class ScheduleListRenderer extends listView.Renderer {
    /** @override: Alt with the arrows moves the order, Alt+Home to the top. */
    onCellKeydown(ev, group = null, record = null) {
        const hotkey = getActiveHotkey(ev);
        const steps = { "alt+arrowup": -1, "alt+arrowdown": 1 };
        const { list } = this.props;
        if (record && !list.isGrouped && (hotkey in steps || hotkey === "alt+home")) {
            ev.preventDefault();
            ev.stopPropagation();
            this.moveByKeyboard(record, steps[hotkey]);
            return;
        }
        return super.onCellKeydown(ev, group, record);
    }

    async moveByKeyboard(record, step) {
        const { list } = this.props;
        const { resId } = record;
        await (step ? list.moveStep(record, step) : list.moveToPosition([record], 1));
        // The list was loaded again: the same order keeps the focus.
        const again = list.records.find((other) => other.resId === resId);
        const row = again && this.tableRef.el.querySelector(`[data-id="${again.id}"]`);
        row?.querySelector(".o_data_cell")?.focus();
    }
}

export class ScheduleListController extends listView.Controller {
    static template = "make_schedule.ListView";
    static components = { ...listView.Controller.components, ScheduleTabs };

    setup() {
        super.setup();
        // Tells the tabs when documents may have come or gone.
        this.changes = new EventBus();
        this.listenToOthers();
        onWillDestroy(() => {
            this.model.isLeft = true;
        });
    }

    /** Show what others change, a moment later and never under somebody's hands. */
    listenToOthers() {
        const bus = useService("bus_service");
        let timer;
        const show = () => {
            if (this.isBusy) {
                timer = browser.setTimeout(show, LATER);
                return;
            }
            this.changes.trigger("changed");
            return this.model.load();
        };
        const onChanged = (change) => {
            const own = change.user === user.userId && Date.now() - this.model.loadedAt < LATER;
            if (user.activeCompanies.some(({ id }) => id === change.company) && !own) {
                browser.clearTimeout(timer);
                timer = browser.setTimeout(show, LATER);
            }
        };
        bus.subscribe("make_schedule/changed", onChanged);
        onWillDestroy(() => {
            browser.clearTimeout(timer);
            bus.unsubscribe("make_schedule/changed", onChanged);
        });
    }

    /** Somebody types, has selected orders, drags one, or has a dialog open. */
    get isBusy() {
        return (
            this.editedRecord ||
            this.hasSelectedRecords ||
            document.querySelector(".o_dragged, .o_dialog, .o_popover") ||
            document.visibilityState === "hidden"
        );
    }

    async afterExecuteActionButton(clickParams) {
        await super.afterExecuteActionButton(clickParams);
        this.changes.trigger("changed");
    }

    /** @override */
    getStaticActionMenuItems() {
        const canMove = () => !this.model.root.isGrouped && !this.isDomainSelected;
        return {
            ...super.getStaticActionMenuItems(),
            move_to_top: {
                isAvailable: canMove,
                sequence: 1,
                icon: "fa fa-angle-double-up",
                description: _t("Move to top"),
                callback: () => this.moveSelection(1),
            },
            move_to_position: {
                isAvailable: canMove,
                sequence: 2,
                icon: "fa fa-sort",
                description: _t("Move to position"),
                callback: () =>
                    this.dialogService.add(MoveDialog, {
                        move: (position) => this.moveSelection(position),
                    }),
            },
        };
    }

    moveSelection(position) {
        return this.model.root.moveToPosition([...this.model.root.selection], position);
    }
}

export const scheduleListView = {
    ...listView,
    Controller: ScheduleListController,
    Renderer: ScheduleListRenderer,
    Model: ScheduleListModel,
};

registry.category("views").add("make_schedule_list", scheduleListView);
