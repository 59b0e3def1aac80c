import { getActiveHotkey } from "@web/core/hotkeys/hotkey_service";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { handleField } from "@web/views/fields/handle/handle_field";
import { LiveListController, LiveModel, liveListView } from "../live_list/live_list";
import { MoveDialog } from "./move_dialog";
import { neighbour, placeOf, placesOf } from "./ranking";

// Core's handle knows integers alone and warns at each other kind; a rank is a float.
handleField.supportedTypes = [...handleField.supportedTypes, "float"];

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
            this.tellMove(moved, moves, placesOf(moved, records));
        } finally {
            await this.model.load();
        }
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

export class ScheduleListModel extends LiveModel {
    static DynamicRecordList = ScheduleRecordList;
}

export class ScheduleListRenderer extends liveListView.Renderer {
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

export class ScheduleListController extends LiveListController {
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
    ...liveListView,
    Controller: ScheduleListController,
    Renderer: ScheduleListRenderer,
    Model: ScheduleListModel,
};

registry.category("views").add("make_schedule_list", scheduleListView);
