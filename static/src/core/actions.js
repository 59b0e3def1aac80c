import { pick } from "@web/core/utils/objects";

/** Open the form of a document, or a new one. */
export function openForm(action, resModel, resId = false) {
    return action.doAction({
        type: "ir.actions.act_window",
        res_model: resModel,
        ...(resId && { res_id: resId }),
        views: [[false, "form"]],
    });
}

/** Say what a method of the server did, where the screen is read again by other means. */
export function sayDone(action, told) {
    return action.doAction({ ...told, params: { ...told.params, next: undefined } });
}

/** Call a method of a record as its view's buttons do: save, call, reload. */
export function callOnRecord(env, record, name, params = {}) {
    const wanted = ["context", "evalContext", "resModel", "resId", "resIds"];
    return env.onClickViewButton({
        clickParams: { type: "object", name, ...params },
        getResParams: () => pick(record, ...wanted),
    });
}
