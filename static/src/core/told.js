import { registry } from "@web/core/registry";
import { tellDone } from "./undo";

/** Say what a button has done, offer the way back, and go on. */
function told(env, { params }) {
    const { action, notification, orm } = env.services;
    const undo = async () => {
        const { model, method, args } = params.undo;
        const next = await orm.call(model, method, args);
        return action.doAction(next?.type ? next : "soft_reload");
    };
    tellDone(notification, params.message, params.undo && undo, params.type);
    return params.next;
}

registry.category("actions").add("make_schedule.told", told);
