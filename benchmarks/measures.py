"""What the screens cost, asked as the client asks: first when something has changed
since the last time (cold), then again (warm)."""

import itertools
import time
from typing import Any, NamedTuple

from lxml import etree

from ..models.allocation.allocation import SHOWN
from ..models.allocation.shared import SHARED

REPEATS = 5
CORE = "core's availability"
SELL = "sale.order", "make_schedule.action_sell"
SCHEDULE = "mrp.production", "make_schedule.action_schedule"
STOCK = "mrp.production", "mrp.mrp_production_action"
OPEN = {
    "sale.order": ("state", "=", "sale"),
    "mrp.production": ("state", "=", "confirmed"),
}


class Cost(NamedTuple):
    """Seconds and queries of something."""

    seconds: float
    queries: int


class Screens(NamedTuple):
    """What a database's screens cost: {name: :class:`Cost`} each."""

    cold: Any
    warm: Any


def cost(env, function, prepare=lambda: None, repeats=REPEATS):
    """Return the median :class:`Cost` of some runs."""
    costs = []
    for _repeat in range(repeats):
        prepare()
        queries, start = env.cr.sql_log_count, time.perf_counter()
        function()
        seconds = time.perf_counter() - start
        costs.append(Cost(seconds, env.cr.sql_log_count - queries))
    return sorted(costs)[repeats // 2]


def forget(env):
    """Forget what the transaction has read, as a request begins."""
    env.invalidate_all()
    env.cr.cache.clear()


def forget_all(env):
    """Forget also what the worker has allocated, as after a change."""
    setattr(env.registry, SHARED, [])
    forget(env)


def settle(env):
    """Let what this transaction has changed count as committed.

    Else it would share no allocation: nobody asks in the transaction of a change.
    """
    env.flush_all()
    env.cr.precommit.run()


def screens(env, names=()):
    """Measure the screens of a filled database.

    :param names: of those to measure; none for all
    :return: :class:`Screens`
    """
    asked = {
        "sell": page(env, *SELL),
        "sell, nothing derived": page(env, *SELL, without=SHOWN["sale.order"]),
        "schedule": page(env, *SCHEDULE),
        "schedule, nothing derived": page(
            env, *SCHEDULE, without=SHOWN["mrp.production"]
        ),
        "sell not available": page(
            env, *SELL, more=[("sales_items_availability", "=", "not_available")]
        ),
        "schedule not available": page(
            env, *SCHEDULE, more=[("ingredients_availability", "=", "not_available")]
        ),
        "customer": page(
            env, *SCHEDULE, more=[("customer_display", "ilike", "benchmark")]
        ),
        "sell by status": lambda: env["sale.order"].web_read_group(
            [OPEN["sale.order"]], ["sales_items_availability"], ["__count"]
        ),
        "stock's MO list": page(env, *STOCK),
    }
    found = Screens({}, {})
    for name in names or asked:
        function = asked[name]
        function()
        found.cold[name] = cost(env, function, lambda: forget_all(env))
        found.warm[name] = cost(env, function, lambda: forget(env))
    if names:
        return found
    # Core takes its time, so once is enough.
    found.cold[CORE] = cost(env, core_availability(env), lambda: forget(env), 1)
    return found


def page(env, model, action, more=(), without=()):
    """Return a function that reads the first 80 rows of an action's list.

    :param more: terms of the domain beside what is open
    :param without: names of columns to leave out
    """
    action = env["ir.actions.act_window"]._for_xml_id(action)
    view_id = next((view for view, kind in action["views"] if kind == "list"), False)
    arch = etree.fromstring(env[model].get_view(view_id, "list")["arch"])
    fields = env[model]._fields
    # In their order, as the client asks: what one of them reads serves the next.
    names = dict.fromkeys(node.get("name") for node in arch.iterfind(".//field"))
    names = [name for name in names if name not in without]
    specification = {
        name: {"fields": {"display_name": {}}} if fields[name].relational else {}
        for name in names
    }
    order = arch.get("default_order") or env[model]._order
    domain = [OPEN[model], *more]
    return lambda: env[model].web_search_read(
        domain, specification, limit=80, order=order
    )


def top_orders(env):
    return env["sale.order"].search(
        [("schedule_open", "=", True)], order="schedule_rank", limit=80
    )


def core_availability(env):
    """Return a function that reads core's own availability of the same page's rows."""
    rows = top_orders(env).order_line
    return lambda: rows.read(["free_qty_today", "forecast_expected_date"])


def move_to_neighbour(env):
    """Return the :class:`Cost` of moving an order one place up and down again."""
    first, second, *_others = top_orders(env)
    turns = itertools.cycle([(second, first), (first, second)])

    def move():
        order, before = next(turns)
        order.schedule_move(before_id=before.id)

    move()
    return cost(env, move, lambda: forget(env))
