import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { tellDone } from "../core/undo";
import { askPreview } from "../what_if/preview";
import { isHidden } from "./folding";
import { MoveDialog } from "./move_dialog";
import { dropPlace, isElsewhere, isRanked, neighbour, rankedAbove, topOf } from "./ranking";

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
        if (where && isElsewhere(moved, this.records, where)) {
            const message = _t("Nothing was moved: each company has a ranking of its own.");
            this.model.notification.add(message, { type: "warning" });
        } else if (where) {
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
        const isMove = where && !isElsewhere(moved, this.records, where);
        return isMove && this.preview("schedule_preview", moved, where);
    }

    /** Ask for a position, saying what each would change, and move there. */
    askPosition(moved) {
        this.model.dialog.add(MoveDialog, {
            move: async (position) => {
                await this.moveToPosition(moved, position);
                this.model.root.focusOn?.(moved[0].resId);
            },
            preview: (position) => this.previewTo(moved, position),
        });
    }

    /** Give the keyboard back to what it has moved, once that is drawn. */
    focusOn(resId) {
        const { id } = this.records.find((record) => record.resId === resId) || {};
        browser.requestAnimationFrame(() =>
            document.querySelector(`.o_data_row[data-id="${id}"] td[name=name]`)?.focus()
        );
    }

    async preview(method, moved, where) {
        const { orm } = this.model.env.services;
        const kwargs = { ...where, context: this.context };
        const lines = await askPreview(orm, this.resModel, method, [resIdsOf(moved)], kwargs);
        this.previewed = { of: JSON.stringify([resIdsOf(moved), where]), lines };
        return lines;
    }

    /** What the last answer says of a move, undefined where that was of another one. */
    previewedOf(moved, where) {
        const { of, lines } = this.previewed || {};
        return of === JSON.stringify([resIdsOf(moved), where]) ? lines : undefined;
    }

    /** What was said before a move was made, to be said again when it is. */
    saidOf(moved, where) {
        const lines = this.previewedOf(moved, where) || [];
        return lines.filter(({ kind }) => kind !== "muted");
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
            return this.model.tryMove(moved, where);
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

    /**
     * One step up (-1) or down (1), as the keyboard asks: each from where the one
     * before has brought it, however fast they come.
     */
    moveStep({ resId }, step) {
        const { model } = this;
        const before = model.stepping || Promise.resolve();
        model.stepping = before.catch(() => {}).then(() => model.root.stepOf?.(resId, step));
        return model.stepping;
    }

    async stepOf(resId, step) {
        const moved = this.seen.find((record) => record.resId === resId);
        const beside = moved && neighbour(moved, this.seen, step);
        if (beside) {
            const where = { [step < 0 ? "before_id" : "after_id"]: beside.resId };
            await this.moveInRanking([moved], this.whole([moved], where));
        }
    }

    /** Records to a position of the whole ranking, as one block; what that changes is said. */
    moveToPosition(moved, position) {
        return this.model.act(async () => {
            await this.previewTo(moved, position);
            await this.moveInRanking(moved, { position });
        });
    }

    /** What a move to a position would change, in lines, asked once; nothing of what is tried. */
    async previewTo(moved, position) {
        if (this.model.whatIf.isOn) {
            return [];
        }
        const known = this.previewedOf(moved, { position });
        return known === undefined
            ? this.preview("schedule_preview_to", moved, { position })
            : known;
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
        // Orders stand alone; what is made for one stands together.
        const isOrder = this.resModel === "sale.order";
        if (wanted && ((to > wanted && to > from) || (to < wanted && isOrder))) {
            message += " " + _t("It ends there: it was the last place.");
        } else if (wanted && to < wanted) {
            message +=
                " " + _t("That is the last place, or what belongs to one order stays together.");
        } else if (wanted && to !== wanted) {
            message += " " + _t("What belongs to one order stays together.");
        }
        const said = this.saidOf(moved, where).map(({ text }) => text);
        tellDone(notification, [message, ...said].join("\n"), back.length && undo);
    }
}
