"""The order of service: who takes before whom (behaviour 4).

One function per class, all with one signature: ``(pool, book)`` serves what belongs to
its class of a pool's needs, and leaves the rest of them to those that follow.
``pool.needs`` are in order of rank; ``book`` takes from the pool's shelves and keeps
what was claimed.
"""

from .shelves import on_hand
from .snapshot import BROUGHT, EPSILON, PUT_AWAY, RANKED, TRANSFER


def entered(pool, book):
    """(a) What somebody picked or entered: physical truth, also beyond the demand."""
    for need in pool.needs:
        for line in need.demand.entered:
            book.enter(pool, need, line)


def firm(pool, book):
    """(a) What is reserved under a firm promise stays its order's (behaviour 14)."""
    for need in pool.needs:
        if need.demand.firm:
            book.serve(pool, need, need.demand.firm, only=on_hand)


def brought(pool, book):
    """(b) What the moves that Odoo chained before one have brought it."""
    for need in pool.of(BROUGHT):
        book.bring(pool, need)


def made_for_row(pool, book):
    """(c) A row by its own MO: what that made and is there, then what it makes."""
    for need in pool.of(RANKED):
        if need.demand.row is not None:
            book.serve_own(pool, need, ("row", need.demand.row))
            book.serve_making(need)


def made_for_parent(pool, book):
    """(c) An MO's components by its subassemblies: what they made, then what comes."""
    for need in pool.of(RANKED):
        if need.demand.mo is not None:
            whom = ("part", need.demand.mo, need.demand.product)
            book.serve_own(pool, need, whom)


def transfers(pool, book):
    """(d) Other transfers out of a demand's place, by date."""
    for need in sorted(pool.of(TRANSFER), key=lambda need: need.demand.place):
        book.serve(pool, need, need.rest)


def ranked(pool, book):
    """(e) Rows and components by rank."""
    for need in pool.of(RANKED):
        if need.rest > EPSILON and not book.shall_be_made(pool, need):
            book.serve(pool, need, need.rest)


def put_aways(pool, book):
    """Transfers inside the stock take what nobody else holds; they change nothing."""
    for need in sorted(pool.of(PUT_AWAY), key=lambda need: need.demand.place):
        book.serve(pool, need, need.rest, only=on_hand)
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
