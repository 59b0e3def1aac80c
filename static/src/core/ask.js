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

/** Show what lies below as it is by now, which closes dialogs, and ask. */
async function ask(env, { params: { ids, args = [], ...asked } }) {
    await env.services.action.doAction("soft_reload");
    askFirst(env.services, { ...asked, args: [ids, ...args] });
}

registry.category("actions").add("make_schedule.ask", ask);
