import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { registry } from "@web/core/registry";

/**
 * Ask, and call a method of a model when confirmed; what it returns is done.
 *
 * @param {Object} services `action`, `dialog`, `orm`
 * @param {{title, body, confirm, model, method, args}} asked `confirm` is the button's
 *     label, `args` are the method's
 */
export function askFirst({ action, dialog, orm }, { title, body, confirm, model, method, args }) {
    dialog.add(ConfirmationDialog, {
        title,
        body,
        confirmLabel: confirm,
        confirm: async () => {
            await action.doAction(await orm.call(model, method, args));
        },
        cancel: () => {},
    });
}

/** Ask, and show what lies below as it is by now. */
function ask(env, { params: { ids, ...asked } }) {
    askFirst(env.services, { ...asked, args: [ids] });
    return { type: "ir.actions.client", tag: "soft_reload" };
}

registry.category("actions").add("make_schedule.ask", ask);
