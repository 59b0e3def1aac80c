"""What is in somebody's hands, beside the stock, or made for another warehouse."""

from engine.snapshot import Entered, Stock

from .test_chains import OUT, claims, given, move, stock


def lacks(found, owner, product="P"):
    return found.short.get(owner, {}).get(product, 0)


def test_what_is_entered_waits_for_no_origin():
    """Typed or ticked, it is there; what was bought for it is then for others."""
    hand = Entered("1/s/", "1/s/", 3, ticked=True)
    bought = move("bought", 3, None, "1/s/", days=5)
    first = move(
        *("first", 3, "1/s/"),
        **{"row": "A", "rank": 1, "origins": ("bought",), "chained": True},
        entered=(hand,),
    )
    second = move("second", 3, "1/s/", row="B", rank=2)
    found = given(stock(3), bought, first, second)
    assert found.picked[("row", "A")] == 3
    assert claims(found, ("row", "A")) == [(("stock", "1/s/"), 3, None)]
    assert claims(found, ("row", "B")) == [(("move", "bought"), 3, 5)]
    assert found.holds == {"first": 3}
    # A part of it: the rest is waited for.
    part = first._replace(entered=(hand._replace(quantity=1),))
    found = given(stock(3), bought, part, second)
    assert claims(found, ("row", "A")) == [
        (("move", "bought"), 2, 5),
        (("stock", "1/s/"), 1, None),
    ]
    assert found.holds == {"first": 1, "second": 2}


def test_what_is_entered_in_a_later_step_is_asked_for_once():
    hand = Entered(OUT, OUT, 2)
    found = given(
        stock(5),
        move("pick", 3, "1/s/", OUT),
        move(
            *("ship", 3, OUT),
            **{"row": "A", "rank": 1, "origins": ("pick",), "chained": True},
            entered=(hand,),
        ),
        move("other", 4, "1/s/", row="B", rank=2),
    )
    assert not found.short
    assert claims(found, ("row", "B")) == [(("stock", "1/s/"), 4, None)]


def test_a_hole_in_the_stock_takes_nothing_from_beside_it():
    part = move(
        *("part", 4, "1/pre/"),
        **{"raw_mo": "M", "rank": 1, "chained": True, "brought": (("pick",), 4)},
    )
    found = given(
        *(stock(4, "1/pre/"), stock(10), stock(-3, "1/s/shelf/")),
        *(part, move("ship", 7, "1/s/", row="S", rank=2)),
    )
    assert not found.short
    assert found.holds == {"part": 4, "ship": 7}


def test_what_is_picked_of_one_part_is_none_of_another():
    """10 of the one ticked where 5 are asked for: of the other nothing is picked."""
    hand = Entered("1/s/", "1/s/", 10, ticked=True)
    one = move("one", 5, "1/s/", row="S", entered=(hand,))
    found = given(stock(10), one)
    assert found.picked[("row", "S")] == 5
    assert found.holds == {"one": 10}


def test_what_is_missing_elsewhere_is_made_where_it_ships():
    """A row that waits for the main stock is made in its own warehouse."""
    ship = move(
        *("ship", 2, "2/s/"),
        **{"row": "S", "rank": 1, "origins": ("send",), "chained": True},
    )
    send = move("send", 2, "1/s/", "2/s/")
    recipes = {("S", "P"): {"L": 3}}
    legs = Stock("L", "C", "W2", "2/s/", "2/s/", 6)
    found = given(legs, ship, send, recipes=recipes)
    assert lacks(found, ("row", "S")) == 2
    assert not lacks(found, ("virtual", "S"), "L")
    elsewhere = legs._replace(warehouse="W1", location="1/s/", path="1/s/")
    found = given(elsewhere, ship, send, recipes=recipes)
    assert lacks(found, ("virtual", "S"), "L") == 6


def test_what_was_brought_and_is_entered_is_asked_for_once():
    """The rest of a pick, or of a purchase, brings the rest of the delivery."""
    hand = Entered(OUT, OUT, 2, ticked=True)
    ship = move(
        *("ship", 3, OUT),
        **{"row": "S", "origins": ("pick 2",), "chained": True},
        brought=(("pick",), 2),
        entered=(hand,),
    )
    pick = move("pick 2", 1, "1/s/", OUT)
    found = given(stock(1), stock(2, OUT), pick, ship)
    assert not found.short
    assert found.picked[("row", "S")] == 2
    assert found.holds == {"pick 2": 1, "ship": 2}
    hand = Entered("1/s/", "1/s/", 4)
    raw = move(
        *("raw", 10, "1/s/"),
        **{"row": "A", "rank": 2, "origins": ("rest",), "chained": True},
        brought=(("first",), 4),
        entered=(hand,),
    )
    other = move("other", 4, "1/s/", row="B", rank=1)
    rest = move("rest", 6, None, "1/s/", days=5)
    found = given(stock(4), stock(4, "1/s/h/"), rest, raw, other)
    assert not found.short
    assert sum(claim.quantity for _p, claim in found.claims["row", "A"]) == 10
    assert claims(found, ("row", "B")) != [(("move", "rest"), 4, 5)]
