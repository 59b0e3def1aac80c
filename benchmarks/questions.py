"""What a planner's questions cost: a preview, why, the board, the Timeline."""

from datetime import timedelta

from odoo import fields

from . import measures
from .table import show

# Places that an order is held over moves by this many.
FAR = 40


def manual(env, large):
    """Compare the questions with pages, deadlines set by hand.

    :param large: :class:`~measures.Screens` of the same database
    """
    page = large.cold["sell"].seconds
    measures.settle(env)
    previews(env, "a preview", page, 2)
    order = measures.top_orders(env)[FAR]
    asked = {
        "why one order is not ready": (order.schedule_why, 1),
        "the board": (env["make.schedule.board"].schedule_board, 2),
    }
    for name, (question, goal) in asked.items():
        show(f"{name} / Sell", seconds(env, question), page, goal)
    stock = large.cold["stock's MO list"].seconds
    show("Timeline of two weeks / stock's MO list", timeline(env), stock, 2)


def automatic(env, large):
    """Compare a preview with Sell, where work centers plan the deadlines."""
    page = large.cold["sell"].seconds
    measures.settle(env)
    previews(env, "a preview, automatic deadlines", page, 4)
    sell = measures.page(env, *measures.SELL)
    show("Sell, automatic deadlines / by hand", seconds(env, sell), page)


def seconds(env, question, forget=measures.forget_all):
    """Return the seconds that a question takes.

    :param forget: as after a change; or what a request begins with
    """
    question()
    return measures.cost(env, question, lambda: forget(env)).seconds


def previews(env, words, page, goal):
    """Compare holding the 41st order over the first, and then again, with a page."""
    first, *others = measures.top_orders(env)

    def preview():
        others[FAR - 1].schedule_preview(before_id=first.id)

    show(f"{words} / Sell", seconds(env, preview), page, goal)
    show(f"{words}, again / Sell", seconds(env, preview, measures.forget), page, goal)


def timeline(env):
    """Return the seconds of reading two weeks by sales order."""
    start = fields.Datetime.now()
    end = start + timedelta(weeks=2)
    domain = [("state", "=", "confirmed")]
    return seconds(
        env,
        lambda: env["mrp.production"].schedule_timeline(
            domain, fields.Datetime.to_string(start), fields.Datetime.to_string(end)
        ),
    )
