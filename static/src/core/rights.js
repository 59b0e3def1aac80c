import { session } from "@web/session";

// Which documents the user may create, as the server says (behaviour 10).
export const mayCreate = session.make_schedule_create || {};

// Whose forms these are: core's read more than the document that a screen shows.
const OPENED_BY = { "sale.order": "open", "mrp.production": "make", "mrp.workorder": "make" };

/** Whether the user may open the form of documents of a model. */
export function mayOpen(resModel) {
    return mayCreate[OPENED_BY[resModel]] !== false;
}

/** Whether the user may change documents of a model: MOs are for those who produce. */
export function mayChange(resModel) {
    return !["mrp.production", "mrp.workorder"].includes(resModel) || Boolean(mayCreate.make);
}
