import { getActiveHotkey } from "@web/core/hotkeys/hotkey_service";
import { handleField } from "@web/views/fields/handle/handle_field";
import { mayChange } from "../core/rights";
import { liveListView } from "../live_list/live_list";
import { DropLine } from "../what_if/drop_line";
import { isHidden } from "./folding";
import { isRanked } from "./ranking";

// Core's handle knows integers alone and warns at each other kind; a rank is a float.
handleField.supportedTypes = [...handleField.supportedTypes, "float"];

/** Rows that are dragged by hand and keyboard, where that is the ranking. */
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
