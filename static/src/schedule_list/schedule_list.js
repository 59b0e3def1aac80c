import { useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { mayChange } from "../core/rights";
import { LiveListController, liveListView } from "../live_list/live_list";
import { MakeBanner } from "../make_banner/make_banner";
import { chooseTable } from "../tabs/tabs";
import { WhatIfBanner, WhatIfSwitch } from "../what_if/banner";
import { ScheduleListModel } from "./model";
import { isRanked } from "./ranking";
import { ScheduleListRenderer } from "./renderer";

// Of the action menu, what is tried or changes nothing.
const TRIED = ["move_to_top", "move_to_position", "export"];

/** The ranking's screen: why nothing can be moved, the way back, moves of many. */
export class ScheduleListController extends LiveListController {
    static template = "make_schedule.ScheduleListView";
    static components = {
        ...LiveListController.components,
        ...{ MakeBanner, WhatIfBanner, WhatIfSwitch },
    };

    setup() {
        super.setup();
        this.whatIf = useState(useService("make_schedule.what_if"));
    }

    /** Why nothing can be dragged here, or false. */
    get fixed() {
        const { root } = this.model;
        if (root.isRanking) {
            return !this.canRank && _t("You can see this ranking, but not change it.");
        }
        if (this.isClosed) {
            return root.records.some(({ data }) => data.state === "draft")
                ? _t("A draft is not ranked: it is once it is confirmed.")
                : _t("What is closed has no rank.");
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

    /** @override: while something is tried nothing else is changed. */
    get actionMenuItems() {
        const items = super.actionMenuItems;
        if (!this.whatIf.isOn) {
            return items;
        }
        return { ...items, action: items.action.filter(({ key }) => TRIED.includes(key)) };
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
