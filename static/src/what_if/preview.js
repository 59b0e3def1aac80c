import { _t } from "@web/core/l10n/translation";

// Names that one line has room for.
const MOST = 3;

/** The first names of orders, and how many more there are. */
function named(orders) {
    const names = orders.slice(0, MOST).map(({ order }) => order);
    const count = orders.length - names.length;
    return count
        ? _t("%(names)s and %(count)s more", { names: names.join(", "), count })
        : names.join(", ");
}

const isShort = (availability) => availability === "not_available";
/** What a move changes for an order, the worst first; the first that is true is said. */
const CHANGES = [
    ["lost", ({ availability: [was, is] }) => !isShort(was) && isShort(is)],
    // Late by its deadline, or with no date at all: it cannot be had any more.
    ["undated", ({ date: [was, is] }) => was && !is],
    ["late", ({ late: [was, is], date: [dated] }) => dated && !was && is],
    ["timely", ({ late: [was, is], date: [, dated] }) => was && !is && dated],
    ["served", ({ availability: [was, is] }) => isShort(was) && !isShort(is)],
    ["dated", ({ date: [was, is] }) => !was && is],
];

/** What is said of one order, or of several, of each kind. */
function sentences() {
    return [
        [
            "danger",
            "late",
            (args) => _t("%(orders)s becomes late", args),
            (args) => _t("%(count)s become late: %(orders)s", args),
        ],
        [
            "danger",
            "undated",
            (args) => _t("%(orders)s has no date any more", args),
            (args) => _t("%(count)s have no date any more: %(orders)s", args),
        ],
        [
            "warning",
            "lost",
            (args) => _t("%(orders)s is no longer served", args),
            (args) => _t("%(count)s are no longer served: %(orders)s", args),
        ],
        [
            "success",
            "timely",
            (args) => _t("%(orders)s comes on time", args),
            (args) => _t("%(count)s come on time: %(orders)s", args),
        ],
        [
            "success",
            "served",
            (args) => _t("%(orders)s is served", args),
            (args) => _t("%(count)s are served: %(orders)s", args),
        ],
        [
            "success",
            "dated",
            (args) => _t("%(orders)s has a date now", args),
            (args) => _t("%(count)s have a date now: %(orders)s", args),
        ],
    ];
}

/**
 * What a move would change, in lines for who decides: who becomes late, who cannot be had
 * any more or is no longer served, who comes on time.
 *
 * @param {Object[]} orders as of `schedule_preview`
 * @returns {{kind: string, text: string}[]} the worst first
 */
export function previewLines(orders) {
    const found = {};
    for (const order of orders) {
        const change = CHANGES.find(([, is]) => is(order));
        if (change) {
            (found[change[0]] ??= []).push(order);
        }
    }
    const lines = sentences()
        .filter(([, change]) => found[change])
        .map(([kind, change, ofOne, ofMany]) => {
            const of = found[change];
            const args = { count: of.length, orders: named(of) };
            return { kind, text: (of.length > 1 ? ofMany : ofOne)(args) };
        });
    return lines.length ? lines : [{ kind: "muted", text: _t("No order becomes late.") }];
}
