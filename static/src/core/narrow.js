import { useState } from "@odoo/owl";
import { browser } from "@web/core/browser/browser";
import { SIZES } from "@web/core/ui/ui_service";
import { useService } from "@web/core/utils/hooks";

// From which width on there is room for all; Odoo's largest size begins below it.
const WIDE = 1560;

/**
 * Whether the screen is as narrow as a tablet's: rows take two lines there. And whether
 * it is so wide that there is room for all.
 *
 * @returns {{is: boolean, isWide: boolean}}
 */
export function useNarrow() {
    const ui = useState(useService("ui"));
    return {
        get is() {
            return ui.size <= SIZES.LG;
        },
        get isWide() {
            return ui.size >= SIZES.XXL && browser.innerWidth >= WIDE;
        },
    };
}
