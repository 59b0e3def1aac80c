import { session } from "@web/session";

// Which documents the user may create, as the server says (behaviour 10).
export const mayCreate = session.make_schedule_create || {};

/** Whether the user may open the form of documents of a model: orders are for those who sell. */
export function mayOpen(resModel) {
    return resModel !== "sale.order" || mayCreate.open !== false;
}

/** Whether the user may change documents of a model: MOs are for those who produce. */
export function mayChange(resModel) {
    return !["mrp.production", "mrp.workorder"].includes(resModel) || Boolean(mayCreate.make);
}
