import { EventBus } from "@odoo/owl";
import { ScheduleTabs } from "./tabs";

/** A controller with the tables Open and Done, and the way to the other screens. */
export const withTabs = (Controller) =>
    class extends Controller {
        static components = { ...Controller.components, ScheduleTabs };

        setup() {
            super.setup();
            this.changes = new EventBus();
        }
    };
