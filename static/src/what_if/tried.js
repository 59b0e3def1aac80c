/** What is tried in a list of the ranking: plain functions over its records. */

/** Compares what a server gave by where it would stand; what has no place stays behind. */
export function byPlace(places) {
    const place = ({ id }) => places[id] ?? Infinity;
    return (one, other) => (place(one) === place(other) ? 0 : place(one) - place(other));
}

/**
 * A move as changes to try, which name one document each.
 *
 * @param {Object[]} moved records that go together, in their order
 * @param {Object} where arguments of `schedule_drag`
 * @param {Object[]} seen all ranked records that are shown, in their order
 * @param {Object} places {id: position} that they would have; else it is their own
 */
export function changesOf(moved, where, seen, places = {}) {
    const target = where.position ? placeOf(moved, where.position, seen, places) : where;
    if (!target) {
        return [];
    }
    const changes = moved.map(({ resId, resModel }) => ({
        model: resModel,
        id: resId,
        ...target,
    }));
    // Below a document the last of them goes first, so that they keep their order.
    return target.after_id ? changes.reverse() : changes;
}

/** What stands where the first of some records shall stand, or nothing. */
function placeOf(moved, position, seen, places) {
    const others = seen.filter((record) => !moved.includes(record));
    const at = (record) => places[record.resId] ?? record.data.schedule_position;
    const below = others.find((record) => at(record) >= position);
    if (below) {
        return { before_id: below.resId };
    }
    return others.length ? { after_id: others.at(-1).resId } : null;
}
