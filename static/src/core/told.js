import { registry } from "@web/core/registry";
import { tellDone } from "./undo";

/**
 * Say what a button has done, offer the way back, and go on.
 *
 * The way back is called as a button's method is: who goes to another screen before it
 * has been taken stays there.
 */
function told(env, { params }) {
    const { action, notification } = env.services;
    const undo = () => {
        const { model, method, args } = params.undo;
        const [resIds, ...more] = args;
        return action.doActionButton({
            type: "object",
            name: method,
            resModel: model,
            resIds,
            // `doActionButton` takes every apostrophe for a quotation mark.
            args: JSON.stringify(more).replaceAll("'", "\\u0027"),
            onClose: () => action.doAction("soft_reload"),
        });
    };
    tellDone(notification, params.message, params.undo && undo, params.type);
    return params.next;
}

registry.category("actions").add("make_schedule.told", told);
