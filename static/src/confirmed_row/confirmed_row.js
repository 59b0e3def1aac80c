import { _t } from "@web/core/l10n/translation";
import { useService } from "@web/core/utils/hooks";
import { formatFloat } from "@web/views/fields/formatters";
import { patch } from "@web/core/utils/patch";
import { SaleOrderLineListRenderer } from "@sale/js/sale_order_line_field/sale_order_line_field";

// Odoo refuses to remove a row of a confirmed order, after the form is saved
// (sale.order.line._check_line_unlink): the bin does what that asks for.
patch(SaleOrderLineListRenderer.prototype, {
    setup() {
        super.setup();
        this.notification = useService("notification");
    },

    async onDeleteRecord(record) {
        const { display_type, is_downpayment, name, qty_delivered, state } = record.data;
        const isFree = display_type || is_downpayment || record.data.is_delivery;
        if (!record.resId || state !== "sale" || isFree) {
            return super.onDeleteRecord(record);
        }
        const kept = Math.max(0, qty_delivered || 0);
        await record.update({ product_uom_qty: kept });
        const quantity = formatFloat(kept, { digits: [16, 2], trailingZeros: false });
        const [row] = (name || "").split("\n");
        this.notification.add(
            kept
                ? _t("%(row)s: only what is delivered stays, %(quantity)s.", { row, quantity })
                : _t("%(row)s stays on the confirmed order, with quantity 0.", { row }),
            { type: "info" }
        );
    },
});
