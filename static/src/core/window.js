import { user } from "@web/core/user";
import { uuid } from "@web/core/utils/strings";

/** Tells this window's changes from those of others, also of the same user. */
export const WINDOW = uuid();

// Before the first action: what its buttons send then says it too.
user.updateContext({ schedule_window: WINDOW });
