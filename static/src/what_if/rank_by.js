import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { askFirst } from "../core/ask";
import { previewLines } from "./preview";

/** Say what another order of the ranking would change, and make it when confirmed. */
function rankBy(env, { params }) {
    const { ids, key, count, orders, held } = params;
    const moved = count === 1 ? _t("1 order moves.") : _t("%(count)s orders move.", { count });
    const lines = previewLines(orders, held).map(({ text }) => String(text));
    askFirst(env.services, {
        title: _t("Rank orders"),
        body: [moved, ...lines].join("\n"),
        confirm: _t("Move"),
        model: "sale.order",
        method: "action_rank_by",
        args: [ids, key],
    });
}

registry.category("actions").add("make_schedule.rank_by", rankBy);
