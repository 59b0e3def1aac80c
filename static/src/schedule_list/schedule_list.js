import { getActiveHotkey } from "@web/core/hotkeys/hotkey_service";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { handleField } from "@web/views/fields/handle/handle_field";
import { mayChange } from "../core/rights";
import { tellDone } from "../core/undo";
import { chooseTable } from "../tabs/tabs";
import { DropLine } from "../what_if/drop_line";
import { WhatIfBanner, WhatIfSwitch } from "../what_if/banner";
import { previewLines } from "../what_if/preview";
import { byPlace, changesOf } from "../what_if/tried";
import { LiveListController, LiveModel, liveListView } from "../live_list/live_list";
import { MakeBanner } from "../make_banner/make_banner";
import { isHidden } from "./folding";
import { MoveDialog } from "./move_dialog";
import { dropPlace, isRanked, neighbour, rankedAbove, topOf } from "./ranking";

// Core's handle knows integers alone and warns at each other kind; a rank is a float.
handleField.supportedTypes = [...handleField.supportedTypes, "float"];

const resIdsOf = (records) => records.map((record) => record.resId);

/**
 * A list in the order of the ranking. A drop says before or after whom a record
 * goes (`schedule_drag`), where core's would write a number into each row between:
 * that fits no line that two models and several users share.
 */
export class ScheduleRecordList extends RelationalModel.DynamicRecordList {
    /** Whether this is the ranking, as it stands, of what is open; groups never are. */
    get isRanking() {
        const [first] = this.orderBy;
        const open = !this.records.length || this.records.some(isRanked);
        // With what is done the latest stands first.
        const isSorted = this.context.schedule_done;
        return open && !isSorted && (!first || (first.name === "schedule_rank" && first.asc));
    }

    /** @override `DynamicList._resequence`, which `ListRenderer.sortDrop` ends in. */
    async _resequence(originalList, resModel, movedId, targetId) {
        const { moved, where } = this.dropOf(movedId, targetId);
        if (where) {
            await this.moveInRanking(moved, where);
        }
    }

    /**
     * What moves when a record is dropped, and where to; nowhere where it is.
     *
     * @param {string} movedId
     * @param {string | null} targetId of the record above the place
     */
    dropOf(movedId, targetId) {
        const dragged = this.records.find((record) => record.id === movedId);
        if (!dragged) {
            return { moved: [], where: null };
        }
        // One of those that are selected takes the others along.
        const moved = dragged.selected ? this.selection.filter(isRanked) : [dragged];
        const above = rankedAbove(this.records, targetId, dragged);
        const where = dropPlace(moved, this.seen, above?.id, dragged);
        return { moved, where: where && this.whole(moved, where) };
    }

    /** What a drop would change, in lines; nothing where it is no move, or is tried. */
    async previewDrop(movedId, targetId) {
        if (this.model.whatIf.isOn) {
            return null;
        }
        const { moved, where } = this.dropOf(movedId, targetId);
        return where && this.preview("schedule_preview", moved, where);
    }

    /** Ask for a position, saying what each would change, and move there. */
    askPosition(moved) {
        this.model.dialog.add(MoveDialog, {
            move: (position) => this.moveToPosition(moved, position),
            preview: (position) => this.preview("schedule_preview_to", moved, { position }),
        });
    }

    async preview(method, moved, where) {
        const { orm } = this.model.env.services;
        const kwargs = { ...where, context: this.context };
        // What cannot be had is said when it is done.
        const told = orm.silent.call(this.resModel, method, [resIdsOf(moved)], kwargs);
        const found = await told.catch(() => null);
        const lines = found && previewLines(found.orders, found.held);
        this.previewed = { of: JSON.stringify([resIdsOf(moved), where]), lines };
        return lines;
    }

    /** What was said before a move was made, to be said again when it is. */
    saidOf(moved, where) {
        const { of, lines } = this.previewed || {};
        const isSame = of === JSON.stringify([resIdsOf(moved), where]) && lines;
        return isSame ? lines.filter(({ kind }) => kind !== "muted") : [];
    }

    get shown() {
        return this.records.filter((record) => !isHidden(record, this.records));
    }

    /** @override: all that is shown, not what is folded. */
    async _toggleSelection() {
        const { shown } = this;
        if (shown.length === this.records.length) {
            return super._toggleSelection();
        }
        const all = shown.every(({ selected }) => selected);
        this.records.forEach((record) => record._toggleSelection(!all && shown.includes(record)));
        if (all) {
            this._selectDomain(false);
        }
    }

    /** What is ranked and not folded. */
    get seen() {
        return this.shown.filter(isRanked);
    }

    /** A place above a record is above what goes with it. */
    whole(moved, where) {
        if (!where.before_id) {
            return where;
        }
        const ranked = this.records.filter(isRanked);
        const below = ranked.find(({ resId }) => resId === where.before_id);
        return { before_id: topOf(below, moved, ranked).resId };
    }

    /**
     * Move records, and show the new order: others may have moved along.
     *
     * @param {Object} where arguments of `schedule_drag`
     */
    moveInRanking(moved, where) {
        if (this.model.whatIf.isOn) {
            return this.model.tryChanges(changesOf(moved, where, this.seen, this.model.places));
        }
        return this.model.act(async () => {
            try {
                const ids = resIdsOf(moved);
                const { moves, back } = await this._call("schedule_drag", [ids], where);
                this.tellMove(moved, moves, back, where);
            } finally {
                await this.model.load();
            }
        });
    }

    /** One step up (-1) or down (1), as the keyboard asks. */
    async moveStep(moved, step) {
        const beside = neighbour(moved, this.seen, step);
        if (beside) {
            const where = { [step < 0 ? "before_id" : "after_id"]: beside.resId };
            await this.moveInRanking([moved], this.whole([moved], where));
        }
    }

    /** Records to a position of the whole ranking, as one block. */
    moveToPosition(moved, position) {
        return this.moveInRanking(moved, { position });
    }

    _call(method, args, kwargs = {}) {
        // Not the model's own `orm`: Undo is there still when its list is left.
        const { orm } = this.model.env.services;
        return orm.call(this.resModel, method, args, { ...kwargs, context: this.context });
    }

    tellMove(moved, moves, back, where) {
        const wanted = where.position;
        const { notification } = this.model;
        const { name } = moved[0].data;
        const [from, to] = moves[moved[0].resId];
        const count = moved.length;
        const undo = () =>
            this.model.act(async () => {
                const put = await this._call("schedule_drag_back", [resIdsOf(moved), back]);
                const [, place] = put[moved[0].resId];
                const message =
                    count > 1
                        ? _t("%(count)s orders are back in their places.", { count })
                        : _t("%(name)s is back at %(place)s.", { name, place });
                tellDone(notification, message);
                await this.model.load();
            });
        let message =
            count > 1
                ? _t("%(count)s orders moved to %(to)s.", { count, to })
                : _t("%(name)s moved from %(from)s to %(to)s.", { name, from, to });
        if (!back.length && to === from) {
            return notification.add(_t("%(name)s stays at %(to)s.", { name, to }), {
                type: "info",
            });
        }
        if (wanted && to > wanted && to > from) {
            message += " " + _t("It ends there: it was the last place.");
        } else if (wanted && to !== wanted) {
            message += " " + _t("What belongs to one order stays together.");
        }
        const said = this.saidOf(moved, where).map(({ text }) => text);
        tellDone(notification, [message, ...said].join("\n"), back.length && undo);
    }
}

export class ScheduleListModel extends LiveModel {
    static DynamicRecordList = ScheduleRecordList;

    get whatIf() {
        return this.env.services["make_schedule.what_if"];
    }

    /** Try changes on top of what is tried, and show what would be. */
    tryChanges(changes) {
        return this.act(async () => {
            try {
                await this.whatIf.add(changes);
            } finally {
                await this.load();
            }
        });
    }

    /** @override: in the order that is tried, where something is. */
    _loadUngroupedList(config, cache) {
        const loading = super._loadUngroupedList(config, cache);
        this.places = {};
        return this.whatIf.isOn && config.isRoot ? this.asTried(config, loading) : loading;
    }

    async asTried({ orderBy, resModel }, loading) {
        const found = await loading;
        await this.whatIf.ready;
        const ids = found.records.map(({ id }) => id);
        this.places = await this.whatIf.positions(resModel, ids).catch((error) => {
            // An order that was tried is closed by now.
            this.whatIf.stop();
            this.notification.add(error.data?.message || error.message, { type: "warning" });
            return {};
        });
        const [first] = orderBy;
        if (!first || (first.name === "schedule_rank" && first.asc)) {
            found.records.sort(byPlace(this.places));
        }
        return found;
    }
}

export class ScheduleListRenderer extends liveListView.Renderer {
    setup() {
        super.setup();
        this.dropLine = new DropLine((above) => this.props.list.previewDrop(this.draggedId, above));
    }

    /** @override: what a drop would change is said where it would go. */
    sortStart(params) {
        this.draggedId = params.element.dataset.id;
        if (!this.props.list.isGrouped) {
            this.dropLine.start(params.element);
        }
        return super.sortStart(params);
    }

    /** @override */
    sortStop(params) {
        this.dropLine.stop();
        return super.sortStop(params);
    }

    /** @override: in the ranking alone, by those who may. */
    get canResequenceRows() {
        const { list } = this.props;
        return (
            super.canResequenceRows &&
            list.isRanking &&
            this.activeActions.edit &&
            mayChange(list.resModel)
        );
    }

    /** @override */
    get selectAll() {
        const { list } = this.props;
        const { shown } = list;
        return super.selectAll || Boolean(shown?.length && shown.every(({ selected }) => selected));
    }

    /** @override: no handles where nothing can be dragged. */
    getActiveColumns() {
        return super
            .getActiveColumns()
            .filter(({ widget }) => widget !== "handle" || this.canResequenceRows);
    }

    /** @override: what is closed has no place that it could leave. */
    getRowClass(record) {
        const classes = super.getRowClass(record);
        const { list } = this.props;
        if (!list.isGrouped && isHidden(record, list.records)) {
            return `${classes} d-none`;
        }
        return isRanked(record)
            ? classes
            : classes.replace("o_row_draggable", "o_schedule_unranked");
    }

    /** @override: the keyboard passes what is folded. */
    findFocusFutureCell(cell, cellIsInGroupRow, direction) {
        const found = super.findFocusFutureCell(cell, cellIsInGroupRow, direction);
        const isPassed = found?.parentElement.classList.contains("d-none");
        return isPassed ? this.findFocusFutureCell(found, cellIsInGroupRow, direction) : found;
    }

    /** @override: Alt with the arrows moves the order, Alt+Home to the top. */
    onCellKeydown(ev, group = null, record = null) {
        const hotkey = getActiveHotkey(ev);
        const steps = { "alt+arrowup": -1, "alt+arrowdown": 1 };
        if (record && this.canResequenceRows && (hotkey in steps || hotkey === "alt+home")) {
            ev.preventDefault();
            ev.stopPropagation();
            this.moveByKeyboard(record, steps[hotkey]);
            return;
        }
        return super.onCellKeydown(ev, group, record);
    }

    moveByKeyboard(record, step) {
        const { list } = this.props;
        return step ? list.moveStep(record, step) : list.moveToPosition([record], 1);
    }
}

export class ScheduleListController extends LiveListController {
    static template = "make_schedule.ScheduleListView";
    static components = {
        ...LiveListController.components,
        ...{ MakeBanner, WhatIfBanner, WhatIfSwitch },
    };

    /** Why nothing can be dragged here, or false. */
    get fixed() {
        const { root } = this.model;
        if (root.isRanking) {
            return !this.canRank && _t("You can see this ranking, but not change it.");
        }
        if (this.isClosed) {
            return _t("What is closed has no rank.");
        }
        if (root.context.schedule_done) {
            return _t("With what is done nothing can be moved.");
        }
        return root.isGrouped
            ? _t("In groups nothing can be moved.")
            : _t("Sorted by another column nothing can be moved.");
    }

    get canRank() {
        return this.activeActions.edit && mayChange(this.props.resModel);
    }

    get isClosed() {
        const { isGrouped, records } = this.model.root;
        return !isGrouped && records.length && !records.some(isRanked);
    }

    get canGoBack() {
        return !this.model.root.isRanking;
    }

    /** Show all that is open in the order of the ranking. */
    backToRanking() {
        const { searchModel } = this.env;
        const items = searchModel.query.map(
            ({ searchItemId }) => searchModel.searchItems[searchItemId]
        );
        const groups = items.filter(({ type }) => ["groupBy", "dateGroupBy"].includes(type));
        for (const id of new Set(groups.map(({ groupId }) => groupId))) {
            searchModel.deactivateGroup(id);
        }
        if (this.isClosed || this.model.root.context.schedule_done) {
            chooseTable(searchModel, "open");
        }
        return this.model.load({ groupBy: [], orderBy: this.archInfo.defaultOrder });
    }

    /** @override */
    getStaticActionMenuItems() {
        const canMove = () =>
            !this.model.root.isGrouped &&
            !this.isDomainSelected &&
            this.canRank &&
            this.model.root.selection.every(isRanked);
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
                callback: () => this.model.root.askPosition([...this.model.root.selection]),
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
