import { onWillDestroy } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { handleField } from "@web/views/fields/handle/handle_field";
import { listView } from "@web/views/list/list_view";

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
        await this.moveInRanking(moved, where, this._placeOf(moved, records, above || others[0]));
    }

    /**
     * Where a record stands now, as arguments of `schedule_move` that put it back:
     * before what follows it, else after what precedes it. What shares its rank
     * moves along, unless the record only moves inside its own block.
     */
    _placeOf(moved, records, beside) {
        const rank = (record) => record.data.schedule_rank;
        const inBlock = rank(beside) === rank(moved);
        const fixed = (record) => inBlock || rank(record) !== rank(moved);
        const at = records.indexOf(moved);
        const next = records.slice(at + 1).find(fixed);
        const previous = records.slice(0, at).reverse().find(fixed);
        return next ? { before_id: next.resId } : { after_id: previous?.resId };
    }

    async moveInRanking(moved, where, back) {
        try {
            const moves = await this._scheduleMove(moved.resId, where);
            this.tellMove(moved.data.name, moved.resId, moves[moved.resId], back);
        } finally {
            // Others may have moved along: show the new order, or the old one again.
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

    tellMove(name, resId, [from, to], back) {
        const undo = async () => {
            closeLastMove();
            await this._scheduleMove(resId, back);
            if (!this.model.isLeft) {
                await this.model.load();
            }
        };
        closeLastMove();
        closeLastMove = this.model.notification.add(
            _t("%(name)s moved from %(from)s to %(to)s.", { name, from, to }),
            { type: "success", buttons: [{ name: _t("Undo"), onClick: undo }] }
        );
    }
}

export class ScheduleListModel extends RelationalModel {
    static DynamicRecordList = ScheduleRecordList;
}

export class ScheduleListController extends listView.Controller {
    setup() {
        super.setup();
        onWillDestroy(() => {
            this.model.isLeft = true;
        });
    }
}

export const scheduleListView = {
    ...listView,
    Controller: ScheduleListController,
    Model: ScheduleListModel,
};

registry.category("views").add("make_schedule_list", scheduleListView);
