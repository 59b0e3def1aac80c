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

/** The subassemblies of an order among some records, those of subassemblies too. */
export function partsOf(record, records) {
    const direct = records.filter((other) => parentOf(other) === record.resId);
    return direct.flatMap((part) => [...partsOf(part, records), part]);
}

/** Whether a record is folded into another one that is shown beside it. */
export function isHidden(record, records) {
    const parent = folded.size && parentOf(record);
    const shown = parent && records.find(({ resId }) => resId === parent);
    return Boolean(shown) && (isFolded(shown) || isHidden(shown, records));
}
