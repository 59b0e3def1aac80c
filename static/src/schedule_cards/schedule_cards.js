import { useSortable } from "@web/core/utils/sortable_owl";
import { registry } from "@web/core/registry";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { mayChange } from "../core/rights";
import { liveController, LiveModel } from "../live_list/live_list";
import { MakeBanner } from "../make_banner/make_banner";
import { isHidden } from "../schedule_list/folding";
import { ScheduleListModel } from "../schedule_list/model";
import { WhatIfBanner } from "../what_if/banner";
import { DropLine } from "../what_if/drop_line";

/** A card whose handle drags it: a long touch there selects nothing. */
class ScheduleCard extends kanbanView.Renderer.components.KanbanRecord {
    /** @override */
    onTouchStart(ev) {
        if (!ev.target.closest(".o_schedule_handle")) {
            super.onTouchStart(ev);
        }
    }
}

/** The cards of a small screen: a handle drags one, whatever else scrolls. */
export class ScheduleCardsRenderer extends kanbanView.Renderer {
    static components = { ...kanbanView.Renderer.components, KanbanRecord: ScheduleCard };

    setup() {
        super.setup();
        let moved;
        const dropLine = new DropLine((above) => this.props.list.previewDrop(moved, above));
        useSortable({
            enable: () => this.canRank,
            ref: this.rootRef,
            elements: ".o_kanban_record:has(.o_schedule_handle)",
            handle: ".o_schedule_handle",
            cursor: "grabbing",
            placeholderClasses: ["visible"],
            onDragStart: ({ element }) => {
                moved = element.dataset.id;
                dropLine.start(element);
            },
            onDragEnd: () => dropLine.stop(),
            onDrop: ({ previous }) =>
                this.props.list.resequence(moved, previous ? previous.dataset.id : null),
        });
    }

    /** @override: without what is folded into another one. */
    getGroupsOrRecords() {
        const { list } = this.props;
        const shown = super.getGroupsOrRecords();
        return list.isGrouped
            ? shown
            : shown.filter(({ record }) => !isHidden(record, list.records));
    }

    get canRank() {
        const { list, archInfo } = this.props;
        return list.isRanking && archInfo.activeActions.edit && mayChange(list.resModel);
    }
}

const LiveCardsController = liveController(kanbanView.Controller);

export class ScheduleCardsController extends LiveCardsController {
    static template = "make_schedule.ScheduleCardsView";
    static components = { ...LiveCardsController.components, MakeBanner, WhatIfBanner };

    /** @override: MOs are created by those who produce. */
    get canCreate() {
        return super.canCreate && mayChange(this.props.resModel);
    }
}

export const scheduleCardsView = {
    ...kanbanView,
    Controller: ScheduleCardsController,
    Renderer: ScheduleCardsRenderer,
    Model: ScheduleListModel,
};

registry.category("views").add("make_schedule_cards", scheduleCardsView);

registry.category("views").add("make_schedule_live_cards", {
    ...kanbanView,
    Controller: ScheduleCardsController,
    Model: LiveModel,
});
