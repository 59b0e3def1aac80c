"""What a transfer between warehouses brings, and what that hangs on."""

from engine.feeding import fed
from engine.tests.test_chains import OUT, day, given, move, stock

SHOP_STOCK = "2/s/"


def feeding(*moves, there=0, taker=None, supply="in"):
    """Return what a transfer hangs on: {(supply, date)}, if never, what is short."""
    facts = [stock(there)] if there else []
    found = fed(given(*facts, *moves), ("move", supply), taker)
    if found is None:
        return None
    leaves = {(claim.supply, claim.date) for _product, claim in found.leaves}
    return leaves, found.never, found.short


def test_a_receipt_hangs_on_nothing_here():
    assert feeding(move("in", 2, target=SHOP_STOCK, days=3)) is None


def test_what_is_there_delays_nothing():
    transfer = move("in", 2, "1/s/", SHOP_STOCK, days=3)
    assert feeding(transfer, there=2) == (set(), False, None)


def test_what_comes_where_it_takes_from():
    transfer = move("in", 2, "1/s/", SHOP_STOCK, days=3)
    receipt = move("receipt", 2, target="1/s/", days=10)
    assert feeding(transfer, receipt) == ({(("move", "receipt"), day(10))}, False, None)


def test_what_nobody_has():
    transfer = move("in", 2, "1/s/", SHOP_STOCK, days=3)
    assert feeding(transfer) == (set(), True, ("P", 2))


def test_who_comes_first_gets_what_is_there():
    transfer = move("in", 10, "1/s/", SHOP_STOCK, days=3)
    first = move("first", 5, SHOP_STOCK, row="first", rank=1)
    second = move("second", 5, SHOP_STOCK, row="second", rank=2)
    for row, never in (("first", False), ("second", True)):
        found = feeding(transfer, first, second, there=6, taker=("row", row))
        assert found[1] is never
    # Of all of it together something never comes.
    assert feeding(transfer, first, second, there=6)[1]


def test_in_steps():
    """From the stock to Output, and from there; what goes on is there."""
    pick = move("pick", 2, "1/s/", OUT, days=1)
    ship = move("in", 2, OUT, SHOP_STOCK, days=2, origins=("pick",), chained=True)
    assert feeding(pick, ship) == (set(), True, ("P", 2))
    assert feeding(pick, ship, there=2) == (set(), False, None)


def test_a_circle_never_comes():
    """Each gives the other what it gets from it."""
    there = move("in", 8, "1/s/", SHOP_STOCK, days=3)
    back = move("back", 5, SHOP_STOCK, "1/s/", days=2)
    assert feeding(there, back, there=3)[1]
