/**
 * Where a record of a ranked list may go: plain functions over its records, which
 * know `resId` and `data.schedule_rank`. What shares a rank is one block.
 */

import { isFolded, isHidden, partsOf } from "./folding";

const rank = (record) => record.data.schedule_rank;
// A list of several companies shows one ranking below the other.
const company = (record) => record.data.company_id?.id;
const isOneBlock = (one, other) => rank(one) === rank(other) && company(one) === company(other);

/** Whether a record is open: what is closed has no position (behaviour 3). */
export const isRanked = (record) => record.data.schedule_position !== 0;

/**
 * The ranked record at or above a place, if any: a list may show closed ones between,
 * and what is folded into the one below.
 *
 * @param {Object[]} records all that are shown or folded
 * @param {string} targetId id of the record above the place
 * @param {Object} dragged
 */
export function rankedAbove(records, targetId, dragged) {
    let at = records.findIndex((record) => record.id === targetId);
    const isPassed = (record) =>
        !isRanked(record) || record === dragged || isHidden(record, records);
    while (at >= 0 && isPassed(records[at])) {
        at--;
    }
    return records[at];
}

/**
 * Where dropped records go, as arguments of `schedule_drag`, or null where they are.
 *
 * @param {Object[]} moved records that go together
 * @param {Object[]} records all that are shown, in their order
 * @param {string} targetId id of the record above the place, if any
 * @param {Object} dragged that of the moved ones that the hand holds
 */
export function dropPlace(moved, records, targetId, dragged) {
    const others = records.filter((record) => record !== dragged);
    let at = others.findIndex((record) => record.id === targetId);
    if (moved.length === 1 && others[at] === records[records.indexOf(dragged) - 1]) {
        return null;
    }
    while (moved.includes(others[at])) {
        at--;
    }
    const above = others[at];
    const below = others.slice(at + 1).find((record) => !moved.includes(record));
    // Inside a block of one rank, what is below says that it stays in it; on top of
    // one's own company, that what is above is another's.
    const isBelow = (record) =>
        isOneBlock(record, below) ||
        (above && company(record) === company(below) && company(record) !== company(above));
    if (above && !(below && moved.every(isBelow))) {
        return { after_id: above.resId };
    }
    return below ? { before_id: below.resId } : null;
}

/**
 * Whether a place is in the ranking of another company than what would go there.
 *
 * @param {Object} where as of {@link dropPlace}
 */
export function isElsewhere(moved, records, where) {
    const beside = records.find(({ resId }) => resId === (where.before_id || where.after_id));
    return moved.some((record) => company(record) !== company(beside));
}

/**
 * The record to name for a place above one that is shown: what is folded into it, and
 * the rest of another block, stands above it and goes with it.
 *
 * @param {Object} below the one that is shown
 * @param {Object[]} moved
 * @param {Object[]} records all, shown and folded
 */
export function topOf(below, moved, records) {
    if (moved.every((record) => isOneBlock(record, below))) {
        return (isFolded(below) && partsOf(below, records)[0]) || below;
    }
    return records.find((record) => isOneBlock(record, below));
}

/**
 * The record to move next to for one step up or down, or null at the end. Another
 * block is passed as a whole.
 */
export function neighbour(moved, records, step) {
    const at = records.indexOf(moved);
    let found = at + step;
    const next = records[found];
    if (!next || company(next) !== company(moved)) {
        return null;
    }
    if (!isOneBlock(next, moved)) {
        while (records[found + step] && isOneBlock(records[found + step], next)) {
            found += step;
        }
    }
    return records[found];
}
