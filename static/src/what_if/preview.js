import { deserializeDateTime } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { formatDate } from "@web/views/fields/formatters";

// How long the hand rests on a place before it is asked about, in milliseconds.
export const REST = 300;
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

/**
 * What a move can change for an order, the worst first: of several that are true the first
 * is said. What is no longer served has no date, and is not late for it.
 */
function changes() {
    return [
        [
            "danger",
            ({ late: [was, is], date: [dated], availability: [, now] }) =>
                dated && !isShort(now) && !was && is,
            (args) => _t("%(orders)s becomes late", args),
            (args) => _t("%(count)s become late: %(orders)s", args),
        ],
        [
            "danger",
            ({ date: [was, is], availability: [, now] }) => was && !is && !isShort(now),
            (args) => _t("%(orders)s has no date any more", args),
            (args) => _t("%(count)s have no date any more: %(orders)s", args),
        ],
        [
            "warning",
            ({ availability: [was, is] }) => !isShort(was) && isShort(is),
            (args) => _t("%(orders)s is no longer served", args),
            (args) => _t("%(count)s are no longer served: %(orders)s", args),
        ],
        [
            "success",
            ({ late: [was, is], date: [, dated] }) => was && !is && dated,
            (args) => _t("%(orders)s comes on time", args),
            (args) => _t("%(count)s come on time: %(orders)s", args),
        ],
        [
            "success",
            ({ availability: [was, is] }) => isShort(was) && !isShort(is),
            (args) => _t("%(orders)s is served", args),
            (args) => _t("%(count)s are served: %(orders)s", args),
        ],
        [
            "success",
            ({ date: [was, is] }) => !was && is,
            (args) => _t("%(orders)s has a date now", args),
            (args) => _t("%(count)s have a date now: %(orders)s", args),
        ],
    ];
}

/** What would change of one order, from what it is to what it would be: {kind, text}. */
export function triedText(order) {
    const [was, is] = order.date.map((date) =>
        date ? formatDate(deserializeDateTime(date)) : "–"
    );
    const [kind] = changes().find(([, applies]) => applies(order)) || ["muted"];
    if (!order.date.some(Boolean)) {
        return { kind, text: isShort(order.availability[1]) ? _t("not served") : _t("served") };
    }
    return { kind, text: `${was} → ${is}` };
}

/**
 * What a move would change, in lines for who decides: who becomes late, who cannot be had
 * any more or is no longer served, who comes on time.
 *
 * @param {Object[]} orders as of `schedule_preview`
 * @param {string[]} held likewise: by whose firm promise something does not change hands
 * @returns {{kind: string, text: string}[]} the worst first
 */
export function previewLines(orders, held = []) {
    const all = changes();
    const changeOf = (order) => all.find(([, is]) => is(order));
    const lines = all
        .map((change) => [change, orders.filter((order) => changeOf(order) === change)])
        .filter(([, found]) => found.length)
        .map(([[kind, , ofOne, ofMany], found]) => {
            const args = { count: found.length, orders: named(found) };
            return { kind, text: (found.length > 1 ? ofMany : ofOne)(args) };
        });
    if (held.length) {
        const names = named(held.map((order) => ({ order })));
        lines.push({ kind: "muted", text: _t("Held by a firm promise: %s", names) });
    }
    return lines.length ? lines : [{ kind: "muted", text: _t("No order becomes late.") }];
}

/**
 * Ask what a move would change.
 *
 * @param {Object} orm; @param {Array} call what it is called with: model, method, args, kwargs
 * @returns {Promise<Object[] | null>} as of {@link previewLines}; null where that cannot be
 *     had: why is said when it is done
 */
export async function askPreview(orm, ...call) {
    const found = await orm.silent.call(...call).catch(() => null);
    return found && previewLines(found.orders, found.held);
}
