/**
 * Which subassemblies a list does not show, because somebody has folded them into the
 * order that they are a part of: plain functions over its records.
 */

// Ids of those orders: kept while one goes from screen to screen.
const folded = new Set();

const parentOf = ({ data }) => data.schedule_parent_id && data.schedule_parent_id.id;

export const isFolded = ({ resId }) => folded.has(resId);

/** Show what is folded into an order, or fold what stands above it. */
export function toggleFolded({ resId }) {
    if (!folded.delete(resId)) {
        folded.add(resId);
    }
}

/** The orders that a record is a part of, of those shown: its parent, that one's, … */
function wholesOf(record, records) {
    const found = new Set();
    let whole = record;
    do {
        const parent = parentOf(whole);
        whole = parent && records.find(({ resId }) => resId === parent);
        // Orders can be each other's parents.
    } while (whole && whole !== record && found.size < found.add(whole).size);
    return [...found];
}

/** The subassemblies of an order among some records, those of subassemblies too. */
export function partsOf(record, records) {
    return records.filter((other) => parentOf(other) && wholesOf(other, records).includes(record));
}

/** Whether a record is folded into another one that is shown beside it. */
export function isHidden(record, records) {
    return Boolean(folded.size) && wholesOf(record, records).some(isFolded);
}
