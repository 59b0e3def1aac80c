import { EventBus, onWillDestroy } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { uuid } from "@web/core/utils/strings";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { listView } from "@web/views/list/list_view";
import { ScheduleTabs } from "../tabs/tabs";

// Milliseconds after which a change by others shows.
const LATER = 1500;

// Tells this window's changes from those of others, also of the same user.
const WINDOW = uuid();

export class LiveModel extends RelationalModel {
    // Yesterday's ranking, shown until the server answers, is a wrong one, and what is
    // dragged in it is gone when the answer comes.
    static withCache = false;

    /** What comes too late, as a move's answer may, loads no list that was left. */
    async load(params) {
        if (this.isLeft) {
            return;
        }
        this.loadedAt = Date.now();
        return super.load(params);
    }
}

/** A list with the tables Open and Done that shows what others change. */
export class LiveListController extends listView.Controller {
    static template = "make_schedule.LiveListView";
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
        user.updateContext({ schedule_window: WINDOW });
        let timer, toldAt;
        const show = () => {
            // What was loaded since then has it already.
            if (this.model.loadedAt > toldAt) {
                return;
            }
            if (this.isBusy) {
                timer = browser.setTimeout(show, LATER);
                return;
            }
            this.changes.trigger("changed");
            return this.model.load();
        };
        const onChanged = (change) => {
            const own = change.window === WINDOW && Date.now() - this.model.loadedAt < LATER;
            if (user.activeCompanies.some(({ id }) => id === change.company) && !own) {
                toldAt = Date.now();
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
}

export const liveListView = {
    ...listView,
    Controller: LiveListController,
    Model: LiveModel,
};

registry.category("views").add("make_schedule_live_list", liveListView);
