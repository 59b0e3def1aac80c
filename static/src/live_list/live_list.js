import { EventBus, onPatched, onWillDestroy, onWillPatch } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useBus, useService } from "@web/core/utils/hooks";
import { RelationalModel } from "@web/model/relational_model/relational_model";
import { listView } from "@web/views/list/list_view";
import { useNarrow } from "../core/narrow";
import { mayChange, mayOpen } from "../core/rights";
import { isNews, UNREAD } from "../core/window";
import { emptyHelp } from "../empty/empty";
import { ScheduleTabs } from "../tabs/tabs";
import { useHand } from "./hand";

// Milliseconds after which a change by others shows, after which it is tried again
// where somebody is at work, and for how long a moving hand holds it up.
const [LATER, AGAIN, PATIENCE] = [1500, 300, 5000];

// What somebody has in the hand, or has opened; a tooltip opens by itself.
const OPEN = ".o_dragged, .o_dialog, .o-dropdown--menu, .o_popover:not(:has(> .o-tooltip))";

export class LiveModel extends RelationalModel {
    // Yesterday's ranking, shown until the server answers, is a wrong one, and what is
    // dragged in it is gone when the answer comes.
    static withCache = false;

    setup() {
        super.setup(...arguments);
        // How many actions there have been, and how many are under way.
        this.acts = 0;
        this.acting = 0;
        // What a load under way was asked for, and what ends the wait for it.
        this.asked = {};
        this.supersede = () => {};
        this.onReload = () => {};
    }

    /** Do what somebody has asked for: what others changed waits until it is done. */
    async act(action) {
        this.acts++;
        this.acting++;
        try {
            return await action();
        } finally {
            this.acting--;
        }
    }

    /**
     * What comes too late, as a move's answer may, loads no list that was left. What
     * was asked for and is not there yet, as another table, is asked for again: core
     * drops what a later load supersedes, and never ends it.
     */
    async load(params = {}) {
        if (this.isLeft) {
            return;
        }
        this.loadedAt = Date.now();
        if (!this.acting && !Object.keys(params).length) {
            // Read again after something was done in a dialog.
            this.onReload();
        }
        this.supersede();
        const superseded = new Promise((resolve) => {
            this.supersede = resolve;
        });
        const mine = this.supersede;
        this.asked = { ...this.asked, ...params };
        const loading = super.load(this.asked).finally(() => {
            if (this.supersede === mine) {
                this.asked = {};
            }
        });
        return this.act(() => Promise.race([loading, superseded]));
    }

    /** @override: sorts, turns pages, opens groups. */
    async _updateConfig(config, patch, options = {}) {
        const update = () => super._updateConfig(config, patch, options);
        return options.reload === false ? update() : this.act(update);
    }

    /**
     * Show what others have changed, unless somebody does something meanwhile: as
     * `load`, which would supersede it, or show what was asked for before it.
     *
     * @param {Function} isFree tells whether nobody is at work
     * @returns {Promise<boolean>} whether it shows
     */
    async refresh(isFree) {
        if (this.useSampleModel) {
            // Core's samples go when it loads.
            await this.load();
            return true;
        }
        const { acts } = this;
        const loadedAt = Date.now();
        const config = this._getNextConfig(this.config, {});
        const data = await this._loadData(config);
        if (this.isLeft || this.acts !== acts || !isFree()) {
            return false;
        }
        this.root = this._createRoot(config, data);
        this.config = config;
        this.loadedAt = loadedAt;
        await this.hooks.onRootLoaded(this.root);
        return true;
    }
}

// Columns that say the company.
const COMPANY = ["company_id", "stock_company_id"];

/** A list whose rows keep the focus of the keyboard when they are read again. */
export class LiveListRenderer extends listView.Renderer {
    setup() {
        this.narrow = useNarrow();
        super.setup();
        // The cell that has the focus, as its document's id and its place in the row.
        let focused;
        let shown = new Map();
        const remember = () => {
            shown = new Map(this.props.list.records.map(({ id, resId }) => [id, resId]));
        };
        onWillPatch(() => {
            const cell = document.activeElement?.closest("tr.o_data_row > td");
            const row = cell && this.tableRef.el?.contains(cell) && cell.parentElement;
            focused = row && {
                resId: shown.get(row.dataset.id),
                at: [...row.children].indexOf(cell),
                inside: document.activeElement !== cell,
            };
        });
        onPatched(() => {
            remember();
            if (focused?.resId && document.activeElement === document.body) {
                const { id } =
                    this.props.list.records.find(({ resId }) => resId === focused.resId) || {};
                const row = id && this.tableRef.el?.querySelector(`tr[data-id="${id}"]`);
                const cell = row?.children[focused.at];
                this.focus((focused.inside && cell?.querySelector("input, button")) || cell);
            }
        });
        remember();
    }

    /** @override: of what needs room, where nobody has chosen: shown where there is some. */
    computeOptionalActiveFields() {
        const fields = super.computeOptionalActiveFields();
        if (browser.localStorage.getItem(this.keyOptionalFields) === null) {
            const wide = this.allColumns.filter(({ options }) => options?.wide);
            wide.forEach(({ name }) => (fields[name] &&= this.narrow.isWide));
        }
        return fields;
    }

    /**
     * @override: without what another cell says too, where there is no room for it; what
     * says it needs more. Nor the company, where there is one alone.
     */
    getActiveColumns() {
        const { is, isWide } = this.narrow;
        const sized = (column) => {
            const { narrow, roomy } = column.options || {};
            const width = (is && narrow) || (isWide && roomy);
            return width ? { ...column, attrs: { ...column.attrs, width } } : column;
        };
        return super
            .getActiveColumns()
            .filter(({ options }) => !(is && options?.beside))
            .filter(({ name }) => !COMPANY.includes(name) || user.activeCompanies.length > 1)
            .map(sized);
    }
}

/** A controller that says why it shows nothing. */
const tellingController = (Controller) =>
    class extends Controller {
        get emptyHelp() {
            const { info, resModel } = this.props;
            return emptyHelp(this.env.searchModel, info.noContentHelp, resModel);
        }
    };

/** A controller whose screen has the tables Open and Done and shows what others change. */
export const liveController = (Controller) =>
    class extends tellingController(Controller) {
        static components = { ...Controller.components, ScheduleTabs };

        setup() {
            super.setup();
            if (!mayChange(this.props.resModel)) {
                const none = { create: false, delete: false, duplicate: false, edit: false };
                const { archInfo } = this.props;
                this.activeActions = { ...(this.activeActions || archInfo.activeActions), ...none };
                this.editable = false;
            }
            // Tells the tabs when documents may have come or gone.
            this.changes = new EventBus();
            this.hand = useHand();
            this.listenToOthers();
            this.model.onReload = () => this.changes.trigger("changed");
            onWillDestroy(() => {
                this.model.isLeft = true;
            });
        }

        /** Show what others change, a moment later and never under somebody's hands. */
        listenToOthers() {
            const bus = useService("bus_service");
            // A timer, when the first change was told that does not show yet, and the last.
            let timer, since, toldAt;
            const wait = (time) => {
                timer = browser.setTimeout(show, time);
            };
            const isFree = () => !this.isBusy && (this.hand.rests || Date.now() - since > PATIENCE);
            const show = async () => {
                // What was loaded since then has it already.
                if (this.model.loadedAt <= toldAt) {
                    let next;
                    try {
                        next = isFree() && (await this.model.refresh(isFree)) ? 0 : AGAIN;
                    } catch {
                        // Nobody has asked for it: the next time it will be there.
                        next = LATER;
                    }
                    if (next) {
                        return this.model.isLeft ? undefined : wait(next);
                    }
                    this.changes.trigger("changed");
                }
                timer = undefined;
                if (toldAt > this.model.loadedAt) {
                    // Told while it was read.
                    since = toldAt;
                    wait(LATER);
                }
            };
            const isTold = () => {
                toldAt = Date.now();
                // Not later because more comes: in a busy company something always does.
                if (!timer) {
                    since = toldAt;
                    wait(LATER);
                }
            };
            const onChanged = (change) => {
                if (isNews(change, this.model.loadedAt)) {
                    isTold();
                }
            };
            bus.subscribe("make_schedule/changed", onChanged);
            // What this window has changed itself, but has not read.
            useBus(this.env.bus, UNREAD, isTold);
            onWillDestroy(() => {
                browser.clearTimeout(timer);
                bus.unsubscribe("make_schedule/changed", onChanged);
            });
        }

        /** Somebody types, has selected orders, drags one, or has something open. */
        get isBusy() {
            return (
                this.hand.isDown ||
                this.model.acting ||
                this.editedRecord ||
                this.hasSelectedRecords ||
                document.querySelector(OPEN) ||
                document.visibilityState === "hidden"
            );
        }

        /** @override: core's forms read what those alone may who sell, or who make. */
        async openRecord(...args) {
            if (mayOpen(this.props.resModel)) {
                return super.openRecord(...args);
            }
            const message = _t(
                "You can see this list, but not open it. A click on a status says why."
            );
            this.env.services.notification.add(message, { type: "info" });
        }

        async afterExecuteActionButton(clickParams) {
            await super.afterExecuteActionButton(clickParams);
            this.changes.trigger("changed");
        }
    };

export class LiveListController extends liveController(listView.Controller) {
    static template = "make_schedule.LiveListView";

    /** @override: with the date that stands below Expected. */
    getExportableFields() {
        const { archInfo, fields } = this.props;
        const dated = archInfo.columns.filter(({ options }) => options?.date);
        const names = dated.map(({ name }) => name);
        const date = fields.availability_date;
        return super
            .getExportableFields()
            .flatMap((field) => (date && names.includes(field.name) ? [field, date] : [field]));
    }

    /** @override: what was printed stays selected, nothing of it has changed. */
    get actionMenuProps() {
        const props = super.actionMenuProps;
        const printed = (this.props.info.actionMenus?.print || []).map(({ id }) => id);
        let isPrinted = false;
        return {
            ...props,
            shouldExecuteAction: ({ action }) => {
                isPrinted = printed.includes(action?.id);
                return true;
            },
            onActionExecuted: (options) => !isPrinted && props.onActionExecuted(options),
        };
    }
}

export const liveListView = {
    ...listView,
    Controller: LiveListController,
    Renderer: LiveListRenderer,
    Model: LiveModel,
};

registry.category("views").add("make_schedule_live_list", liveListView);

class FittingListController extends tellingController(listView.Controller) {
    static template = "make_schedule.FittingListView";
}

// A plain list whose columns fit the screen.
registry.category("views").add("make_schedule_fitting_list", {
    ...listView,
    Controller: FittingListController,
    Renderer: LiveListRenderer,
});
