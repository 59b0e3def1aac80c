"""The order of service: who takes before whom (behaviour 4).

One function per class, all with one signature: ``(pool, book)`` serves what belongs to
its class of a pool's needs, and leaves the rest of them to those that follow.
``pool.needs`` are in order of rank; ``book`` takes from the pool's shelves and keeps
what was claimed.
"""

from bisect import bisect_left
from itertools import groupby
from math import inf

from .shelves import is_on_hand
from .snapshot import BROUGHT, OFFERED, PUT_AWAY, RANKED, TRANSFER


def entered(pool, book):
    """(a) What somebody picked or entered: physical truth, also beyond the demand."""
    for need in pool.entered:
        for line in need.demand.entered:
            book.enter(pool, need, line)


def firm(pool, book):
    """(a) What is reserved under a firm promise stays its order's (behaviour 14)."""
    for need in pool.firm:
        book.serve(pool, need, need.demand.firm, only=is_on_hand)


def brought(pool, book):
    """(b) What the moves that Odoo chained before one have brought it."""
    for need in pool.of(BROUGHT):
        book.bring(pool, need)


def made_for_row(pool, book):
    """(c) A row by its own MO: what that made and is there, then what it makes."""
    rows = book.rows_of_their_own
    for need in pool.of(RANKED) if rows else ():
        row = need.demand.row
        if row in rows:
            book.serve_own(pool, need, ("row", row))
            book.serve_making(need)


def made_for_parent(pool, book):
    """(c) An MO's components by its subassemblies: what they made, then what comes."""
    for need in pool.of(RANKED):
        if need.demand.mo is not None:
            book.serve_own(pool, need, ("part", need.demand.mo, need.demand.product))


def transfers(pool, book):
    """(d) Other transfers out of a demand's place, by date."""
    for need in sorted(pool.of(TRANSFER), key=lambda need: need.demand.sort_key):
        book.serve(pool, need, need.rest)


def ranked(pool, book):
    """(e) Rows and components by rank.

    Quotations too, each as if it alone were confirmed: they take from nobody.
    """
    needs, offers = pool.of(RANKED), pool.of(OFFERED)
    # At the places that they would get, before what a module puts at no rank.
    for _rank, found in groupby(offers, key=lambda need: need.demand.sort_key[0]):
        at_once = list(found)
        key = at_once[0].demand.sort_key
        before = [need for need in needs if need.demand.sort_key < key]
        book.serve_in_order(pool, before)
        book.serve_offers(pool, at_once)
        needs = needs[len(before) :]
    last = bisect_left(needs, inf, key=lambda need: need.demand.sort_key[0])
    book.serve_in_order(pool, needs[:last])
    pool.shelves.keep_for_last()
    book.serve_in_order(pool, needs[last:])


def put_aways(pool, book):
    """Transfers inside the stock take what nobody else holds; they change nothing."""
    for need in sorted(pool.of(PUT_AWAY), key=lambda need: need.demand.sort_key):
        book.serve(pool, need, need.rest, only=is_on_hand)
        need.rest = 0.0


ORDER = (
    entered,
    firm,
    brought,
    made_for_row,
    made_for_parent,
    transfers,
    ranked,
    put_aways,
)
