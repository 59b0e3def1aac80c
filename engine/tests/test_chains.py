"""Chains of moves, steps of a warehouse and what the figures count of them."""

from datetime import datetime, timedelta

from engine.allocation import allocate
from engine.figures import figures
from engine.service import ORDER
from engine.snapshot import (
    COMPONENT,
    ROW,
    Claim,
    Entered,
    Making,
    Move,
    Snapshot,
    Stock,
    Warehouse,
)

NOW = datetime(2040, 1, 1)
MAIN = Warehouse("W1", "1/s/", ("1/in/", "1/post/"), ("1/pack/", "1/out/"))
SHOP = Warehouse("W2", "2/s/", (), ("2/out/",))
IN, POST, PACK, OUT = "1/in/", "1/post/", "1/pack/", "1/out/"


def day(number):
    return NOW + timedelta(days=number)


def stock(quantity, path="1/s/"):
    return Stock("P", "C", f"W{path[0]}", path, path, quantity)


def move(name, quantity, source=None, target=None, days=0, **values):
    """Return a move between paths; None is outside."""
    if "row" in values or "raw_mo" in values:
        kind = ROW if "row" in values else COMPONENT
        values.setdefault("sort_key", (values.pop("rank", 1), kind, 0, name, name))
    return Move(
        *(name, "P", "C", quantity, day(days), source, source and f"W{source[0]}"),
        *(target, target and f"W{target[0]}"),
        **values,
    )


def given(*facts, **values):
    return allocate(
        Snapshot(
            *(NOW, ORDER, (MAIN, SHOP)),
            stock=tuple(fact for fact in facts if isinstance(fact, Stock)),
            moves=tuple(fact for fact in facts if isinstance(fact, Move)),
            **values,
        )
    )


def claims(found, owner):
    """Return [(supply, quantity, day)] of an owner."""
    return [
        (claim.supply, claim.quantity, claim.date and (claim.date - NOW).days)
        for _product, claim in found.claims.get(owner, ())
    ]


def short(found, owner):
    return found.short.get(owner, {}).get("P", 0)


def counted(found, *warehouses):
    return tuple(figures(found, warehouses or ("W1", "W2"))["P"])


# -- deliveries in steps ------------------------------------------------------


def test_a_delivery_is_asked_where_its_first_open_step_takes():
    found = given(
        stock(3),
        move("pick", 3, "1/s/", PACK),
        move("pack", 3, PACK, OUT, origins=("pick",), chained=True),
        move("ship", 3, OUT, row="S", origins=("pack",), chained=True),
    )
    assert claims(found, ("row", "S")) == [(("stock", "1/s/"), 3, None)]
    assert found.demanded[("row", "S")] == {"P": 3}
    assert found.holds == {"pick": 3}
    assert list(found.takers) == ["pick"]
    assert not found.picked.get(("row", "S"))
    assert counted(found) == (3, 3, 0)


def test_what_is_in_a_step_is_picked():
    brought = (("pick",), 2)
    found = given(
        *(stock(1), stock(2, OUT)),
        move("pick 2", 1, "1/s/", OUT),
        move(
            *("ship", 3, OUT),
            **{"row": "S", "origins": ("pick 2",), "chained": True, "brought": brought},
        ),
    )
    assert found.picked[("row", "S")] == 2
    assert not found.short
    assert found.holds == {"pick 2": 1, "ship": 2}
    assert set(found.takers) == {"pick 2", "ship"}
    assert counted(found) == (1, 3, 2)


def test_what_was_brought_limits_what_a_chained_move_takes():
    low = {"row": "low", "rank": 2, "chained": True, "brought": (("R",), 2)}
    found = given(
        stock(4),
        move("low", 4, "1/s/", **low),
        move("top", 2, "1/s/", row="top", rank=1),
    )
    assert claims(found, ("row", "low")) == [(("stock", "1/s/"), 2, None)]
    assert short(found, ("row", "low")) == 2
    assert claims(found, ("row", "top")) == [(("stock", "1/s/"), 2, None)]
    assert not found.picked.get(("row", "low"))


def test_two_moves_share_what_was_brought_to_both():
    both = {"chained": True, "brought": (("R",), 3)}
    found = given(
        stock(9),
        move("a", 2, "1/s/", row="a", rank=1, **both),
        move("b", 2, "1/s/", row="b", rank=2, **both),
    )
    assert (short(found, ("row", "a")), short(found, ("row", "b"))) == (0, 1)


def test_an_unchained_move_from_output_is_picked_too_and_told_how_much():
    found = given(stock(2, OUT), move("ship", 3, OUT, row="S"))
    assert found.picked[("row", "S")] == 2
    assert short(found, ("row", "S")) == 1
    assert found.holds == {"ship": 2}
    assert list(found.takers) == ["ship"]


# -- on the way to the stock --------------------------------------------------


def test_goods_come_when_the_move_that_brings_them_does():
    for place in (IN, POST):
        found = given(
            stock(5, place),
            move("store", 5, place, "1/s/", days=3),
            move("ship", 2, "1/s/", row="S"),
        )
        assert claims(found, ("row", "S")) == [(("move", "store"), 2, 3)]
        assert counted(found) == (0, 2, 5)


def test_stranded_in_a_step_they_are_in_no_sum():
    found = given(stock(5, IN), move("ship", 2, "1/s/", row="S"))
    assert short(found, ("row", "S")) == 2
    assert counted(found) == (0, 2, 0)


def test_what_is_lost_in_a_step_is_not_expected():
    found = given(
        stock(2, IN),
        move("store", 5, IN, "1/s/", days=1),
        move("ship", 5, "1/s/", row="S"),
    )
    assert short(found, ("row", "S")) == 3
    assert counted(found) == (0, 5, 2)


def test_the_first_to_bring_brings_what_is_there():
    found = given(
        stock(3, IN),
        move("late", 2, IN, "1/s/", days=5),
        move("soon", 2, IN, "1/s/", days=1),
        move("ship", 4, "1/s/", row="S"),
    )
    assert claims(found, ("row", "S")) == [
        (("move", "soon"), 2, 1),
        (("move", "late"), 1, 5),
    ]


def test_a_receipt_in_steps_counts_once():
    found = given(
        move("receipt", 5, None, IN, days=2, final="1/s/"),
        move("store", 5, IN, "1/s/", days=4, origins=("receipt",), chained=True),
        move("ship", 7, "1/s/", row="S"),
    )
    assert claims(found, ("row", "S")) == [(("move", "receipt"), 5, 2)]
    assert short(found, ("row", "S")) == 2
    assert counted(found) == (0, 7, 5)


def test_a_receipt_that_ends_beside_the_stock_comes_to_nobody():
    found = given(
        move("receipt", 5, None, "1/beside/", days=2),
        move("ship", 2, "1/s/", row="S"),
    )
    assert short(found, ("row", "S")) == 2
    assert counted(found) == (0, 2, 0)


def test_its_final_place_counts_only_where_the_target_is_a_step():
    inside = move("receipt", 5, None, IN, days=2, final="1/s/shelf/")
    beside = move("receipt", 5, None, "1/beside/", days=2, final="1/s/")
    ship = move("ship", 2, "1/s/", row="S")
    assert not given(inside, ship).short
    assert given(beside, ship).short


def test_goods_that_are_put_back():
    """From Output over Packing: expected from the first put-back on, and once."""
    first = move("back 1", 2, OUT, PACK, days=1, row="S")
    second = move("back 2", 2, PACK, "1/s/", days=2, row="S")
    chained = second._replace(origins=("back 1",), chained=True)
    other = move("pick", 2, "1/s/", OUT, row="other")
    for facts in (
        (stock(2, OUT), first, chained, other),
        (stock(2, OUT), first, other),
        (stock(2, PACK), second, other),
    ):
        found = given(*facts)
        assert not short(found, ("row", "other")), facts
        assert sum(q for _s, q, _d in claims(found, ("row", "other"))) == 2
        assert not found.demanded.get(("row", "S"))
        assert counted(found)[0] - counted(found)[1] + counted(found)[2] == 0


def test_a_put_back_leaves_the_row_what_it_ships():
    found = given(
        stock(5, OUT),
        move("ship", 3, OUT, row="S", chained=True, brought=(("pick",), 5)),
        move("back", 2, OUT, "1/s/", days=1, row="S"),
        move("pick", 3, "1/s/", OUT, row="other"),
    )
    assert found.picked[("row", "S")] == 3
    assert claims(found, ("row", "other")) == [(("move", "back"), 2, 1)]
    assert short(found, ("row", "other")) == 1


# -- between warehouses -------------------------------------------------------


def resupply(**values):
    return (
        move("out", 3, "1/s/", None, days=1),
        move("in", 3, None, "2/s/", days=2, origins=("out",), chained=True),
        move(
            *("ship", 3, "2/s/"), row="there", origins=("in",), chained=True, **values
        ),
    )


def test_a_resupply_chain_is_asked_in_the_other_warehouse():
    here = move("here", 2, "1/s/", row="here", rank=2)
    found = given(stock(3), *resupply(), here)
    assert claims(found, ("row", "there")) == [(("stock", "1/s/"), 3, None)]
    assert short(found, ("row", "here")) == 2
    assert found.holds == {"out": 3}
    assert counted(found) == (3, 5, 0)
    assert counted(found, "W1") == (3, 5, 0)
    assert counted(found, "W2") == (0, 3, 3)
    found = given(stock(3), *resupply(rank=3), here)
    assert short(found, ("row", "there")) == 2


def test_what_is_between_warehouses_is_named():
    _out, arrives, ship = resupply()
    found = given(arrives._replace(origins=()), ship)
    assert claims(found, ("row", "there")) == [(("move", "in"), 3, 2)]
    assert counted(found, "W2") == (0, 3, 3)


def test_a_transfer_nobody_asked_for():
    """It takes before the ranking here, and comes there."""
    out, arrives, _ship = resupply()
    found = given(
        *(stock(4), out, arrives),
        move("here", 2, "1/s/", row="here"),
        move("there", 4, "2/s/", row="there", rank=2),
    )
    assert short(found, ("row", "here")) == 1
    assert claims(found, ("row", "there")) == [(("move", "in"), 3, 2)]
    assert counted(found, "W1") == (4, 5, 0)
    assert counted(found, "W2") == (0, 4, 3)


# -- what is made -------------------------------------------------------------


def test_an_mo_made_for_a_row_and_what_it_does_not_cover():
    found = given(
        stock(3),
        move("made", 2, None, "1/s/", days=4, mo="M", made_for=("row", "S")),
        move("ship", 5, "1/s/", row="S", rank=2),
        move("other", 1, "1/s/", row="other", rank=1),
        making=(Making("M", "S", "P", 2, day(4)),),
    )
    assert claims(found, ("row", "S")) == [
        (("mto", "M"), 2, 4),
        (("stock", "1/s/"), 2, None),
    ]
    assert short(found, ("row", "S")) == 1
    assert counted(found) == (3, 4, 0)
    # Nothing is asked of what it could be made of: it is made already.
    assert not found.made_of


def test_own_output_is_in_stock_and_in_post_production():
    found = given(
        *(stock(2), stock(3, POST)),
        move("store", 3, POST, "1/s/", days=2, made_for=("row", "S")),
        move("ship", 4, "1/s/", row="S", rank=2),
        move("other", 3, "1/s/", row="other", rank=1),
        own={("row", "S"): 5},
    )
    assert claims(found, ("row", "S")) == [
        (("stock", "1/s/"), 2, None),
        (("move", "store"), 2, 2),
    ]
    assert claims(found, ("row", "other")) == [(("move", "store"), 1, 2)]
    assert found.own == {"ship": 2}


def test_an_overdue_mo_counts_as_now_and_is_late():
    found = given(
        move("made", 2, None, "1/s/", days=-4, mo="M"),
        move("ship", 2, "1/s/", row="S"),
    )
    claim = Claim(("row", "S"), ("mo", "made"), 2, NOW, True)
    assert found.claims[("row", "S")] == [("P", claim)]
    assert found.rows_served_by(["made", "unknown"]) == {("S", "P"): 2}


def test_a_part_brought_to_pre_production_is_no_longer_in_stock():
    parts = {("part", "M", "P"): 4}
    found = given(
        *(stock(2), stock(4, "1/pre/")),
        move("pick", 2, "1/s/", "1/pre/"),
        move(
            *("part", 6, "1/pre/"),
            **{"raw_mo": "M", "rank": 2, "origins": ("pick",), "chained": True},
            brought=(("pick 1",), 4),
        ),
        move("top", 2, "1/s/", row="top", rank=1),
        own=parts,
    )
    assert claims(found, ("row", "top")) == [(("stock", "1/s/"), 2, None)]
    assert short(found, ("raw", "part")) == 2


# -- by hand ------------------------------------------------------------------


def test_what_is_not_in_the_books_is_in_no_sum():
    hand = Entered("1/s/", "1/s/", 4)
    found = given(stock(1), move("ship", 5, "1/s/", row="S", entered=(hand,)))
    assert short(found, ("row", "S")) == 1
    assert found.holds == {"ship": 4}
    assert counted(found) == (1, 2, 0)


def test_somebody_elses_goods_by_hand_take_none_of_ours():
    hand = Entered("1/s/", "1/s/", 3, foreign=True)
    found = given(
        stock(2),
        move("ship", 3, "1/s/", row="S", rank=1, entered=(hand,)),
        move("other", 2, "1/s/", row="other", rank=2),
    )
    assert not found.short
    assert found.holds == {"ship": 3, "other": 2}
    assert counted(found) == (2, 2, 0)


def test_entered_in_output_it_is_picked_and_its_own_stays():
    hand = Entered(OUT, OUT, 3)
    found = given(
        *(stock(3), stock(3, OUT)),
        move("pick", 3, "1/s/", OUT, row="S", rank=2),
        move(
            *("ship", 3, OUT),
            **{"row": "S", "rank": 2, "chained": True, "brought": (("a",), 3)},
            entered=(hand,),
        ),
        move("top", 3, "1/s/", row="top", rank=1),
        own={("row", "S"): 3},
    )
    assert found.picked[("row", "S")] == 3
    assert short(found, ("row", "top")) == 3
    assert not short(found, ("row", "S"))


def test_a_put_away_holds_what_is_left_and_changes_nothing():
    inside = move("inside", 3, "1/s/", "1/s/shelf/", days=-1)
    ship = move("ship", 3, "1/s/", row="S")
    found = given(stock(4), inside, ship)
    assert claims(found, ("row", "S")) == [(("stock", "1/s/"), 3, None)]
    assert found.holds == {"ship": 3, "inside": 1}
    assert not found.short
    assert counted(found) == (4, 3, 0)
    hand = Entered("1/s/", "1/s/", 2)
    found = given(stock(4), inside._replace(entered=(hand,)), ship)
    assert claims(found, ("row", "S")) == [
        (("stock", "1/s/"), 2, None),
        (("move", "inside"), 1, 0),
    ]


# -- places and ranks ---------------------------------------------------------


def test_who_holds_which_goods_where_that_matters():
    found = given(
        *(stock(2, "1/s/shelf/"), stock(2)),
        move("ship", 2, "1/s/", row="S", rank=1),
        move("part", 2, "1/s/shelf/", raw_mo="M", rank=2),
    )
    assert found.holds_at == {"ship": {"1/s/": 2}, "part": {"1/s/shelf/": 2}}
    assert not given(stock(2), move("ship", 2, "1/s/", row="S")).holds_at


def test_below_the_rank_that_was_read_nothing_is_said():
    facts = (
        stock(3),
        move("top", 2, "1/s/", row="top", rank=1),
        move("low", 2, "1/s/", row="low", rank=5),
        move("out", 1, "1/s/", None),
    )
    assert set(given(*facts).takers) == {"top", "low", "out"}
    assert set(given(*facts, until=1).takers) == {"top", "out"}
    assert set(given(*facts, until=1, whole={"P"}).takers) == {"top", "low", "out"}


def test_what_could_be_made_is_made_of():
    part = Stock("Q", "C", "W1", "1/s/", "1/s/", 3)
    ship = move("ship", 4, "1/s/", row="S")
    recipes = {("S", "P"): {"Q": 2}}
    found = given(stock(2), part, ship, recipes=recipes)
    assert found.made_of == {"S": {"Q"}}
    assert found.short[("virtual", "S")] == {"Q": 1}
    assert found.demanded[("virtual", "S")] == {"Q": 4}
    found = given(stock(9), part, ship, recipes=recipes, to_make={"S": 1})
    assert found.demanded[("virtual", "S")] == {"Q": 2}
    assert given(stock(2), ship, recipes={("S", "P"): None}).no_recipe == {"S"}
    found = given(stock(2), ship, recipes=recipes, makeable={"S"})
    assert short(found, ("row", "S")) == 4


def test_virtual_claims_stand_behind_components_of_their_rank():
    part = Stock("Q", "C", "W1", "1/s/", "1/s/", 1)
    raw = move("part", 1, "1/s/", raw_mo="M", rank=1)._replace(product="Q")
    later = raw._replace(id="later", sort_key=(2, COMPONENT, 0, "later", "later"))
    ship = move("ship", 1, "1/s/", row="S", rank=1)
    recipes = {("S", "P"): {"Q": 1}}
    found = given(part, raw, ship, recipes=recipes)
    assert found.short[("virtual", "S")] == {"Q": 1}
    found = given(part, later, ship, recipes=recipes)
    assert not found.short.get(("virtual", "S"))
    assert found.short[("raw", "later")] == {"Q": 1}


def test_a_circle_is_a_value():
    recipes = {("S", "P"): {"Q": 1}, ("T", "Q"): {"P": 1}}
    ship = move("ship", 1, "1/s/", row="S", rank=1)
    other = move("other", 1, "1/s/", row="T", rank=2)._replace(product="Q")
    found = given(ship, other, recipes=recipes)
    assert [tuple(circle) for circle in found.circles] == [("T", "Q", "P")]
    assert found.short[("virtual", "T")] == {"P": 1}
    assert found.short[("virtual", "S")] == {"Q": 1}
    # What the others leave serves it.
    found = given(stock(3), ship, other, recipes=recipes)
    assert not found.short.get(("virtual", "T"))


# -- each figure, by more than one fact ---------------------------------------


def test_what_is_picked_by_hand_is_taken_off_its_own():
    hand = (Entered("1/s/", "1/s/", 1, True), Entered("1/s/", "1/s/", 1, True))
    found = given(
        stock(4),
        move("ship", 2, "1/s/", row="S", rank=3, entered=hand),
        move("ship 2", 3, "1/s/", row="S", rank=3),
        move("top", 2, "1/s/", row="top", rank=1),
        own={("row", "S"): 3},
    )
    # One of its own is left; the other piece goes by rank.
    assert found.holds == {"ship": 2, "ship 2": 1, "top": 1}
    assert found.picked[("row", "S")] == 2
    assert short(found, ("row", "top")) == 1
    assert short(found, ("row", "S")) == 2
    part = move("part", 3, "1/s/", raw_mo="M", rank=3, entered=hand)
    found = given(
        stock(4),
        part,
        move("top", 3, "1/s/", row="top", rank=1),
        own={("part", "M", "P"): 2},
    )
    assert found.holds == {"part": 2, "top": 2}


def test_own_output_is_served_once_over_several_moves():
    found = given(
        stock(5),
        move("a", 2, "1/s/", row="S", rank=3),
        move("b", 2, "1/s/", row="S", rank=3),
        move("top", 4, "1/s/", row="top", rank=1),
        own={("row", "S"): 3},
    )
    assert found.holds == {"a": 2, "b": 1, "top": 2}


def test_what_is_entered_is_taken_where_it_was_entered():
    shelf = Entered("1/s/b/", "1/s/b/", 2)
    found = given(
        *(stock(2, "1/s/a/"), stock(2, "1/s/b/")),
        move("ship", 2, "1/s/", row="S", rank=2, entered=(shelf,)),
        move("part", 2, "1/s/a/", raw_mo="M", rank=3),
    )
    assert not found.short
    assert found.holds_at["ship"] == {"1/s/b/": 2}
    assert found.holds_at["part"] == {"1/s/a/": 2}


def test_entered_twice_beyond_the_books():
    hand = (Entered("1/s/", "1/s/", 2), Entered("1/s/b/", "1/s/b/", 3))
    found = given(
        move("ship", 4, "1/s/", row="S", entered=hand),
        move("part", 1, "1/s/b/", raw_mo="M", rank=2),
    )
    assert found.holds == {"ship": 5}
    assert found.holds_at["ship"] == {"1/s/": 2, "1/s/b/": 3}
    assert claims(found, ("row", "S")) == [
        (("stock", "1/s/"), 2, None),
        (("stock", "1/s/b/"), 3, None),
    ]
    assert counted(found) == (0, 1, 0)


def test_what_was_bought_for_a_row_and_is_lost_in_input():
    found = given(
        *(stock(1, IN), stock(2)),
        move("store", 3, IN, "1/s/", days=-2),
        move(
            *("ship", 4, "1/s/"),
            **{"row": "S", "origins": ("store",), "chained": True},
            brought=(("R",), 1),
        ),
    )
    assert found.claims[("row", "S")] == [
        ("P", Claim(("row", "S"), ("move", "store"), 1, NOW, True)),
        ("P", Claim(("row", "S"), ("stock", "1/s/"), 1, None)),
    ]
    assert short(found, ("row", "S")) == 2
    assert found.demanded[("row", "S")] == {"P": 4}
    assert counted(found) == (2, 4, 1)


def test_the_sums_of_several_facts():
    found = given(
        *(stock(3), stock(2, "1/s/a/"), stock(-1, OUT), stock(9, "1/beside/")),
        *(stock(4, "1/pre/"), stock(7, IN)),
        move("receipt", 2, None, "1/s/", days=1),
        move("store", 3, IN, "1/s/", days=2),
        move("to pre", 1, None, "1/pre/", days=2),
        move("aside", 1, None, "1/beside/", days=2),
        move("ship", 4, "1/s/", row="S"),
        move("pick", 1, "1/s/", OUT, row="T"),
        move("part", 6, "1/pre/", raw_mo="M"),
    )
    # 5 in stock, 4 that the part takes, 1 less than nothing; 2 + 3 + 1 come.
    assert counted(found) == (8, 11, 6)
    assert counted(found, "W2") == (0, 0, 0)


def test_by_whom_a_finished_move_is_claimed():
    found = given(
        move("made", 5, None, "1/s/", days=1, mo="M"),
        move("a", 2, "1/s/", row="S", rank=1),
        move("b", 1, "1/s/", row="S", rank=1),
        move("part", 1, "1/s/", raw_mo="N", rank=2),
        move("c", 1, "1/s/", row="T", rank=3),
    )
    assert found.rows_served_by(["made"]) == {("S", "P"): 3, ("T", "P"): 1}
    assert sum(quantity for _owner, quantity in found.served[("mo", "made")]) == 5


def test_a_firm_promise_is_served_from_stock_alone():
    found = given(
        stock(2),
        move("receipt", 5, None, "1/s/", days=1),
        move("top", 2, "1/s/", row="top", rank=1),
        move("firm", 3, "1/s/", row="firm", rank=2, firm=1),
    )
    assert claims(found, ("row", "firm")) == [
        (("stock", "1/s/"), 1, None),
        (("move", "receipt"), 2, 1),
    ]
    assert claims(found, ("row", "top")) == [
        (("stock", "1/s/"), 1, None),
        (("move", "receipt"), 1, 1),
    ]


def test_a_hole_is_filled_from_what_is_there_then_from_what_comes():
    found = given(
        *(stock(2), stock(-3, "1/s/a/")),
        move("first", 2, None, "1/s/", days=1),
        move("second", 2, None, "1/s/", days=2),
        move("ship", 3, "1/s/", row="S"),
    )
    assert claims(found, ("row", "S")) == [
        (("move", "first"), 1, 1),
        (("move", "second"), 2, 2),
    ]
    assert counted(found) == (-1, 3, 4)


def test_several_rows_close_a_circle_by_rank():
    recipes = {("S", "P"): {"Q": 1}, ("T", "Q"): {"P": 2}, ("U", "Q"): {"P": 1}}
    facts = (
        stock(2),
        move("ship", 1, "1/s/", row="S", rank=9),
        move("two", 1, "1/s/", row="T", rank=2)._replace(product="Q"),
        move("three", 1, "1/s/", row="U", rank=1)._replace(product="Q"),
    )
    found = given(*facts, recipes=recipes)
    assert [circle.row for circle in found.circles] == ["U", "T"]
    # S takes one of two; U ranks before T, which is short of both.
    assert not found.short.get(("virtual", "U"))
    assert found.short[("virtual", "T")] == {"P": 2}


def test_what_one_may_not_take_is_left_for_the_next():
    found = given(
        move("own", 2, None, "1/s/", days=1, mo="M"),
        move("a", 1, None, "1/s/", days=2),
        move("b", 1, None, "1/s/", days=3),
        move("part", 2, "1/s/", raw_mo="M", rank=1),
        move("part 2", 1, "1/s/", raw_mo="M", rank=2),
        move("ship", 2, "1/s/", row="S", rank=3),
    )
    assert short(found, ("raw", "part 2")) == 1
    assert claims(found, ("row", "S")) == [(("mo", "own"), 2, 1)]


def test_its_own_in_stock_is_no_more_than_what_does_not_come_yet():
    found = given(
        *(stock(4), stock(3, POST)),
        move("store", 3, POST, "1/s/", days=2, made_for=("row", "S")),
        move("ship", 4, "1/s/", row="S", rank=2),
        move("top", 2, "1/s/", row="top", rank=1),
        own={("row", "S"): 5},
    )
    assert found.holds == {"ship": 2, "top": 2, "store": 3}


def test_at_one_moment_receipts_then_transfers_then_what_is_made():
    found = given(
        stock(1, IN),
        move("a made", 1, None, "1/s/", days=1, mo="M"),
        move("b moved", 1, IN, "1/s/", days=1),
        move("c receipt", 1, None, "1/s/", days=1),
        move("ship", 3, "1/s/", row="S"),
    )
    assert [supply[1] for supply, _quantity, _day in claims(found, ("row", "S"))] == [
        "c receipt",
        "b moved",
        "a made",
    ]


def test_transfers_take_by_date():
    found = given(
        stock(1),
        move("a late", 1, "1/s/", None, days=5),
        move("b soon", 1, "1/s/", None, days=1),
    )
    assert found.holds == {"b soon": 1}
    assert found.short == {("transfer", "a late"): {"P": 1}}


def test_of_what_nobody_asked_nothing_is_said():
    ship = move("ship", 1, "1/s/", row="S")
    found = given(ship)
    assert not found.no_recipe and not found.made_of
