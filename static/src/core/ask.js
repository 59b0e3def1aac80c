import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { registry } from "@web/core/registry";

/** Ask, show what lies below as it is by now, and call a method when confirmed. */
function ask(env, { params }) {
    const { action, dialog, orm } = env.services;
    const { title, body, confirm, model, method, ids } = params;
    dialog.add(ConfirmationDialog, {
        title,
        body,
        confirmLabel: confirm,
        confirm: async () => {
            await action.doAction(await orm.call(model, method, [ids]));
        },
        cancel: () => {},
    });
    return { type: "ir.actions.client", tag: "soft_reload" };
}

registry.category("actions").add("make_schedule.ask", ask);
