import { ConfirmationDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { previewLines } from "./preview";

/** Say what another order of the ranking would change, and make it when confirmed. */
function rankBy(env, { params }) {
    const { action, dialog, orm } = env.services;
    const { ids, key, count, orders } = params;
    const moved = count === 1 ? _t("1 order moves.") : _t("%(count)s orders move.", { count });
    const lines = previewLines(orders).map(({ text }) => String(text));
    dialog.add(ConfirmationDialog, {
        title: _t("Rank orders"),
        body: [moved, ...lines].join("\n"),
        confirmLabel: _t("Move"),
        confirm: async () => {
            await action.doAction(await orm.call("sale.order", "action_rank_by", [ids, key]));
        },
        cancel: () => {},
    });
}

registry.category("actions").add("make_schedule.rank_by", rankBy);
