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
 * @param {Object} target before_id or after_id
 */
export function changesOf(moved, target) {
    const changes = moved.map(({ resId, resModel }) => ({
        model: resModel,
        id: resId,
        ...target,
    }));
    // Below a document the last of them goes first, so that they keep their order.
    return target.after_id ? changes.reverse() : changes;
}
