import { getSectionRecords } from "@account/components/section_and_note_fields_backend/section_and_note_fields_backend";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/views/fields/formatters";
import {
    SaleOrderLineListRenderer,
    SaleOrderLineOne2Many,
} from "@sale/js/sale_order_line_field/sale_order_line_field";

/** Whether a row belongs to a confirmed order and cannot be removed from it. */
function isKept({ resId, data }) {
    const { display_type, is_delivery, is_downpayment, state } = data;
    return resId && state === "sale" && !(display_type || is_downpayment || is_delivery);
}

/** Bring a row to what is delivered of it, and say so. */
async function takeOff(notification, record) {
    const { name, qty_delivered } = record.data;
    const kept = Math.max(0, qty_delivered || 0);
    await record.update({ product_uom_qty: kept });
    const quantity = formatFloat(kept, { digits: [16, 2], trailingZeros: false });
    const [row] = (name || "").split("\n");
    notification.add(
        kept
            ? _t("%(row)s: only what is delivered stays, %(quantity)s.", { row, quantity })
            : _t("%(row)s stays on the confirmed order, with quantity 0.", { row }),
        { type: "info" }
    );
}

// Odoo refuses to remove a row of a confirmed order, after the form is saved
// (sale.order.line._check_line_unlink): the bin does what that asks for.
patch(SaleOrderLineListRenderer.prototype, {
    setup() {
        super.setup();
        this.notification = useService("notification");
    },

    async onDeleteRecord(record) {
        return isKept(record) ? takeOff(this.notification, record) : super.onDeleteRecord(record);
    },

    async deleteSection(record) {
        const kept = getSectionRecords(this.props.list, record).filter(isKept);
        if (!kept.length) {
            return super.deleteSection(record);
        }
        for (const row of kept) {
            await takeOff(this.notification, row);
        }
        return super.onDeleteRecord(record);
    },
});

// The same in the dialog of a row, which a phone opens.
patch(SaleOrderLineOne2Many.prototype, {
    setup() {
        super.setup();
        const open = this._openRecord;
        this._openRecord = (params) => {
            if (this.activeActions.onDelete) {
                this.activeActions.onDelete = async (record) => {
                    if (!isKept(record)) {
                        return this.list.delete(record);
                    }
                    await takeOff(this.notificationService, record);
                    // What its dialog changes is the order's from here on.
                    return this.list.validateExtendedRecord(record);
                };
            }
            return open(params);
        };
    },
});
