"""Which supplies cannot come as dated: behaviour 11, worked out by hand."""

from engine.risk import Cause, Making, Risks


def cause(makings, supplies, overdue=()):
    """Return why one of some supplies cannot come; an MO's supply is its name."""
    return Risks(makings, {mo: mo for mo in makings}, overdue).of(supplies)


def test_what_comes_as_dated():
    makings = {"a": Making("in_stock"), "b": Making("expected", ("receipt",))}
    assert cause(makings, ["a", "b", "receipt"]) is None


def test_each_cause():
    makings = {
        "short": Making("not_available"),
        "blocked": Making("in_stock", blocked=True),
        "late": Making("expected", ("receipt",), late=True),
    }
    for kind in makings:
        assert cause(makings, [kind]) == Cause(kind, kind)
    assert cause(makings, ["receipt"], ["receipt"]) == Cause("overdue", "receipt")


def test_it_is_said_at_the_leaf():
    makings = {
        "top": Making("expected", ("middle",), late=True),
        "middle": Making("expected", ("leaf", "other")),
        "leaf": Making("not_available"),
        "other": Making("in_stock"),
    }
    assert cause(makings, ["top"]) == Cause("short", "leaf")


def test_what_is_not_late_by_its_own_deadline():
    """Late counts where it is Expected alone."""
    assert cause({"a": Making("in_stock", late=True)}, ["a"]) is None


def test_a_circle_ends():
    makings = {
        "a": Making("expected", ("b",)),
        "b": Making("expected", ("a", "c")),
        "c": Making("in_stock", blocked=True),
    }
    assert cause(makings, ["a"]) == Cause("blocked", "c")
    assert cause(makings, ["b"]) == Cause("blocked", "c")
    assert cause(dict(reversed(makings.items())), ["a"]) == Cause("blocked", "c")
    del makings["c"]
    assert cause(makings, ["a"]) is None
