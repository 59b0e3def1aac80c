"""The comparisons: each a ratio to stock Odoo, or to another size, in the same run."""

import time
from datetime import datetime

from odoo.fields import Command
from odoo.tools import SQL
from odoo.tools.gc import disabling_gc

from ..engine.allocation import allocate
from ..engine.service import ORDER
from ..engine.snapshot import ROW, Demand, Snapshot, Supply
from . import data, growth, measures, questions
from .table import show

LARGE, SMALL = growth.size(10_000), growth.size(1000, 2000)


def main(env):
    """Print every ratio; nothing of it is kept in the database."""
    env = env(context={**env.context, "tracking_disable": True, "lang": "en_US"})
    engine(env)
    engine(env, 1_000_000, 100_000)
    engine(env, 1_000_000, 100_000, levels=10)
    with growth.filled(env, **SMALL):
        small = measures.screens(env)
        small_move = measures.move_to_neighbour(env)
    with growth.filled(env, **LARGE):
        large = measures.screens(env)
        large_move = measures.move_to_neighbour(env)
        promise(env)
        questions.manual(env, large)
        deadlines(env)
        questions.automatic(env, large)
    with growth.filled(env, **LARGE, shared=True):
        shared = measures.screens(env)
    lists(large)
    sizes(small, large, small_move, large_move)
    both = shared.cold["stock's MO list"].seconds
    both += shared.cold[measures.CORE].seconds
    show(
        "Sell, one part in all / stock's list and availability",
        shared.cold["sell"].seconds,
        both,
        0.25,
    )


def lists(large):
    """Compare filters with stock's list, and pages with themselves."""
    stock = large.cold["stock's MO list"].seconds
    for name, words in (
        ("sell not available", "filter Not available, Sell"),
        ("schedule not available", "filter Not available, Schedule"),
        ("sell by status", "group by Sales items, Sell"),
        ("customer", "search a customer, Schedule"),
    ):
        show(f"{words} / stock's MO list", large.cold[name].seconds, stock, 3)
        show(f"{words}, again / the same", large.warm[name].seconds, stock, 1)
    for name in ("sell", "schedule"):
        bare = large.cold[f"{name}, nothing derived"].seconds
        show(f"{name} / nothing derived", large.cold[name].seconds, bare, 6)
        show(f"{name}, again / the same", large.warm[name].seconds, bare, 1.5)


def sizes(small, large, small_move, large_move):
    """Compare 10,000 rows with 1,000."""
    for name in ("sell", "schedule"):
        costs = large.cold[name].seconds, small.cold[name].seconds
        show(f"{name}: 10,000 rows / 1,000", *costs, 1.2)
    words = "move to the neighbour's place: 10,000 rows / 1,000"
    show(words, large_move.queries, small_move.queries, 1, "queries")
    show(words, large_move.seconds, small_move.seconds, 1.3)


def promise(env, rows=100):
    """Compare the promise of a quotation with saving it."""
    lines = env["sale.order"].search([("schedule_open", "=", True)]).order_line[:rows]

    def save():
        order = env["sale.order"].create(
            {
                "partner_id": env.user.partner_id.id,
                "order_line": [
                    Command.create({"product_id": line.product_id.id}) for line in lines
                ],
            }
        )
        env.flush_all()
        return order

    start = time.perf_counter()
    order = save()
    saved = time.perf_counter() - start
    found = measures.cost(
        env,
        lambda: order.order_line.mapped("availability_date"),
        lambda: measures.forget_all(env),
    )
    words = "promise of a quotation of 100 rows / saving it"
    show(f"{words}, cold", found.seconds, saved, 0.3)
    measures.settle(env)
    env["make.schedule.allocation"]._sweep_all(env.companies)
    found = measures.cost(
        env,
        lambda: order.order_line.mapped("availability_date"),
        lambda: measures.forget(env),
    )
    show(f"{words}, on what is known of the others", found.seconds, saved, 0.3)


def deadlines(env):
    """Compare planning all deadlines with Odoo's planning of the same orders."""
    mos = env["mrp.production"].search([("name", "=like", "BENCH/MO/%")])
    data.add_work_orders(env, mos)
    env["stock.warehouse"].search([]).automatic_deadlines = True
    env.flush_all()
    seconds = []
    for _first_then_again in range(2):
        start = time.perf_counter()
        env["make.schedule.deadlines"]._plan(env.company)
        env.flush_all()
        seconds.append(time.perf_counter() - start)
        orders = measures.top_orders(env)
        orders[5].schedule_move(before_id=orders[4].id)
    some = mos[-50:]
    start = time.perf_counter()
    some.button_plan()
    env.flush_all()
    stock = (time.perf_counter() - start) * len(mos) / len(some)
    show("deadlines of 5,000 MOs / Odoo planning them", seconds[0], stock, 0.02)
    show("after one change / the whole plan", seconds[1], seconds[0], 0.15)


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


def engine(env, demands=200_000, supplies=20_000, products=2000, levels=1):
    """The sweep against the bare SQL overlap query on the same data.

    :param levels: how deep bills go; what is short asks for what it is made of too,
        which the query does not
    """
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
    snapshot = Snapshot(
        *(now, ORDER),
        demands=tuple(read[0]),
        supplies=tuple(read[1]),
        recipes=_recipes(read[0], products, products // levels),
    )
    # As the product does.
    with disabling_gc():
        ours = measures.cost(env, lambda: allocate(snapshot))
    bare = measures.cost(env, query)
    deep = f" on {levels} levels" if levels > 1 else ""
    words = f"engine, {demands:,} demands{deep} / bare SQL overlap"
    show(words, ours.seconds, bare.seconds, 1.5)
    env.cr.execute("DROP TABLE bench_demand; DROP TABLE bench_supply")


def _recipes(demands, products, step):
    """Return of what rows are made: each level of the next one, the last of nothing."""
    made_of = {product: {product + step: 1.0} for product in range(products - step)}
    return {
        (demand.row, demand.product): made_of[demand.product]
        for demand in demands
        if demand.product in made_of
    }


def _demand(product, i, quantity):
    place = (i, ROW, 0, i, 0, 0)
    return Demand(("row", i), product, 1, 1, quantity, "", place, row=i)


def _supply(product, i, quantity):
    return Supply(("stock", i), product, 1, 1, quantity)
