/**
 * Where a record of a ranked list may go: plain functions over its records, which
 * know `resId` and `data.schedule_rank`. What shares a rank is one block.
 */

const rank = (record) => record.data.schedule_rank;

/**
 * Where a record stands now, as arguments of `schedule_move` that put it back:
 * before what follows it, else after what precedes it. What shares its rank
 * moves along, unless the record only moves inside its own block.
 */
export function placeOf(moved, records, beside) {
    const inBlock = rank(beside) === rank(moved);
    const fixed = (record) => inBlock || rank(record) !== rank(moved);
    const at = records.indexOf(moved);
    const next = records.slice(at + 1).find(fixed);
    const previous = records.slice(0, at).reverse().find(fixed);
    return next ? { before_id: next.resId } : { after_id: previous?.resId };
}

/**
 * The record to move next to for one step up or down, or null at the end. Another
 * block is passed as a whole.
 */
export function neighbour(moved, records, step) {
    const at = records.indexOf(moved);
    let found = at + step;
    const next = records[found];
    if (!next) {
        return null;
    }
    if (rank(next) !== rank(moved)) {
        while (records[found + step] && rank(records[found + step]) === rank(next)) {
            found += step;
        }
    }
    return records[found];
}
