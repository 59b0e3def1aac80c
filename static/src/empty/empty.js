import { markup } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { mayCreate } from "../core/rights";
import { filterOf, isSearched } from "../tabs/tabs";

// Views of a new document, as core's links in a help text take them.
const NEW = "[(False, 'form')]";

/** The three steps from an order to its delivery: links for who may take them. */
function firstSteps() {
    const newOf = (model) => markup`type="action" data-model="${model}" data-views="${NEW}"`;
    const steps = [
        {
            label: _t("1. Sell"),
            help: _t("Enter an order and confirm it."),
            may: mayCreate.sell,
            link: newOf("sale.order"),
        },
        {
            label: _t("2. Make"),
            help: _t("+ Make where something is missing; start the order and finish it."),
            may: mayCreate.make,
            link: newOf("mrp.production"),
        },
        {
            label: _t("3. Deliver"),
            help: _t("Validate the delivery when it is in stock."),
            may: mayCreate.deliver,
            link: markup`type="action" name="stock.action_picking_tree_outgoing"`,
        },
    ];
    const shown = ({ label, help, may, link }) => {
        const head = may
            ? markup`<a ${link} href="#" class="btn btn-secondary mb-1">${label}</a>`
            : markup`<strong class="d-inline-block py-1 mb-1">${label}</strong>`;
        return markup`<div class="col-12 col-md-4">${head}<div>${help}</div></div>`;
    };
    const [sell, make, deliver] = steps.map(shown);
    return markup`<div class="o_schedule_steps row g-3 mt-3">${sell}${make}${deliver}</div>`;
}

/**
 * What an empty screen says: that nothing matches, else the first steps to take.
 *
 * @param {Object} searchModel
 * @param {Markup} help of the action
 * @param {string} resModel
 * @returns {Markup | undefined}
 */
export function emptyHelp(searchModel, help, resModel) {
    const says = (title, body) =>
        markup`<p class="o_view_nocontent_neutral_face">${title}</p><p>${body}</p>`;
    if (help && isSearched(searchModel)) {
        return says(_t("Nothing matches"), _t("Remove a filter, or search another word."));
    }
    if (help && filterOf(searchModel, "done").active) {
        return says(_t("Nothing is done yet"), "");
    }
    const ranked = ["sale.order", "mrp.production"].includes(resModel);
    return help && ranked ? markup`${help}${firstSteps()}` : help;
}
