# Odoo runs what it finds here by name, and looks into no room.
from .ranking import (
    test_blocks,
    test_columns,
    test_drag_back,
    test_late,
    test_move_to,
    test_rank,
    test_rank_by,
    test_rank_random,
    test_searching,
)
from .allocation import (
    test_at_risk,
    test_availability,
    test_blocking,
    test_buying,
    test_circles,
    test_claims,
    test_entered,
    test_exact,
    test_foreign_stock,
    test_lost_in_output,
    test_made_of,
    test_negative_stock,
    test_own_output,
    test_places,
    test_resupply,
    test_shared,
    test_shared_random,
    test_situations,
    test_steps,
    test_stock_figures,
    test_typed,
    test_unclaimed,
)
from .reservation import (
    test_crossed,
    test_entered_kept,
    test_firm,
    test_firm_kept,
    test_overlap,
    test_reservation,
    test_reserve_by_rank,
    test_settled,
)
from .deadlines import (
    test_automatic_deadlines,
    test_causes,
    test_deadline_set,
    test_deadlines,
    test_deadlines_planned,
    test_feasible,
    test_load,
    test_reckoned_by_hand,
    test_load_map,
    test_planned_centers,
    test_promise,
    test_shorten,
    test_unplanned,
)
from .reporting import test_report
from .timeline import test_timeline
from .what_if import (
    test_preview,
    test_rank_by_preview,
    test_what_if,
    test_what_if_apply,
)
from .production import (
    test_consumption,
    test_pick_list,
    test_production_status,
    test_subassemblies,
    test_subassembly_levels,
    test_task_finish,
    test_task_undo,
    test_tasks,
)
from .make_to_order import (
    test_adoption,
    test_connectors,
    test_core_events,
    test_exchange,
    test_flags,
    test_flags_back,
    test_given_up,
    test_linked_again,
    test_locks,
    test_make_in_batch,
    test_make_to_order,
    test_mirror,
    test_mirror_deliveries,
    test_mirror_routes,
    test_names,
    test_offered,
    test_order_change,
    test_order_change_random,
    test_order_change_work,
    test_put_back,
    test_runs,
    test_steps_changed,
    test_taking_back,
    test_taking_back_refused,
    test_there_and_back,
    test_two_companies,
    test_without_ranking,
)
from .board import test_board
from .daily_mail import test_daily_mail
from .client import (
    test_api,
    test_api_page,
    test_live,
    test_privacy,
    test_replica,
    test_who_works,
)
from .whole import (
    test_concurrency,
    test_generated_calls,
    test_protected,
    test_query_count,
    test_random_steps,
    test_rights,
    test_settings,
    test_undo,
    test_undo_meanwhile,
)
from .screens import (
    test_click_everywhere,
    test_hoot,
    test_tours,
)
from .code import (
    test_overrides,
    test_processes,
    test_translations,
)
