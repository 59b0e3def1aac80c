import { Component } from "@odoo/owl";
import { user } from "@web/core/user";
import { useNarrow } from "./narrow";

/**
 * Where a document is, of several companies and warehouses, while that has no column:
 * below its name where rows take two lines, else below what has room.
 */
export class Place extends Component {
    static template = "make_schedule.Place";
    static props = { record: Object, hasRoom: { type: Boolean, optional: true } };

    setup() {
        this.narrow = useNarrow();
    }

    get lines() {
        const { is, isWide } = this.narrow;
        if (this.props.hasRoom ? is || isWide : !is) {
            return [];
        }
        const { company_id: company, warehouse_id: warehouse } = this.props.record.data;
        const isOneOfSeveral = user.activeCompanies.length > 1;
        const names = [isOneOfSeveral && company?.display_name, warehouse?.display_name];
        return names.filter(Boolean);
    }
}
