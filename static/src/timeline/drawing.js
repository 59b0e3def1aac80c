/* global luxon */
import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { escape } from "@web/core/utils/strings";

const { DateTime } = luxon;
const MINUTE = 60 * 1000;

/** A moment of the user's clock as the library takes it: see `chartOptions`. */
export const toWall = (at) => at.setZone("utc", { keepLocalTime: true }).toJSDate();

/** The moment that the library means. */
export const fromWall = (date) => {
    const zone = DateTime.now().zone;
    return DateTime.fromJSDate(date, { zone: "utc" }).setZone(zone, { keepLocalTime: true });
};

const told = (moment) => toWall(deserializeDateTime(moment));

function titleOf(bar) {
    const day = (moment) => formatDateTime(deserializeDateTime(moment), { showSeconds: false });
    const lines = [
        bar.place ? _t("%(place)s. %(name)s", bar) : bar.name,
        bar.text,
        bar.whom,
        _t("%(start)s to %(end)s", { start: day(bar.start), end: day(bar.end) }),
        bar.due && _t("To deliver: %s", day(bar.due)),
        bar.late && _t("Late"),
    ];
    return lines.filter(Boolean).map(escape).join("<br/>");
}

function barItem(bar, least) {
    const start = told(bar.start);
    const end = new Date(Math.max(told(bar.end), +start + least));
    return {
        id: bar.id,
        group: bar.group,
        content: escape(bar.text),
        title: titleOf(bar),
        className: `o_timeline_bar o_timeline_${bar.late ? "late" : bar.status}`,
        rank: bar.place || Infinity,
        type: "range",
        ...{ start, end, from: start, until: end },
    };
}

/** Delivery deadlines of bars, one for each group; no bar makes room for them. */
function dueItems(bars) {
    const found = new Map();
    for (const bar of bars) {
        if (bar.due && !found.has(bar.group)) {
            found.set(bar.group, {
                id: `due,${bar.group}`,
                group: bar.group,
                type: "background",
                className: "o_timeline_due",
                start: told(bar.due),
                end: new Date(+told(bar.due) + MINUTE),
            });
        }
    }
    return [...found.values()];
}

/**
 * Show what belongs to the bar under the hand: the bars of its sales orders and, beside
 * a work center, when it is to be delivered. Nothing else is drawn anew.
 *
 * @param {string | undefined} id of the bar
 */
export function drawHovered(el, items, { by }, bars, id) {
    const hovered = bars.get(id);
    const isTogether = ({ mo, group, whom }) =>
        mo === hovered.mo || whom === hovered.whom || (by === "order" && group === hovered.group);
    for (const item of el.querySelectorAll(".o_timeline_bar[data-id]")) {
        const bar = bars.get(item.dataset.id);
        item.classList.toggle("o_timeline_same", Boolean(bar && hovered?.whom && isTogether(bar)));
    }
    if (by === "center") {
        const due = hovered ? dueItems([hovered]) : [];
        items.remove(items.getIds({ filter: ({ id }) => `${id}`.startsWith("due,") }));
        items.update(due);
    }
}

function greyItems({ closed, frozen }) {
    // An item keeps the group that it once had: each group has its own.
    const items = closed.map(({ group, start, end }) => ({
        id: `closed,${group}|${start}`,
        ...(group !== false && { group }),
        type: "background",
        className: "o_timeline_closed",
        start: told(start),
        end: told(end),
    }));
    if (frozen) {
        items.push({
            id: "frozen",
            type: "background",
            className: "o_timeline_frozen",
            content: escape(_t("Frozen")),
            start: toWall(DateTime.now()),
            end: told(frozen),
        });
    }
    return items;
}

/**
 * Put what the server told into the library's sets; what has not changed stays.
 *
 * @param {number} least milliseconds that a bar takes, so that one sees and can hold it
 */
export function draw(items, groups, answer, least) {
    const shown = answer.groups.map(({ id, name }, place) => ({
        ...{ id, place },
        content: escape(name),
        title: escape(name),
    }));
    const all = [
        ...answer.bars.map((bar) => barItem(bar, least)),
        ...(answer.by === "order" ? dueItems(answer.bars.filter(({ group }) => group)) : []),
        ...greyItems(answer),
    ];
    for (const [set, wanted] of [
        [groups, shown],
        [items, all],
    ]) {
        const ids = new Set(wanted.map(({ id }) => id));
        set.remove(set.getIds().filter((id) => !ids.has(id)));
        const changed = wanted.filter((one) => !isSame(set.get(one.id), one));
        set.update(changed);
    }
}

function isSame(known, wanted) {
    return (
        known &&
        Object.keys(wanted).every(
            (key) => +known[key] === +wanted[key] || known[key] === wanted[key]
        )
    );
}
