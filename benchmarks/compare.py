"""The comparisons: each a ratio to stock Odoo in the same run."""

import contextlib
import itertools
import time
from datetime import datetime

from lxml import etree

from odoo.tools import SQL

from ..engine.allocation import allocate
from ..engine.service import ORDER
from ..engine.snapshot import ROW, Demand, Snapshot, Supply
from . import data

REPEATS = 5


def main(env):
    """Print every ratio; nothing of it is kept in the database."""
    env = env(context={**env.context, "tracking_disable": True, "lang": "en_US"})
    engine(env)
    small = pages(env, "1,000 rows", rows=1000, productions=500, products=2000)
    large = pages(env, "10,000 rows", rows=10000, productions=5000, products=2000)
    one = dict(rows=10000, productions=5000, products=2000, shared=True)
    shared = pages(env, "10,000 rows, one part in all", **one)
    deadlines(env, rows=10000, productions=5000, products=2000)
    for screen in ("sell", "schedule"):
        show(f"{screen}: 10,000 rows / 1,000", large[screen], small[screen], 1.5)
        show(f"{screen}: one part in all / none", shared[screen], large[screen])


def show(name, ours, stock, goal=None):
    aim = f"  (goal: at most {goal})" if goal else ""
    print(
        f"{name:45} {ours:8.3f} s / {stock:8.3f} s = {ours / stock:6.2f}{aim}",
        flush=True,
    )


def timed(function, prepare=lambda: None):
    """Return the median seconds of some runs."""
    seconds = []
    for _repeat in range(REPEATS):
        prepare()
        start = time.perf_counter()
        function()
        seconds.append(time.perf_counter() - start)
    return sorted(seconds)[REPEATS // 2]


@contextlib.contextmanager
def filled(env, **size):
    """Fill the database for as long as the context lasts."""
    with env.cr.savepoint() as savepoint:
        data.build(env, **size)
        yield
        savepoint.rollback()
    env.invalidate_all()


def pages(env, name, **size):
    print(f"-- {name}", flush=True)
    with filled(env, **size):
        sell = page(env, "sale.order", "make_schedule.action_sell")
        schedule = page(env, "mrp.production", "make_schedule.action_schedule")
        stock_mos = page(env, "mrp.production", "mrp.mrp_production_action")
        stock_orders = page(env, "sale.order", "sale.action_orders")
        with_core = stock_orders + core_availability(env)
        show("Schedule / stock's MO list", schedule, stock_mos, 0.5)
        show("Sell / stock's list and core's availability", sell, with_core, 0.25)
        show("Sell / stock's list alone", sell, stock_orders, 8)
        searched = timed(
            lambda: env["sale.order"].search(
                [("sales_items_availability", "=", "not_available")]
            ),
            env.invalidate_all,
        )
        print(f"{'searching Not available over all open SOs':45} {searched:8.3f} s")
        moved(env)
    return {"sell": sell, "schedule": schedule}


def deadlines(env, **size):
    """Compare planning all deadlines with Odoo's planning of the same orders."""
    with filled(env, **size):
        mos = env["mrp.production"].search([("name", "=like", "BENCH/MO/%")])
        data.add_work_orders(env, mos)
        env["stock.warehouse"].search([]).automatic_deadlines = True
        env.flush_all()
        start = time.perf_counter()
        env["make.schedule.deadlines"]._plan(env.company)
        env.flush_all()
        ours = time.perf_counter() - start
        some = mos[:50]
        start = time.perf_counter()
        some.button_plan()
        env.flush_all()
        stock = (time.perf_counter() - start) * len(mos) / len(some)
        show("deadlines of 5,000 MOs / Odoo planning them", ours, stock)


def page(env, model, action):
    """Return the seconds of the first 80 rows of an action's list, all columns."""
    action = env["ir.actions.act_window"]._for_xml_id(action)
    view_id = next((view for view, kind in action["views"] if kind == "list"), False)
    view = env[model].get_view(view_id, "list")
    arch = etree.fromstring(view["arch"])
    names = {node.get("name") for node in arch.iterfind(".//field")}
    fields = env[model]._fields
    specification = {
        name: {"fields": {"display_name": {}}} if fields[name].relational else {}
        for name in names
    }
    domain = {
        "sale.order": [("state", "=", "sale")],
        "mrp.production": [("state", "=", "confirmed")],
    }[model]
    order = arch.get("default_order") or env[model]._order
    return timed(
        lambda: env[model].web_search_read(
            domain, specification, limit=80, order=order
        ),
        env.invalidate_all,
    )


def core_availability(env):
    """Return the seconds of core's own availability of the same page's rows."""
    orders = env["sale.order"].search(
        [("schedule_open", "=", True)], order="schedule_rank", limit=80
    )
    return timed(
        lambda: orders.order_line.read(["free_qty_today", "forecast_expected_date"]),
        env.invalidate_all,
    )


def moved(env):
    orders = env["sale.order"].search(
        [("schedule_open", "=", True)], order="schedule_rank", limit=80
    )
    turns = itertools.cycle(orders[:2])
    for by_rank in (True, False):
        env.company.reserve_by_rank = by_rank
        seconds = timed(lambda: orders[-1].schedule_move(after_id=next(turns).id))
        kept = "with" if by_rank else "without"
        print(f"{f'one move, {kept} reservations by rank':45} {seconds:8.3f} s")


OVERLAP = """
    WITH d AS (SELECT product, i, sum(quantity) OVER w - quantity AS low,
                      sum(quantity) OVER w AS high FROM bench_demand
               WINDOW w AS (PARTITION BY product ORDER BY i)),
         s AS (SELECT product, i, sum(quantity) OVER w - quantity AS low,
                      sum(quantity) OVER w AS high FROM bench_supply
               WINDOW w AS (PARTITION BY product ORDER BY i))
    SELECT d.i, s.i, LEAST(d.high, s.high) - GREATEST(d.low, s.low)
      FROM d JOIN s ON s.product = d.product AND s.low < d.high AND d.low < s.high
"""


def engine(env, demands=200_000, supplies=20_000, products=2000):
    """The sweep against the bare SQL overlap query on the same data."""
    read = [], []
    for at, (table, count, most) in enumerate(
        (("bench_demand", demands, 5), ("bench_supply", supplies, 40))
    ):
        env.cr.execute(
            SQL(
                "CREATE TEMP TABLE %(table)s AS SELECT i %% %(products)s AS product, i,"
                " 1 + i %% %(most)s AS quantity FROM generate_series(1, %(count)s) i",
                table=SQL.identifier(table),
                products=products,
                most=most,
                count=count,
            )
        )
        env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))
        env.cr.execute(SQL("SELECT * FROM %s ORDER BY i", SQL.identifier(table)))
        kind = (_demand, _supply)[at]
        read[at].extend(kind(*record) for record in env.cr.fetchall())

    def query():
        env.cr.execute(SQL(OVERLAP))
        env.cr.fetchall()

    now = datetime(2040, 1, 1)
    snapshot = Snapshot(now, ORDER, demands=tuple(read[0]), supplies=tuple(read[1]))
    ours = timed(lambda: allocate(snapshot))
    show("engine / bare SQL overlap query", ours, timed(query), 3)
    env.cr.execute("DROP TABLE bench_demand; DROP TABLE bench_supply")


def _demand(product, i, quantity):
    place = (i, ROW, 0, i, 0, 0)
    return Demand(("row", i), product, 1, 1, quantity, "", place, row=i)


def _supply(product, i, quantity):
    return Supply(("stock", i), product, 1, 1, quantity)
