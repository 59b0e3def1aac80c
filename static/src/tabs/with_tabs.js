import { EventBus } from "@odoo/owl";
import { useBus } from "@web/core/utils/hooks";
import { ScheduleTabs } from "./tabs";

/** A controller with the tables Open and Done, and the way to the other screens. */
export const withTabs = (Controller) =>
    class extends Controller {
        static components = { ...Controller.components, ScheduleTabs };

        setup() {
            super.setup();
            this.changes = new EventBus();
            // Counted again whenever the view is read again.
            useBus(this.model.bus, "update", () => this.changes.trigger("changed"));
        }
    };
