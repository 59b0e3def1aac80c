/* global luxon */
import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { escape } from "@web/core/utils/strings";

const { DateTime } = luxon;

/** A moment of the user's clock as the library takes it: see `chartOptions`. */
export const toWall = (at) => at.setZone("utc", { keepLocalTime: true }).toJSDate();

/** The moment that the library means. */
export const fromWall = (date) => {
    const zone = DateTime.now().zone;
    return DateTime.fromJSDate(date, { zone: "utc" }).setZone(zone, { keepLocalTime: true });
};

const told = (moment) => toWall(deserializeDateTime(moment));

function titleOf(bar) {
    const day = (moment) => formatDateTime(deserializeDateTime(moment));
    const lines = [
        _t("%(place)s. %(name)s", bar),
        bar.text,
        bar.whom,
        _t("%(start)s to %(end)s", { start: day(bar.start), end: day(bar.end) }),
        bar.due && _t("To deliver: %s", day(bar.due)),
        bar.late && _t("Late"),
    ];
    return lines.filter(Boolean).map(escape).join("<br/>");
}

function barItem(bar, hovered) {
    const isSame = hovered && bar.group === hovered.group && hovered.whom;
    const isMine = hovered && (bar.mo === hovered.mo || bar.whom === hovered.whom);
    const [start, end] = [told(bar.start), told(bar.end)];
    const classes = [
        "o_timeline_bar",
        bar.late ? "o_timeline_late" : `o_timeline_${bar.status}`,
        hovered && (isMine || isSame) && hovered.whom ? "o_timeline_same" : "",
    ];
    return {
        id: bar.id,
        group: bar.group,
        content: escape(bar.text),
        title: titleOf(bar),
        className: classes.filter(Boolean).join(" "),
        rank: bar.place || Infinity,
        type: "range",
        ...{ start, end, from: start, until: end },
    };
}

/** Delivery deadlines: one for each sales order, or of the one under the hand. */
function dueItems({ bars }, hovered, byOrder) {
    const found = new Map();
    for (const bar of bars) {
        const isShown = byOrder ? bar.group : bar.id === hovered?.id;
        if (bar.due && isShown && !found.has(bar.group)) {
            const start = told(bar.due);
            found.set(bar.group, {
                id: `due,${bar.group}`,
                group: bar.group,
                type: "point",
                className: "o_timeline_due",
                content: "",
                title: escape(_t("To deliver: %s", formatDateTime(deserializeDateTime(bar.due)))),
                editable: false,
                rank: 0,
                start,
            });
        }
    }
    return [...found.values()];
}

function greyItems({ closed, frozen }) {
    const items = closed.map(({ group, start, end }, at) => ({
        id: `closed,${at}`,
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

/** Put what the server told into the library's sets; what has not changed stays. */
export function draw(items, groups, answer, hovered) {
    const shown = answer.groups.map(({ id, name }, place) => ({
        ...{ id, place },
        content: escape(name),
        title: escape(name),
    }));
    const byOrder = answer.by === "order";
    const all = [
        ...answer.bars.map((bar) => barItem(bar, hovered)),
        ...dueItems(answer, hovered, byOrder),
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
