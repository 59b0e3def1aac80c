"""How the costs grow: the same measures on more and more orders.

Fed by ``grow.py`` to ``odoo shell``.
"""

import contextlib
import gc
import json
import os

from . import data, measures
from .table import show

PLOTTED = (
    *("sell", "schedule", "sell not available", "schedule not available"),
    "stock's MO list",
)
ROWS = (1000, 3000, 10_000, 30_000, 100_000)
PAST = 1_000_000


@contextlib.contextmanager
def filled(env, **size):
    """Fill the database for as long as the context lasts.

    :param size: as of :func:`data.build`
    """
    print(
        "--", ", ".join(f"{name} {value:,}" for name, value in size.items()), flush=True
    )
    with env.cr.savepoint() as savepoint:
        data.build(env, **size)
        yield
        savepoint.rollback()
    env.invalidate_all()
    gc.collect()


def size(rows, history=20_000):
    """Return the size of a shop with some open rows, as of :func:`filled`."""
    return dict(
        rows=rows,
        productions=rows // 2,
        products=2000,
        to_order=rows // 25,
        history=history,
    )


def main(env):
    """Measure each size, print ratios of the largest, and keep all for the plot."""
    env = env(context={**env.context, "tracking_disable": True, "lang": "en_US"})
    found = {}
    for rows in ROWS:
        with filled(env, **size(rows)):
            found[rows] = costs(env)
    most, usual = found[100_000], found[10_000]
    for name, goal in (
        *(("sell", 1.3), ("schedule", 1.3)),
        *(("sell not available", 12), ("schedule not available", 12)),
    ):
        words = f"{name}: 100,000 rows / 10,000"
        show(words, most[name].seconds, usual[name].seconds, goal)
    with filled(env, **size(10_000, PAST)):
        old = costs(env)
    for name in ("sell", "schedule", "move"):
        words = f"{name}: 1,000,000 moves done / 20,000"
        show(words, old[name].seconds, usual[name].seconds, 1.15)
    path = os.environ["BENCHMARK_GROWTH"]
    with open(path, "w", encoding="utf-8") as file:
        points = {
            name: [[rows, found[rows][name].seconds] for rows in ROWS]
            for name in (*PLOTTED, "move")
        }
        json.dump(points, file)


def costs(env):
    """Return {name: :class:`~measures.Cost`} of the screens, cold, and of a move."""
    screens = measures.screens(env, PLOTTED)
    return {**screens.cold, "move": measures.move_to_neighbour(env)}
