/* global luxon */
import {
    Component,
    EventBus,
    onMounted,
    onWillDestroy,
    onWillStart,
    status,
    useRef,
    useState,
} from "@odoo/owl";
import { loadCSS, loadJS } from "@web/core/assets";
import { browser } from "@web/core/browser/browser";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";
import { useDebounced } from "@web/core/utils/timing";
import { Layout } from "@web/search/layout";
import { SearchBar } from "@web/search/search_bar/search_bar";
import { useSearchBarToggler } from "@web/search/search_bar/search_bar_toggler";
import { standardViewProps } from "@web/views/standard_view_props";
import { openForm, sayDone } from "../core/actions";
import { mayChange, mayOpen } from "../core/rights";
import { isNews, UNREAD } from "../core/window";
import { ScheduleTabs } from "../tabs/tabs";
import { BarDrag } from "./bar_drag";
import { chartOptions } from "./chart";
import { draw, drawHovered, fromWall, toWall } from "./drawing";

const LIBRARY = "/make_schedule/static/lib/vis-timeline/vis-timeline-graph2d.min";
// Days that a zoom shows; what is before today helps to see where one is.
const ZOOMS = { day: 1, week: 7, month: 31, quarter: 92 };
// Pixels that a bar takes at least.
const LEAST = 8;
const KEY = "make_schedule.timeline";

/** Bars over the calendar, by sales order or by work center (behaviour 13). */
export class ScheduleTimeline extends Component {
    static template = "make_schedule.Timeline";
    static components = { Layout, ScheduleTabs, SearchBar };
    static props = { ...standardViewProps, archInfo: { type: Object, optional: true } };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.searchBarToggler = useSearchBarToggler();
        this.changes = new EventBus();
        this.chartRef = useRef("chart");
        const known = JSON.parse(browser.localStorage.getItem(KEY) || "{}");
        this.state = useState({ by: "order", zoom: "week", told: null, held: null, ...known });
        this.whatIf = useState(useService("make_schedule.what_if"));
        // While something is tried nothing else is changed.
        this.canMove = mayChange("mrp.production") && !this.whatIf.isOn;
        const { start, end } = this.zoomed(this.state.zoom);
        this.window = { start, end };
        // A bar in the hand is not drawn anew.
        this.loadSoon = useDebounced(() => (this.drag?.bar ? this.loadSoon() : this.load()), 300);
        onWillStart(async () => {
            await Promise.all([loadJS(`${LIBRARY}.js`), loadCSS(`${LIBRARY}.css`), this.load()]);
        });
        onMounted(() => this.mountChart());
        onWillDestroy(() => {
            this.chart?.destroy();
            this.drag?.destroy();
        });
        useBus(this.env.searchModel, "update", () => this.load());
        useBus(this.env.bus, UNREAD, () => this.load());
        const bus = useService("bus_service");
        const onChanged = (change) => isNews(change, this.loadedAt) && this.loadSoon();
        bus.subscribe("make_schedule/changed", onChanged);
        onWillDestroy(() => bus.unsubscribe("make_schedule/changed", onChanged));
    }

    /** Yesterday until the end of a zoom. */
    zoomed(zoom) {
        const begin = luxon.DateTime.now().startOf("day");
        const start = begin.minus({ days: zoom === "day" ? 0 : 1 });
        return { start, end: start.plus({ days: ZOOMS[zoom] + (zoom === "day" ? 0 : 1) }) };
    }

    get zooms() {
        return Object.keys(ZOOMS);
    }

    /** What the colors of bars mean. */
    get legend() {
        const labels = {
            late: _t("Late"),
            not_started: _t("Not started"),
            in_progress: _t("Work in progress"),
            blocked: _t("Blocked"),
            done: _t("Done"),
        };
        return Object.entries(labels).map(([name, label]) => ({ name, label }));
    }

    /** Read what stands in the window, and as much on each side of it. */
    load() {
        if (status(this) !== "destroyed") {
            // Else it waited for a moment, when the screen was left.
            this.loading = this.readWindow();
        }
        return this.loading;
    }

    async readWindow() {
        const { start, end } = this.window;
        const width = end.diff(start);
        const from = start.minus(width).toUTC();
        const until = end.plus(width).toUTC();
        const format = "yyyy-MM-dd HH:mm:ss";
        const asked = (this.asked = {});
        this.loadedAt = Date.now();
        const told = await this.orm.call(this.props.resModel, "schedule_timeline", [], {
            domain: this.env.searchModel.domain,
            start: from.toFormat(format),
            end: until.toFormat(format),
            by: this.state.by,
            context: this.props.context,
        });
        if (asked !== this.asked) {
            // Nothing is shown before the last that was asked for is there.
            return this.loading;
        }
        this.read = { from, until };
        this.state.told = told;
        this.changes.trigger("changed");
        this.show();
    }

    mountChart() {
        const { DataSet, Timeline } = window.vis;
        [this.items, this.groups] = [new DataSet(), new DataSet()];
        const options = chartOptions(this.window, this.canMove, {
            onMoving: (item) => this.onMoving(item),
            onMove: (item) => this.onDrop(item),
        });
        this.chart = new Timeline(this.chartRef.el, this.items, this.groups, options);
        this.chart.setCurrentTime(toWall(luxon.DateTime.now()));
        this.chart.on("rangechanged", ({ start, end }) => this.onWindow(start, end));
        this.chart.on("itemover", ({ item }) => this.highlight(item));
        this.chart.on("itemout", () => this.highlight());
        this.chart.on("click", (event) => this.onClick(event));
        this.drag = new BarDrag(this.chartRef.el, this.orm, (held) => (this.state.held = held));
        this.show();
    }

    show() {
        if (this.chart) {
            this.bars = new Map(this.state.told.bars.map((bar) => [bar.id, bar]));
            const { start, end } = this.window;
            const pixel = end.diff(start).toMillis() / this.chartRef.el.clientWidth;
            draw(this.items, this.groups, this.state.told, LEAST * pixel);
        }
    }

    onWindow(start, end) {
        this.window = { start: fromWall(start), end: fromWall(end) };
        if (this.window.start < this.read.from || this.window.end > this.read.until) {
            this.loadSoon();
        }
        this.show();
    }

    remember() {
        const { by, zoom } = this.state;
        browser.localStorage.setItem(KEY, JSON.stringify({ by, zoom }));
    }

    setZoom(zoom) {
        this.state.zoom = zoom;
        this.remember();
        this.moveTo(this.zoomed(zoom));
    }

    /** Earlier (-1) or later (1) by a window. */
    turn(by) {
        const { start, end } = this.window;
        const width = end.diff(start).mapUnits((amount) => amount * by);
        this.moveTo({ start: start.plus(width), end: end.plus(width) });
    }

    moveTo({ start, end }) {
        this.chart.setWindow(toWall(start), toWall(end), { animation: false });
    }

    setBy(by) {
        this.state.by = by;
        this.remember();
        return this.load();
    }

    /** Show all of a bar's sales order, and when that is to be delivered. */
    highlight(id) {
        if (!this.drag.bar) {
            drawHovered(this.chartRef.el, this.items, this.state.told, this.bars, id);
        }
    }

    onClick({ item }) {
        const bar = this.bars.get(item);
        if (bar && !this.drag.bar && mayOpen(bar.model)) {
            openForm(this.action, bar.model, bar.res_id);
        }
    }

    /** A bar follows the hand in the ranking alone: its dates follow from that. */
    onMoving(item) {
        this.drag.over(this.bars.get(item.id), this.bars);
    }

    async onDrop(item) {
        const drop = this.drag.end();
        if (!drop) {
            // A click follows a drop.
            browser.setTimeout(() => this.drag.rest());
            return;
        }
        const args = [[this.bars.get(item.id).mo]];
        const where = { [drop.where]: drop.bar.mo };
        try {
            const told = await this.orm.call("mrp.production", "action_timeline_move", args, where);
            await sayDone(this.action, told);
            await this.load();
        } finally {
            this.drag.rest();
        }
    }

    /** The orders of this search that stand nowhere, in Schedule's list. */
    async showUndated() {
        const { domain } = this.env.searchModel;
        const ofTasks = this.props.resModel === "mrp.workorder";
        const action = await this.action.loadAction("make_schedule.action_schedule");
        const list = action.views.find(([, type]) => type === "list");
        return this.action.doAction({
            ...action,
            name: _t("Without a deadline"),
            context: { ...action.context, search_disable_custom_filters: true },
            views: [list, ...action.views.filter((view) => view[1] === "form")],
            domain: [
                ["date_deadline", "=", false],
                ["state", "in", ["confirmed", "progress", "to_close"]],
                ...(ofTasks ? [["workorder_ids", "any", domain]] : domain),
            ],
        });
    }
}

registry.category("views").add("schedule_timeline", {
    type: "schedule_timeline",
    Controller: ScheduleTimeline,
    searchMenuTypes: ["filter", "favorite"],
    props: (generic) => ({ ...generic }),
});
