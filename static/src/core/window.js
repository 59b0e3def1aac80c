import { browser } from "@web/core/browser/browser";
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
