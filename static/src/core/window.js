import { browser } from "@web/core/browser/browser";
import { rpcBus } from "@web/core/network/rpc";
import { user } from "@web/core/user";
import { uuid } from "@web/core/utils/strings";

const KEY = "make_schedule.window";

/**
 * Tells this window's changes from those of others, also of the same user. The same
 * after a reload: the context is a part of the keys of core's caches.
 */
export const WINDOW = browser.sessionStorage.getItem(KEY) || uuid();
browser.sessionStorage.setItem(KEY, WINDOW);

// Before the first action: what its buttons send then says it too.
user.updateContext({ schedule_window: WINDOW });

// Said on the client's bus of what this window has changed and does not read again.
export const UNREAD = "make_schedule:unread";

// How many answers are remembered: what was changed is told about when it is answered.
const REMEMBERED = 100;
const answered = new Map();

rpcBus.addEventListener("RPC:RESPONSE", ({ detail }) => {
    answered.set(detail.data.id, Date.now());
    if (answered.size > REMEMBERED) {
        answered.delete(answered.keys().next().value);
    }
});

/**
 * Whether this window has made a change, and has had its answer at a time: what it
 * read then has the change, however late it is told of it.
 *
 * @param {{window: string, call: number}} change as `make.schedule.live` tells it
 * @param {number} time in milliseconds
 */
const isAnswered = ({ window, call }, time) => window === WINDOW && answered.get(call) <= time;

/** Whether a change concerns what this window shows, and is not in what it read at a time. */
export const isNews = (change, time) =>
    user.activeCompanies.some(({ id }) => id === change.company) && !isAnswered(change, time);
