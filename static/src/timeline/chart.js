/* global luxon */
import { localization } from "@web/core/l10n/localization";
import { toWall } from "./drawing";

// How the steps of the scale are written; the library knows English alone.
const MINOR = {
    minute: { hour: "numeric", minute: "2-digit" },
    hour: { hour: "numeric", minute: "2-digit" },
    weekday: { weekday: "short", day: "numeric" },
    day: { day: "numeric" },
    week: { day: "numeric", month: "short" },
    month: { month: "short" },
    year: { year: "numeric" },
};
const MAJOR = {
    minute: { weekday: "long", day: "numeric", month: "long" },
    hour: { weekday: "long", day: "numeric", month: "long" },
    weekday: { month: "long", year: "numeric" },
    day: { month: "long", year: "numeric" },
    week: { month: "long", year: "numeric" },
    month: { year: "numeric" },
    year: {},
};

const written = (formats) => (moment, scale) => {
    const shown = formats[scale] || formats.day;
    const at = luxon.DateTime.fromMillis(moment.valueOf(), { zone: "utc" });
    return Object.keys(shown).length ? at.toLocaleString(shown) : "";
};

/**
 * What the library is told. Its moments are those of the user's clock, as if that were
 * UTC: the browser may stand in another time zone than the user's preference.
 *
 * @param {{start, end}} shown the window, luxon
 * @param {boolean} canMove whether bars can be dragged
 * @param {{onMoving: Function, onMove: Function}} dragging
 */
export function chartOptions({ start, end }, canMove, { onMoving, onMove }) {
    return {
        start: toWall(start),
        end: toWall(end),
        moment: (date) => window.vis.moment.utc(date),
        width: "100%",
        height: "100%",
        orientation: "top",
        rtl: localization.direction === "rtl",
        stack: true,
        order: (one, other) => one.rank - other.rank,
        margin: { item: { horizontal: 0, vertical: 4 }, axis: 6 },
        zoomKey: "ctrlKey",
        horizontalScroll: false,
        verticalScroll: true,
        zoomMin: 6 * 3600 * 1000,
        zoomMax: 400 * 24 * 3600 * 1000,
        showCurrentTime: true,
        selectable: false,
        showTooltips: true,
        tooltip: { followMouse: true, overflowMethod: "cap" },
        dataAttributes: ["id"],
        groupOrder: "place",
        format: { minorLabels: written(MINOR), majorLabels: written(MAJOR) },
        editable: canMove && { updateTime: true, updateGroup: false, add: false, remove: false },
        itemsAlwaysDraggable: canMove && { item: true, range: false },
        // A bar never moves by itself: its dates follow from its place in the ranking.
        snap: null,
        onMoving: (item, callback) => {
            onMoving(item);
            const { from, until } = item;
            callback({ ...item, start: from, end: until });
        },
        onMove: (item, callback) => {
            callback(null);
            onMove(item);
        },
    };
}
