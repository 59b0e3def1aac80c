"""Rooms, one for each topic; then what happens to Odoo's own documents.

A core model's ``create``, ``write``, confirmation and so on are overridden in one file
here, named after it, which says in which order the topics see it.
"""

from .base import guard

from .ranking import line
from .ranking import tables
from .ranking import sorting
from .ranking import mixin
from .ranking import move
from .ranking import move_log
from .ranking import move_target
from .ranking import grouping
from .ranking import grouping_search
from .ranking import drag
from .ranking import drag_back
from .ranking import sale_order
from .ranking import rank_by
from .ranking import rank_by_ask
from .ranking import new_order
from .ranking import sale_order_line
from .ranking import mrp_production
from .ranking import mrp_production_block

from .allocation import change
from .allocation import premise
from .allocation import provider
from .allocation import allocation
from .allocation import shared
from .allocation import said
from .allocation import availability
from .allocation import sale_order_line
from .allocation import sale_order_line_status
from .allocation import sale_order_line_claims
from .allocation import sale_order_line_takes
from .allocation import sale_order
from .allocation import mrp_production
from .allocation import mrp_production_ingredients
from .allocation import mrp_production_customer
from .allocation import mrp_production_served
from .allocation import mrp_production_customer_search
from .allocation import mrp_production_output
from .allocation import stock_warehouse as manufacturing
from .allocation import product_product
from .allocation import product_missing
from .allocation import risk
from .allocation import reliance
from .allocation import claims
from .allocation import claims_line
from .allocation import blocking
from .allocation import blocking_lines
from .allocation import blocking_open
from .allocation import buying
from .allocation import vendor
from .allocation import buying_missing
from .allocation import buying_drafts
from .allocation import bought
from .allocation import bought_undo

from .reservation import source
from .reservation import reservation
from .reservation import overlap
from .reservation import firm
from .reservation import firm_written
from .reservation import firm_kept
from .reservation import entered_kept
from .reservation import stock_move
from .reservation import stock_move_ranked
from .reservation import stock_move_line

from .make_to_order import sale_order
from .make_to_order import sale_order_names
from .make_to_order import sale_order_cancel
from .make_to_order import sale_order_line
from .make_to_order import sale_order_line_procured
from .make_to_order import sale_order_line_put_back
from .make_to_order import sale_order_line_make
from .make_to_order import sale_order_line_refusal
from .make_to_order import sale_order_line_quantities
from .make_to_order import sale_order_line_produced
from .make_to_order import sale_order_line_change
from .make_to_order import sale_order_line_locked
from .make_to_order import sale_order_line_situation
from .make_to_order import sale_order_line_own_stock
from .make_to_order import sale_order_line_rounding
from .make_to_order import mrp_production
from .make_to_order import mrp_production_backorder
from .make_to_order import mrp_production_locks
from .make_to_order import mrp_production_adopt
from .make_to_order import mrp_production_change
from .make_to_order import mrp_production_recorded
from .make_to_order import mrp_production_flags
from .make_to_order import mrp_production_tell
from .make_to_order import mrp_production_decide
from .make_to_order import mrp_production_relink
from .make_to_order import mrp_production_relink_refusal
from .make_to_order import mrp_production_decide_undo
from .make_to_order import mrp_production_take_back
from .make_to_order import mrp_production_go_on
from .make_to_order import mrp_production_unbuild
from .make_to_order import mrp_production_unbuild_checks
from .make_to_order import mrp_production_make
from .make_to_order import make_in_batch
from .make_to_order import make_and_complete
from .make_to_order import mrp_production_bring
from .make_to_order import run
from .make_to_order import run_work
from .make_to_order import stock_move
from .make_to_order import stock_move_outputs
from .make_to_order import stock_move_line
from .make_to_order import stock_picking
from .make_to_order import stock_rule

from .production import mrp_production
from .production import mrp_production_status_checks
from .production import mrp_production_status
from .production import mrp_production_complete
from .production import mrp_production_missing
from .production import mrp_production_undo
from .production import mrp_production_status_told
from .production import mrp_production_dates
from .production import mrp_production_work
from .production import mrp_production_subassembly
from .production import mrp_production_subassembly_follow
from .production import mrp_production_pick_list
from .production import mrp_workorder
from .production import mrp_workorder_start
from .production import mrp_workorder_halt
from .production import mrp_workorder_finish
from .production import mrp_workorder_reopen

from .deadlines import deadline_set
from .deadlines import deadline_restore
from .deadlines import mrp_production
from .deadlines import mrp_production_edit
from .deadlines import mrp_production_follow
from .deadlines import mrp_production_unplanned
from .deadlines import sale_order
from .deadlines import planner
from .deadlines import planner_work
from .deadlines import working_time
from .deadlines import feasible
from .deadlines import late
from .deadlines import delay_causes
from .deadlines import shorten
from .deadlines import shorten_help
from .deadlines import promise
from .deadlines import promise_mail
from .deadlines import promise_back
from .deadlines import plan_request
from .deadlines import load
from .deadlines import load_before
from .deadlines import load_map
from .deadlines import load_hours
from .deadlines import mrp_workorder
from .deadlines import mrp_workorder_task
from .deadlines import stock_warehouse
from .deadlines import stock_move as deadline_moves
from .deadlines import ir_actions

from .reporting import first_deadline
from .reporting import report

from .what_if import preview
from .what_if import preview_told
from .what_if import on_time
from .what_if import on_time_help
from .what_if import rank_by_preview
from .what_if import what_if
from .what_if import what_if_positions
from .what_if import what_if_changes
from .what_if import apply

from .timeline import view
from .timeline import span
from .timeline import timeline
from .timeline import timeline_move

from .board import board
from .board import question

from .daily_mail import res_users
from .daily_mail import daily_mail

from .client import portal_view
from .client import live
from .client import ir_actions_report
from .client import ir_http
from .client import queue
from .client import names
from .client import names_grouped
from .client import sale_order
from .client import sale_order_line
from .client import mrp_production

# By name: rooms have files of these names too.
from .res_company import ResCompany
from .sale_order import SaleOrder
from .sale_order_line import SaleOrderLine
from .mrp_production import MrpProduction
from .mrp_workorder import MrpWorkorder
from .stock_move import StockMove
from .stock_move_line import StockMoveLine
from .stock_warehouse import StockWarehouse

# Last: the outermost overrides.
from .reservation import business_steps
