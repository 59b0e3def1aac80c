"""The seams with Odoo that a new major version is likely to move.

Each private method of Odoo's that the add-on overrides or calls, found in its source;
``SEAMS`` says why, and which test fails when it moves. ``docs/seams.md`` is made of it.
"""

import ast
from collections import defaultdict

from .base import REPO

SOURCES = ("models", "wizards", "controllers")
PAGE = REPO / "docs/seams.md"
HEAD = """# Seams with Odoo

Private methods of Odoo that the add-on overrides or calls: what a new version is
likely to move. Made by `tools/lint --fix` from the source and `tools/lab/seams.py`.

| method | overridden in | called in | why | fails when it moves |
| --- | --- | --- | --- | --- |
"""
# {method: (why, test)}; a test stands in tests/.
SEAMS = {
    "_action_assign": ("what may be reserved, by rank", "test_reservation"),
    "_action_cancel": ("what a cancelled document gives up", "test_order_change"),
    "_action_done": ("what comes in is settled", "test_reserve_by_rank"),
    "_action_launch_stock_rule": (
        "adopts what Replenish on Order made",
        "test_mirror_routes",
    ),
    "_auto_init": ("fills a new column at once", "test_task_finish"),
    "_bom_find": ("which bill Odoo would choose", "test_made_of"),
    "_build_bus_channel_list": ("live screens hear their company", "test_live"),
    "_bus_send": ("says what followed a change", "test_live"),
    "_cache_missing_ids": ("only what is not known is computed", "test_query_count"),
    "_call_kw_readonly": ("reads of a page go to a replica", "test_replica"),
    "_check_field_access": ("who may sort by a field", "test_columns"),
    "_check_line_unlink": ("which rows Odoo refuses to delete", "test_order_change"),
    "_child_of": ("whether a place is inside another", "test_places"),
    "_clean_merged": ("a pick of 0 cancels nothing else", "test_steps_changed"),
    "_commit_progress": ("a cron goes on where it stopped", "test_runs"),
    "_compute_field_value": ("statuses are worked out once", "test_shared"),
    "_compute_kit_quantities": ("kits that are being picked", "test_kits_picked"),
    "_compute_state": ("a task that was taken back is ready again", "test_task_finish"),
    "_description_selection": (
        "words of a status, in the user's language",
        "test_undo",
    ),
    "_description_string": ("words of a field, in the user's language", "test_typed"),
    "_dispatch": (
        "requests that wait for a lock do not fill the workers",
        "test_concurrency",
    ),
    "_do_unreserve": ("what is typed stays when less is asked", "test_entered_kept"),
    "_expected_date": ("when Odoo would deliver a row", "test_deadlines"),
    "_field_to_sql": ("computed fields are searched and sorted by", "test_columns"),
    "_filtered_access": ("what a reader may see of many", "test_names"),
    "_for_xml_id": ("Odoo's own dialogs are opened", "test_buying"),
    "_free_reservation": ("what somebody has entered stays his", "test_entered"),
    "_gather": ("what lies at a place, reserved or not", "test_production_status"),
    "_get_available_quantity": ("what is free at a place", "test_production_status"),
    "_get_backorder_mo_vals": ("a rest goes on for the same row", "test_mirror"),
    "_get_cache": ("values live where the ORM's do", "test_shared"),
    "_get_duration_expected": (
        "hours of a task on another work center",
        "test_planned_centers",
    ),
    "_get_gather_domain": ("goods of a row's own MO are for it", "test_own_output"),
    "_get_incoming_outgoing_moves_filter": ("kits in any steps", "test_steps_changed"),
    "_get_moves_finished_values": (
        "what the bill says of by-products",
        "test_order_change_work",
    ),
    "_get_moves_raw_values": (
        "what the bill says of components",
        "test_order_change_work",
    ),
    "_get_outgoing_incoming_moves": (
        "what has left for the customer",
        "test_mirror_deliveries",
    ),
    "_get_qty_procurement": (
        "other units are not rounded twice",
        "test_mirror_deliveries",
    ),
    "_get_quantity_in_progress": ("what is in draft orders already", "test_buying"),
    "_get_report": ("who may print", "test_pick_list"),
    "_get_view": ("columns of buying where Purchase is installed", "test_buying"),
    "_get_view_field_attributes": ("sort keys are not exported", "test_columns"),
    "_get_view_info": ("the icon of the Timeline", "test_timeline"),
    "_has_field_access": ("portal users see none of our fields", "test_privacy"),
    "_insert_cache": ("one allocation fills the fields of a page", "test_query_count"),
    "_is_internal": ("internal users alone", "test_privacy"),
    "_is_outgoing": ("what goes to the customer, in any steps", "test_steps_changed"),
    "_log_activity_get_documents": ("whom a cancelled order tells", "test_undo"),
    "_make_mo_get_domain": ("Odoo grows no MO that a row owns", "test_mirror_routes"),
    "_merge_moves": ("less of a row comes off its delivery", "test_mirror_deliveries"),
    "_message_log": ("what happened is in the chatter", "test_order_change"),
    "_message_log_batch": ("a move is in the chatter, in one query", "test_rank"),
    "_order_field_to_sql": ("lists are sorted by what is computed", "test_columns"),
    "_plan_workorders": (
        "a plan's work center is nobody's choice",
        "test_planned_centers",
    ),
    "_post_dispatch": (
        "pages after a change of one's own read the primary",
        "test_replica",
    ),
    "_post_inventory": ("what is produced is recorded here alone", "test_locks"),
    "_pre_action_split_merge_hook": ("no Split and Merge of an MTO MO", "test_locks"),
    "_pre_render_qweb_pdf": ("who may print", "test_pick_list"),
    "_prepare_merge_negative_moves_excluded_distinct_fields": (
        *("less comes off a delivery that is unchained", "test_mirror_deliveries"),
    ),
    "_prepare_mo_vals": ("an MTO MO is made as Odoo makes one", "test_make_to_order"),
    "_prepare_procurement_values": (
        "the order's reference is shared",
        "test_make_to_order",
    ),
    "_prepare_run_values": ("buys as Odoo's Replenish does", "test_buying"),
    "_read_format": ("names hidden from who may not see them", "test_names"),
    "_read_group": ("many are counted at once", "test_stock_figures"),
    "_read_group_groupby": ("lists are grouped by what is computed", "test_searching"),
    "_read_group_select": ("no reason is told in a group", "test_names"),
    "_render": ("the daily mail's text", "test_daily_mail"),
    "_recompute_state": ("an unchained delivery waits for stock", "test_mirror_routes"),
    "_register_hook": ("every override is a step", "test_steps"),
    "_rollup_move_dests": ("all steps of what is not put back", "test_put_back"),
    "_rollup_move_origs": ("a firm promise reaches its picks", "test_overlap"),
    "_search": ("Done shows the latest first", "test_searching"),
    "_select_seller": ("whom a product is bought from", "test_buying"),
    "_sendone": ("live screens are told", "test_live"),
    "_set_date_deadline": ("a deadline can be taken off", "test_automatic_deadlines"),
    "_set_qty_producing": ("recorded work stays", "test_order_change"),
    "_should_assign_at_confirm": (
        "reserves when the operation type says",
        "test_reservation",
    ),
    "_should_auto_confirm_procurement_mo": (
        "adopted before it is confirmed",
        "test_mirror_routes",
    ),
    "_should_bypass_reservation": ("what is never reserved", "test_reservation"),
    "_skip_bom_line": ("which lines are for a variant", "test_made_of"),
    "_skip_procurement": ("what its MO makes is ordered nowhere else", "test_resupply"),
    "_split_productions": ("a rest stands below what was made", "test_blocks"),
    "_trigger": ("deadlines are planned soon", "test_automatic_deadlines"),
    "_trigger_scheduler": (
        "no rule makes what an MO is about to",
        "test_mirror_routes",
    ),
    "_unlink_except_confirmed": (
        "which rows Odoo refuses to delete",
        "test_order_change",
    ),
    "_unlink_except_draft_or_cancel": (
        "which orders Odoo refuses to delete",
        "test_order_change_work",
    ),
    "_update_cache": ("kits that are being picked", "test_kits_picked"),
    "_update_reserved_quantity": (
        "each takes what the ranking gives it",
        "test_reservation",
    ),
    "_valid_field_parameter": ("fields say who may write them", "test_protected"),
    "_work_intervals_batch": (
        "working hours of a work center",
        "test_deadlines_planned",
    ),
    "_xmlid_to_res_id": (
        "an action is offered where it can be done",
        "test_automatic_deadlines",
    ),
}
# Of Python and of Odoo's way of translating, not of its models.
NO_SEAMS = {"_", "_replace", "_asdict", "_make"}


def page():
    """Return the text of ``docs/seams.md``.

    :raises KeyError: naming a method of Odoo's of which ``SEAMS`` says nothing
    """
    overridden, called = _found()
    lines = [
        f"| `{name}` | {_files(overridden[name])} | {_files(called[name])}"
        f" | {SEAMS[name][0]} | `{_test(SEAMS[name][1])}` |"
        for name in sorted({*overridden, *called})
    ]
    return HEAD + "\n".join(lines) + "\n"


def wrong():
    """Return what is wrong with the seams: a list of sentences."""
    names = {name for found in _found() for name in found}
    return [
        *(f"{name}: say in SEAMS why it is used" for name in sorted(names - {*SEAMS})),
        *(f"{name}: not used any more" for name in sorted({*SEAMS} - names)),
        *(
            f"{name}: there is no {test}.py in tests/"
            for name, (_why, test) in SEAMS.items()
            if not _test(test)
        ),
    ]


def _test(name):
    """Return the path of a test file in a room of ``tests/``, or None."""
    found = (REPO / "tests").glob(f"*/{name}.py")
    return next((path.relative_to(REPO) for path in found), None)


def _files(paths):
    return ", ".join(f"`{path}`" for path in sorted(paths)) or "–"


def _found():
    """Return {method: files} of the private methods of Odoo's: overridden, called."""
    trees = {
        str(path.relative_to(REPO)): ast.parse(path.read_text())
        for source in SOURCES
        for path in sorted((REPO / source).rglob("*.py"))
    }
    methods = [
        (file, node)
        for file, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and _is_private(node.name)
    ]
    functions = {node for tree in trees.values() for node in tree.body}
    ours = {
        node.name
        for _file, node in methods
        if node in functions or not _calls_super(node)
    }
    overridden, called = defaultdict(set), defaultdict(set)
    for file, node in methods:
        if node.name not in ours:
            overridden[node.name].add(file)
    for file, tree in trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                name = node.func.attr
                if _is_private(name) and name not in ours and not _is_super(node.func):
                    called[name].add(file)
    return overridden, called


def _is_private(name):
    return name.startswith("_") and not name.startswith("__") and name not in NO_SEAMS


def _calls_super(method):
    return any(
        isinstance(node, ast.Name) and node.id == "super" for node in ast.walk(method)
    )


def _is_super(attribute):
    return (
        isinstance(attribute.value, ast.Call)
        and getattr(attribute.value.func, "id", None) == "super"
    )
