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

/**
 * What a move would change, in lines for who decides: who becomes late, who is no longer
 * served, who comes on time.
 *
 * @param {Object[]} orders as of `schedule_preview`
 * @returns {{kind: string, text: string}[]} the worst first
 */
export function previewLines(orders) {
    const kinds = [
        [
            "danger",
            ({ late: [was, is] }) => !was && is,
            (args) => _t("%(count)s become late: %(orders)s", args),
            (args) => _t("%(orders)s becomes late", args),
        ],
        [
            "warning",
            ({ availability: [was, is] }) => was !== "not_available" && is === "not_available",
            (args) => _t("%(count)s are no longer served: %(orders)s", args),
            (args) => _t("%(orders)s is no longer served", args),
        ],
        [
            "success",
            ({ late: [was, is] }) => was && !is,
            (args) => _t("%(count)s come on time: %(orders)s", args),
            (args) => _t("%(orders)s comes on time", args),
        ],
        [
            "success",
            ({ availability: [was, is] }) => was === "not_available" && is !== "not_available",
            (args) => _t("%(count)s are served: %(orders)s", args),
            (args) => _t("%(orders)s is served", args),
        ],
    ];
    const lines = kinds
        .map(([kind, is, ofMany, ofOne]) => ({ kind, found: orders.filter(is), ofMany, ofOne }))
        .filter(({ found }) => found.length)
        .map(({ kind, found, ofMany, ofOne }) => ({
            kind,
            text: (found.length > 1 ? ofMany : ofOne)({
                count: found.length,
                orders: named(found),
            }),
        }));
    return lines.length ? lines : [{ kind: "muted", text: _t("No order becomes late.") }];
}
