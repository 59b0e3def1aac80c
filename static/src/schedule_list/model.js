import { _t } from "@web/core/l10n/translation";
import { LiveModel } from "../live_list/live_list";
import { byPlace, changesOf } from "../what_if/tried";
import { ScheduleRecordList } from "./record_list";

/** A ranking, or what is tried of it. */
export class ScheduleListModel extends LiveModel {
    static DynamicRecordList = ScheduleRecordList;

    get whatIf() {
        return this.env.services["make_schedule.what_if"];
    }

    /** Try changes on top of what is tried, and show what would be. */
    tryChanges(changes) {
        return this.tryOut(() => this.whatIf.add(changes));
    }

    /**
     * Try a move.
     *
     * @param {Object} where arguments of `schedule_drag`
     */
    tryMove(moved, where) {
        const { position } = where;
        return this.tryOut(() =>
            position
                ? this.whatIf.addPosition(moved[0].resModel, moved, position)
                : this.whatIf.add(changesOf(moved, where))
        );
    }

    tryOut(ask) {
        return this.act(async () => {
            try {
                await ask();
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
            const why = error.data?.message || error.message;
            const message = _t("%s What was tried is forgotten.", why);
            this.notification.add(message, { type: "warning" });
            return {};
        });
        const [first] = orderBy;
        if (!first || (first.name === "schedule_rank" && first.asc)) {
            found.records.sort(byPlace(this.places));
        }
        return found;
    }
}
