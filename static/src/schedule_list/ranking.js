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
 * Where each of several records stands now, as `placeOf` says it, from the last to
 * the first: put back in this order, each finds what followed it in its place.
 */
export function placesOf(moved, records) {
    const ranks = new Set(moved.map(rank));
    const places = [];
    for (const record of [...records].reverse()) {
        if (ranks.has(rank(record)) && !places.some((place) => place.rank === rank(record))) {
            const at = records.indexOf(record);
            const next = records[at + 1];
            const stays = (other) => !ranks.has(rank(other));
            const previous = records.slice(0, at).reverse().find(stays);
            const where = next ? { before_id: next.resId } : { after_id: previous?.resId };
            places.push({ resId: record.resId, rank: rank(record), where });
        }
    }
    return places.filter(({ where }) => where.before_id || where.after_id);
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
