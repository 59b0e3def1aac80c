import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

// How long the way back is offered, and what has none is said, in milliseconds.
const [LONG, SHORT] = [15000, 5000];

// One action can be undone: the last, in whichever of the lists it was.
let last = { close() {} };

/**
 * Say what an action did, and offer the way back until the next one.
 *
 * @param {Object} notification the service
 * @param {string} message
 * @param {Function} [undo] called at most once
 * @param {string} [type] of the notification
 */
export function tellDone(notification, message, undo, type = "success") {
    last.close();
    const done = {};
    if (undo) {
        done.undo = () => {
            if (last === done) {
                offerNoUndo();
                return undo();
            }
        };
    }
    done.close = notification.add(message, {
        type,
        autocloseDelay: undo ? LONG : SHORT,
        buttons: undo ? [{ name: _t("Undo"), onClick: done.undo }] : [],
    });
    last = done;
}

/** Offer no way back any more: another action has begun, and says its own when it ends. */
export function offerNoUndo() {
    last.close();
    last = { close() {} };
}

/**
 * Whether somebody types: the text in hand is what Ctrl+Z takes back then, also where he
 * has just emptied it. The empty search has the focus when nobody has anything in hand.
 */
function isTyping() {
    const element = document.activeElement;
    const isText = element?.matches("input:not([type=checkbox], [type=radio]), textarea, select");
    const isSearch = element?.matches(".o_searchview_input") && !element.value;
    return element?.isContentEditable || (isText && !isSearch);
}

// Ctrl+Z takes back what was done last, wherever that was, also from the empty search
// that has the focus.
registry.category("services").add("make_schedule.undo", {
    dependencies: ["hotkey"],
    start(env, { hotkey }) {
        hotkey.add("control+z", () => last.undo(), {
            global: true,
            bypassEditableProtection: true,
            isAvailable: () =>
                Boolean(last.undo) && !isTyping() && !document.querySelector(".o_dialog"),
        });
    },
});
