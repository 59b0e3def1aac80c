import { registry } from "@web/core/registry";
import { tellDone } from "./undo";
import { UNREAD } from "./window";

/** Call a function, and tell whether somebody has done something else meanwhile. */
async function whileWatching(call) {
    let acted = false;
    const note = () => {
        acted = true;
    };
    const types = ["pointerdown", "keydown"];
    types.forEach((type) => window.addEventListener(type, note, { capture: true }));
    try {
        const answer = await call();
        return { answer, acted };
    } finally {
        types.forEach((type) => window.removeEventListener(type, note, { capture: true }));
    }
}

/** Say what a button has done, offer the way back, and go on. */
function told(env, { params }) {
    const { action, notification, orm } = env.services;
    const undo = async () => {
        const { model, method, args } = params.undo;
        const { answer, acted } = await whileWatching(() => orm.call(model, method, args));
        if (!acted) {
            return action.doAction(answer?.type ? answer : "soft_reload");
        }
        // Who goes on meanwhile stays where he goes: what he left is not read again, and
        // where he still is, it is as soon as his hands rest.
        env.bus.trigger(UNREAD);
        if (answer?.tag === "make_schedule.told") {
            const { message, type } = answer.params;
            tellDone(notification, message, undefined, type);
        } else if (answer?.type && answer.tag !== "soft_reload") {
            return action.doAction(answer);
        }
    };
    tellDone(notification, params.message, params.undo && undo, params.type);
    return params.next;
}

registry.category("actions").add("make_schedule.told", told);
